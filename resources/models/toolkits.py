"""Toolkits: resources in an order that leads somewhere."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from resources.models.resources import Resource, SharedQuerySet, Told

MOST_STEPS = 40


class Toolkit(Told):
    """A goal, and the steps that lead to it."""

    goal = models.TextField(_("but"), max_length=400, help_text=_("Ce que l’on saura faire, ou aura fait, à la fin."))
    introduction = RichTextField(
        _("introduction"), blank=True, default="", features=["bold", "italic", "ul", "ol", "link"]
    )

    objects = SharedQuerySet.as_manager()

    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("audiences", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("boîte à outils")
        verbose_name_plural = _("boîtes à outils")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                "slug",
                "locale",
                name="one_toolkit_at_an_address",
                violation_error_message=_("Une autre boîte à outils a déjà cette adresse."),
            ),
            models.CheckConstraint(
                condition=~Q(audiences=""),
                name="a_toolkit_is_for_somebody",
                violation_error_message=_("Dites pour qui est cette boîte à outils."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("resources:toolkit", args=[self.slug])

    def get_preview_template(self, request, mode_name):
        return "resources/toolkit.html"

    def get_preview_context(self, request, mode_name):
        from resources.services.sheets import ToolkitSheet  # which reads the models

        return ToolkitSheet(self).shown()


class ToolkitStep(TranslatableMixin, Orderable):
    """One resource, and what to do with it; the resource is named by its row of the first language."""

    toolkit = ParentalKey(Toolkit, related_name="steps", verbose_name=_("boîte à outils"))
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="steps", verbose_name=_("ressource"))
    title = models.CharField(_("étape"), max_length=120, help_text=_("« Préparer la salle »."))
    text = RichTextField(_("ce qu’on fait"), blank=True, default="", features=["bold", "italic", "ul", "ol", "link"])

    override_translatable_fields = [SynchronizedField("resource", overridable=False)]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.title
