"""The one-time door of the demo's people."""

from io import StringIO

import pytest
from django.core import signing
from django.core.management import CommandError, call_command

from millecafes.demo.accounts import add_accounts
from millecafes.people.models import User
from tests.people.factories import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.demo.demo_urls")]


def path_for(email: str) -> str:
    output = StringIO()
    call_command("demo_login", email, stdout=output)
    return output.getvalue().strip()


@pytest.fixture
def people(demo):
    add_accounts()


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("email, home", [("redaction@example.org", "/gestion/"), ("elue@example.org", "/compte/")])
def test_the_path_signs_the_person_in_once(client_factory, email, home):
    path = path_for(email)
    first, second = client_factory(), client_factory()

    entered, refused = first.get(path), second.get(path)

    assert (entered.status_code, entered.url) == (302, home)
    assert first.session["_auth_user_id"] == str(User.objects.get(email=email).pk)
    assert refused.status_code == 404
    assert "_auth_user_id" not in second.session
    assert first.get(home).status_code == 200


@pytest.mark.usefixtures("people")
def test_two_paths_for_one_person_are_two_doors(client_factory):
    paths = [path_for("admin@example.org"), path_for("Admin@Example.org")]

    assert paths[0] != paths[1]
    assert [client_factory().get(path).status_code for path in paths] == [302, 302]


@pytest.mark.usefixtures("people")
def test_a_path_is_good_for_fifteen_minutes(client, monkeypatch):
    path, late = path_for("admin@example.org"), path_for("admin@example.org")
    now = signing.time.time()

    monkeypatch.setattr(signing.time, "time", lambda: now + 14 * 60)
    assert client.get(path).status_code == 302
    monkeypatch.setattr(signing.time, "time", lambda: now + 16 * 60)
    assert client.get(late).status_code == 404


@pytest.mark.usefixtures("people")
def test_a_forged_path_opens_nothing(client):
    path = path_for("admin@example.org").rstrip("/")

    assert client.get(path[:-1] + ("a" if path[-1] != "a" else "b") + "/").status_code == 404
    assert client.get("/demo/connexion/rien/").status_code == 404


@pytest.mark.usefixtures("people")
def test_a_closed_account_stays_closed(client):
    path = path_for("admin@example.org")
    User.objects.filter(email="admin@example.org").update(is_active=False)

    assert client.get(path).status_code == 404
    with pytest.raises(CommandError, match="n’est pas un compte de démonstration"):
        path_for("admin@example.org")


@pytest.mark.usefixtures("people")
def test_somebody_who_is_not_of_the_demo_has_no_door():
    make_account("vraie.personne@example.org")

    for email in ("vraie.personne@example.org", "inconnue@example.org"):
        with pytest.raises(CommandError, match="Comptes connus"):
            path_for(email)


@pytest.mark.usefixtures("people")
def test_outside_a_demo_there_is_no_door(client, settings):
    path = path_for("admin@example.org")
    settings.DEMO = False

    assert client.get(path).status_code == 404
    with pytest.raises(CommandError, match="n’est pas une démonstration"):
        path_for("admin@example.org")


@pytest.mark.usefixtures("people")
def test_the_door_only_opens_to_a_reader(client):
    assert client.post(path_for("admin@example.org")).status_code == 405
