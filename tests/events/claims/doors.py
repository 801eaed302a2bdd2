"""Who opens what of claims, for the matrix of access."""

from tests.events.claims.factories import in_state

# Visitor, account, Communication, Validation, Administration, Réseau, superuser.
MEMBERS = "302 403 200 200 200 200 200"
NO_CAFE = "302 403 404 404 404 404 404"
WRITTEN_TO = "302 403 405 405 405 405 405"
MONEY = "302 302 302 302 200 302 200"

CLAIMS = {
    "espace/remboursements/": ("/espace/remboursements/", MEMBERS),
    "espace/remboursements/nouvelle/": ("/espace/remboursements/nouvelle/", NO_CAFE),
    "espace/remboursements/<int:pk>/": ("/espace/remboursements/{claim_id}/", NO_CAFE),
    "espace/remboursements/<int:pk>/depense/": ("/espace/remboursements/{claim_id}/depense/", NO_CAFE),
    "espace/remboursements/<int:pk>/<slug:verb>/": ("/espace/remboursements/{claim_id}/envoyer/", WRITTEN_TO),
    "espace/remboursements/depense/<int:pk>/": ("/espace/remboursements/depense/{expense_id}/", NO_CAFE),
    "espace/remboursements/depense/<int:pk>/retirer/": (
        "/espace/remboursements/depense/{expense_id}/retirer/",
        WRITTEN_TO,
    ),
    "espace/remboursements/depense/<int:pk>/justificatif/": (
        "/espace/remboursements/depense/{expense_id}/justificatif/",
        WRITTEN_TO,
    ),
    "espace/remboursements/justificatif/<int:pk>/retirer/": (
        "/espace/remboursements/justificatif/{receipt_id}/retirer/",
        WRITTEN_TO,
    ),
}
RECEIPTS = {
    "a receipt": ("/fichiers/justificatifs/{receipt_id}/", "302 404 404 404 200 404 200"),
    "a receipt of what is not sent": ("/fichiers/justificatifs/{unsent_receipt_id}/", "302 404 404 404 404 404 404"),
}
CLAIMS_AT_THE_DESK = {
    "claims": ("/gestion/remboursements/", MONEY),
    "a claim": ("/gestion/remboursements/{claim_id}/", MONEY),
    "a claim to accept": ("/gestion/remboursements/{claim_id}/accepter/", MONEY),
    "a claim to confirm": ("/gestion/remboursements/{claim_id}/confirmer/", MONEY),
    "a claim to complete": ("/gestion/remboursements/{claim_id}/demander/", MONEY),
    "a claim to refuse": ("/gestion/remboursements/{claim_id}/refuser/", MONEY),
    "a claim to look at again": ("/gestion/remboursements/{claim_id}/reprendre/", MONEY),
    "a claim to pay": ("/gestion/remboursements/{claim_id}/payer/", MONEY),
    "a transfer that came back": ("/gestion/remboursements/{claim_id}/revenu/", MONEY),
    "claims to pay at once": ("/gestion/remboursements/payer/", MONEY),
    "claims to pay, as a sheet": ("/gestion/remboursements/a-payer.csv", MONEY),
    "claims, as a sheet": ("/gestion/remboursements/toutes.csv", MONEY),
    "funds": ("/gestion/remboursements/fonds/", MONEY),
    "funds, as a sheet": ("/gestion/remboursements/fonds.csv", MONEY),
    "a fund": ("/gestion/remboursements/fonds/{fund_id}/", MONEY),
    "a fund to change": ("/gestion/remboursements/fonds/{fund_id}/changer/", MONEY),
    "a new fund": ("/gestion/remboursements/fonds/ouvrir/", MONEY),
}


def make_money() -> dict:
    """What these addresses stand on."""
    claim, draft = in_state("submitted"), in_state("draft")
    line = claim.lines.get()
    return {
        "claim_id": claim.pk,
        "fund_id": claim.fund_id,
        "expense_id": line.pk,
        "receipt_id": line.receipts.get().pk,
        "unsent_receipt_id": draft.lines.get().receipts.get().pk,
    }
