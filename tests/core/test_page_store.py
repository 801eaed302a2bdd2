"""A store in trouble costs speed, never an answer."""

import os
import pickle
import shutil
import zlib
from errno import ENOSPC
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache
from django.test import Client
from wagtail.models import Page

from home.models import ContentPage
from millecafes.core import page_store
from tests.core.factories import resizes_pictures
from tests.core.visits import contents, keep_pages_in, kept, publish, says, seen
from tests.pages.factories import make_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store"), resizes_pictures]


def test_a_store_taken_away_is_made_again(processes, store):
    page = make_page(ContentPage, title="Avant")
    seen(processes, page.url)
    Page.objects.filter(pk=page.pk).update(title="Après")

    shutil.rmtree(store)

    assert says(processes, page.url, "Après") == [True, True]
    assert kept(store) == 1


DAMAGE = [b"", b"not a page", pickle.dumps(None) + zlib.compress(pickle.dumps(1))]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_begun_anew(processes, store, damage):
    page = make_page(ContentPage)
    seen(processes, page.url)
    for path in store.glob("*.djcache"):
        path.write_bytes(damage)

    assert says([Client(), *processes], page.url, page.title) == [True] * 3
    assert [path.read_bytes() for path in store.glob("*.djcache")].count(damage) == 1  # a page nobody will ask for


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_page_is_made_again(client, store, damage):
    page = make_page(ContentPage)
    client.get(page.url)
    max(store.glob("*.djcache"), key=lambda path: path.stat().st_size).write_bytes(damage)

    assert says([Client()], page.url, page.title) == [True]
    assert page.title in contents(store)


def test_a_place_where_nothing_can_be_written_is_done_without(settings, tmp_path, committed, caplog):
    (tmp_path / "file").touch()
    keep_pages_in(tmp_path / "file" / "pages", settings)
    processes = [Client(), Client()]
    page = make_page(ContentPage, title="Avant")

    before = says(processes, page.url, "Avant")
    with committed():
        publish(page, title="Après")

    assert (before, says(processes, page.url, "Après")) == ([True, True], [True, True])
    assert "cannot be" in caplog.text


def test_a_full_disk_forgets_all_the_same(processes, committed, monkeypatch):
    page = make_page(ContentPage, title="Avant")
    seen(processes, page.url)

    def full(*args):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(FileBasedCache, "_write_content", full)
    with committed():
        publish(page, title="Après")

    assert says(processes, page.url, "Après") == [True, True]


def test_a_process_keeps_at_hand_no_more_than_it_was_told(monkeypatch, processes, store):
    monkeypatch.setattr(page_store, "ROOM", 1)
    page = make_page(ContentPage)

    shown = says(processes * 2, page.url, page.title)

    assert shown == [True] * 4
    assert kept(store) == 1


def test_the_word_of_the_store_is_read_again_only_when_it_may_have_changed(store, monkeypatch):
    first, asked = page_store.bump(), []
    path = Path(caches["pages"].watched_path)
    read = FileBasedCache.get
    monkeypatch.setattr(FileBasedCache, "get", lambda *args: asked.append(args) or read(*args))

    fresh = [page_store.generation() for _ in range(2)]
    times_fresh = len(asked)
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60))
    still = [page_store.generation() for _ in range(3)]

    assert (fresh, times_fresh) == ([first, first], 2)
    assert (still, len(asked)) == ([first] * 3, 3)
    assert page_store.bump() == page_store.generation() != first
