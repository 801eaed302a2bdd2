"""A date, as a form asks for it: on the clock of the place, which is known once the place is."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Event, Session
from events.agenda.models.events import RESERVED
from events.agenda.services import MOST_DATES, Rhythm, announce_once, change, dates_after
from millecafes.core.desk_views import DayInput, HourInput
from millecafes.places.forms import VillageField
from millecafes.places.models import Cafe, DelegatedCommune

FIRST_DAY = date(2015, 1, 1)  # no archive goes back further
FARTHEST = timedelta(days=3 * 366)
LONGEST = timedelta(days=31)


def free_slug(title: str, pk: int | None = None) -> str:
    """An address made of the title, that no other event has."""
    stem = slugify(title)[:120] or "evenement"
    taken = set(Event.objects.filter(slug__startswith=stem).exclude(pk=pk).values_list("slug", flat=True)) | RESERVED
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if slug not in taken)


def moment(day: date, hour: time, session: Session) -> datetime:
    """This hour of this day on the clock of the place. Raises ``ValidationError`` when clocks jump over it."""
    naive = datetime.combine(day, hour)
    made = make_aware(naive, session.zone)
    there_and_back = made.astimezone(timezone.get_fixed_timezone(0)).astimezone(session.zone)
    if there_and_back.replace(tzinfo=None) != naive:
        words = _("Le %(day)s, cette heure n’existe pas : les horloges avancent d’une heure. Choisissez-en une autre.")
        raise ValidationError(words % {"day": day.strftime("%d/%m/%Y")}, "no_such_hour")
    if made.utcoffset() != made.replace(fold=1).utcoffset():
        words = _("Le %(day)s, cette heure existe deux fois : les horloges reculent. Choisissez-en une autre.")
        raise ValidationError(words % {"day": day.strftime("%d/%m/%Y")}, "two_such_hours")
    return made


class DateForm(forms.Form):
    """When; the place is settled by who uses it."""

    use_required_attribute = False
    day = forms.DateField(
        label=_("Jour"),
        widget=DayInput,
        error_messages={
            "required": _("Dites quel jour."),
            "invalid": _("Ce jour n’existe pas."),
        },
    )
    start = forms.TimeField(label=_("De"), widget=HourInput, error_messages={"required": _("Dites à quelle heure.")})
    end = forms.TimeField(label=_("À"), widget=HourInput, error_messages={"required": _("Dites jusqu’à quelle heure.")})
    last_day = forms.DateField(
        label=_("Dernier jour"),
        widget=DayInput,
        required=False,
        help_text=_("Seulement si l’on finit un autre jour : le lendemain, quand c’est après minuit."),
    )

    def __init__(self, *args, session: Session, **kwargs):
        self.session = session
        kwargs["initial"] = (initial_of(session) if session.starts_at else {}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not FIRST_DAY <= day <= timezone.localdate() + FARTHEST:
            raise ValidationError(_("Vérifiez l’année : une date s’annonce trois ans à l’avance au plus."))
        return day

    def settle_place(self, cleaned: dict) -> None:
        """Write on the session where it is; the clock follows."""

    def clean(self):
        cleaned = super().clean()
        self.settle_place(cleaned)
        self.session.settle()
        if not self.errors.keys() & {"day", "start", "end", "last_day"}:
            self.check_moments(cleaned)
        return cleaned

    def check_moments(self, cleaned: dict) -> None:
        day, last = cleaned["day"], cleaned.get("last_day") or cleaned["day"]
        if last < day or last - day > LONGEST:
            self.add_error("last_day", _("Le dernier jour vient après le premier, et dans le mois."))
            return
        if (last, cleaned["end"]) <= (day, cleaned["start"]):
            self.add_error("end", _("La fin doit venir après le début. Après minuit ? Donnez aussi le dernier jour."))
            return
        for name, when, hour in (("start", day, cleaned["start"]), ("end", last, cleaned["end"])):
            try:
                setattr(self.session, f"{name}s_at", moment(when, hour, self.session))
            except ValidationError as error:
                self.add_error(name, error)
        self.session.settle()

    def save(self) -> Session | None:
        """Announce the date, or change it through the service; nothing when the service refuses, and says why."""
        try:
            if self.session.pk is None:
                return announce_once(self.session)
            change(self.session)
        except ValidationError as error:
            self.add_error(None, ValidationError(error.messages))
            return None
        return self.session


def initial_of(session: Session) -> dict:
    """What the form says of a date that exists, or of the one it is copied from."""
    start, end = session.local_start, session.local_end
    return {
        "day": start.date(),
        "start": start.time(),
        "end": end.time(),
        "last_day": end.date() if end.date() != start.date() else None,
        "is_online": session.is_online,
        "online_url": session.online_url,
        "cafe": session.cafe_id,
        "commune": session.village if not session.cafe_id else None,
        **{name: getattr(session, name) for name in ("place", "address", "fallback")},
    }


class SessionForm(DateForm):
    """When and where, for the team: in a café of the network, in any commune, on line."""

    is_online = forms.BooleanField(label=_("En ligne"), required=False)
    online_url = forms.URLField(
        label=_("Lien de connexion"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Montré aux seules personnes inscrites, à partir de 30 minutes avant le début."),
    )
    cafe = forms.ModelChoiceField(Cafe.objects.none(), label=_("Dans un café du réseau"), required=False)
    commune = VillageField(
        label=_("Commune"),
        required=False,
        help_text=_(
            "Si ce n’est pas dans un café du réseau. Son nom, son code INSEE ou son code postal ; "
            "une commune déléguée aussi."
        ),
    )
    place = forms.CharField(label=_("Lieu"), max_length=100, required=False, help_text=_("« Place de l’église »."))
    address = forms.CharField(label=_("Adresse"), max_length=200, required=False)
    fallback = forms.CharField(
        label=_("En cas de mauvais temps"), max_length=120, required=False, help_text=_("« Salle des fêtes ».")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cafe"].queryset = Cafe.objects.select_related("commune").order_by("name", "pk")
        self.fields["cafe"].label_from_instance = lambda cafe: f"{cafe.name} ({cafe.commune.name})"

    def settle_place(self, cleaned):
        session, place = self.session, cleaned.get("commune")
        session.cafe, session.is_online = cleaned.get("cafe"), cleaned.get("is_online", False)
        session.delegated = place if isinstance(place, DelegatedCommune) else None
        session.commune = place.parent if session.delegated else place
        for name in ("online_url", "place", "address", "fallback"):
            setattr(session, name, cleaned.get(name, ""))
        if session.cafe and place and place not in {session.cafe.commune, session.cafe.village}:
            words = _("Ce café est à %(village)s : laissez la commune vide, ou ne choisissez pas de café.")
            self.add_error("commune", words % {"village": session.cafe.village.name})
        if not session.is_online and not session.cafe and not place and "commune" not in self.errors:
            self.add_error("commune", _("Dites où : une commune, un café du réseau, ou en ligne."))
        if session.online_url and not session.is_online:
            self.add_error("online_url", _("Un lien de connexion ne sert qu’en ligne : cochez « En ligne »."))


class RepeatForm(forms.Form):
    """How often, and until when; says the days before they are made."""

    use_required_attribute = False
    rhythm = forms.ChoiceField(label=_("Cette date revient"), choices=Rhythm)
    until = forms.DateField(
        label=_("Jusqu’au"), widget=DayInput, error_messages={"required": _("Dites jusqu’à quel jour.")}
    )

    def __init__(self, *args, session: Session, **kwargs):
        self.session, self.days = session, []
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if "until" in cleaned and "rhythm" in cleaned:
            try:
                self.days = days_of(self.session, cleaned["rhythm"], cleaned["until"])
            except ValidationError as error:
                self.add_error("until", error)
        return cleaned


def days_of(session: Session, rhythm: str, until: date) -> list[date]:
    """The days on which the date comes back, this one left out. Raises ``ValidationError``, about ``until``."""
    if until <= session.day:
        raise ValidationError(_("Ce jour doit venir après la première date."))
    if until > timezone.localdate() + FARTHEST:
        raise ValidationError(_("Vérifiez l’année : une date s’annonce trois ans à l’avance au plus."))
    days = dates_after(session.day, rhythm, until)
    if not days:
        raise ValidationError(_("Aucune date ne tombe avant ce jour : choisissez-en un plus tard."))
    for day in days:
        nights = session.local_end.date() - session.local_start.date()
        moment(day, session.local_start.time(), session)
        moment(day + nights, session.local_end.time(), session)
    return days


def is_cut(days: list[date]) -> bool:
    """Whether more dates were asked for than one act makes."""
    return len(days) >= MOST_DATES


class CancelForm(forms.Form):
    """Why a date is not held."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=200,
        help_text=_("En une phrase, que tout le monde lira : « Orage annoncé par la préfecture »."),
        error_messages={"required": _("Dites pourquoi : tout le monde le lira.")},
    )
