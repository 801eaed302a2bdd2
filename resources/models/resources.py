"""What is told of a resource, in each language. Its files and what readers do hang on the row of the first language."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField

from millecafes.core.blocks import STORY
from millecafes.core.fields import ChoicesField, StoryField
from millecafes.core.languages import FIRST
from millecafes.core.models.choices import Association, Audience
from millecafes.core.models.registers import STALE_AFTER_DAYS, Register
from millecafes.people.permissions import written_for
from resources.models.choices import Language, Phase, ResourceKind


class Theme(Register):
    """What a resource is about: a short list that editors keep, one row per language."""

    name = models.CharField(_("nom"), max_length=60)
    position = models.PositiveSmallIntegerField(_("rang"), default=0, help_text=_("Le plus petit vient en premier."))

    panels = [FieldPanel("name"), FieldPanel("code"), FieldPanel("position")]
    preview_modes = []

    override_translatable_fields = [
        *Register.override_translatable_fields,
        SynchronizedField("position", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("thème de la bibliothèque")
        verbose_name_plural = _("thèmes de la bibliothèque")
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "code",
                "locale",
                name="one_theme_of_the_library_per_code",
                violation_error_message=_("Un autre thème porte déjà ce code."),
            )
        ]

    def __str__(self):
        return self.name


class SharedQuerySet(models.QuerySet):
    """What resources and toolkits have in common: rights are those of the row in the first language."""

    def originals(self):
        """One row for each, in the first language."""
        return self.filter(locale__language_code=FIRST)

    def readable_by(self, access):
        """Published, for somebody this person is; ``access`` is what ``access_of`` says of her."""
        return self.originals().filter(written_for("audiences", access.audiences), live=True)

    def public(self):
        return self.originals().filter(written_for("audiences", [Audience.PUBLIC]), live=True)


class ResourceQuerySet(SharedQuerySet):
    def stale(self, at=None):
        """Those nobody has read over for eighteen months."""
        limit = (at or timezone.localdate()) - timedelta(days=STALE_AFTER_DAYS)
        return self.filter(reviewed_on__lt=limit)

    def with_dead_link(self):
        """Those whose address elsewhere no longer answers."""
        return self.filter(link__url=F("url"), link__dead_since__isnull=False)

    def unused(self):
        """Those nobody has downloaded, kept or judged."""
        tables = ("downloads", "favourites", "opinions")
        used = [self.model._meta.get_field(name).related_model for name in tables]
        for table in used:
            self = self.filter(~Exists(table.objects.filter(resource=OuterRef("pk"))))
        return self


class Told(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """Written like a page, one row per language at one address, read by some audiences."""

    title = models.CharField(_("titre"), max_length=140)
    slug = models.SlugField(
        _("adresse"),
        max_length=140,
        help_text=_("Le bout de l’adresse. Vide : d’après le titre ; elle ne change plus."),
    )
    phase = models.CharField(
        _("phase"), max_length=12, choices=Phase, blank=True, default="", help_text=_("Vide : utile à toutes.")
    )
    audiences = ChoicesField(
        _("pour qui"), choices=Audience.choices, max_length=60, blank=False, default=[Audience.MEMBERS]
    )
    is_example = models.BooleanField(
        _("exemple"), default=False, help_text=_("La page dit qu’elle a été écrite pour montrer le site.")
    )
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    def validate_constraints(self, exclude=None):
        """The language is no field of the form: Django would leave out the rules that name it."""
        super().validate_constraints(exclude=set(exclude or ()) - {"locale"})

    @property
    def original(self):
        """The row of the first language: what is counted hangs on it, and its audiences are those that count."""
        if self.locale.language_code == FIRST:
            return self
        return type(self).objects.originals().filter(translation_key=self.translation_key).first() or self

    @property
    def is_public(self) -> bool:
        return Audience.PUBLIC in self.audiences

    @property
    def full_url(self) -> str:
        """Where it is read, for previews and machines."""
        return settings.SITE_URL + self.get_absolute_url() if self.slug else ""


class Resource(Told):
    """One thing of the library: a file, a page of the site, or an address elsewhere."""

    summary = models.TextField(
        _("en deux phrases"), max_length=400, help_text=_("Ce qu’on y trouve, et quand s’en servir.")
    )
    kind = models.CharField(_("sorte"), max_length=12, choices=ResourceKind)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="resources", verbose_name=_("thème"))
    language = models.CharField(_("langue du document"), max_length=2, choices=Language, default=Language.FRENCH)
    association = models.CharField(
        _("association autrice"), max_length=24, choices=Association, default=Association.RESEAU
    )
    reviewed_on = models.DateField(
        _("à jour au"), help_text=_("Le jour de la dernière relecture. Au-delà de dix-huit mois, la page prévient.")
    )
    url = models.URLField(
        _("adresse ailleurs"), blank=True, default="", help_text=_("D’un lien, ou d’une vidéo hébergée ailleurs.")
    )
    story = StoryField(STORY, verbose_name=_("page"), blank=True, default=list)

    objects = ResourceQuerySet.as_manager()

    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("audiences", overridable=False),
        SynchronizedField("theme", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        ordering = ["-reviewed_on", "-pk"]
        indexes = [models.Index(F("reviewed_on").desc(), F("id").desc(), name="resources_by_review")]
        constraints = [
            models.UniqueConstraint(
                "slug",
                "locale",
                name="one_resource_at_an_address",
                violation_error_message=_("Une autre ressource a déjà cette adresse."),
            ),
            models.CheckConstraint(
                condition=~Q(audiences=""),
                name="a_resource_is_for_somebody",
                violation_error_message=_("Dites pour qui est cette ressource."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ResourceKind.LINK) | ~Q(url=""),
                name="a_link_leads_somewhere",
                violation_error_message=_("Un lien a une adresse : donnez-la."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("resources:resource", args=[self.slug])

    def get_preview_template(self, request, mode_name):
        return "resources/resource.html"

    def get_preview_context(self, request, mode_name):
        from resources.services.sheets import resource_sheet  # which reads the models

        return resource_sheet(self)

    def is_stale(self, at=None) -> bool:
        """Whether nobody has read it over for eighteen months."""
        return (at or timezone.localdate()) - self.reviewed_on > timedelta(days=STALE_AFTER_DAYS)
