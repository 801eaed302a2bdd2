"""Peoples the members' directory of the demo, and puts a letter in a box."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from members.directory.models import Message
from millecafes.demo.content.members import INVENTED, LETTER, NEIGHBOURS, SAID
from millecafes.demo.references import one_line
from millecafes.people import services
from millecafes.people.models import CafeRole, Mandate, Member, Membership, ProjectHolder, User
from millecafes.places.models import Cafe, Commune

SINCE = date(2024, 9, 1)
LINES = [
    "phone",
    "phone_visibility",
    "presentation",
    "presentation_visibility",
    "roles_visibility",
    "themes",
    "is_hidden",
]


@transaction.atomic
def add_neighbours() -> int:
    """Make the members that are missing, wherever the register knows their place; nobody outside a demo."""
    if not settings.DEMO:
        return 0
    emails = [f"{row['box']}@example.org" for row in NEIGHBOURS]
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    made = sum(add_neighbour(row) for row, email in zip(NEIGHBOURS, emails, strict=True) if email not in known)
    if made:
        add_letter()
    services.refresh_directory(Member.objects.values_list("person", flat=True))
    return made


def lines_of(said: dict) -> dict:
    """What the profile of a person of the demo says."""
    lines = {name: said[name] for name in LINES if name in said}
    return lines | {"presentation": f"{one_line(said.get('presentation', ''))} {INVENTED}".strip()}


def said_by(user: User) -> dict:
    """What a person of the sign-in page says."""
    return lines_of(SAID.get(user.email.partition("@")[0], {}))


def add_neighbour(row: dict) -> bool:
    commune = Commune.objects.filter(code=row.get("commune")).first()
    cafe = Cafe.objects.filter(slug=row.get("cafe")).first()
    if ("commune" in row and commune is None) or ("cafe" in row and cafe is None):
        return False
    person = User.objects.create_user(f"{row['box']}@example.org", display_name=row["name"])
    services.keep_one_address(person)
    Member.objects.create(person=person, state=Membership.APPROVED, state_at=timezone.now(), **lines_of(row))
    if cafe:
        CafeRole.objects.create(person=person, cafe=cafe, kind=row["kind"], starts_on=SINCE)
    elif "function" in row:
        Mandate.objects.create(person=person, commune=commune, function=row["function"], starts_on=SINCE)
    else:
        ProjectHolder.objects.create(person=person, commune=commune, starts_on=SINCE)
    return True


def add_letter() -> None:
    """Only written down: nobody is told of it by mail."""
    people = {user.email: user for user in User.objects.filter(email__in=["elue@example.org", "gerante@example.org"])}
    sender, recipient = (people.get(f"{LETTER[end]}@example.org") for end in ("from", "to"))
    if sender and recipient:
        said = {"subject": LETTER["subject"], "body": one_line(LETTER["body"])}
        Message.objects.create(sender=sender, recipient=recipient, **said)
