"""The register of what was done, where, and for how many: the figures of a season are added up from it alone."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Session
from events.tours.models.choices import ActivityKind, Source
from events.tours.models.hosts import Hosted
from events.tours.models.seasons import Season
from events.tours.models.tours import Stop, Tour
from millecafes.people.models.members import closed_storage

MOST_PEOPLE = 20_000  # of one activity: a village is under 3,500
MOST_SESSIONS = 1000


def people(label, **options) -> models.PositiveIntegerField:
    validators = [MaxValueValidator(MOST_PEOPLE)]
    return models.PositiveIntegerField(label, null=True, blank=True, validators=validators, **options)


def photo_name(activity, name: str) -> str:
    """A name of ours: nothing of what was typed, but what the file is."""
    return f"bilans/{uuid4().hex}{PurePosixPath(name).suffix.lower()}"


class Activity(Hosted):
    """One thing that was done at one place; corrected, never deleted."""

    kind = models.CharField(_("sorte"), max_length=18, choices=ActivityKind)
    title = models.CharField(_("titre"), max_length=140, blank=True, default="")
    day = models.DateField(_("jour"))
    place = models.CharField(
        _("autre lieu"), max_length=160, blank=True, default="", help_text=_("Ni un café du réseau, ni une commune.")
    )
    season = models.ForeignKey(
        Season, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("saison")
    )
    tour = models.ForeignKey(
        Tour, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("tournée")
    )
    stop = models.ForeignKey(
        Stop, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("étape")
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("date de l’agenda")
    )
    participants = people(_("participants"))
    seniors = people(_("dont 65 ans et plus"))
    newcomers = people(_("dont nouvelles têtes"))
    meals = people(_("repas servis"))
    sessions_count = models.PositiveSmallIntegerField(
        _("nombre de séances"), default=1, validators=[MaxValueValidator(MOST_SESSIONS)]
    )
    comment = models.TextField(_("en quelques mots"), max_length=2000, blank=True, default="")
    photo = models.FileField(
        _("photo"), upload_to=photo_name, storage=closed_storage, max_length=120, blank=True, default=""
    )
    photo_consent = models.BooleanField(_("les personnes sur la photo sont d’accord"), default=False)
    source = models.CharField(_("d’où vient cette ligne"), max_length=8, choices=Source, default=Source.TYPED)
    source_note = models.CharField(_("précision sur la source"), max_length=200, blank=True, default="")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities_reported",
        verbose_name=_("dit par"),
    )
    reported_at = models.DateTimeField(_("dit le"), default=timezone.now)
    is_example = models.BooleanField(_("exemple"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("activité")
        verbose_name_plural = _("activités")
        ordering = ["-day", "-pk"]
        indexes = [
            models.Index(F("season"), F("kind"), name="activities_of_a_season"),
            models.Index(F("day"), F("kind"), name="activities_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cafe__isnull=False, commune=None, place="")
                | Q(cafe=None, commune__isnull=False, place="")
                | (Q(cafe=None, commune=None) & ~Q(place="")),
                name="an_activity_is_somewhere",
                violation_error_message=_("Dites où : un café, une commune, ou un autre lieu, et un seul."),
            ),
            models.CheckConstraint(
                condition=Q(participants=None) | Q(participants__lte=MOST_PEOPLE),
                name="a_village_has_so_many_people",
                violation_error_message=_("Vérifiez le nombre de participants : 20 000 au plus."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(participants__isnull=False, **{f"{name}__lte": F("participants")}),
                    name=f"{name}_are_participants",
                    violation_error_message=message,
                )
                for name, message in (
                    ("seniors", _("Les 65 ans et plus font partie des participants.")),
                    ("newcomers", _("Les nouvelles têtes font partie des participants.")),
                )
            ),
            models.CheckConstraint(
                condition=Q(meals=None) | Q(meals__lte=MOST_PEOPLE),
                name="meals_are_counted",
                violation_error_message=_("Vérifiez le nombre de repas : 20 000 au plus."),
            ),
            models.CheckConstraint(
                condition=Q(sessions_count__gte=1, sessions_count__lte=MOST_SESSIONS),
                name="an_activity_was_held",
                violation_error_message=_("Entre 1 et 1 000 séances."),
            ),
            models.CheckConstraint(
                condition=Q(photo="") | Q(photo_consent=True),
                name="a_photo_is_consented",
                violation_error_message=_("Une photo demande l’accord des personnes qu’on y voit."),
            ),
            models.UniqueConstraint(
                "stop",
                condition=Q(source=Source.REPORT),
                name="one_report_a_stop",
                violation_error_message=_("Le bilan de cette étape est déjà fait."),
            ),
            models.UniqueConstraint(
                "session",
                condition=Q(source=Source.REPORT, stop=None),
                name="one_report_a_date",
                violation_error_message=_("Le bilan de cette date est déjà fait."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.day})"

    @property
    def where(self) -> str:
        return self.host_name or self.place
