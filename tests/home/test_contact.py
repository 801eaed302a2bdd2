"""Writing to the team: nothing is lost, nothing is sent twice, and every refusal says what to do."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from home.forms import ContactForm
from home.models import ContactMessage
from home.models.messages import Subject
from millecafes.mailroom.delivery import deliver
from millecafes.mailroom.models import Mail
from millecafes.mailroom.transport import parse_email_url
from tests.core.factories import make_figure

pytestmark = pytest.mark.django_db

TEAM, PRESS = "contact@1000cafes.org", "communication@1000cafes.org"


@pytest.fixture
def later(monkeypatch):
    """Lets time pass for the form: ``later(seconds=…)``."""

    def pass_time(**duration):
        now = datetime.now(UTC) + timedelta(**duration)
        monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=now.timestamp))

    return pass_time


@pytest.fixture
def write(client, contact_page, later):
    """Opens the page, writes for a minute, sends: ``write(name="")`` sends a letter without a name."""
    minutes = count(1)

    def send(ticket=None, **typed):
        given = {"name": "Odette", "email": "odette@example.org", "commune": "Cadalen", "subject": "commune"}
        given |= {"message": "Bonjour,\nnotre café a fermé.", "website": ""}
        given["ticket"] = ContactForm.new_ticket() if ticket is None else ticket
        later(minutes=next(minutes))
        return client.post(contact_page.url, given | typed)

    return send


def ticket_of(answer) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', answer.content.decode())[1]


def written() -> tuple[int, int]:
    return ContactMessage.objects.count(), Mail.objects.count()


# -- A letter that arrives --------------------------------------------------------------------------------------------


def test_a_letter_is_kept_passed_on_copied_and_thanked_for(client, write):
    answer = write()

    message = ContactMessage.objects.get()
    to_team, to_writer = Mail.objects.order_by("pk")
    assert (message.name, message.commune, message.sent_to) == ("Odette", "Cadalen", TEAM)
    assert (to_team.to, to_team.reply_to, to_team.subject) == (
        TEAM,
        "odette@example.org",
        "[Un café dans ma commune] Odette",
    )
    assert (to_writer.to, to_writer.reply_to) == ("odette@example.org", "")
    assert all("notre café a fermé." in mail.body_text for mail in (to_team, to_writer))
    thanks = client.get(answer.url).content.decode()
    assert answer.status_code == 302
    assert ("Votre message est bien arrivé" in thanks, "Nous répondons sous cinq jours." in thanks) == (True, True)
    assert "<form class" not in thanks


@pytest.mark.parametrize("subject", Subject.values)
def test_each_subject_has_its_reader(write, subject):
    write(subject=subject)

    reader = PRESS if subject in {"press", "communication"} else TEAM
    assert [mail.to for mail in Mail.objects.order_by("pk")] == [reader, "odette@example.org"]


def test_the_same_page_sent_twice_is_one_letter(client, write):
    ticket = ContactForm.new_ticket()

    answers = [write(ticket=ticket), write(ticket=ticket)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert written() == (1, 2)


def test_another_letter_from_the_page_one_came_back_to_is_not_lost(write):
    ticket = ContactForm.new_ticket()

    write(ticket=ticket)
    write(ticket=ticket, message="J’oubliais : nous sommes 400.")

    assert written() == (2, 4)


def test_an_address_is_not_flooded_with_copies(write):
    for turn in range(5):
        write(message=f"Lettre {turn}", email="Victime@example.org" if turn % 2 else "victime@example.org")

    assert written()[0] == 5
    assert Mail.objects.filter(to__iexact="victime@example.org").count() == 3
    assert Mail.objects.filter(to=TEAM).count() == 5


def test_two_openings_of_the_page_are_two_letters(write):
    write()
    write()

    assert written() == (2, 4)


def test_what_was_typed_is_text_in_the_mail_and_markup_nowhere(write):
    write(name="<b>Odette</b>", message="Moi & <script>vous</script>")

    mail = Mail.objects.earliest("pk")
    assert "<b>Odette</b>" in mail.subject
    assert "Moi & <script>vous</script>" in mail.body_text
    assert mail.body_html == ""


def test_a_mail_server_away_is_no_concern_of_the_writer(client, write, settings):
    settings.MAIL_TRANSPORT = parse_email_url("smtp://127.0.0.1:9")

    answer = write()
    turn = deliver()

    assert "bien arrivé" in client.get(answer.url).content.decode()
    assert written() == (1, 2)
    assert (turn.sent, turn.postponed, turn.failed) == (0, 2, 0)


@pytest.mark.parametrize("receipt", ["1", "1:abc", "x" * 5000, "%00", "'"])
def test_nobody_is_thanked_for_nothing(client, contact_page, receipt):
    html = client.get(contact_page.url, {"recu": receipt}).content.decode()

    assert ("bien arrivé" in html, 'name="message"' in html) == (False, True)


def test_thanks_last_an_hour(client, write, later):
    address = write().url

    later(minutes=59)
    soon = client.get(address).content.decode()
    later(minutes=62)
    late = client.get(address).content.decode()

    assert ("bien arrivé" in soon, "bien arrivé" in late) == (True, False)


# -- A letter to mend -------------------------------------------------------------------------------------------------


def test_an_empty_letter_is_refused_with_a_word_at_each_field(write):
    answer = write(name="", email="", commune="", subject="", message="")

    html = answer.content.decode()
    assert (answer.status_code, written()) == (400, (0, 0))
    for name in ("name", "email", "subject", "message"):
        control = re.search(rf'<\w+[^>]*name="{name}"[^>]*>', html)[0]
        assert 'aria-invalid="true"' in control
        assert f'aria-describedby="id_{name}_error"' in control
        assert f'id="id_{name}_error"' in html
        assert f'href="#id_{name}"' in html
    assert "4 réponses sont à revoir" in html
    assert 'role="alert"' in html


def test_a_refused_letter_keeps_every_word(write):
    answer = write(email="odette@", message="Une longue histoire & un « café ».", subject="press")

    html = answer.content.decode()
    assert answer.status_code == 400
    assert "Exemple : prenom.nom@exemple.fr" in html
    assert "Une longue histoire &amp; un « café »." in html
    assert '<option value="press" selected' in html
    assert 'value="Cadalen"' in html


def test_a_letter_of_a_hundred_kilobytes_is_refused_and_given_back_whole(write):
    text = "un café " * 12_500

    answer = write(message=text)

    assert (answer.status_code, written()) == (400, (0, 0))
    assert text.strip() in answer.content.decode()
    assert "trop long" in answer.content.decode()


def test_a_letter_of_the_greatest_length_arrives(write):
    assert write(message="é" * 5000).status_code == 302


@pytest.mark.parametrize("field", ["name", "commune", "email"])
@pytest.mark.parametrize("injected", ["Odette\nBcc: x@example.org", "Odette\r\nBcc: x", "Odette\u2028x", "a\x0bb"])
def test_no_line_of_a_mail_header_can_be_typed(write, field, injected):
    answer = write(**{field: injected})

    assert (answer.status_code, written()) == (400, (0, 0))


@pytest.mark.parametrize("field", ["name", "message", "subject", "email", "commune", "ticket"])
def test_a_null_character_breaks_nothing(write, field):
    answer = write(**{field: "a\x00b"})

    assert (answer.status_code, written()) == (400, (0, 0))


def test_bytes_that_are_no_text_break_nothing(client, contact_page):
    body = b"name=%ff%fe&email=%c3%28&message=%ed%a0%80&subject=commune"

    assert client.post(contact_page.url, body, "application/x-www-form-urlencoded").status_code == 400


def test_a_subject_that_does_not_exist_is_refused(write):
    assert (write(subject="facture").status_code, written()) == (400, (0, 0))


@pytest.mark.parametrize("code", ["inconnu", "cafes"])
def test_a_code_of_a_figure_typed_by_a_visitor_comes_back_as_typed(write, code):
    make_figure(code="cafes")

    html = write(name="", commune=f"[[{code}]]", message=f"Que veut dire [[{code}]] ?").content.decode()

    assert f"Que veut dire [[{code}]] ?" in html
    assert f'value="[[{code}]]"' in html


def test_an_address_no_server_could_look_up_is_refused(write):
    answer = write(email=f"a@{'é' * 60}.org")

    assert (answer.status_code, written()) == (400, (0, 0))


# -- Robots, and people who look like them ----------------------------------------------------------------------------


def test_the_trap_is_hidden_from_people(client, contact_page):
    html = client.get(contact_page.url).content.decode()

    trap = re.search(r'<div[^>]*aria-hidden="true"><label[^>]*>Laissez ce champ vide.*?</div>', html, re.DOTALL)[0]
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_who_fills_in_the_trap_may_send_again_without_it(write):
    refused = write(website="https://robot.example")

    html = refused.content.decode()
    assert (refused.status_code, written()) == (400, (0, 0))
    assert "notre café a fermé." in html
    assert "robot.example" not in html


def test_an_answer_too_quick_to_be_read_is_asked_again(client, contact_page, write, later):
    given = {"name": "O", "email": "o@example.org", "subject": "other", "message": "Bonjour"}
    given["ticket"] = ticket_of(client.get(contact_page.url))

    quick = client.post(contact_page.url, given)
    nothing = written()
    later(seconds=5)
    again = client.post(contact_page.url, given | {"ticket": ticket_of(quick)})

    assert (quick.status_code, nothing) == (400, (0, 0))
    assert "C’est allé très vite" in quick.content.decode()
    assert (again.status_code, written()) == (302, (1, 2))


FORGED = ["", "x", "1:2:3", TimestampSigner(salt="other").sign("1"), "é" * 3000]


@pytest.mark.parametrize("forged", FORGED, ids=["none", "a letter", "a date", "signed by another", "long"])
def test_a_forged_ticket_is_replaced_and_the_second_try_arrives(write, forged):
    refused = write(ticket=forged)
    nothing = written()

    assert (refused.status_code, nothing) == (400, (0, 0))
    assert "notre café a fermé." in refused.content.decode()
    assert write(ticket=ticket_of(refused)).status_code == 302


def test_a_page_left_open_for_days_gets_a_fresh_ticket(client, contact_page, write, later):
    old = ContactForm.new_ticket()
    given = {"name": "Odette", "email": "o@example.org", "subject": "other", "message": "Mon histoire"}
    later(days=3)

    refused = client.post(contact_page.url, given | {"ticket": old})
    later(days=3, minutes=1)
    again = client.post(contact_page.url, given | {"ticket": ticket_of(refused)})

    html = refused.content.decode()
    assert refused.status_code == 400
    assert ("restée ouverte longtemps" in html, "Mon histoire" in html) == (True, True)
    assert (again.status_code, written()) == (302, (1, 2))


def test_a_flood_from_one_place_is_stopped_with_its_text_kept_and_elsewhere_is_served(client, contact_page, write):
    answers = [write() for _try in range(11)]

    html = answers[-1].content.decode()
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert written() == (10, 13)  # and three copies: past that, the address is left in peace
    assert "notre café a fermé." in html
    assert "Le vôtre est gardé" in html
    assert 'id="id_message_error"' in html
    elsewhere = {
        "name": "O",
        "email": "o@example.org",
        "subject": "other",
        "message": "B",
        "ticket": ticket_of(answers[-1]),
    }
    assert client.post(contact_page.url, elsewhere, REMOTE_ADDR="203.0.113.9").status_code != 429


def test_a_form_from_another_site_is_refused(contact_page):
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post(contact_page.url, {"name": "Odette"})

    assert answer.status_code == 403
    assert "La page a refroidi" in answer.content.decode()
    assert written() == (0, 0)
