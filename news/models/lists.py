"""What the lists of the news wing share."""

from django.core.paginator import Paginator


class CountedPaginator(Paginator):
    """Pages of rows whose number is known already."""

    count = 0  # in the place of a property that asks the database

    def __init__(self, *args, count: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count
