"""The screens that no link of the walk leads to, by who opens them: the desks of the team, and what letters lead to.

As in ``tools/screens.py``, the demo itself says which event, which registration, which message.
"""

import json
from collections import defaultdict

from tools.screens import screens_of

AGENDA, SNIPPETS, FORUM = "/gestion/agenda/", "/gestion/snippets/", "/espace/forum/"
MONEY, ATTENDANCE = "/gestion/remboursements/", "/espace/emargement/"
FIND = """
import json
from django.db.models import Count
from django.utils import timezone
from wagtail_localize.models import TranslationSource
from events.agenda.models import Event, Session
from events.bookings.emails import signature_of
from events.bookings.models import Registration
from events.claims.models import Claim
from events.tours.models import ProgrammeRequest
from home.models import Position
from members.directory.models import MessageReport
from members.forum.models import Post, Topic
from members.portal.models import CafeChange
from millecafes.mailroom.models import Mail
from millecafes.mailroom.preferences import settings_of
from millecafes.people.models import Invitation, Mandate, Member, RoleRequest, User
from millecafes.places.models import Cafe
from news.models import PressItem
from resources.models import Replay, Toolkit
repeated = Event.objects.annotate(times=Count("sessions")).filter(times__gt=1)
seats = Registration.objects.confirmed().filter(session__ends_at__gt=timezone.now(), session__event__in=repeated)
came = Registration.objects.filter(attendance="present", session__ends_at__lt=timezone.now()).order_by("pk").first()
seat = seats.order_by("pk").first()
hers = Mandate.objects.filter(person__email="elue@example.org").values("commune")
rows = {
    "free": Event.objects.filter(live=True).exclude(sessions__in=Registration.objects.values("session")),
    "cafe": Cafe.objects.filter(live=True),
    "toolkit": Toolkit.objects.all(),
    "replay": Replay.objects.all(),
    "wanting": RoleRequest.objects.waiting(),
    "mail": Mail.objects.all(),
    "press": PressItem.objects.all(),
    "change": CafeChange.objects.filter(state="waiting"),
    "member": Member.objects.all(),
    "translated": TranslationSource.objects.all(),
    "checked": Claim.objects.filter(state="checked"),
    "refused": Claim.objects.filter(state="refused"),
    "paid": Claim.objects.filter(state="paid"),
    "reported": MessageReport.objects.filter(outcome="open"),
    "topic": Topic.objects.all(),
    "corrected": Post.objects.exclude(revisions=None),
    "square": ProgrammeRequest.objects.filter(commune__in=hers, state="submitted"),
}
found = {name: some.order_by("pk").values_list("pk", flat=True).first() for name, some in rows.items()}
found |= {"seat": seat.pk, "date": seat.session_id, "event": seat.session.event_id}
public = Session.objects.public().filter(ends_at__gt=timezone.now(), rules__isnull=False).order_by("pk")[0]
found |= {"open_day": str(public.uuid), "position": Position.objects.order_by("pk")[0].slug}
found |= {"day": str(seat.session.uuid), "place": str(seat.uuid), "ticket": signature_of(came)}
found["invitation"] = Invitation.objects.order_by("pk")[0].token
found["silence"] = settings_of(User.objects.get(email="elue@example.org")).token
print(json.dumps(found))
"""


def every_screen_of(site) -> dict[str, list[str]]:
    """Who opens what, those of ``tools/screens.py`` included; nobody's are a visitor's."""
    known = json.loads(site.manage("shell", "-v0", "-c", FIND).splitlines()[-1])
    assert all(known.values()), f"The demo has none of: {[name for name, one in known.items() if not one]}."
    own = {
        "": of_a_visitor(known),
        "elue@example.org": of_an_elected_member(known),
        "reseau@example.org": of_the_network(known),
        "finances@example.org": of_a_treasurer(known),
        "admin@example.org": [*of_the_agenda(known), *of_an_administrator(known)],
    }
    found = defaultdict(list, screens_of(site))
    for who, screens in own.items():
        found[who] = [*found[who], *screens]
    return found


def of_a_visitor(known: dict) -> list[str]:
    """What letters lead to, and the page after a registration."""
    return [
        *(f"/inscriptions/date/{known['open_day']}/merci/", f"/inscriptions/{known['ticket']}/avis/"),
        *(f"/courrier/desabonnement/{known['silence']}/tout/", f"/compte/invitation/{known['invitation']}/"),
    ]


def of_an_elected_member(known: dict) -> list[str]:
    square = f"/espace/programmation/demandes/{known['square']}/lieu/"
    return [square, f"/espace/positions/{known['position']}/"]


def of_the_network(known: dict) -> list[str]:
    """A list at the door, a message that was reported, what a moderator may do."""
    door, post = f"{ATTENDANCE}{known['day']}/", f"{FORUM}message/{known['corrected']}/"
    return [
        *(door, f"{door}{known['place']}/", f"/espace/messages/signales/{known['reported']}/"),
        *(
            f"{FORUM}sujet/{known['topic']}/gerer/",
            *(f"{post}{act}/" for act in ("modifier", "historique", "supprimer")),
        ),
    ]


def of_a_treasurer(known: dict) -> list[str]:
    acts = {"checked": "confirmer", "refused": "reprendre", "paid": "revenu"}
    return [f"{MONEY}{known[state]}/{act}/" for state, act in acts.items()]


def of_the_agenda(known: dict) -> list[str]:
    """An event, one of its dates, somebody who comes to it."""
    event, date = f"{AGENDA}{known['event']}/", f"{AGENDA}dates/{known['date']}/"
    seat = f"{AGENDA}inscriptions/{known['seat']}/"
    return [
        *(f"{event}dates/", f"{event}dates/ajouter/", f"{event}annuler/", date, f"{date}repeter/", f"{date}annuler/"),
        *(f"{date}regles/", f"{date}inscrits/", f"{date}inscrits/ajouter/", f"{seat}deplacer/", f"{seat}annuler/"),
        *(f"{SNIPPETS}agenda/event/{act}/{known['free']}/" for act in ("edit", "copy", "unpublish")),
    ]


def of_an_administrator(known: dict) -> list[str]:
    return [
        *(f"{SNIPPETS}places/cafe/edit/{known['cafe']}/", f"{SNIPPETS}resources/toolkit/edit/{known['toolkit']}/"),
        *(f"{SNIPPETS}resources/replay/edit/{known['replay']}/", f"/gestion/localize/update/{known['translated']}/"),
        *(f"/gestion/demandes/inspect/{known['wanting']}/", f"/gestion/courrier/inspect/{known['mail']}/"),
        *(f"/gestion/fiches/inspect/{known['change']}/", f"/gestion/membres/inspect/{known['member']}/"),
        f"/gestion/revue-de-presse/delete/{known['press']}/",
    ]
