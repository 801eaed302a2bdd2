"""The road of a tour: how long it is, and in which order it would be shorter. Figures only, no database."""

from collections.abc import Callable, Sequence

from millecafes.places.distances import km_between

WINDING = 1.3  # a road winds: kilometres are an estimate, and said to be one
STARTS = 12  # first stops that are tried
Point = tuple[float, float] | None


def by_road(one: Point, other: Point) -> float:
    """Kilometres between two points; nothing where one of them is unknown."""
    return km_between(*one, *other) * WINDING if one and other else 0.0


def length_of(points: Sequence[Point]) -> float:
    """From the first to the last, in this order."""
    return sum(by_road(one, other) for one, other in zip(points, points[1:], strict=False))


def shortest(points: Sequence[Point], pinned: set[int] = frozenset()) -> list[int]:
    """In which order to go through them: at each rank, the number of the point.

    Those of ``pinned`` keep their rank. The nearest neighbour first, then two-opt: turn a part of the way around as
    long as it makes it shorter.
    """
    apart = [[by_road(one, other) for other in points] for one in points]
    free = [rank for rank in range(len(points)) if rank not in pinned]
    begun = [nearest_first(list(range(len(points))), free, apart, start) for start in free[:12]] or [
        [*range(len(points))]
    ]
    begun.append([*range(len(points))])
    way = min(begun, key=lambda order: length(order, apart))
    return turned_around(way, free, apart)


def length(order: list[int], apart: list[list[float]]) -> float:
    return sum(apart[one][other] for one, other in zip(order, order[1:], strict=False))


def nearest_first(order: list[int], free: list[int], apart: list[list[float]], start: int) -> list[int]:
    """Begin with ``start``, then fill each free rank with what is nearest to the one before."""
    left = [order[rank] for rank in free]
    for rank in free:
        before = order[rank - 1] if rank else None
        pick: Callable[[int], float] = lambda one, before=before: apart[before][one]  # noqa: E731
        chosen = start if rank == free[0] else min(left, key=pick)
        order[rank] = chosen
        left.remove(chosen)
    return order


def turned_around(order: list[int], free: list[int], apart: list[list[float]]) -> list[int]:
    best, shorter = length(order, apart), True
    while shorter:
        shorter = False
        for first in range(len(free) - 1):
            for last in range(first + 1, len(free)):
                tried = list(order)
                part = [order[rank] for rank in free[first : last + 1]]
                for rank, one in zip(free[first : last + 1], reversed(part), strict=True):
                    tried[rank] = one
                if (now := length(tried, apart)) < best - 0.01:
                    order, best, shorter = tried, now, True
    return order
