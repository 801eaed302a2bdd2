"""What docs/search.md promises, asked of the site on each database."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from home.models import ContentPage
from millecafes.core.models import SearchEntry
from millecafes.core.search.query import Query, Search
from tests.pages.factories import make_page

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]

DOCUMENT = (settings.ROOT / "docs" / "search.md").read_text()
TEXTS = {int(number): text for number, text in re.findall(r"^(\d+)\. (.+)$", DOCUMENT, re.MULTILINE)}
PROMISES = {
    typed: sorted(int(number) for number in re.findall(r"\d+", numbers))
    for typed, numbers in re.findall(r"^\| `(.+?)` \|([ \d,]*)\|", DOCUMENT, re.MULTILINE)
}


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """The texts, published once for all the questions."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield {
            make_page(ContentPage, title=f"Page {number}", summary=text).pk: number for number, text in TEXTS.items()
        }
        transaction.set_rollback(True)


def test_the_document_makes_at_least_forty_promises():
    assert len(TEXTS) == 20
    assert len(PROMISES) >= 40


@pytest.mark.parametrize("typed", PROMISES)
def test_what_was_promised_is_found_and_nothing_else(published, typed):
    search = Search(Query(typed, "fr"), AnonymousUser())

    entries = {entry.object_id for entry in SearchEntry.objects.in_bulk([pk for pk, *_ in search.ranked()]).values()}

    assert sorted(published[pk] for pk in entries if pk in published) == PROMISES[typed]
