"""A commune stands behind a position, or no longer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models.positions import Endorsement, Position
from millecafes.core.privacy import Chapter, told
from millecafes.people.permissions import access_of


class NotTheirs(Exception):
    """This person does not speak for that commune, or what is asked for is not open."""


@transaction.atomic
def endorse(position: Position, person, code: str, *, is_named: bool, at: datetime | None = None) -> Endorsement:
    """One a commune, whoever of its elected members says it; said again, it changes whether the commune is named."""
    position = Position.objects.select_for_update(no_key=True).get(pk=position.pk)
    if not position.may_be_endorsed or not access_of(person).represents(code):
        raise NotTheirs
    given = {"person": person, "is_named": is_named}
    return position.endorsements.update_or_create(
        commune_id=code, defaults=given, create_defaults=given | {"at": at or timezone.now()}
    )[0]


@transaction.atomic
def withdraw(position: Position, person, code: str) -> None:
    """At any time; another elected member of the commune may."""
    position = Position.objects.select_for_update(no_key=True).get(pk=position.pk)
    if not access_of(person).represents(code):
        raise NotTheirs
    position.endorsements.filter(commune=code).delete()


def endorsements_of(person) -> list[Chapter]:
    given = person.endorsements.select_related("position", "commune").order_by("pk")
    rows = (told(one, leave=["person"]) for one in given)
    return [Chapter("soutiens", _("Les soutiens donnés au nom d’une commune"), rows)]


def forget_endorsements(person) -> None:
    """The commune still counts; nobody is left who agreed that it be named. Saved one by one: public pages say it."""
    for endorsement in person.endorsements.order_by("pk"):
        endorsement.person, endorsement.is_named = None, False
        endorsement.save(update_fields=["person", "is_named"])
