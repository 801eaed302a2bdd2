"""Pages of a list, which say when the page asked for does not exist."""

from django.core import paginator


def told_apart(page: paginator.Page, asked) -> paginator.Page:
    """Whether it is another one than the page that was asked for, which does not exist."""
    page.is_another = bool(asked) and str(asked) != str(page.number)
    return page


class Paginator(paginator.Paginator):
    """Django's; a page asked for beyond the last one gives the last one, and knows it."""

    def get_page(self, number):
        return told_apart(super().get_page(number), number)


class CountedPaginator(Paginator):
    """Pages of rows whose number is known already."""

    count = 0  # in the place of a property that asks the database

    def __init__(self, *args, count: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count
