"""What is told of an event. Its dates, places and seats are rows of their own, which no revision brings back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, Workflow, WorkflowMixin

from millecafes.core.fields import ChoicesField
from millecafes.core.models.choices import Association
from millecafes.people.groups import ANIMATIONS
from millecafes.people.permissions import Audience, written_for

RESERVED = {"mois", "carte", "flux", "integrer"}  # addresses of the agenda itself


class EventKind(models.TextChoices):
    """What one comes to; the order is that of the filters."""

    GUINGUETTE = "guinguette", _("Guinguette")
    TOUR_STOP = "tour_stop", _("Étape de tournée")
    ANIMATION = "animation", _("Animation de café")
    PUBLIC_MEETING = "public_meeting", _("Réunion publique")
    OPEN_DAY = "open_day", _("Portes ouvertes")
    WEBINAR = "webinar", _("Webinaire")
    MEETING = "meeting", _("Rencontre")
    TRAINING = "training", _("Formation")


class Territory(models.Model):
    """The named area of a tour: Grand Est, Picardie."""

    name = models.CharField(_("nom"), max_length=60, unique=True)
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("territoire de tournée")
        verbose_name_plural = _("territoires de tournée")
        ordering = ["name"]

    def __str__(self):
        return self.name


class EventQuerySet(models.QuerySet):
    def readable_by(self, access):
        """Those published for somebody this person is; ``access`` is what ``access_of`` says of her."""
        return self.filter(written_for("audiences", access.audiences), live=True)

    def public(self):
        return self.filter(written_for("audiences", [Audience.PUBLIC]), live=True)


class Event(WorkflowMixin, DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, ClusterableModel):
    """One thing people come to, at one date or several; published like a page, it has no language."""

    kind = models.CharField(_("sorte"), max_length=16, choices=EventKind)
    title = models.CharField(_("titre"), max_length=140)
    slug = models.SlugField(_("adresse"), max_length=140, unique=True, help_text=_("/agenda/…/"))
    summary = models.CharField(_("en une phrase"), max_length=200, help_text=_("Ce qui donne envie de venir."))
    body = RichTextField(
        _("présentation"), blank=True, default="", features=["h3", "bold", "italic", "ul", "ol", "link"]
    )
    image = models.ForeignKey(
        "core.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    audiences = ChoicesField(
        _("pour qui"), choices=Audience.choices, max_length=60, blank=False, default=[Audience.PUBLIC]
    )
    association = models.CharField(
        _("association organisatrice"), max_length=24, choices=Association, blank=True, default=""
    )
    cafe = models.ForeignKey(
        "places.Cafe",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("café organisateur"),
        help_text=_("Une animation est d’un café ; le reste est de l’une des deux associations."),
    )
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("territoire")
    )
    theme = models.CharField(
        _("thème"), max_length=80, blank=True, default="", help_text=_("Commerce local, lien social, participation…")
    )
    price = models.DecimalField(
        _("prix d’entrée"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("En euros. Vide : gratuit."),
    )
    price_note = models.CharField(
        _("précision sur le prix"), max_length=120, blank=True, default="", help_text=_("« Boissons payantes ».")
    )
    accessibility = models.CharField(
        _("accessibilité"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Accès de plain-pied, boucle magnétique…"),
    )
    practical = models.TextField(
        _("informations pratiques"), blank=True, default="", help_text=_("Comment venir, que prévoir, qui appeler.")
    )
    partners = ParentalManyToManyField("core.Partner", blank=True, related_name="+", verbose_name=_("partenaires"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="events_proposed",
        verbose_name=_("proposé par"),
    )
    is_example = models.BooleanField(
        _("exemple"), default=False, help_text=_("La page dit que l’événement est inventé, pour montrer le site.")
    )
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(cafe=None) & ~Q(association="")) | (Q(cafe__isnull=False) & Q(association="")),
                name="an_event_has_one_organiser",
                violation_error_message=_("Un événement est organisé par une association, ou par un café."),
            ),
            models.CheckConstraint(
                condition=~Q(audiences=""),
                name="an_event_is_for_somebody",
                violation_error_message=_("Dites pour qui est cet événement."),
            ),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gt=0),
                name="what_costs_nothing_has_no_price",
                violation_error_message=_("Laissez le prix vide quand l’entrée est gratuite."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED)),
                name="an_event_leaves_its_addresses_to_the_agenda",
                violation_error_message=_("Cette adresse est celle de l’agenda : choisissez-en une autre."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Outside for everybody, in the members' area for those it is written for."""
        return reverse("agenda:event" if self.is_public else "agenda:member_event", args=[self.slug])

    @property
    def full_url(self) -> str:
        """Where it is read, for previews and machines."""
        return settings.SITE_URL + self.get_absolute_url() if self.slug else ""

    @property
    def is_public(self) -> bool:
        return Audience.PUBLIC in self.audiences

    @property
    def is_proposed(self) -> bool:
        """Announced by who runs a café, from the members' area."""
        return bool(self.cafe_id and self.proposed_by_id)

    def get_workflow(self):
        """Those who animate the network let the animations of cafés through; the rest is read over like a page."""
        own = Workflow.objects.filter(name=ANIMATIONS, active=True).first() if self.is_proposed else None
        return own or super().get_workflow()

    def get_preview_template(self, request, mode_name):
        return "agenda/event.html"

    def get_preview_context(self, request, mode_name):
        from events.agenda.services.sheet import sheet_of  # which reads the models

        return sheet_of(self)

    @property
    def organiser(self) -> str:
        return self.cafe.name if self.cafe else self.get_association_display()
