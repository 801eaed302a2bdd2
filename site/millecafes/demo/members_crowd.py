"""Thousands of made-up members over the whole country, to see the network as it would be: same number, same people.

Nobody signs in with their accounts: they have no password, and their addresses are no one's.
"""

import re
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from millecafes.core.page_changes import forget_pages
from millecafes.demo.content.members import INVENTED
from millecafes.demo.crowd import draw, drawn_communes
from millecafes.demo.neighbours import SINCE
from millecafes.people import services
from millecafes.people.models import CafeRole, Mandate, Member, Membership, ProjectHolder, Theme, User
from millecafes.places.models import Cafe, Commune

PREFIX, AT_ONCE = "membre-exemple-", 500
FIRST = re.findall(
    r"\w+", "Anne Bruno Claire Denis Élise Farid Gaël Hélène Ibrahim Jeanne Karim Lucie Marc Nadia Odile Paul Rose Tom"
)
SYLLABLES = re.findall(r"\w+", "ba ber bou char che do du fa gar gou la le mar mou na pel ri ro sa ter vil")
SHARE_ELECTED, SHARE_MANAGERS = 0.6, 0.25  # the others carry a project
SHARE_MAYORS, SHARE_HIDDEN, SHARE_SAYING, MOST_THEMES = 0.5, 0.02, 0.3, 3
SAID = (
    "J’aime les places de village et les tables trop longues.",
    "Avant cela, vingt ans dans une épicerie.",
    "Chez nous, le café a rouvert il y a peu : venez voir.",
    "Je cherche des idées pour l’hiver.",
)


def add_members_crowd(number: int) -> int:
    """Make those that are missing of the first ``number`` members, outside a demo nobody; says how many were.

    Some at a time, as the cafés are: what was stopped half-way is taken up where it was.
    """
    if not settings.DEMO or not number:
        return 0
    known = set(User.objects.filter(email__startswith=PREFIX).values_list("email", flat=True))
    missing = [n for n in range(number) if address_of(n) not in known]
    communes, cafes = drawn_communes(), list(Cafe.objects.standing().order_by("slug").values_list("pk", flat=True))
    for start in range(0, len(missing), AT_ONCE):
        make(missing[start : start + AT_ONCE], communes, cafes)
    if missing:
        forget_pages()
    if missing and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # it would choose as for an empty network, till it finds the time to count
    return len(missing)


def address_of(n: int) -> str:
    return f"{PREFIX}{n + 1}@example.org"


@transaction.atomic
def make(numbers: list[int], communes: list[Commune], cafes: list[int]) -> None:
    """People, their places, and what the directory and the search find them by."""
    locked = make_password(None)
    people = User.objects.bulk_create(
        User(email=address_of(n), password=locked, display_name=name_of(n)) for n in numbers
    )
    EmailAddress.objects.bulk_create(EmailAddress(user=one, email=one.email, primary=True) for one in people)
    Member.objects.bulk_create(member_of(person, n) for person, n in zip(people, numbers, strict=True))
    rows = {Mandate: [], CafeRole: [], ProjectHolder: []}
    for person, n in zip(people, numbers, strict=True):
        row = place_of(person, n, communes, cafes)
        rows[type(row)].append(row)
    for model, made in rows.items():
        model.objects.bulk_create(made)
    services.refresh_directory([person.pk for person in people])


def name_of(n: int) -> str:
    family = "".join(one_of(SYLLABLES, "family", place, n) for place in range(3)).title()
    return f"{one_of(FIRST, 'first', n)} {family} (exemple {n + 1})"


def member_of(person: User, n: int) -> Member:
    said = one_of(SAID, "said", n) if draw("says", n) < SHARE_SAYING else ""
    themes = sorted(Theme.values, key=lambda theme: draw(theme, n))[: int(draw("themes", n) * (MOST_THEMES + 1))]
    return Member(
        person=person,
        state=Membership.APPROVED,
        state_at=timezone.now(),
        themes=themes,
        presentation=f"{said} {INVENTED}".strip(),
        presentation_visibility="members",
        is_hidden=draw("hidden", n) < SHARE_HIDDEN,
    )


def place_of(person: User, n: int, communes: list[Commune], cafes: list[int]) -> Mandate | CafeRole | ProjectHolder:
    """Elected, or at a café there is, or with a project whose commune is not always known."""
    share, starts = draw("role", n), SINCE - timedelta(days=int(draw("since", n) * 365))
    commune = one_of(communes, "commune", n) if communes else None
    if commune and share < SHARE_ELECTED:
        function = Mandate.Function.MAYOR if draw("function", n) < SHARE_MAYORS else Mandate.Function.COUNCILLOR
        return Mandate(person=person, commune=commune, function=function, starts_on=starts)
    if cafes and share < SHARE_ELECTED + SHARE_MANAGERS:
        return CafeRole(person=person, cafe_id=one_of(cafes, "cafe", n), starts_on=starts)
    return ProjectHolder(person=person, commune=commune, starts_on=starts)


def one_of(choices, *words):
    return choices[int(draw(*words) * len(choices))]
