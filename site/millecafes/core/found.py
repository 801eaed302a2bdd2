"""Pages of what takes long to find: one statement answers both the rows of a page and how many there are in all."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

from millecafes.core.paging import told_apart

LAST_ASKED = 1_000_000  # no list has as many pages, and databases refuse to skip more rows than they can count


class _Rows:
    """The rows of one page, which a paginator takes for the whole list."""

    def __init__(self, rows: list, total: int):
        self.rows, self.total = rows, total

    def count(self):
        return self.total

    def __getitem__(self, wanted):
        return self.rows


def page_found(found: QuerySet, asked, size: int) -> Page:
    """The page whose number was asked for: the first where that says nothing, the last where there are fewer.

    ``found`` is searched once, or twice for a page beyond the last.
    """
    number = int(asked) if str(asked).isdecimal() else 1
    rows = rows_of(found, number, size)
    if not rows and number > 1:
        number = max(1, -(-found.count() // size))
        rows = rows_of(found, number, size)
    total = rows[0].total_found if rows else 0
    return told_apart(Paginator(_Rows(rows, total), size).get_page(number), asked)


def rows_of(found: QuerySet, number: int, size: int) -> list:
    start = (min(max(number, 1), LAST_ASKED) - 1) * size
    return list(found.annotate(total_found=Window(Count("pk")))[start : start + size])
