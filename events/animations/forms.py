"""What a manager is asked: what happens, when, and how often."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.forms import DateForm, days_of
from events.agenda.models import Event
from events.agenda.services import Rhythm
from events.animations.services import to_html, to_text
from millecafes.core.desk_views import DayInput


class WordsForm(forms.Form):
    """What is told of it."""

    use_required_attribute = False
    title = forms.CharField(
        label=_("Titre"),
        max_length=140,
        help_text=_("« Atelier crêpes », « Tournoi de belote »."),
        error_messages={"required": _("Donnez un titre.")},
    )
    summary = forms.CharField(
        label=_("En une phrase"),
        max_length=200,
        help_text=_("Ce qui donne envie de venir."),
        error_messages={"required": _("Dites en une phrase ce qui s’y passe.")},
    )
    text = forms.CharField(label=_("En détail"), max_length=5000, required=False, widget=forms.Textarea({"rows": 6}))
    price = forms.DecimalField(
        label=_("Prix d’entrée, en euros"),
        min_value=Decimal("0"),
        max_digits=6,
        decimal_places=2,
        localize=True,
        required=False,
        help_text=_("Vide : gratuit."),
    )
    price_note = forms.CharField(
        label=_("Précision sur le prix"), max_length=120, required=False, help_text=_("« Boissons payantes ».")
    )

    def words(self) -> dict:
        """As the event keeps them; the text as it is, unless it has been changed here."""
        given = {name: self.cleaned_data[name] for name in ("title", "summary", "price_note")}
        given["price"] = self.cleaned_data["price"] or None
        return given | ({"body": to_html(self.cleaned_data["text"])} if "text" in self.changed_data else {})


def words_of(event: Event) -> dict:
    """What the form says of an event that exists, or of the one it is copied from."""
    plain = {name: getattr(event, name) for name in ("title", "summary", "price", "price_note")}
    return plain | {"text": to_text(event.body)}


class OwnDateForm(DateForm):
    """When, at the café."""

    place = forms.CharField(
        label=_("Où, si ce n’est pas dans la salle"),
        max_length=100,
        required=False,
        help_text=_("« En terrasse », « Salle des fêtes »."),
    )
    fallback = forms.CharField(label=_("En cas de mauvais temps"), max_length=120, required=False)

    def settle_place(self, cleaned):
        self.session.cafe = self.session.event.cafe
        self.session.place, self.session.fallback = cleaned.get("place", ""), cleaned.get("fallback", "")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.session.starts_at <= timezone.now():
            self.add_error("day", _("Cette date est passée : annoncez-en une à venir."))
        return cleaned


class RepeatedDateForm(OwnDateForm):
    """Once, or again and again."""

    rhythm = forms.ChoiceField(
        label=_("Cela revient"), choices=[("", _("Non, une seule fois")), *Rhythm.choices], required=False
    )
    until = forms.DateField(
        label=_("Jusqu’au"), widget=DayInput, required=False, help_text=_("Si cela revient : 52 dates au plus.")
    )
    days: list

    def clean(self):
        cleaned, self.days = super().clean(), []
        if not cleaned.get("rhythm") or "until" in self.errors:
            return cleaned
        if not cleaned.get("until"):
            self.add_error("until", _("Dites jusqu’à quel jour cela revient."))
        elif not self.errors:
            try:
                self.days = days_of(self.session, cleaned["rhythm"], cleaned["until"])
            except ValidationError as error:
                self.add_error("until", error)
        return cleaned


class ProposeForm(WordsForm, RepeatedDateForm):
    """An animation with its first date."""

    field_order = ["title", "summary", "text", "day", "start", "end", "last_day", "rhythm", "until"]
