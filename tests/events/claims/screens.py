"""What the tests of the café's screens share."""

import html
from uuid import uuid4

LIST, BEGIN = "/espace/remboursements/", "/espace/remboursements/nouvelle/"


def shown(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def spend(claim, **given) -> dict:
    """What the form of an expense sends."""
    day = claim.activity.day.isoformat()
    return {"key": uuid4(), "amount": "12,50", "label": "Farine", "expense": "food", "spent_on": day} | given
