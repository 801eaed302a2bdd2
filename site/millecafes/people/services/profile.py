"""What a person says of herself."""

from functools import partial
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image as Picture
from PIL import ImageOps

from millecafes.core.forms import BROKEN, FAULTS, cleaned_picture
from millecafes.people.models import Member, User
from millecafes.people.services.directory import person_changed

SIDE = 640  # pixels: a face, sharp on a phone
ABOVE_THE_MIDDLE = (0.5, 0.4)  # where faces are
OF_THE_PERSON = ["display_name", "first_name", "last_name", "language"]
OF_THE_MEMBER = [
    *["phone", "phone_visibility", "presentation", "presentation_visibility", "roles_visibility", "photo_visibility"],
    *["themes", "is_hidden"],
]


def portrait_of(upload) -> ContentFile:
    """A square JPEG without hidden data; raises ValidationError when the picture cannot be read."""
    try:
        with Picture.open(cleaned_picture(upload)) as picture:
            if picture.mode in ("RGBA", "LA", "P", "PA"):
                picture = Picture.alpha_composite(Picture.new("RGBA", picture.size, "white"), picture.convert("RGBA"))
            square = ImageOps.fit(picture.convert("RGB"), (SIDE, SIDE), centering=ABOVE_THE_MIDDLE)
    except FAULTS as error:
        raise ValidationError(BROKEN) from error
    output = BytesIO()
    square.save(output, "JPEG", quality=85)
    return ContentFile(output.getvalue(), "portrait.jpg")


@transaction.atomic
def save_profile(person: User, said: dict) -> None:
    """Write what the person says (``photo`` is a portrait, or False to have none); who shows it follows.

    Somebody of the team who is no member has a name and a language, and nothing else to say here.
    """
    member = Member.objects.select_for_update(no_key=True).filter(person=person).first()
    for name in OF_THE_PERSON:
        setattr(person, name, said[name])
    person.save(update_fields=OF_THE_PERSON)
    if member is None:
        return
    for name in OF_THE_MEMBER:
        setattr(member, name, said[name])
    if said.get("photo") is not None:
        change_photo(member, said["photo"])
    member.save(update_fields=[*OF_THE_MEMBER, "photo"])
    person_changed(person.pk)


def change_photo(member: Member, portrait: ContentFile | bool) -> None:
    """The former file goes once the new one is sure to stay."""
    if former := member.photo.name:
        transaction.on_commit(partial(member.photo.storage.delete, former))
    member.photo = portrait or ""
