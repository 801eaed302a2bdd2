"""The screens of the programme and of claims, by who opens them: what is photographed is what is checked.

Their numbers are asked of the demo itself, so that a claim is a claim and not a menu.
"""

import json

PROGRAMME, CLAIMS = "/espace/programmation/", "/espace/remboursements/"
BACK, MONEY = "/gestion/programmation/", "/gestion/remboursements/"
FIND = """
import json
from django.utils import timezone
from events.agenda.models import Session
from events.claims.models import Claim, ClaimLine, Fund
from events.tours.models import Activity, ProgrammeRequest, Slot, Stop, Tour
from millecafes.people.models import CafeRole
today = timezone.localdate()
hers = CafeRole.objects.filter(person__email="gerante@example.org").values("cafe")
asked, stops = ProgrammeRequest.objects.filter(cafe__in=hers), Stop.objects.filter(cafe__in=hers)
own = Session.objects.filter(event__cafe__in=hers, event__kind="animation", ends_at__lt=timezone.now())
claims, composed = Claim.objects.filter(cafe__in=hers), Tour.objects.filter(name__contains="grande boucle")
begun, slots = claims.filter(state="draft"), Slot.objects.filter(day__gt=today).order_by("pk")
rows = {
    "proposed": asked.filter(state="proposed"),
    "draft": asked.filter(state="draft"),
    "confirmed": asked.filter(state="confirmed"),
    "held": stops.filter(state="done", activities=None),
    "stop": stops.filter(state="confirmed"),
    "own": own.exclude(state="cancelled"),
    "slot": slots,
    "begun": begun,
    "line": ClaimLine.objects.filter(claim__in=begun),
    "wanting": claims.filter(state="incomplete"),
    "paid": claims.filter(state="paid"),
    "tour": composed,
    "option": Stop.objects.filter(tour__in=composed, state="option"),
    "asking": ProgrammeRequest.objects.filter(season__tours__in=composed, state="submitted", slot=None),
    "date": Stop.objects.filter(state="confirmed", tour__state="open"),
    "waiting": Stop.objects.filter(state="proposed"),
    "past": Stop.objects.filter(state="done", activities=None),
    "activity": Activity.objects.all(),
    "sent": Claim.objects.filter(state="submitted"),
    "accepted": Claim.objects.filter(state="accepted"),
    "fund": Fund.objects.all(),
}
found = {name: some.order_by("pk").values_list("pk", flat=True).first() for name, some in rows.items()}
print(json.dumps(found | {"slug": slots[0].offer.slug, "offer": slots[0].offer_id}))
"""


def found_by(site) -> dict:
    """One of each, by its name: a number."""
    found = json.loads(site.manage("shell", "-v0", "-c", FIND).splitlines()[-1])
    assert all(found.values()), f"The demo has none of: {[name for name, one in found.items() if not one]}."
    return found


def screens_of(site) -> dict[str, list[str]]:
    """Who opens what."""
    known = found_by(site)
    return {
        "gerante@example.org": of_a_manager(known),
        "elue@example.org": [f"{PROGRAMME}une-soiree-guinguette/", f"{PROGRAMME}une-soiree-guinguette/demander/"],
        "culture@example.org": of_a_planner(known),
        "finances@example.org": of_a_treasurer(known),
    }


def of_a_manager(known: dict) -> list[str]:
    asked, stops, ball = f"{PROGRAMME}demandes/", f"{PROGRAMME}etapes/", f"{PROGRAMME}bal-aux-accordeons/"
    begun = f"{CLAIMS}{known['begun']}/"
    return [
        *(PROGRAMME, ball, f"{ball}demander/", f"{PROGRAMME}{known['slug']}/"),
        *(f"{PROGRAMME}{known['slug']}/creneaux/{known['slot']}/", asked),
        *(f"{asked}{known[name]}/" for name in ("proposed", "draft", "confirmed")),
        *(f"{asked}{known['draft']}/modifier/", f"{asked}{known['proposed']}/autre-date/"),
        *(f"{asked}{known['confirmed']}/annuler/", f"{stops}{known['stop']}/", f"{stops}{known['stop']}/lieu/"),
        *(f"{stops}{known['held']}/", f"{stops}{known['held']}/bilan/", "/espace/animations/"),
        *(f"/espace/animations/date/{known['own']}/bilan/", CLAIMS, f"{CLAIMS}nouvelle/", begun, f"{begun}depense/"),
        *(f"{CLAIMS}depense/{known['line']}/", f"{CLAIMS}{known['wanting']}/", f"{CLAIMS}{known['paid']}/"),
    ]


def of_a_planner(known: dict) -> list[str]:
    board, stops = f"{BACK}tournees/{known['tour']}/", f"{BACK}etapes/"
    date = f"{stops}{known['date']}/"
    return [
        *(f"{BACK}tournees/", f"{BACK}tournees/nouvelle/", board, f"{board}ordre/", f"{board}modifier/"),
        *(f"{board}annuler/", f"{board}demandes/{known['asking']}/", f"{BACK}demandes/"),
        *(f"{BACK}demandes/{known['asking']}/refuser/", f"{stops}{known['option']}/", date, f"{date}annuler/"),
        *(f"{date}deplacer/", f"{date}remplacer/", f"{stops}{known['waiting']}/reprendre/"),
        *(f"{stops}{known['past']}/annuler/", f"{BACK}offres/{known['offer']}/creneaux/", f"{BACK}bilan/"),
        *(f"{BACK}activites/", f"{BACK}activites/ajouter/", f"{BACK}activites/{known['activity']}/"),
    ]


def of_a_treasurer(known: dict) -> list[str]:
    sent = f"{MONEY}{known['sent']}/"
    return [
        *(MONEY, sent, f"{sent}accepter/", f"{sent}demander/", f"{sent}refuser/", f"{MONEY}payer/"),
        *(f"{MONEY}{known['accepted']}/payer/", f"{MONEY}fonds/", f"{MONEY}fonds/ouvrir/"),
        *(f"{MONEY}fonds/{known['fund']}/", f"{MONEY}fonds/{known['fund']}/changer/"),
    ]
