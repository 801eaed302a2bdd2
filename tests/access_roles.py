"""The roles of members and of small desks, for the matrix of access.

A table of eighteen columns is read by nobody: each of these roles is answered as a column of the table is, but for
what is said here.
"""

from datetime import timedelta

from django.utils import timezone

from millecafes.places.models import Cafe
from tests.people import factories as people


def ended(days: int):
    """Somebody elected until so many days ago."""
    return people.make_elected(ends_on=timezone.localdate() - timedelta(days=days))


# How each is made, knowing what the addresses stand on.
OUTSIDE = {
    "waiting": lambda places: people.make_member(state="requested"),
    "refused": lambda places: people.make_member(state="refused"),
    "suspended": lambda places: people.make_elected(state="suspended"),
    "closed": lambda places: ended(60),
}
MEMBERS = {
    "elected": lambda places: people.make_elected(),
    "manager": lambda places: people.make_manager(),
    "manager of the café": lambda places: people.make_manager(Cafe.objects.get(pk=places["cafe_id"])),
    "holder": lambda places: people.make_holder(),
    "read-only": lambda places: ended(10),
}
DESKS = {
    "Culture": lambda places: people.make_staff("Culture"),
    "Finances": lambda places: people.make_staff("Finances"),
    "Instruction": lambda places: people.make_staff("Instruction"),
}
MADE = OUTSIDE | MEMBERS | DESKS

INSIDE = ("/espace/", "/fichiers/")  # where a member is answered as a colleague without any right of her own
# Where a desk is answered as Administration is; elsewhere, as a colleague who writes nothing.
KEEPS = {
    "Culture": (
        *("/gestion/agenda/", "/gestion/snippets/agenda/", "/gestion/programmation/", "/gestion/snippets/tours/"),
        *("/espace/emargement/", "/espace/programmation/"),
        *("/fichiers/conventions/", "/fichiers/affiches/", "/fichiers/bilans/"),
    ),
    "Finances": ("/gestion/remboursements/", "/fichiers/justificatifs/"),
    "Instruction": (),
}
SHEET = ("espace/cafe/<slug:slug>/", "espace/cafe/<slug:slug>/photos/", "espace/cafe/<slug:slug>/<slug:part>/")
NOT_HERS = dict.fromkeys(SHEET, 404)
MEMBER = {"fichiers/<slug:kind>/<int:pk>/": 404, "a former version of it": 404, "espace/profil/apercu/": 200}
SLOT, NEW_CLAIM = "espace/programmation/<slug:slug>/creneaux/<int:pk>/", "espace/remboursements/nouvelle/"
OF_ELECTED = {"a document for some": 200}
OF_MANAGERS = {SLOT: 200, NEW_CLAIM: 200}
PROGRAMME = {"espace/programmation/<slug:slug>/": 404, "espace/programmation/<slug:slug>/demander/": 404, SLOT: 404}
COLLEAGUE = NOT_HERS | {
    "the desk": 200,
    "gestion/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/": 302,
    "a page for a group": 302,
    "a former version of it": 404,
    "an event to publish no more": 302,
    "a translation to bring up to date": 302,
}
APART = {
    "closed": {"espace/": 403},
    "elected": MEMBER | NOT_HERS | OF_ELECTED,
    "manager": MEMBER | NOT_HERS | OF_MANAGERS,
    "manager of the café": MEMBER
    | OF_MANAGERS
    | {
        **dict.fromkeys(SHEET, 200),
        **{f"espace/lieux/<slug:kind>/<slug:key>/{page}/": 200 for page in ("equipe", "histoire", "quitter")},
        "espace/animations/cafe/<int:pk>/annoncer/": 200,
    },
    "holder": MEMBER | NOT_HERS | PROGRAMME,
    "read-only": MEMBER | NOT_HERS | OF_ELECTED,
    **dict.fromkeys(DESKS, COLLEAGUE),
}


def answer_to(role: str, name: str, address: str, column: dict[str, int], *, at_the_desk: bool) -> int:
    """What this role is answered; ``column`` says what those of the table are, of the back office or not."""
    apart = APART.get(role, {})
    if name in apart:
        return apart[name]
    if role in OUTSIDE:
        return column["account"]
    if role in MEMBERS:
        return column["Communication" if address.startswith(INSIDE) else "account"]
    if address.startswith(KEEPS[role]):
        return column["Administration"]
    return 302 if at_the_desk and column["Communication"] == 200 else column["Communication"]
