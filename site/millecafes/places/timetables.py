"""The hours of a café, from its rows."""

from millecafes.places.opening import Exceptional, Timetable

CLOSED, CHECK = "closed", "check"


def timetable_of(cafe) -> Timetable:
    """Rows are read as they stand: those of a draft, which are not in the database, as well."""
    week = [[] for _day in range(7)]
    for row in cafe.hours.all():
        week[row.weekday].append((row.opens, row.closes))
    department = cafe.commune.department
    return Timetable(
        week=[sorted(hours) for hours in week],
        zone=department.zone,
        department=department.code,
        exceptions=[
            Exceptional(row.first_day, row.last_day, row.opens, row.closes, row.reason)
            for row in cafe.special_openings.all()
        ],
        closed_on_holidays=cafe.on_holidays == CLOSED,
        unsure_on_holidays=cafe.on_holidays == CHECK,
    )
