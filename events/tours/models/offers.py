"""What may be asked for: told like a page, without a language, and read by those it is for."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from events.tours.models.choices import DRAWINGS, OfferKind, Payer, Where
from events.tours.models.seasons import Company, Season
from millecafes.core.days import day_in_words
from millecafes.core.fields import ChoicesField
from millecafes.core.models.choices import Audience
from millecafes.people.permissions import written_for
from millecafes.places.models import Department, Region

RESERVED = {"demandes", "etapes", "tournees", "conventions", "bilans", "activites"}  # addresses of the programme itself
HOSTS = [(Audience.MANAGERS.value, Audience.MANAGERS.label), (Audience.ELECTED.value, Audience.ELECTED.label)]


def between(least: int, most: int) -> list:
    return [MinValueValidator(least), MaxValueValidator(most)]


def said_minutes(minutes: int) -> str:
    """« 45 min », « 2 h », « 1 h 50 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}


class OfferQuerySet(models.QuerySet):
    def readable_by(self, access):
        """Published, for somebody this person is; ``access`` is what ``access_of`` says of her."""
        return self.filter(written_for("audiences", access.audiences), live=True)

    def of_season(self, season: Season):
        return self.filter(seasons=season)

    def going_to(self, department: Department):
        """Those that come that far: an offer that names no place comes everywhere."""
        anywhere = Q(regions=None) & Q(departments=None)
        named = Q(departments=department.pk) | Q(regions=department.region_id)
        return self.filter(anywhere | named).distinct()


class Offer(WorkflowMixin, DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, ClusterableModel):
    """One thing a café or a commune may ask for, and what it takes to welcome it."""

    kind = models.CharField(_("sorte"), max_length=12, choices=OfferKind)
    title = models.CharField(_("titre"), max_length=140)
    slug = models.SlugField(
        _("adresse"),
        max_length=140,
        unique=True,
        help_text=_("Le bout de l’adresse. Vide : d’après le titre ; elle ne change plus."),
    )
    summary = models.CharField(_("en une phrase"), max_length=200, help_text=_("Ce qui donne envie de l’accueillir."))
    body = RichTextField(
        _("présentation"), blank=True, default="", features=["h3", "bold", "italic", "ul", "ol", "link"]
    )
    company = models.ForeignKey(Company, models.PROTECT, related_name="offers", verbose_name=_("compagnie"))
    seasons = ParentalManyToManyField(Season, blank=True, related_name="offers", verbose_name=_("saisons"))
    audiences = ChoicesField(
        _("qui peut la demander"),
        choices=HOSTS,
        max_length=60,
        blank=False,
        default=[Audience.MANAGERS.value, Audience.ELECTED.value],
        help_text=_("Les gérantes et gérants pour leur café, les élues et élus pour une commune."),
    )
    minutes = models.PositiveSmallIntegerField(_("durée (minutes)"), validators=between(1, 1440))
    setup_minutes = models.PositiveSmallIntegerField(
        _("installation (minutes)"), default=0, validators=between(0, 1440), help_text=_("Avant ; 0 : aucune.")
    )
    public = models.CharField(
        _("public"), max_length=80, blank=True, default="", help_text=_("« Tout public », « à partir de 6 ans ».")
    )
    group_min = models.PositiveIntegerField(
        _("participants au moins"), null=True, blank=True, validators=between(1, 10_000)
    )
    group_max = models.PositiveIntegerField(
        _("participants au plus"), null=True, blank=True, validators=between(1, 10_000)
    )
    where = models.CharField(_("lieu"), max_length=8, choices=Where, default=Where.BOTH)
    power = models.PositiveSmallIntegerField(
        _("électricité (ampères)"),
        null=True,
        blank=True,
        validators=between(1, 400),
        help_text=_("En 230 V. Vide : rien à brancher."),
    )
    surface = models.PositiveIntegerField(
        _("surface (m²)"),
        null=True,
        blank=True,
        validators=between(1, 100_000),
        help_text=_("Libre, le public compris."),
    )
    seats = models.PositiveIntegerField(
        _("places assises"), null=True, blank=True, validators=between(1, 10_000), help_text=_("Chaises du lieu.")
    )
    darkness = models.BooleanField(_("il faut le noir"), default=False)
    parking = models.CharField(
        _("stationnement"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("« Un camion de 7 m, à moins de 30 m »."),
    )
    needs = models.TextField(_("autres besoins"), max_length=600, blank=True, default="")
    payer = models.CharField(_("qui paie"), max_length=8, choices=Payer, default=Payer.NETWORK)
    host_cost = models.DecimalField(
        _("reste pour qui accueille"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("En euros. Vide : rien."),
    )
    cost_note = models.CharField(
        _("précision sur le coût"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("« Prévoir le repas de deux artistes »."),
    )
    partners = ParentalManyToManyField(
        "core.Partner",
        blank=True,
        related_name="+",
        verbose_name=_("partenaires"),
        help_text=_("Leurs logos vont sur les affiches, et sur la page de l’agenda."),
    )
    regions = ParentalManyToManyField(
        Region, blank=True, related_name="offers", verbose_name=_("régions"), help_text=_("Aucune : partout.")
    )
    departments = ParentalManyToManyField(Department, blank=True, related_name="offers", verbose_name=_("départements"))
    first_day = models.DateField(
        _("à partir du"), null=True, blank=True, help_text=_("Vide : dès le début de la saison.")
    )
    last_day = models.DateField(_("jusqu’au"), null=True, blank=True)
    visa_number = models.CharField(
        _("visa d’exploitation"), max_length=20, blank=True, default="", help_text=_("D’un film, en plein air.")
    )
    visa_on = models.DateField(_("visa délivré le"), null=True, blank=True)
    is_example = models.BooleanField(
        _("exemple"), default=False, help_text=_("La page dit que l’offre est inventée, pour montrer le site.")
    )
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offre du programme")
        verbose_name_plural = _("offres du programme")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED)),
                name="an_offer_leaves_its_addresses_to_the_programme",
                violation_error_message=_("Cette adresse est celle du programme : choisissez-en une autre."),
            ),
            models.CheckConstraint(
                condition=~Q(audiences=""),
                name="an_offer_is_for_somebody",
                violation_error_message=_("Dites qui peut demander cette offre."),
            ),
            models.CheckConstraint(
                condition=Q(group_min=None) | Q(group_max=None) | Q(group_max__gte=F("group_min")),
                name="an_offer_has_room_for_its_group",
                violation_error_message=_("Le plus grand nombre de participants vient après le plus petit."),
            ),
            models.CheckConstraint(
                condition=(Q(payer__in=[Payer.SHARED, Payer.HOST]) & Q(host_cost__isnull=False, host_cost__gt=0))
                | (Q(payer__in=[Payer.NETWORK, Payer.PARTNER]) & Q(host_cost=None)),
                name="who_pays_knows_how_much",
                violation_error_message=_("Dites ce qui reste à payer à qui accueille, ou laissez vide si c’est rien."),
            ),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="an_offer_ends_after_it_begins",
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("tours:offer", args=[self.slug])

    @property
    def full_url(self) -> str:
        """Where it is read, for previews and machines."""
        return settings.SITE_URL + self.get_absolute_url() if self.slug else ""

    @property
    def drawing(self) -> str:
        """What shows it while there is no photograph."""
        return DRAWINGS.get(self.kind, "")

    def holds(self, day: date) -> bool:
        """Whether this day is in its own period, if it has one."""
        return (self.first_day or day) <= day <= (self.last_day or day)

    @property
    def period(self) -> str:
        """« du 1er juin 2027 au 30 juin 2027 », « jusqu’au 30 juin 2027 », or nothing."""
        first, last = (day_in_words(day) if day else "" for day in (self.first_day, self.last_day))
        if first and last:
            return gettext("du %(first)s au %(last)s") % {"first": first, "last": last}
        if first:
            return gettext("à partir du %(day)s") % {"day": first}
        return gettext("jusqu’au %(day)s") % {"day": last} if last else ""

    def goes_to(self, department: Department) -> bool:
        """Whether it comes that far; the places are read with the offers."""
        regions = {region.pk for region in self.regions.all()}
        departments = {one.pk for one in self.departments.all()}
        if not regions and not departments:
            return True
        return department.pk in departments or department.region_id in regions

    @property
    def lasts(self) -> str:
        return said_minutes(self.minutes)

    @property
    def sets_up(self) -> str:
        return said_minutes(self.setup_minutes)

    @property
    def is_free_for_host(self) -> bool:
        return self.host_cost is None

    def get_preview_template(self, request, mode_name):
        return "tours/offer.html"

    def get_preview_context(self, request, mode_name):
        from events.tours.services.sheets import preview_of  # which reads the models

        return preview_of(self)


class OfferPhoto(Orderable):
    """A photograph of an offer; its credit and its alternative text are the picture's."""

    offer = ParentalKey(Offer, related_name="photos", verbose_name=_("offre"))
    image = models.ForeignKey("core.Image", models.CASCADE, related_name="+", verbose_name=_("photo"))
    caption = models.CharField(_("légende"), max_length=160, blank=True, default="")

    class Meta(Orderable.Meta):
        verbose_name = _("photo de l’offre")
        verbose_name_plural = _("photos de l’offre")
