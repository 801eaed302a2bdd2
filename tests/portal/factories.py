"""What the forms of a sheet send."""

from django.core.files.uploadedfile import SimpleUploadedFile

from members.portal import services
from members.portal.forms.hours import HoursForm
from members.portal.forms.words import WordsForm
from members.portal.permissions import SheetRight
from members.portal.services import HOURS, WORDS, fingerprint, seen_by, waiting_for
from tests.core.factories import picture_bytes

PROPOSE, ON_BEHALF = SheetRight.PROPOSE, SheetRight.ON_BEHALF


def shown(cafe, names, right=PROPOSE) -> dict:
    return seen_by(cafe, right, names, waiting_for(cafe))


def hours_data(cafe, spans=(), exceptions=(), **more) -> dict:
    """As a browser sends the hours: (weekday, opens, closes) on the first lines of the day, then days that differ."""
    values = shown(cafe, HOURS)
    form = HoursForm(None, values=values)
    data = {"seen": fingerprint(values), "on_holidays": values["on_holidays"]}
    left = list(spans)
    for number, line in enumerate(form.week):
        day = line["weekday"].value()
        mine = next((span for span in left if span[0] == day), None)
        if mine:
            left.remove(mine)
        data |= {f"week-{number}-weekday": day, f"week-{number}-opens": mine[1] if mine else ""}
        data |= {f"week-{number}-closes": mine[2] if mine else ""}
    known = form.exceptions.initial_form_count()
    for number, row in enumerate(exceptions):
        data |= {f"exceptions-{number}-{name}": value for name, value in row.items()}
    data |= {"week-TOTAL_FORMS": len(form.week.forms), "week-INITIAL_FORMS": form.week.initial_form_count()}
    total = max(len(exceptions), known)
    return data | {"exceptions-TOTAL_FORMS": total, "exceptions-INITIAL_FORMS": known} | more


def words_data(cafe, right=PROPOSE, **changes) -> dict:
    """As a browser sends the texts, with some of them changed."""
    values = shown(cafe, WORDS, right)
    form = WordsForm(None, values=values)
    data = {field.name: field.value() for field in form}
    return (
        {name: "" if value is None else value for name, value in data.items()} | {"seen": fingerprint(values)} | changes
    )


def photo_data(content: bytes | None = None, name="photo.png", **changes) -> dict:
    file = SimpleUploadedFile(name, picture_bytes() if content is None else content, "image/png")
    return {"file": file, "alt": "Le comptoir", "credit": "Zoé Essai", "caption": "", "agreed": "on"} | changes


def make_change(cafe, by, **changes):
    """A proposal that waits."""
    values = shown(cafe, ["summary", *changes]) | {"summary": "Un bon café."} | changes
    seen = fingerprint(shown(cafe, list(values)))
    return services.change_sheet(cafe, values, seen=seen, by=by, right=PROPOSE)
