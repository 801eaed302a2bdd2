"""The dates on our own map: one mark a village."""

from dataclasses import dataclass

from millecafes.places.projection import frame_of

MOST = 2000  # dates that are drawn


@dataclass(frozen=True)
class Mark:
    """A disc of the drawn map, in units of the drawing; it grows with the number of dates of the village."""

    x: float
    y: float
    number: int

    @property
    def radius(self) -> int:
        return 15 + round(3 * (self.number - 1) ** 0.5)


def marks_of(sessions) -> list[Mark]:
    """The largest below the others; what is online has no place on a map. One query."""
    names = ("lat", "lon")
    fields = [f"{place}__{name}" for place in ("cafe", "delegated", "commune") for name in names]
    numbers: dict[tuple[float, float], int] = {}
    rows = sessions.filter(commune__isnull=False).order_by("starts_at").values_list("commune__department", *fields)
    for department, *degrees in rows[:MOST]:
        points = [degrees[start : start + 2] for start in (0, 2, 4)]
        point = next(((lat, lon) for lat, lon in points if lat is not None), None)
        frame = point and frame_of(*point, department)
        if frame:
            drawn = frame.place(*point)
            numbers[drawn] = numbers.get(drawn, 0) + 1
    marks = [Mark(x, y, number) for (x, y), number in numbers.items()]
    return sorted(marks, key=lambda mark: (-mark.number, mark.x))
