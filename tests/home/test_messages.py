"""What becomes of the letters: read by the administration, changed by nobody, forgotten after a year."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import ContactMessage
from home.services import forget_old_messages, receive_message
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db


def make_message(**fields) -> ContactMessage:
    submission = f"00000000-0000-0000-0000-{ContactMessage.objects.count():012}"
    given = {"name": "Odette", "email": "o@example.org", "subject": "other", "message": "Bonjour"}
    message = receive_message(to="contact@1000cafes.org", submission=submission, **given)
    ContactMessage.objects.filter(pk=message.pk).update(**fields)
    return message


def test_letters_are_forgotten_after_twelve_months():
    now = timezone.now()
    _old, kept = (make_message(created_at=now - timedelta(days=days)) for days in (366, 364))

    assert forget_old_messages(now) == 1
    assert list(ContactMessage.objects.all()) == [kept]


def test_administration_reads_the_letters(client):
    message = make_message()
    client.force_login(make_staff("Administration"))

    listed = client.get("/gestion/messages/").content.decode()
    read = client.get(f"/gestion/messages/inspect/{message.pk}/").content.decode()
    searched = client.get("/gestion/messages/", {"q": "personne-de-ce-nom"}).content.decode()

    assert "Odette" in listed
    assert "Bonjour" in read
    assert "Odette" not in searched


@pytest.mark.parametrize("desk", ["Communication", "Validation", "Réseau"])
def test_nobody_else_reads_them(client, desk):
    message = make_message()
    client.force_login(make_staff(desk))

    answers = [client.get(f"/gestion/messages/{path}") for path in ("", f"inspect/{message.pk}/")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert "/gestion/messages/" not in client.get("/gestion/").content.decode()


def test_nobody_at_all_changes_them(client):
    message = make_message()
    client.force_login(make_account(is_superuser=True))

    for path in ("new/", f"edit/{message.pk}/", f"delete/{message.pk}/", f"copy/{message.pk}/"):
        assert client.get(f"/gestion/messages/{path}").status_code == 404
    assert ContactMessage.objects.count() == 1
