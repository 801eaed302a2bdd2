"""The cafés: where they are, what one finds there, when they live."""

from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from millecafes.places.addresses import keep_former_address
from millecafes.places.fields import KeyField
from millecafes.places.models.services import Service
from millecafes.places.models.territory import Commune, DelegatedCommune, Precision, is_on_earth
from millecafes.places.opening import Timetable
from millecafes.places.sheet import sheet_of
from millecafes.places.timetables import timetable_of

RESERVED = {"carte", "points"}  # addresses of the map


class Support(models.TextChoices):
    """How the association accompanies a café; the two first kinds of the map."""

    OPENING = "opening", _("Café accompagné à l’ouverture")
    OPERATION = "operation", _("Café accompagné à l’exploitation")


class CafeModel(models.TextChoices):
    """How a café is run."""

    ENTREPRENEURIAL = "entrepreneurial", _("Entrepreneurial")
    ASSOCIATIF = "associatif", _("Associatif")
    ITINERANT = "itinerant", _("Itinérant")


class Licence(models.TextChoices):
    """The drinks licence (code de la santé publique)."""

    NONE = "none", _("Sans licence")
    THREE = "iii", _("Licence III")
    FOUR = "iv", _("Licence IV")


class Ending(models.TextChoices):
    """What became of a café that has left the map."""

    CLOSED = "closed", _("Fermé")
    TAKEN_OVER = "taken_over", _("Repris")


class OnHolidays(models.TextChoices):
    """What becomes of the week's hours on a public holiday."""

    CHECK = "check", _("À vérifier")
    CLOSED = "closed", _("Fermé les jours fériés")
    USUAL = "usual", _("Ouvert comme d’habitude")


class CafeQuerySet(models.QuerySet):
    def public(self):
        """Those that have a page: published, closed ones included."""
        return self.filter(live=True)

    def on_map(self, at=None):
        """Those one can go to, that the association supports. ``at`` is a day, today by default."""
        return self.standing(at).exclude(support="")

    def standing(self, at=None):
        """Public, and still open as a business: neither closed nor taken over."""
        today = at or timezone.localdate()
        return self.public().filter(Q(closed_on=None) | Q(closed_on__gt=today))

    def with_places(self):
        return self.select_related("commune__department__region", "delegated")

    def with_details(self):
        """All that a sheet of the open data says."""
        return self.with_places().prefetch_related("hours", "special_openings", "services")


class Cafe(WorkflowMixin, DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, ClusterableModel):
    """A village café, published like a page and counted like a row: it has no language."""

    name = models.CharField(_("nom"), max_length=120)
    search_name = KeyField(_("nom sans accents"), source="name", max_length=160, blank=True, default="")
    slug = models.SlugField(
        _("adresse de la fiche"), max_length=120, unique=True, help_text=_("/cafes/…/ : elle ne change plus ensuite.")
    )
    summary = models.TextField(
        _("en deux phrases"), max_length=300, blank=True, default="", help_text=_("Ce qui donne envie d’y entrer.")
    )
    description = models.TextField(_("description"), blank=True, default="")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="cafes", verbose_name=_("commune"))
    delegated = models.ForeignKey(
        DelegatedCommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cafes",
        verbose_name=_("commune déléguée"),
        help_text=_("Le village même, quand il est dans une commune nouvelle."),
    )
    address = models.CharField(_("adresse"), max_length=200, blank=True, default="")
    postcode = models.CharField(_("code postal"), max_length=5, blank=True, default="")
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(_("précision du point"), max_length=12, choices=Precision, blank=True, default="")
    support = models.CharField(
        _("accompagnement"),
        max_length=12,
        choices=Support,
        blank=True,
        default="",
        help_text=_("Vide : le café a une fiche, il n’est pas sur la carte."),
    )
    model = models.CharField(_("modèle"), max_length=16, choices=CafeModel, blank=True, default="")
    licence = models.CharField(_("licence"), max_length=8, choices=Licence, blank=True, default="")
    services = ParentalManyToManyField(Service, blank=True, related_name="cafes", verbose_name=_("services"))
    on_holidays = models.CharField(
        _("jours fériés"),
        max_length=8,
        choices=OnHolidays,
        default=OnHolidays.CHECK,
        help_text=_("Ce que deviennent les horaires de la semaine ces jours-là."),
    )
    phone = models.CharField(_("téléphone"), max_length=20, blank=True, default="")
    email = models.EmailField(_("adresse e-mail"), blank=True, default="")
    website = models.URLField(_("site"), blank=True, default="")
    opened_on = models.DateField(_("ouvert le"), null=True, blank=True)
    closed_on = models.DateField(_("fermé ou repris le"), null=True, blank=True)
    ending = models.CharField(_("fin"), max_length=12, choices=Ending, blank=True, default="")
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name=_("repris par")
    )
    manager_name = models.CharField(_("gérante ou gérant"), max_length=120, blank=True, default="")
    manager_consent_on = models.DateField(
        _("accord pour montrer ce nom, donné le"), null=True, blank=True, help_text=_("Vide : le nom n’est pas montré.")
    )
    is_example = models.BooleanField(
        _("exemple"), default=False, help_text=_("La fiche dit qu’elle est inventée, pour montrer le site.")
    )
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True, db_index=True)

    objects = CafeQuerySet.as_manager()

    class Meta:
        verbose_name = _("café")
        verbose_name_plural = _("cafés")
        ordering = ["name", "pk"]
        indexes = [models.Index(F("lat"), F("lon"), name="cafes_by_point")]
        constraints = [
            is_on_earth("a_cafe_is_on_earth"),
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED)),
                name="a_cafe_leaves_their_addresses_to_the_map",
                violation_error_message=_("Cette adresse est celle de la carte : choisissez-en une autre."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, ending="") | (Q(closed_on__isnull=False) & ~Q(ending="")),
                name="a_cafe_that_ends_says_when_and_how",
                violation_error_message=_("Une fin a une date et une sorte : fermé, ou repris."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="a_cafe_closes_after_it_opened",
                violation_error_message=_("Le café ne peut pas fermer avant d’avoir ouvert."),
            ),
            models.CheckConstraint(
                condition=Q(manager_consent_on=None) | ~Q(manager_name=""),
                name="a_consent_is_somebodys",
                violation_error_message=_("Dites de qui vient cet accord."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.commune_id})"

    def get_absolute_url(self):
        return reverse("cafe", args=[self.slug])

    @property
    def full_url(self) -> str:
        """Where it is read, for previews and machines."""
        return settings.SITE_URL + self.get_absolute_url() if self.slug else ""

    @property
    def village(self) -> Commune | DelegatedCommune:
        """What people call the place: the former commune if one is named, else the commune."""
        return self.delegated or self.commune

    @property
    def manager(self) -> str:
        """The manager's name, if she agreed that it be shown."""
        return self.manager_name if self.manager_consent_on else ""

    @cached_property
    def timetable(self) -> Timetable:
        """Its hours, on the clock of its department."""
        return timetable_of(self)

    def has_closed(self, at=None) -> bool:
        """Whether it has ended on this day (today by default)."""
        return self.closed_on is not None and self.closed_on <= (at or timezone.localdate())

    def publish(self, revision, *args, **options):
        """A café whose address changes is still found at the former one."""
        with transaction.atomic():
            former = Cafe.objects.public().filter(pk=self.pk).values_list("slug", flat=True).first()
            published = super().publish(revision, *args, **options)
            if former and former != self.slug:
                keep_former_address(former, self.slug)
        return published

    def get_preview_template(self, request, mode_name):
        return "home/cafe.html"

    def get_preview_context(self, request, mode_name):
        return sheet_of(self, request)


class CafePhoto(Orderable):
    """A photograph of a café; its credit and its alternative text are the picture's."""

    cafe = ParentalKey(Cafe, related_name="photos", verbose_name=_("café"))
    image = models.ForeignKey("core.Image", models.CASCADE, related_name="+", verbose_name=_("photo"))
    caption = models.CharField(_("légende"), max_length=160, blank=True, default="")

    class Meta(Orderable.Meta):
        verbose_name = _("photo du café")
        verbose_name_plural = _("photos du café")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.caption or str(self.image_id)
