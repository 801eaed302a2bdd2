"""Opening hours said: to people in their language, to OpenStreetMap and to search engines in theirs."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext

from millecafes.core.days import day_in_words
from millecafes.core.languages import FIRST
from millecafes.places.opening import MIDNIGHT, Exceptional, Hours, State, Timetable

NO_BREAK = "\u00a0"
OSM_DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
OSM_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SCHEMA_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TOLD_AHEAD = timedelta(hours=48)
WEEK = timedelta(days=7)


def clock(hour: time) -> str:
    """« 8 h », « 17 h 30 », « minuit »; in English « 8 am », « 5:30 pm »."""
    if hour == MIDNIGHT:
        return gettext("minuit")
    if get_language() == "en":
        minutes = f":{hour.minute:02}" if hour.minute else ""
        return f"{hour.hour % 12 or 12}{minutes}{NO_BREAK}{'am' if hour.hour < 12 else 'pm'}"
    return NO_BREAK.join(filter(None, [str(hour.hour), "h", f"{hour.minute:02}" if hour.minute else ""]))


def span(hours: Hours) -> str:
    """« 8 h – 14 h »."""
    if hours == (MIDNIGHT, MIDNIGHT):
        return gettext("jour et nuit")
    return f"{clock(hours[0])} – {clock(hours[1])}"


def listed(words: list[str]) -> str:
    """« a, b et c »."""
    return f" {gettext('et')} ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def said(spans: list[Hours]) -> str:
    return listed([span(hours) for hours in spans]) or gettext("fermé")


def grouped(timetable: Timetable) -> list[tuple[int, int, list[Hours]]]:
    """Days that follow each other and are alike: (first, last, hours), Monday first."""
    week = timetable.shown_week()
    return [
        (days[0], days[-1], week[days[0]])
        for _hours, group in groupby(range(7), key=lambda day: week[day])
        for days in [list(group)]
    ]


def days_said(first: int, last: int) -> str:
    """« mardi à vendredi », « samedi et dimanche », « lundi »."""
    if (first, last) == (0, 6):
        return gettext("tous les jours")
    names = [str(WEEKDAYS[day]) for day in range(first, last + 1)]
    if len(names) < 3:
        return listed(names)
    return gettext("%(first)s à %(last)s") % {"first": names[0], "last": names[-1]}


def week_said(timetable: Timetable) -> list[tuple[str, str]]:
    """(days, hours) lines: (« mardi à vendredi », « 8 h – 14 h et 17 h – 21 h »)."""
    return [(days_said(first, last), said(hours)) for first, last, hours in grouped(timetable)]


def exception_said(exception: Exceptional) -> str:
    """The days of a closure, or days and hours: « du 1 au 15 août 2026 », « le 14 juillet 2026, 10 h – 18 h »."""
    days = days_between(exception.first_day, exception.last_day)
    return f"{days}, {span(exception.hours)}" if exception.hours else days


def days_between(first: date, last: date) -> str:
    """What both days share is said once."""
    if first == last:
        return gettext("le %(day)s") % {"day": day_in_words(first)}
    if get_language() != FIRST or first.year != last.year:
        begun = day_in_words(first)
    else:
        begun = day_in_words(first, "j" if first.month == last.month else "j F")
    return gettext("du %(first)s au %(last)s") % {"first": begun, "last": day_in_words(last)}


def state_said(state: State, at: datetime, timetable: Timetable) -> str:
    """« Ouvert, ferme à 14 h », « Fermé, ouvre mardi à 8 h »."""
    if state.is_unsure:
        return gettext("Jour férié : horaires à vérifier")
    if state.until is None:
        return gettext("Ouvert") if state.is_open else gettext("Fermé")
    until, now = state.until.astimezone(timetable.zone), at.astimezone(timetable.zone)
    words = {"hour": clock(until.time()), "day": str(WEEKDAYS[until.weekday()]), "date": day_in_words(until.date())}
    if state.is_open:
        closes_today = until.date() == now.date() or (until.time() == MIDNIGHT and until - now < timedelta(days=1))
        sentence = gettext("Ouvert, ferme à %(hour)s") if closes_today else gettext("Ouvert, ferme %(day)s à %(hour)s")
    elif until.date() == now.date():
        sentence = gettext("Fermé, ouvre à %(hour)s")
    elif until.date() - now.date() < WEEK:
        sentence = gettext("Fermé, ouvre %(day)s à %(hour)s")
    else:
        sentence = gettext("Fermé, ouvre le %(date)s à %(hour)s")
    return sentence % words


def coming_states(timetable: Timetable, at: datetime) -> list[dict]:
    """What a script says of it for two days, each from its instant on: the page itself may be older than that."""
    told = []
    for moment in timetable.moments(at, TOLD_AHEAD):
        state = timetable.state(moment)
        told.append(
            {
                "from": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "open": state.is_open and not state.is_unsure,
                "words": state_said(state, moment, timetable),
            }
        )
    return told


# -- To machines ------------------------------------------------------------------------------------------------------


def osm(timetable: Timetable, at: datetime) -> str:
    """The ``opening_hours`` text of OpenStreetMap, exceptions of today and after included."""
    rules = [
        f"{osm_days(first, last)} {osm_spans(hours)}"
        for first, last, hours in grouped(timetable)
        if hours  # days that are not named are closed
    ]
    if rules and timetable.closed_on_holidays:
        rules.append("PH off")
    today = timetable.today(at)
    coming = [exception for exception in timetable.exceptions if exception.last_day >= today]
    by_days = groupby(sorted(coming, key=days_of), key=days_of)
    for (first, last), exceptions in by_days:
        hours = [exception.hours for exception in exceptions if exception.hours]
        days = osm_day(first) if first == last else f"{osm_day(first)}-{osm_day(last)}"
        rules.append(f"{days} {osm_spans(sorted(hours)) if hours else 'off'}")
    return "; ".join(rules)


def days_of(exception: Exceptional) -> tuple[date, date]:
    return exception.first_day, exception.last_day


def osm_days(first: int, last: int) -> str:
    if first == last:
        return OSM_DAYS[first]
    return f"{OSM_DAYS[first]}{',' if last == first + 1 else '-'}{OSM_DAYS[last]}"


def osm_day(day: date) -> str:
    return f"{day.year} {OSM_MONTHS[day.month - 1]} {day.day:02}"


def osm_spans(spans: list[Hours]) -> str:
    return ",".join(f"{opens:%H:%M}-{'24:00' if closes == MIDNIGHT else f'{closes:%H:%M}'}" for opens, closes in spans)


def schema_week(timetable: Timetable) -> list[dict]:
    """schema.org ``openingHoursSpecification``: a closing earlier than its opening is on the next day."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": SCHEMA_DAYS[first : last + 1],
            "opens": f"{opens:%H:%M}",
            "closes": "23:59" if (opens, closes) == (MIDNIGHT, MIDNIGHT) else f"{closes:%H:%M}",
        }
        for first, last, spans in grouped(timetable)
        for opens, closes in spans
    ]


def schema_exceptions(timetable: Timetable, at: datetime) -> list[dict]:
    """schema.org ``specialOpeningHoursSpecification``: closed days open and close at midnight."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": exception.first_day.isoformat(),
            "validThrough": exception.last_day.isoformat(),
            "opens": f"{exception.opens or MIDNIGHT:%H:%M}",
            "closes": f"{exception.closes or MIDNIGHT:%H:%M}",
        }
        for exception in timetable.next_exceptions(at, timedelta(days=365))
    ]
