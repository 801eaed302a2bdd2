"""The marks that the stores put beside terms: wrong ones hide nothing, they make the search slow."""

from importlib import import_module

import pytest
from django.db import connection

from home.models import ContentPage
from millecafes.core.models import SearchEntry
from millecafes.core.search.stores import BLOCK, vector
from news.models import ArticlePage
from tests.core.search.factories import titles
from tests.pages.factories import make_page

change = import_module("millecafes.core.migrations.0008_search_marks").change
tell_apart = import_module("millecafes.core.migrations.0009_search_stories").change
# As they were written before: the block of another thing, and the kind as a word.
WRONG = {
    "postgresql": """UPDATE core_searchterms SET titles = titles || '''=page 9''',
        core_searchterms = ts_delete(core_searchterms, '=page ' || thing / 4096) || '''=page 9'''""",
    "sqlite": "UPDATE core_searchterms SET kind = 'page'",
}
RIGHT = {
    "postgresql": "SELECT count(*) FROM core_searchterms WHERE core_searchterms @@ '''=page {block}'' & !''=page 9'''",
    "sqlite": "SELECT count(*) FROM core_searchterms WHERE core_searchterms MATCH 'kind : \"0page\"'",
}


def test_a_thing_stands_in_the_block_of_its_number():
    marks = vector("page", 2 * BLOCK + 5, [{"titre"}], [{"mot"}] * 3).split("' ")

    assert [mark for mark in marks if mark.startswith("'=page ")] == ["'=page 2", "'=page 1.0", "'=page 2.0"]


@pytest.mark.django_db
def test_what_was_written_before_is_marked_anew():
    page = make_page(ContentPage, title="Un zinc")
    with connection.cursor() as cursor:
        cursor.execute(WRONG[connection.vendor], None)
    change(None, connection.SchemaEditorClass(connection))

    block = SearchEntry.objects.get(kind="page", object_id=page.pk).object_id // BLOCK
    with connection.cursor() as cursor:
        cursor.execute(RIGHT[connection.vendor].format(block=block), None)
        assert cursor.fetchone()[0] == SearchEntry.objects.filter(kind="page").count()
    assert titles("zinc") == ["Un zinc"]


@pytest.mark.django_db
def test_stories_are_told_apart_in_what_was_written_before():
    make_page(ContentPage, title="Un zinc")
    make_page(ArticlePage, title="Le zinc du jour")
    editor = connection.SchemaEditorClass(connection)
    tell_apart("story", "page")(None, editor)
    assert set(SearchEntry.objects.filter(title__contains="zinc").values_list("kind", flat=True)) == {"page"}
    assert titles("zinc") == ["Un zinc"]  # pages are not looked for among stories, nor stories among pages
    tell_apart("page", "story")(None, editor)

    assert set(SearchEntry.objects.filter(title__contains="zinc").values_list("kind", "title")) == {
        ("page", "Un zinc"),
        ("story", "Le zinc du jour"),
    }
    assert sorted(titles("zinc")) == ["Le zinc du jour", "Un zinc"]
