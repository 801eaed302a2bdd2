"""New rules: asked at the next visit, nothing lost on the way, and a record of who agreed to what."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from millecafes.people import services
from millecafes.people.models import PolicyAgreement, PolicyVersion, StaffAct
from tests.people import factories as people
from tests.people import member_urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.member_urls")]

AREA, RULES = "/espace/essai/", "/compte/regles/"
ASKED = "/compte/regles/?next=%2Fespace%2Fessai%2F"


def make_version(name="Janvier 2026", since=date(2026, 1, 1), **fields) -> PolicyVersion:
    words = {"changes": "Le forum ouvre.", "text": "<p>Soyons courtois.</p>"}
    return PolicyVersion.objects.create(name=name, in_force_from=since, **words | fields)


@pytest.fixture
def member(client):
    person = people.make_elected()
    client.force_login(person)
    return person


def test_nothing_is_asked_before_there_are_rules(client, member):
    assert client.get(AREA).status_code == 200


def test_only_the_latest_version_in_force_is_asked(django_assert_num_queries):
    person = people.make_elected()
    make_version("Première", date(2025, 1, 1))
    latest = make_version("Deuxième", date(2026, 1, 1))
    make_version("À venir", timezone.localdate() + timedelta(days=1))

    with django_assert_num_queries(1):
        asked = PolicyVersion.objects.owed_by(person).first()

    assert asked == latest
    assert PolicyVersion.objects.owed_by(person, timezone.now() + timedelta(days=2)).first().name == "À venir"


def test_a_member_agrees_once_and_goes_on_where_she_was(client, member):
    version = make_version()

    asked = client.get(AREA)
    page = client.get(asked.url)
    agreed = client.post(RULES, {"version": version.pk, "next": AREA})
    again = client.post(RULES, {"version": version.pk, "next": AREA})

    assert asked.url == ASKED
    assert "Le forum ouvre." in page.content.decode()
    assert "Soyons courtois." in page.content.decode()
    assert (agreed.url, again.url, client.get(AREA).content) == (AREA, AREA, b"Le tableau")
    record = PolicyAgreement.objects.get()
    assert (record.person, record.version) == (member, version)
    assert timezone.now() - record.at < timedelta(minutes=1)


def test_a_newcomer_is_not_told_that_rules_change(client, member):
    make_version("Première", date(2025, 1, 1))
    first = client.get(RULES).content.decode()
    services.agree(member, PolicyVersion.objects.get())
    make_version()

    assert "Nos règles, avant d’entrer" in first
    assert "Nos règles changent" not in first
    assert "Nos règles changent" in client.get(RULES).content.decode()


def test_what_was_being_sent_is_received_before_the_rules_are_shown(client, member):
    make_version()
    member_urls.KEPT.clear()

    sent = client.post(AREA, {"text": "Une longue réponse"})
    then = client.get(sent.url)

    assert member_urls.KEPT == ["Une longue réponse"]
    assert then.url == "/compte/regles/?next=%2Fespace%2Fessai%2F%3Fsuite%3D1"


def test_a_new_version_asks_again_and_the_old_record_stays(client, member):
    services.agree(member, make_version())
    before = client.get(AREA).status_code
    make_version("Mars 2026", date(2026, 3, 1))

    assert (before, client.get(AREA).url) == (200, ASKED)
    assert PolicyAgreement.objects.count() == 1


def test_one_agrees_to_what_one_has_read_only(client, member):
    read = make_version()
    make_version("Mars 2026", date(2026, 3, 1), changes="Tout change.")

    answer = client.post(RULES, {"version": read.pk, "next": AREA})

    assert answer.status_code == 409
    assert "Tout change." in answer.content.decode()
    assert not PolicyAgreement.objects.exists()


@pytest.mark.parametrize("typed", ["", "x", "999999", "\x00", "9" * 40])
def test_nonsense_is_no_agreement(client, member, typed):
    make_version()

    assert client.post(RULES, {"version": typed}).status_code == 409
    assert not PolicyAgreement.objects.exists()


def test_nobody_is_led_to_another_site(client, member):
    version = make_version()

    assert client.post(RULES, {"version": version.pk, "next": "https://mechant.example/"}).url == "/compte/"


def test_what_needs_no_membership_is_not_stopped(client, member):
    make_version()

    for address in ("/espace/ouvert/", "/espace/mes-donnees/", "/compte/", "/compte/mes-donnees/", "/"):
        assert RULES not in client.get(address).headers.get("Location", ""), address


@pytest.mark.parametrize("state", ["requested", "refused"])
def test_who_may_not_enter_is_asked_nothing(client, state):
    make_version()
    client.force_login(people.make_member(state=state))

    assert client.get(AREA).status_code == 403


def test_a_visitor_is_led_to_the_door_first(client):
    make_version()

    assert client.get(AREA).url.startswith("/compte/login/")
    assert client.get(RULES).url.startswith("/compte/login/")


def test_english_readers_read_english_where_it_is_written(client, member):
    make_version(changes_en="The forum opens.", text_en="<p>Be kind.</p>")
    english = client.get("/en/compte/regles/").content.decode()
    PolicyVersion.objects.update(changes_en="", text_en="")
    french = client.get("/en/compte/regles/").content.decode()

    assert ("The forum opens." in english, 'lang="fr"' in english.partition("<main")[2]) == (True, False)
    assert ("Le forum ouvre." in french, 'lang="fr"' in french.partition("<main")[2]) == (True, True)


def test_what_somebody_agreed_to_is_worded_otherwise_no_more(member):
    version = make_version()
    version.full_clean()
    services.agree(member, version)
    version.changes = "Tout est permis."

    with pytest.raises(ValidationError, match="ne change plus"):
        version.full_clean()
    with pytest.raises(ProtectedError):
        version.delete()


# -- The desk ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client):
    colleague = people.make_staff("Administration")
    client.force_login(colleague)
    return colleague


def test_an_administrator_writes_a_version(client, administrator):
    text = '{"blocks": [{"key": "a", "text": "Soyons courtois.", "type": "unstyled", "depth": 0, '
    text += '"inlineStyleRanges": [], "entityRanges": [], "data": {}}], "entityMap": {}}'
    given = {"name": "Mai", "in_force_from": "2026-05-01", "changes": "Rien.", "text": text, "changes_en": ""}

    answer = client.post("/gestion/snippets/people/policyversion/add/", given | {"text_en": "null"})

    assert answer.status_code == 302, answer.context["form"].errors
    assert PolicyVersion.objects.get().name == "Mai"


def test_the_report_says_who_agreed_to_what_and_how_many_are_awaited(client, administrator):
    version = make_version()
    agreed, awaited = people.make_elected(email="zoe@example.org"), people.make_manager()
    services.agree(agreed, version)

    report = client.get("/gestion/accords/", {"q": "zoe"}).content.decode()
    versions = client.get("/gestion/snippets/people/policyversion/").content.decode()

    assert "zoe@example.org" in report
    assert awaited.email not in report
    assert "Janvier 2026" in report
    assert [column for column in ("Accords", "Encore attendus") if column not in versions] == []


def test_a_report_taken_away_is_in_the_log_and_runs_nothing(client, administrator):
    person = people.make_elected(email="zoe@example.org")
    person.display_name = '=HYPERLINK("https://mechant.example")'
    person.save()
    services.agree(person, make_version())

    answer = client.get("/gestion/accords/", {"export": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK" in text
    act = StaffAct.objects.get()
    assert (act.action, act.by, act.subject) == ("liste exportée", administrator, "/gestion/accords/")


@pytest.mark.parametrize("address", ["/compte/regles/", "/gestion/login/"])
def test_a_way_back_that_is_no_address_of_ours_breaks_nothing(client, address):
    client.force_login(people.make_staff("Administration") if "gestion" in address else people.make_elected())

    assert client.get(address, {"next": "["}).status_code == 302


@pytest.mark.parametrize("address", ["/compte/login/", "/compte/logout/", "/compte/regles/"])
def test_a_way_back_that_is_no_address_at_all_leads_nowhere(client, member, address):
    answer = client.post(address, {"next": "http://[::1"})

    assert answer.status_code < 500
    assert "[::1" not in answer.headers.get("Location", "")
