"""What a host fills in: a request, a slot, a reason; and what the team fills in: an offer, slots."""

from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from events.tours.models import Company, Offer, Payer, ProgrammeRequest, Season
from events.tours.models.offers import RESERVED
from events.tours.models.requests import OF_A_SQUARE
from events.tours.permissions import Host
from events.tours.services.asking import Words, why_not
from millecafes.core.desk_views import DayInput, HourInput
from millecafes.core.models import Partner
from millecafes.people.request_forms import plain
from millecafes.places.models import Region

RANKS = ("first", "second", "third")
DAYS = ("day_1", "day_2", "day_3")


def free_slug(title: str, pk: int | None = None) -> str:
    """An address made of the title, that no other offer has."""
    stem = slugify(title)[:120] or "offre"
    taken = set(Offer.objects.filter(slug__startswith=stem).exclude(pk=pk).values_list("slug", flat=True)) | RESERVED
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if slug not in taken)


class HostForm(forms.Form):
    """For whom one asks; a form is known by its key: sent twice, it asks once."""

    use_required_attribute = False

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    host = forms.ChoiceField(
        label=_("Pour quel lieu"),
        error_messages={
            "invalid_choice": _("Vous ne pouvez pas demander pour ce lieu."),
            "required": _("Dites pour quel lieu vous demandez."),
        },
    )
    message = forms.CharField(
        label=_("Un mot pour l’équipe"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Pourquoi chez vous, avec qui, à quelle occasion."),
    )
    phone = forms.CharField(
        label=_("Un numéro où vous joindre"),
        max_length=20,
        required=False,
        validators=[plain],
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        help_text=_("Pour l’équipe seulement."),
    )

    def __init__(self, data=None, *, hosts: list[Host], initial=None):
        super().__init__(data, initial={"key": str(uuid4())} | (initial or {}))
        self.hosts = {host.key: host for host in hosts}
        field = self.fields["host"]
        field.choices = [(host.key, host.label) for host in hosts]
        if len(hosts) == 1:
            field.widget, self.initial["host"] = forms.HiddenInput(), hosts[0].key

    @property
    def only_host(self) -> Host | None:
        """The one place there is to ask for, which the page then says."""
        return next(iter(self.hosts.values())) if len(self.hosts) == 1 else None

    def clean_key(self) -> UUID:
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid4()

    def clean_host(self) -> Host:
        return self.hosts[self.cleaned_data["host"]]

    def clean(self):
        """What is wrong of a field that nobody sees is said at the top."""
        values = super().clean()
        if self["host"].is_hidden and "host" in self.errors:
            for error in self.errors.pop("host").as_data():
                self.add_error(None, error)
        return values


def wish_field(label) -> forms.ChoiceField:
    messages = {
        "invalid_choice": _("Cette offre n’est pas dans la saison, ou n’est pas pour vous."),
        "required": _("Choisissez au moins une offre."),
    }
    return forms.ChoiceField(label=label, required=False, error_messages=messages)


def day_field(label) -> forms.DateField:
    words = _("Écrivez un jour qui existe, comme 14/06/2027.")
    return forms.DateField(label=label, required=False, widget=DayInput, error_messages={"invalid": words})


class RequestForm(HostForm):
    """Up to three offers in order, up to three days; a draft may lack what is asked for later."""

    first = wish_field(_("Votre premier choix"))
    second = wish_field(_("Si ce n’est pas possible"))
    third = wish_field(_("Ou encore"))
    day_1 = day_field(_("Le jour que vous préférez"))
    day_2 = day_field(_("Un autre jour possible"))
    day_3 = day_field(_("Un troisième"))
    flexible = forms.BooleanField(label=_("D’autres jours sont possibles"), required=False)

    field_order = ["key", "host", *RANKS, *DAYS, "flexible", *OF_A_SQUARE, "message", "phone"]

    def __init__(self, data=None, *, season: Season, offers: list[Offer], hosts: list[Host], send=False, initial=None):
        super().__init__(data, hosts=hosts, initial=initial)
        self.season, self.send = season, send
        self.offers = {str(offer.pk): offer for offer in offers}
        for name in RANKS:
            choices = [(pk, f"{offer.title} ({offer.get_kind_display()})") for pk, offer in self.offers.items()]
            self.fields[name].choices = [("", _("Aucune")), *choices]
        self.fields["first"].required = send
        squares = fields_for_model(ProgrammeRequest, OF_A_SQUARE) if any(not host.is_cafe for host in hosts) else {}
        self.fields |= squares
        self.order_fields(self.field_order)
        for name in DAYS:
            self.fields[name].widget.attrs |= {"min": f"{season.first_day}", "max": f"{season.last_day}"}

    @property
    def wishes(self) -> list:
        return [self[name] for name in RANKS]

    @property
    def days(self) -> list:
        return [self[name] for name in DAYS]

    @property
    def squares(self) -> list:
        """What is asked of a commune only, which has no sheet."""
        return [self[name] for name in OF_A_SQUARE if name in self.fields]

    def clean(self):
        values = super().clean()
        self.check_offers(values)
        self.check_days(values)
        if self.send and not self.errors and not self.words.days and not values.get("flexible"):
            self.add_error("day_1", _("Donnez au moins un jour possible, ou cochez « D’autres jours sont possibles »."))
        return values

    def check_offers(self, values) -> None:
        """Each once, and each for this kind of host, as far as the offer goes."""
        met, host = set(), values.get("host")
        for name in RANKS:
            offer = self.offers.get(values.get(name) or "")
            if offer is None:
                continue
            if offer.pk in met:
                self.add_error(name, _("Cette offre est déjà dans votre demande."))
            met.add(offer.pk)
            if host and (why := why_not(host, offer)):
                self.add_error(name, why[1])

    def check_days(self, values) -> None:
        """Each once, to come, in the season, and in the time of one of the offers."""
        met, offers = set(), [self.offers[values[name]] for name in RANKS if values.get(name) in self.offers]
        for name in DAYS:
            if day := values.get(name):
                if error := self.wrong_with(day, met, offers):
                    self.add_error(name, error)
                met.add(day)

    def wrong_with(self, day, met: set, offers: list[Offer]) -> ValidationError | None:
        """Why this day cannot be asked for, if anything."""
        season = self.season
        if not season.holds(day) or day <= timezone.localdate():
            words = _("Ce jour n’est pas dans la saison : elle va du %(first)s au %(last)s.")
            facts = {"first": f"{season.first_day:%d/%m/%Y}", "last": f"{season.last_day:%d/%m/%Y}"}
            return ValidationError(words, params=facts)
        if day in met:
            return ValidationError(_("Ce jour est déjà dans votre demande."))
        if offers and not any(offer.holds(day) for offer in offers):
            words = _("Aucune des offres choisies ne vient ce jour-là. %(periods)s")
            periods = " ; ".join(f"{offer.title}, {offer.period}" for offer in offers)
            return ValidationError(words, params={"periods": periods})
        return None

    @property
    def words(self) -> Words:
        """As the services take them; a blank between two wishes is no wish."""
        values = self.cleaned_data
        return Words(
            offers=[self.offers[values[name]] for name in RANKS if values.get(name)],
            days=[values[name] for name in DAYS if values.get(name)],
            flexible=values.get("flexible", False),
            message=values.get("message", ""),
            phone=values.get("phone", ""),
            square={name: values.get(name, "") for name in OF_A_SQUARE},
        )


def initial_of(request: ProgrammeRequest) -> dict:
    """What the form says of a request that exists."""
    said = {"flexible": request.flexible, "message": request.message, "phone": request.contact_phone}
    said |= {RANKS[wish.rank - 1]: str(wish.offer_id) for wish in request.wishes.all()}
    said |= {name: getattr(request, name) for name in OF_A_SQUARE}
    return said | {DAYS[row.rank - 1]: row.day for row in request.days.all()}


class SquareForm(forms.ModelForm):
    """Where a commune would welcome, and what is there."""

    use_required_attribute = False

    class Meta:
        model = ProgrammeRequest
        fields = OF_A_SQUARE

    def _post_clean(self):
        """The row is written by the service, which locks it: nothing is put on it here."""


class ReasonForm(forms.Form):
    """Why; asked of who cancels, free for the others."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("L’équipe le lira."),
        error_messages={"required": _("Dites pourquoi, en quelques mots.")},
    )

    def __init__(self, data=None, *, required: bool):
        super().__init__(data)
        self.fields["reason"].required = required
        if required:
            self.fields["reason"].help_text = _("L’équipe et la compagnie le liront.")


class OfferForm(WagtailAdminModelForm):
    """Fills the address, which does not change once it has been read, and says at the field what cannot be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].disabled = bool(self.instance.first_published_at)
        if "audiences" in self.fields:
            self.initial["audiences"] = [str(audience) for audience in self.instance.audiences]
        for name, queryset in (("seasons", Season), ("company", Company), ("regions", Region)):
            if name in self.fields:
                self.fields[name].queryset = queryset.objects.all()
        if "partners" in self.fields:  # each is there once for each language
            self.fields["partners"].queryset = Partner.objects.filter(locale=Locale.get_default())

    def clean_slug(self):
        slug = self.cleaned_data.get("slug", "")
        if slug in RESERVED:
            raise ValidationError(_("Cette adresse est celle du programme : choisissez-en une autre."))
        return slug or free_slug(self.cleaned_data.get("title", ""), self.instance.pk)

    def clean(self):
        cleaned = super().clean()
        if "audiences" in self.fields and not cleaned.get("audiences") and "audiences" not in self.errors:
            # A draft may lack what it asks for later, but not this: the table refuses it.
            self.add_error("audiences", _("Dites qui peut demander cette offre."))
        cost, payer = cleaned.get("host_cost"), cleaned.get("payer")
        shares = payer in {Payer.HOST, Payer.SHARED}
        if "payer" in self.fields and "host_cost" not in self.errors and (shares != bool(cost) or (cost or 0) < 0):
            words = _("Dites ce qui reste à payer à qui accueille, ou laissez vide si c’est rien.")
            self.add_error("host_cost", words)
        least, most = cleaned.get("group_min"), cleaned.get("group_max")
        if least and most and most < least:
            self.add_error("group_max", _("Le plus grand nombre de participants vient après le plus petit."))
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Le dernier jour vient après le premier."))
        return cleaned


class SlotForm(forms.Form):
    """One date of an offer that is booked directly."""

    season = forms.ModelChoiceField(Season.objects.none(), label=_("Saison"), empty_label=None)
    day = forms.DateField(label=_("Jour"), widget=DayInput)
    starts_at = forms.TimeField(label=_("Début"), widget=HourInput)
    capacity = forms.IntegerField(label=_("Combien de lieux peuvent l’avoir"), min_value=1, initial=1)
    note = forms.CharField(
        label=_("Précision"), max_length=120, required=False, help_text=_("« Autour de Rodez », par exemple.")
    )

    def __init__(self, data=None, *, offer: Offer):
        super().__init__(data)
        self.offer = offer
        self.fields["season"].queryset = offer.seasons.all()

    def clean_capacity(self):
        return checked_capacity(self.cleaned_data["capacity"], self.offer)

    def clean(self):
        cleaned = super().clean()
        season, day = cleaned.get("season"), cleaned.get("day")
        if season and day and (not season.holds(day) or day <= timezone.localdate()):
            self.add_error("day", _("Un créneau est un jour à venir de sa saison."))
        elif day and not self.offer.holds(day):
            self.add_error("day", _("Ce jour est hors de la période de l’offre."))
        return cleaned


class CapacityForm(forms.Form):
    """Room for more hosts, or fewer."""

    capacity = forms.IntegerField(label=_("Combien de lieux peuvent l’avoir"), min_value=1)

    def __init__(self, data=None, *, offer: Offer, initial=None):
        super().__init__(data, initial=initial)
        self.offer = offer

    def clean_capacity(self):
        return checked_capacity(self.cleaned_data["capacity"], self.offer)


def checked_capacity(capacity: int, offer: Offer) -> int:
    """A company is not in more places at once than it has teams."""
    if capacity > offer.company.teams:
        words = ngettext(
            "La compagnie n’a qu’une équipe : elle n’est qu’à un endroit à la fois.",
            "La compagnie a %(count)d équipes : elle n’est pas dans plus de lieux à la fois.",
            offer.company.teams,
        )
        raise ValidationError(words % {"count": offer.company.teams})
    return capacity
