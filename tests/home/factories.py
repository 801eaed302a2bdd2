"""The smallest valid things of the pages of the initiative."""

from itertools import count

from home.models import Position

_numbers = count(1)


def make_position(**fields) -> Position:
    number = next(_numbers)
    given = {"name": f"Position {number}", "name_en": f"Position no. {number}", "slug": f"position-{number}"}
    return Position.objects.create(**given | fields)
