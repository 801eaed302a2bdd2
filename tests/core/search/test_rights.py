"""A secret word is found by nobody who may not read its page, and by those who may."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Locale, Page

from home.models import ContentPage, HomePage
from tests.core.search.factories import suggested, titles
from tests.pages.factories import make_page, restrict
from tests.people.factories import make_account, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]

SECRET = "zanzibar"


def secret_page(parent=None, **fields) -> ContentPage:
    words = {"title": f"Dossier {SECRET}", "summary": f"Le mot est {SECRET}."}
    return make_page(ContentPage, parent or french_home(), **words, **fields)


def french_home() -> HomePage:
    return HomePage.objects.get(locale__language_code="fr")


def english_home(live=True) -> HomePage:
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = french_home().copy_for_translation(english)
    home.title = "Home"
    revision = home.save_revision()
    if live:
        revision.publish()
    return home


def translate(page, live=True, **fields) -> Page:
    """The English version of a page, under the English home."""
    twin = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in fields.items():
        setattr(twin, name, value)
    revision = twin.save_revision()
    if live:
        revision.publish()
    return Page.objects.get(pk=twin.pk)


@pytest.fixture
def asked(client):
    """How often the site says the secret to whoever asks for it, or for its beginning, in both languages."""

    def ask(user=None):
        client.logout()
        if user:
            client.force_login(user)
        addresses = [f"{prefix}/recherche/{rest}" for prefix in ("", "/en") for rest in ("", "suggestions/")]
        answers = [client.get(address, {"q": typed}) for address in addresses for typed in (SECRET, SECRET[:-1])]
        texts = [answer.content.decode() for answer in answers]
        return sum(text.count(f">{SECRET}<") + text.count(f"Dossier {SECRET}") for text in texts)

    return ask


def draft():
    secret_page(live=False)


def unpublished():
    secret_page().unpublish()


def newer_draft():
    page = make_page(ContentPage, french_home())
    page.title, page.summary = f"Dossier {SECRET}", f"Le mot est {SECRET}."
    page.save_revision()


def for_accounts():
    restrict(secret_page())


def for_a_group():
    restrict(secret_page(), "groups", "Communication")


def below_a_private_page():
    secret_page(restrict(make_page(ContentPage, french_home()), "groups", "Communication"))


def behind_a_password():
    restrict(secret_page(), "password")


def over():
    Page.objects.filter(pk=secret_page().pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def draft_translation():
    english_home()
    translate(make_page(ContentPage, french_home()), live=False, title=f"Dossier {SECRET}", summary=SECRET)


def unpublished_translation():
    english_home()
    translate(make_page(ContentPage, french_home()), title=f"Dossier {SECRET}", summary=SECRET).unpublish()


def translation_in_a_language_not_open_yet():
    english_home(live=False)
    translate(make_page(ContentPage, french_home()), title=f"Dossier {SECRET}", summary=SECRET)


def deleted():
    secret_page().delete()


def closed_site():
    secret_page()
    HomePage.objects.update(live=False)


HIDDEN_FROM_ALL = [
    draft, unpublished, newer_draft, behind_a_password, over, draft_translation, unpublished_translation,
    translation_in_a_language_not_open_yet, deleted, closed_site,
]  # fmt: skip
HIDDEN_FROM_VISITORS = [*HIDDEN_FROM_ALL, for_accounts, for_a_group, below_a_private_page]


def test_a_public_page_is_found(asked):
    secret_page()

    assert asked() > 0


@pytest.mark.parametrize("hide", HIDDEN_FROM_VISITORS)
def test_a_visitor_finds_nothing_of_what_is_hidden(asked, hide):
    hide()

    assert asked() == 0


@pytest.mark.parametrize("hide", HIDDEN_FROM_ALL)
@pytest.mark.parametrize("who", [make_account, lambda: make_staff("Validation")], ids=["account", "staff"])
def test_neither_does_who_signs_in(asked, hide, who):
    hide()

    assert asked(who()) == 0


def test_who_may_read_finds(asked):
    for_accounts()

    assert asked(make_account()) > 0


def test_a_member_of_the_group_finds_and_others_do_not(asked):
    for_a_group()

    assert asked(make_staff("Communication")) > 0
    assert asked(make_account()) == 0
    assert asked(make_account(email="admin@example.org", is_superuser=True)) > 0


def test_closing_a_door_takes_effect_at_once():
    page = secret_page()
    assert titles(SECRET) == suggested(SECRET) == [f"Dossier {SECRET}"]

    restrict(page)

    assert titles(SECRET) == suggested(SECRET) == []


# -- Languages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_languages():
    english_home()
    translated = make_page(ContentPage, french_home(), title="Le comptoir du village", summary="Un café.")
    translate(translated, title="The village counter", summary="A café meeting.")
    make_page(ContentPage, french_home(), title="Le comptoir seul", summary="Un café.")


def test_each_reader_finds_documents_of_their_language(two_languages):
    assert sorted(titles("comptoir")) == ["Le comptoir du village", "Le comptoir seul"]
    assert titles("meetings", language="en") == ["The village counter"]
    assert titles("meeting") == []


def test_an_english_reader_finds_in_french_only_what_is_not_translated(two_languages):
    assert titles("comptoirs", language="en") == ["Le comptoir seul"]
    assert sorted(titles("café", language="en")) == ["Le comptoir seul", "The village counter"]


def test_a_translation_one_may_not_read_leaves_the_french_page(two_languages):
    restrict(Page.objects.get(title="The village counter"))

    assert sorted(titles("comptoir", language="en")) == ["Le comptoir du village", "Le comptoir seul"]


def test_french_is_marked_as_french_for_an_english_reader(client, two_languages):
    html = client.get("/en/recherche/", {"q": "café"}).content.decode()

    results = html.partition('<ol class="results"')[2].partition("</ol>")[0]
    assert results.count('lang="fr"') == 2
    assert '<h2 class="result__title" lang="fr"><a href="/en/page-' in html


@pytest.mark.usefixtures("store")
def test_a_door_that_closes_or_changes_hands_is_known_at_the_next_search_where_pages_are_kept(processes, committed):
    page = secret_page()
    processes[1].force_login(make_staff("Communication"))

    def found():
        return [page.url in client.get("/recherche/", {"q": SECRET}).content.decode() for client in processes]

    before = found()
    with committed():
        door = restrict(page, "groups", "Culture").view_restrictions.get()
    shut = found()
    with committed():
        door.groups.set([Group.objects.get(name="Communication")])

    assert (before, shut, found()) == ([True, True], [False, False], [False, True])
