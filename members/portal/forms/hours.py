"""The hours of a café, filled in on a phone: its week, its holidays, the days that are not like the others."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from millecafes.people.request_forms import plain
from millecafes.places.hours_rules import check_exceptions, check_week
from millecafes.places.models import OnHolidays, OpeningHours, SpecialOpening, Weekday

SPANS = 2  # a day, and always one more than there are
BLANK_EXCEPTIONS = 2
MOST_LINES = 60
FARTHEST = timedelta(days=2 * 366)


def time_field(label) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Écrivez une heure comme 18:30.")},
    )


def day_field(label, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Écrivez une date comme 24/12/2026."), "required": _("Quel jour ?")},
    )


class SpanForm(forms.Form):
    """One span of one day; left empty, it says nothing."""

    use_required_attribute = False

    weekday = forms.TypedChoiceField(choices=Weekday.choices, coerce=int, widget=forms.HiddenInput)
    opens = time_field(_("ouvre à"))
    closes = time_field(_("ferme à"))

    @property
    def is_blank(self) -> bool:
        return self.cleaned_data.get("opens") is None and self.cleaned_data.get("closes") is None

    def clean(self):
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if self.errors or self.is_blank:
            return
        if opens is None or closes is None:
            self.add_error("opens" if opens is None else "closes", _("Donnez les deux heures, ou aucune."))
        else:
            told_at_field(self, OpeningHours(weekday=self.cleaned_data["weekday"], opens=opens, closes=closes))


class ExceptionForm(forms.Form):
    """Some days that replace the week's: closed, or open at other hours."""

    use_required_attribute = False

    first_day = day_field(_("du"), required=True)
    last_day = day_field(_("au"), required=False)
    opens = time_field(_("ouvre à"))
    closes = time_field(_("ferme à"))
    reason = forms.CharField(label=_("raison"), max_length=120, required=False, validators=[plain])
    DELETE = forms.BooleanField(label=_("Effacer cette ligne"), required=False)

    is_blank = False

    def clean(self):
        if self.cleaned_data.get("DELETE"):
            self._errors.clear()
            self.is_blank = True
            return
        if self.errors:
            return
        days = self.cleaned_data
        days["last_day"] = days.get("last_day") or days["first_day"]
        told_at_field(self, SpecialOpening(**{name: days[name] for name in (*SAID, "reason")}))
        today = timezone.localdate()
        if "last_day" not in self.errors and days["last_day"] < today:
            self.add_error("first_day", _("Ces jours sont passés."))
        if "last_day" not in self.errors and days["last_day"] > today + FARTHEST:
            self.add_error("last_day", _("C’est bien loin : vérifiez l’année."))


SAID = ("first_day", "last_day", "opens", "closes")


def told_at_field(form, row) -> None:
    """The rules that the row knows, told where they were broken."""
    try:
        row.clean()
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            form.add_error(name, errors)


WeekFormSet = forms.formset_factory(SpanForm, extra=0, max_num=7 * MOST_LINES, absolute_max=7 * MOST_LINES)
ExceptionFormSet = forms.formset_factory(
    ExceptionForm, extra=BLANK_EXCEPTIONS, max_num=MOST_LINES, absolute_max=MOST_LINES
)


class HolidaysForm(forms.Form):
    """What becomes of the week on a public holiday."""

    on_holidays = forms.ChoiceField(
        label=_("Les jours fériés"),
        choices=OnHolidays.choices,
        help_text=_("Ce que deviennent vos horaires ces jours-là."),
    )


class HoursForm:
    """The three of them, as one form."""

    def __init__(self, data, *, values: dict, files=None):
        week, exceptions = map(self.rows_of, (values["week"], values["exceptions"]), ("week", "exceptions"))
        self.week = WeekFormSet(data, initial=week, prefix="week")
        self.exceptions = ExceptionFormSet(data, initial=exceptions, prefix="exceptions")
        self.holidays = HolidaysForm(data, initial={"on_holidays": values["on_holidays"]})

    @staticmethod
    def rows_of(value, name) -> list[dict]:
        if name == "exceptions":
            return [dict(zip((*SAID, "reason"), row, strict=True)) for row in value]
        rows = []
        for day in Weekday.values:
            spans = [{"weekday": day, "opens": row[1], "closes": row[2]} for row in value if row[0] == day]
            rows += spans + [{"weekday": day}] * max(SPANS - len(spans), 1)
        return rows

    @property
    def days(self) -> list[tuple]:
        """(name of the day, its spans), Monday first."""
        by_day = {str(day): [] for day in Weekday.values}
        for form in self.week:
            by_day.get(str(form["weekday"].value()), []).append(form)
        return [(Weekday(int(day)).label, forms) for day, forms in by_day.items()]

    @property
    def faults(self) -> list[str]:
        """What is to be mended, all lines together, for the top of the page."""
        lines = [*self.week, *self.exceptions, self.holidays]
        told = [str(error) for line in lines for errors in line.errors.values() for error in errors]
        return [*told, *map(str, [*self.week.non_form_errors(), *self.exceptions.non_form_errors()])]

    def is_valid(self) -> bool:
        parts = [self.week.is_valid(), self.exceptions.is_valid(), self.holidays.is_valid()]
        if not all(parts):
            return False
        check_week((form, dict(form.cleaned_data)) for form in self.spans())
        check_exceptions((form, dict(form.cleaned_data)) for form in self.special_days())
        return not self.faults

    def spans(self) -> list[SpanForm]:
        return [form for form in self.week if form.is_valid() and not form.is_blank]

    def special_days(self) -> list[ExceptionForm]:
        return [form for form in self.exceptions if form.cleaned_data.get("first_day") and not form.is_blank]

    def values(self) -> dict:
        week = [[one["weekday"], *map(hour, (one["opens"], one["closes"]))] for one in self.cleaned(self.spans())]
        exceptions = [
            [*(one[name].isoformat() for name in SAID[:2]), *map(hour, (one["opens"], one["closes"])), one["reason"]]
            for one in self.cleaned(self.special_days())
        ]
        return {
            "week": sorted(week),
            "on_holidays": self.holidays.cleaned_data["on_holidays"],
            "exceptions": sorted(exceptions, key=lambda row: (row[0], row[2] or "")),
        }

    @staticmethod
    def cleaned(forms_) -> list[dict]:
        return [form.cleaned_data for form in forms_]


def hour(value) -> str | None:
    return f"{value:%H:%M}" if value is not None else None
