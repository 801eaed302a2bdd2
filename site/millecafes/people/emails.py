"""What people are told of their access, each in their own language; the outbox carries it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _


def tell(to: str, language: str, subject, template: str, **context) -> None:
    """Queue ``people/email/<template>.txt`` to an address, in a language."""
    with translation.override(language):
        home = settings.SITE_URL + reverse("account_home")
        text = render_to_string(f"people/email/{template}.txt", context | {"home": home, "site_url": settings.SITE_URL})
        EmailMessage(str(subject), text, to=[to]).send()


def tell_person(person, subject, template: str, **context) -> None:
    tell(person.email, person.language, subject, template, person=person, **context)


def request_received(request) -> None:
    tell_person(request.person, _("Votre demande est bien arrivée"), "request_received", request=request)


def request_accepted(request) -> None:
    tell_person(request.person, _("Bienvenue dans le réseau des 1000 cafés"), "request_accepted", request=request)


def question_asked(request) -> None:
    tell_person(request.person, _("Une question sur votre demande"), "question_asked", request=request)


def request_refused(request) -> None:
    tell_person(request.person, _("Votre demande d’accès"), "request_refused", request=request)


def access_suspended(member) -> None:
    tell_person(member.person, _("Votre accès est suspendu"), "access_suspended", member=member)


def access_restored(member) -> None:
    tell_person(member.person, _("Votre accès est rouvert"), "access_restored", member=member)


def invitation_sent(invitation) -> None:
    tell(
        invitation.email,
        invitation.language,
        _("Une invitation dans le réseau des 1000 cafés"),
        "invitation_sent",
        invitation=invitation,
    )


def address_changed(person, old: str) -> None:
    """Says nothing of the new address, nor of the name, which may be it: the old mailbox may be somebody else's now."""
    tell(old, person.language, _("Votre adresse a changé"), "address_changed")


def second_factor_reset(person) -> None:
    tell_person(person, _("Votre second facteur a été retiré"), "second_factor_reset")


def requests_waiting(colleague, count: int) -> None:
    address = settings.SITE_URL + reverse("demandes:index") + "?state=requested"
    tell_person(colleague, _("Des personnes attendent une réponse"), "requests_waiting", count=count, address=address)


def role_ending(role) -> None:
    tell_person(role.person, _("Votre rôle dans le réseau se termine bientôt"), "role_ending", role=role)


def account_closed(address: str, language: str) -> None:
    """The last message: to an address that the site no longer knows as anybody's."""
    tell(address, language, _("Votre compte est fermé"), "account_closed")


def inactivity_warning(person, last_day) -> None:
    tell_person(person, _("Votre compte va se fermer"), "inactivity_warning", last_day=last_day)
