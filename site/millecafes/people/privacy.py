"""What accounts, roles and requests say of a person; and how they are forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision
from wagtail.users.models import UserProfile

from millecafes.core.privacy import Chapter, told
from millecafes.people.models import Invitation, Member, Membership, StaffAct, User, Visibility
from millecafes.people.services.directory import person_changed
from millecafes.places.models import Cafe

SECRETS = ["password", "data"]  # said to nobody, their owner included: they open the account
BY_THE_TEAM = ["decided_by", "by", "invited_by"]  # colleagues answer as a team
NO_LONGER = ["person", "user"]  # the person herself


def chapters(person: User) -> Iterator[Chapter]:
    """The account and what opens it, the profile, the roles and how they were asked for, what the team did."""
    leave = [*SECRETS, *BY_THE_TEAM, *NO_LONGER]
    member = Member.objects.filter(person=person)
    yield Chapter("compte", _("Votre compte"), [told(person, leave=leave) | {_("Groupes"): groups_of(person)}])
    yield Chapter("profil", _("Votre profil, et les notes de l’équipe"), map_told(member, leave), files_of(member))
    roles = chain(person.mandates.all(), person.cafe_roles.all(), person.projects.all())
    yield Chapter("roles", _("Vos rôles dans le réseau"), map_told(roles, leave))
    yield Chapter("demandes", _("Vos demandes, et ce qui y a été répondu"), map_told(person.role_requests.all(), leave))
    invited = Invitation.objects.filter(Q(email__iexact=person.email) | Q(invited_by=person))
    yield Chapter("invitations", _("Les invitations que vous avez reçues ou envoyées"), map_told(invited, leave))
    yield Chapter("actes", _("Ce que l’équipe a fait à votre sujet"), map_told(person.acts_undergone.all(), leave))
    yield Chapter("accords", _("Les règles que vous avez acceptées"), map_told(person.agreements.all(), leave))
    yield Chapter("adresses", _("Vos adresses e-mail"), map_told(EmailAddress.objects.filter(user=person), leave))
    yield Chapter("appareils", _("Les appareils connectés"), map_told(UserSession.objects.filter(user=person), leave))
    yield Chapter("cles", _("Vos clés, sans leur secret"), map_told(Authenticator.objects.filter(user=person), leave))
    own = [one for one in leave if one != "data"]
    yield Chapter("proconnect", _("ProConnect"), map_told(SocialAccount.objects.filter(user=person), own))
    desk = UserProfile.objects.filter(user=person)
    yield Chapter("bureau", _("Vos réglages du bureau de l’équipe"), map_told(desk, leave), files_of(desk))


def map_told(rows, leave) -> Iterator[dict]:
    return (told(row, leave=leave) for row in rows)


def groups_of(person: User) -> list[str]:
    return list(person.groups.order_by("name").values_list("name", flat=True))


def file_fields(model) -> list[models.FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def files_of(rows) -> Iterator:
    """The files that rows carry: the portrait of a member, of a colleague."""
    for row in rows:
        yield from (file for field in file_fields(row) if (file := getattr(row, field.name)))


def forget(person: User) -> None:
    """Leave an account that opens nothing and names nobody, for what she wrote to hang on."""
    old = person.email
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in (Authenticator, EmailAddress, SocialAccount):
        model.objects.filter(user=person).delete()
    forget_on_sheets(person)
    leave_places(person)
    for asked in (person.projects, person.role_requests):
        asked.all().delete()
    Invitation.objects.filter(email__iexact=old).delete()
    forget_in_logs(person, old)
    for profile in UserProfile.objects.filter(user=person):
        blank(profile, {})
        profile.delete()
    for member in Member.objects.filter(person=person):
        showed = not member.is_hidden and member.roles_visibility != Visibility.NOBODY
        blank(member, {"state": Membership.ENDED, "state_at": timezone.now(), "is_hidden": True})
        member.roles_visibility = member.roles_visibility if showed else Visibility.NOBODY
        member.save()
    close(person)
    person_changed(person.pk)


def leave_places(person: User) -> None:
    """A place keeps that somebody held a function there, from when to when: those who come next find its history."""
    today = timezone.localdate()
    for roles in (person.mandates, person.cafe_roles):
        roles.filter(starts_on__gte=today).delete()
        roles.update(warned_on=None)
        roles.filter(Q(ends_on=None) | Q(ends_on__gte=today)).update(ends_on=today - timedelta(days=1))


def forget_on_sheets(person: User) -> None:
    """The sheet of a café names who runs it, and its history remembers: neither does any longer."""
    name = person.get_full_name()
    for cafe in Cafe.objects.filter(roles__person=person).distinct():
        if cafe.manager_name.casefold() == name.casefold():
            cafe.manager_name = ""
            cafe.save(update_fields=["manager_name"])
        for revision in Revision.objects.for_instance(cafe):
            if revision.content.get("manager_name", "").casefold() == name.casefold():
                revision.content["manager_name"] = ""
                revision.save(update_fields=["content"])


def forget_in_logs(person: User, address: str) -> None:
    """What was done to her stays, and when; the sentences that name her do not."""
    naming = Q(person=person) | Q(subject__icontains=address) | Q(detail__icontains=address)
    StaffAct.objects.filter(naming).update(subject="", detail="")
    for instance in (person, *Member.objects.filter(person=person)):
        ModelLogEntry.objects.for_instance(instance).update(label=_("membre parti"), data={})


def blank(row: models.Model, given: dict) -> None:
    """Give every field its first value, but those that say whose row it is; whatever is added later follows."""
    for field in row._meta.concrete_fields:
        if field.primary_key or field.is_relation or getattr(field, "auto_now_add", False):
            continue
        if isinstance(field, models.FileField) and (file := getattr(row, field.name)):
            transaction.on_commit(partial(file.storage.delete, file.name))  # not before it is sure
        setattr(row, field.name, given.get(field.name, field.get_default()))


def close(person: User) -> None:
    person.email = f"{uuid4().hex}@invalid"
    person.display_name = person.first_name = person.last_name = ""
    person.language = settings.LANGUAGE_CODE
    person.is_active = person.is_superuser = False
    person.inactivity_warned_at, person.closed_at = None, timezone.now()
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
