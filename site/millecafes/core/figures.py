"""The register of figures, which texts and blocks refer to: read once until one of them changes."""

from millecafes.core.kept import kept
from millecafes.core.languages import FIRST, code_of
from millecafes.core.models import KeyFigure

MOST = 500  # figures read together; the others, beyond, are read apart


def _figures() -> dict[int, KeyFigure]:
    return {figure.pk: figure for figure in KeyFigure.objects.order_by("pk")[:MOST]}


def figures_by_id(ids) -> dict[int, KeyFigure]:
    """At least these figures, if they exist."""
    known = kept("figures", _figures)
    missing = {pk for pk in ids if pk is not None and pk not in known}
    return known | KeyFigure.objects.in_bulk(missing) if missing else known


def figures_by_code(codes: set[str], language: str) -> dict[str, KeyFigure]:
    """The figures that bear these codes, in this language or else, for want of a translation, in the first one."""
    figures = list(kept("figures", _figures).values())
    if missing := codes - {figure.code for figure in figures}:
        figures += KeyFigure.objects.filter(code__in=missing)
    found = {}
    for wanted in (FIRST, language):
        found |= {figure.code: figure for figure in figures if code_of(figure) == wanted}
    return found
