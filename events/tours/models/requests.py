"""What a host asks for, and what becomes of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours.models.choices import DATED_REQUESTS, ENDED_REQUESTS, LIVE_REQUESTS, REASONED_REQUESTS, RequestState
from events.tours.models.hosts import PLACES, Hosted, has_one_host
from events.tours.models.offers import Offer
from events.tours.models.seasons import Season
from events.tours.models.slots import Slot

MOST_WISHES = MOST_DAYS = 3
# What a commune says of where it would welcome: it has no venue sheet.
OF_A_SQUARE = ("place", "power", "furniture", "parking", "fallback", "associations")


class RequestQuerySet(models.QuerySet):
    def live(self):
        """Those that wait for something, or hold something."""
        return self.filter(state__in=LIVE_REQUESTS)

    def sent(self):
        """All that the team may see."""
        return self.exclude(state=RequestState.DRAFT)

    def of_hosts(self, cafes, communes):
        return self.filter(Q(cafe__in=cafes) | Q(commune__in=communes))

    def told(self):
        """With all that a line about them shows."""
        return self.select_related("season", "first_offer", "offer__company", "slot", *PLACES)

    def at(self, words: str):
        """Those of the places that are called so: a café, its commune, their department by its number."""
        return self.filter(
            Q(cafe__name__icontains=words)
            | Q(cafe__commune__name__icontains=words)
            | Q(commune__name__icontains=words)
            | Q(cafe__commune__department=words.upper())
            | Q(commune__department=words.upper())
        )

    def in_line(self):
        """Those that wait for a slot, the first to be served first."""
        return self.filter(state=RequestState.SUBMITTED, slot__isnull=False).order_by("rank")


class ProgrammeRequest(Hosted):
    """One request of one host: offers in order and possible days, or a slot; changed through services."""

    key = models.UUIDField(_("clé du formulaire"), default=uuid4, unique=True, editable=False)
    season = models.ForeignKey(Season, models.PROTECT, related_name="requests", verbose_name=_("saison"))
    first_offer = models.ForeignKey(
        Offer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_first",
        verbose_name=_("offre demandée en premier"),
    )
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("créneau")
    )
    rank = models.PositiveIntegerField(_("rang"), default=0, help_text=_("L’ordre d’arrivée, pris sous le verrou."))
    flexible = models.BooleanField(_("d’autres jours sont possibles"), default=False)
    message = models.TextField(_("message"), max_length=2000, blank=True, default="")
    contact_phone = models.CharField(_("téléphone"), max_length=20, blank=True, default="")
    place = models.CharField(
        _("où exactement"), max_length=100, blank=True, default="", help_text=_("« Place de l’église ».")
    )
    power = models.CharField(
        _("l’électricité"), max_length=120, blank=True, default="", help_text=_("« Un coffret de 32 A sur la place ».")
    )
    furniture = models.CharField(
        _("les tables, les chaises"), max_length=120, blank=True, default="", help_text=_("Combien, et à qui.")
    )
    parking = models.CharField(
        _("le stationnement"), max_length=120, blank=True, default="", help_text=_("Pour le camion, et pour le public.")
    )
    fallback = models.CharField(
        _("une salle, s’il pleut"), max_length=120, blank=True, default="", help_text=_("« Salle des fêtes ».")
    )
    associations = models.CharField(
        _("les associations du village"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Celles qui tiendraient leur part."),
    )
    state = models.CharField(_("état"), max_length=10, choices=RequestState, default=RequestState.DRAFT)
    reason = models.CharField(_("raison"), max_length=500, blank=True, default="")
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("offre retenue")
    )
    day = models.DateField(_("jour retenu"), null=True, blank=True)
    answer = models.TextField(_("mot de l’équipe"), max_length=1000, blank=True, default="")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="programme_requests",
        verbose_name=_("faite par"),
    )
    made_at = models.DateTimeField(_("commencée le"), default=timezone.now)
    changed_at = models.DateTimeField(_("changée le"), default=timezone.now)
    submitted_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    decided_at = models.DateTimeField(_("réponse donnée le"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("demande de programmation")
        verbose_name_plural = _("demandes de programmation")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["season", "state", "submitted_at"], name="requests_of_a_season"),
            models.Index(fields=["slot", "state", "rank"], name="requests_in_line"),
        ]
        constraints = [
            has_one_host("a_request_has_one_host"),
            *(
                models.UniqueConstraint(
                    host,
                    "season",
                    "first_offer",
                    condition=Q(state__in=LIVE_REQUESTS, slot=None),
                    name=f"one_live_request_a_{host}",
                    violation_error_message=_("Il y a déjà une demande en cours pour cette offre."),
                )
                for host in ("cafe", "commune")
            ),
            *(
                models.UniqueConstraint(
                    host,
                    "slot",
                    condition=Q(state__in=LIVE_REQUESTS),
                    name=f"one_place_in_a_slot_a_{host}",
                    violation_error_message=_("Ce créneau est déjà demandé pour ce lieu."),
                )
                for host in ("cafe", "commune")
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.DRAFT, RequestState.WITHDRAWN])
                | Q(submitted_at__isnull=False, first_offer__isnull=False),
                name="what_is_sent_asks_for_something",
                violation_error_message=_("Choisissez au moins une offre."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=REASONED_REQUESTS) & ~Q(reason="") | ~Q(state__in=REASONED_REQUESTS),
                name="a_declined_request_says_why",
                violation_error_message=_("Dites pourquoi : qui a demandé le lira."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=DATED_REQUESTS) & Q(day__isnull=False, offer__isnull=False)
                | ~Q(state__in=DATED_REQUESTS),
                name="what_is_proposed_has_a_day",
                violation_error_message=_("Dites quelle offre, et quel jour."),
            ),
        ]

    def __str__(self):
        return f"{self.host_name} ({self.get_state_display()})"

    def get_absolute_url(self):
        return reverse("tours:request", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_REQUESTS

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED_REQUESTS

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT

    @property
    def stop(self):
        """The date it has, or had last, as its host may read it."""
        return self.stops.exclude(state="option").order_by("-pk").first() if self.pk else None

    @property
    def said_of_square(self) -> list[tuple[str, str]]:
        """What a commune has said of where it would welcome, by the name of each thing."""
        fields = {name: self._meta.get_field(name).verbose_name for name in OF_A_SQUARE}
        return [(str(label), getattr(self, name)) for name, label in fields.items() if getattr(self, name)]

    @property
    def missing(self) -> list[str]:
        """What a commune has not said yet of where it would welcome."""
        if self.cafe_id:
            return []
        return [str(self._meta.get_field(name).verbose_name) for name in OF_A_SQUARE if not getattr(self, name)]

    @property
    def is_waiting(self) -> bool:
        """Whether it is in the line of a slot."""
        return self.slot_id is not None and self.state == RequestState.SUBMITTED


class Wish(models.Model):
    """One of the offers asked for, in order: the next one is good if the first cannot be."""

    request = models.ForeignKey(ProgrammeRequest, models.CASCADE, related_name="wishes", verbose_name=_("demande"))
    rank = models.PositiveSmallIntegerField(_("rang"))
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="wishes", verbose_name=_("offre"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("offre demandée")
        verbose_name_plural = _("offres demandées")
        ordering = ["request", "rank"]
        constraints = [
            models.UniqueConstraint("request", "rank", name="one_wish_a_rank"),
            models.UniqueConstraint(
                "request",
                "offer",
                name="an_offer_is_wished_once",
                violation_error_message=_("Cette offre est déjà dans votre demande."),
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_WISHES),
                name="three_wishes",
                violation_error_message=_("Trois offres au plus."),
            ),
        ]

    def __str__(self):
        return f"{self.rank}. {self.offer}"


class WishedDay(models.Model):
    """One of the days on which the host can welcome, the preferred one first."""

    request = models.ForeignKey(ProgrammeRequest, models.CASCADE, related_name="days", verbose_name=_("demande"))
    rank = models.PositiveSmallIntegerField(_("rang"))
    day = models.DateField(_("jour"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("jour possible")
        verbose_name_plural = _("jours possibles")
        ordering = ["request", "rank"]
        indexes = [models.Index(F("day"), name="wished_days")]
        constraints = [
            models.UniqueConstraint("request", "rank", name="one_day_a_rank"),
            models.UniqueConstraint(
                "request",
                "day",
                name="a_day_is_wished_once",
                violation_error_message=_("Ce jour est déjà dans votre demande."),
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_DAYS),
                name="three_days",
                violation_error_message=_("Trois jours au plus."),
            ),
        ]

    def __str__(self):
        return f"{self.day}"
