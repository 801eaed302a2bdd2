"""A process is killed while it publishes a translation."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from wagtail.models import Page, PageLogEntry

from home.models import ContentPage
from tests.core.factories import resizes_pictures
from tests.faults.conftest import PATIENCE, wait_for
from tests.pages.factories import make_page
from tests.people.factories import make_staff
from tests.translations import fill, open_english, translate, translation_of

pytestmark = [pytest.mark.faults, resizes_pictures]

# One after the other, what publishing an English page writes.
MOMENTS = [
    'INSERT INTO "wagtailcore_revision"',
    'UPDATE "wagtailcore_revision"',
    'INSERT INTO "wagtailcore_pagelogentry"',
    'INSERT INTO "wagtail_localize_translationlog"',
]


def test_a_translation_is_old_or_new_whenever_it_is_killed_and_publishing_again_ends_it(serve, own_site):
    open_english()
    page = make_page(ContentPage, title="Titre 0", summary="Chapeau 0")
    twin, web = translate(page, title="Title 0", summary="Summary 0"), serve()
    editor, screen = web.visitor(make_staff("Validation")), f"/gestion/pages/{twin.pk}/edit/"

    def read(number):
        """Which of these words are read, of the title then of the summary."""
        html = requests.get(f"{web.url}/en{page.url}", timeout=PATIENCE).text
        return [f"<h1>Title {number}<" in html, f"Summary {number}" in html]

    seen = []
    for number, moment in enumerate(MOMENTS, 1):
        page.title, page.summary = f"Titre {number}", f"Chapeau {number}"
        page.save_revision().publish()
        for name, words in (("title", "Title"), ("summary", "Summary")):
            fill(translation_of(page), name, f"{words} {number}")
        web.stop_at(moment)
        with ThreadPoolExecutor(1) as pool:
            publishing = pool.submit(web.post, editor, screen, {"action": "publish"})
            os.kill(web.reached(), signal.SIGKILL)
            with pytest.raises(requests.ConnectionError):
                publishing.result()
        web.go_on()
        wait_for(web.lives)
        old, new = read(number - 1), read(number)
        again = web.post(editor, screen, {"action": "publish"}).status_code
        seen.append((old, new, again, read(number)))
        twin.refresh_from_db()
        assert (twin.has_unpublished_changes, twin.live_revision_id) == (False, twin.latest_revision_id)
        assert twin.live_revision.as_object().summary == twin.summary == f"Summary {number}"

    none, both = [False] * 2, [True] * 2
    assert seen[0] == (both, none, 302, both)
    assert seen[1:] == [(none, both, 302, both)] * 3
    page.refresh_from_db()
    assert (page.title, page.summary, page.live) == ("Titre 4", "Chapeau 4", True)
    assert Page.find_problems() == ([], [], [], [], [])
    assert PageLogEntry.objects.filter(page=twin.pk, action="wagtail.publish").count() >= len(MOMENTS)
