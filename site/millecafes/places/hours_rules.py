"""What hours may not say, found among the lines of a form: (form, cleaned line) pairs, told at the field."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from millecafes.places.models import Weekday
from millecafes.places.opening import overlap
from millecafes.places.opening_words import span


def check_week(lines: Iterable[tuple]) -> None:
    """Two spans of one day may not meet."""
    days = defaultdict(dict)
    for form, line in lines:
        hours = (line["opens"], line["closes"])
        if hours in days[line["weekday"]]:
            form.add_error("opens", _("Cet horaire est déjà donné."))
        days[line["weekday"]][hours] = form
    for weekday, forms_by_hours in days.items():
        if met := overlap(forms_by_hours):
            words = _("Le %(day)s, ces heures en recouvrent d’autres : %(other)s.")
            known = {"day": Weekday(weekday).label, "other": span(met[0])}
            forms_by_hours[met[1]].add_error("opens", words % known)


def check_exceptions(lines: Iterable[tuple]) -> None:
    """On the same days, a closure leaves no room for hours; periods that cross must be the same."""
    ordered = sorted(lines, key=lambda pair: pair[1]["first_day"])
    for number, (_form, line) in enumerate(ordered):
        for form, other in ordered[number + 1 :]:
            if other["first_day"] > line["last_day"]:
                break
            same = (line["first_day"], line["last_day"]) == (other["first_day"], other["last_day"])
            if not same:
                form.add_error("first_day", _("Ces jours sont déjà dans une autre ligne, qui dit autre chose."))
            elif line["opens"] is None or other["opens"] is None:
                form.add_error("opens", _("Une autre ligne dit autre chose de ces jours-là : gardez-en une."))
    hours = [(pair[1]["first_day"], pair) for pair in ordered if pair[1]["opens"] is not None]
    for _day, group in groupby(hours, key=lambda item: item[0]):
        by_hours = {(line["opens"], line["closes"]): form for _first, (form, line) in group}
        if met := overlap(by_hours):
            by_hours[met[1]].add_error("opens", _("Ces heures en recouvrent d’autres."))
