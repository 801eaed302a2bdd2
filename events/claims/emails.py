"""What is told at each change: to those in charge of the café, and to the colleagues who handle claims.

Only which letter is written down while the fund is locked; it gets its words when it leaves, for whoever may still
read the claim then.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from events.claims.models import Action, Claim, ClaimAct, ClaimState
from events.claims.permissions import handlers_of, people_in_charge
from millecafes.mailroom.kinds import kind_of
from millecafes.mailroom.later import queue_later
from millecafes.mailroom.sending import letter
from millecafes.people.models import User

KIND, DESK = "claims", "claims_desk"
TEMPLATES = {
    Action.SEND: "sent",
    Action.COMPLETE: "completed",
    Action.ASK: "incomplete",
    Action.ACCEPT: "accepted",
    Action.CONFIRM: "accepted",
    Action.REFUSE: "refused",
    Action.REOPEN: "reopened",
    Action.PAY: "paid",
    Action.BOUNCE: "bounced",
    Action.WITHDRAW: "withdrawn",
}
FOR_THE_DESK = {Action.SEND, Action.COMPLETE, Action.AGREE, Action.WITHDRAW}


def is_for_the_cafe(act: ClaimAct) -> bool:
    """Whether the café reads it: what colleagues say to one another before a second agreement is theirs."""
    return act.action != Action.AGREE and not (act.action == Action.REOPEN and act.before == ClaimState.CHECKED)


def tell(claim: Claim, act: ClaimAct) -> None:
    """Promise the letters of this act, in the caller's transaction."""
    if is_for_the_cafe(act):
        for person in people_in_charge(claim.cafe_id):
            facts = {"act": act.pk, "person": person.pk}
            queue_later(person.email, KIND, facts, dedupe_key=f"{KIND}:{act.pk}:{person.pk}")
    if act.action in FOR_THE_DESK:
        for person in handlers_of(claim).exclude(pk=act.by_id):
            facts = {"act": act.pk, "person": person.pk}
            queue_later(person.email, DESK, facts, dedupe_key=f"{DESK}:{act.pk}:{person.pk}")


def act_of(pk: int) -> ClaimAct | None:
    rows = ClaimAct.objects.select_related("claim__fund", "claim__cafe", "claim__activity")
    return rows.filter(pk=pk).first()


def write(act: int, person: int) -> dict | None:
    """The letter to somebody of the café; nothing to whoever is no longer in charge of it."""
    row = act_of(act)
    reader = people_in_charge(row.claim.cafe_id).filter(pk=person).first() if row else None
    if reader is None:
        return None
    url = settings.SITE_URL + row.claim.get_absolute_url()
    return words_of(row, reader, KIND, f"claims/email/{TEMPLATES[row.action]}", url)


def write_desk(act: int, person: int) -> dict | None:
    """The letter to a colleague; nothing to whoever no longer handles claims."""
    row = act_of(act)
    reader = handlers_of(row.claim).filter(pk=person).first() if row else None
    if reader is None:
        return None
    url = settings.SITE_URL + reverse("claims_claim", args=[row.claim_id])
    return words_of(row, reader, DESK, "claims/email/desk", url)


def words_of(act: ClaimAct, reader: User, kind: str, template: str, url: str) -> dict:
    claim = act.claim
    with translation.override(reader.language):
        facts = {
            "act": act,
            "claim": claim,
            "lines": act.detail.splitlines() if act.action == Action.ASK else [],
            "person": reader,
            "url": url,
        }
        return letter(reader, kind_of(kind), template, facts)
