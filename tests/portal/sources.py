"""What an application might bring to the first page."""

from datetime import timedelta

from django.utils import timezone

from millecafes.people.portal import Line, Step

DONE: list[str] = []


def steps(user, access):
    yield Step("Visiter l’essai", "portal:home", "Visiter l’essai" in DONE)
    yield Step("Un autre pas", "portal:home", False)
    yield Step("Un pas vers nulle part", "portal:nowhere", False)


def done(user, access):
    yield Step("Visiter l’essai", "portal:home", True)


def dates(user, access):
    yield Line("Rencontre de plus tard", at=timezone.now() + timedelta(days=2))
    yield Line("Rencontre du jour", at=timezone.localdate())
