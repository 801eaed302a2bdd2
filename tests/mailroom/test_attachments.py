"""A small file that leaves with a letter, and comes back whole."""

import pytest

from millecafes.mailroom.models import Mail
from millecafes.mailroom.sending import send
from millecafes.mailroom.services import HEAVIEST, Attachment, queue
from millecafes.mailroom.transport import message_for
from tests.people.factories import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Fête à Cadalen\r\nEND:VCALENDAR\r\n"
DATE = Attachment("guinguette.ics", CALENDAR.encode(), "text/calendar")


def test_what_is_attached_arrives_to_the_byte_beside_both_versions_of_the_letter():
    mail = queue("zoe@example.org", "Bonjour", "Texte", body_html="<p>Texte</p>", attachments=[DATE])

    message = message_for(Mail.objects.get(pk=mail.pk)).message()

    parts = {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}
    assert set(parts) == {"text/plain", "text/html", "text/calendar"}
    assert parts["text/calendar"].get_filename() == "guinguette.ics"
    assert parts["text/calendar"].get_payload(decode=True) == DATE.content


def test_each_try_is_the_same_message_to_the_byte_attachments_included():
    mail = queue("zoe@example.org", "Bonjour", "Texte", body_html="<p>Texte</p>", attachments=[DATE])

    tries = [message_for(Mail.objects.get(pk=mail.pk)).message().as_bytes() for _ in range(2)]

    assert tries[0] == tries[1]


@pytest.mark.parametrize("recipient", ["person", "address"])
def test_a_letter_to_somebody_carries_it(recipient):
    to = make_account("zoe@example.org") if recipient == "person" else "zoe@example.org"

    mail = send(to, "cancelled", "trial/letter", {"title": "Fête"}, attachments=[DATE])

    assert [file["name"] for file in Mail.objects.get(pk=mail.pk).attachments] == ["guinguette.ics"]


def test_what_is_heavy_is_refused_before_anything_is_written():
    with pytest.raises(ValueError, match="small files only"):
        queue("zoe@example.org", "Bonjour", "Texte", attachments=[Attachment("a", b"x" * (HEAVIEST + 1), "text/plain")])

    assert Mail.objects.count() == 0
