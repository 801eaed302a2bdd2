"""Pages of a list, which say when the page asked for does not exist."""

from django.core import paginator


class Paginator(paginator.Paginator):
    """Django's; a page asked for beyond the last one gives the last one, and knows it."""

    def get_page(self, number):
        page = super().get_page(number)
        page.is_another = bool(number) and str(number) != str(page.number)
        return page


class CountedPaginator(Paginator):
    """Pages of rows whose number is known already."""

    count = 0  # in the place of a property that asks the database

    def __init__(self, *args, count: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count
