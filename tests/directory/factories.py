"""Members as the directory knows them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from members.directory.models import Message, MessageReport
from members.directory.services import boxes
from millecafes.people.models import User
from millecafes.people.services import refresh_directory
from tests.people.factories import make_account


def listed(person: User, name: str = "", **lines) -> User:
    """The same person, with this name and these lines in the profile, where the directory looks them up."""
    person.display_name = name or person.display_name or "Odile Essai"
    person.save()
    for line, value in lines.items():
        setattr(person.member, line, value)
    person.member.save()
    refresh_directory([person.pk])
    return person


def a_picture(kind: str = "JPEG", size=(900, 600), name: str = "moi.jpg", **options) -> SimpleUploadedFile:
    output = BytesIO()
    Picture.new("RGB", size, "#a63a2a").save(output, kind, **options)
    return SimpleUploadedFile(name, output.getvalue(), f"image/{kind.lower()}")


def profile_of(person: User, **said) -> dict:
    """What the form posts when nothing is changed but this."""
    member = person.member
    names = ["phone", "presentation", "phone_visibility", "presentation_visibility", "roles_visibility"]
    posted = {name: getattr(member, name) for name in [*names, "photo_visibility", "themes"]}
    posted |= {"display_name": person.display_name or "Odile Essai", "language": person.language}
    return posted | ({"is_hidden": "on"} if member.is_hidden else {}) | said


def make_reported(reason="Il insiste.") -> MessageReport:
    """A message that was shown to the team by whoever received it."""
    recipient = make_account()
    message = Message.objects.create(sender=make_account(), recipient=recipient, subject="Montré", body="Secret montré")
    return boxes.report(message, recipient, reason)
