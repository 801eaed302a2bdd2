"""What a member did of the claims of cafés: given back, and forgotten; the sums stay in the accounts."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.claims.models import Claim, ClaimAct, Receipt
from events.claims.services.writing import erase
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import User

OF_THE_MACHINE = ["key", "made_by", "agreed_by", "agreed", "claim", "by", "line", "sent_by", "sha256", "file"]


def chapters(person: User) -> Iterator[Chapter]:
    claims = Claim.objects.filter(made_by=person).select_related("fund", "cafe", "activity")
    rows = (told(claim, leave=OF_THE_MACHINE) for claim in claims.iterator())
    yield Chapter("remboursements", _("Les demandes de remboursement que vous avez commencées"), rows)
    acts = ClaimAct.objects.filter(by=person).select_related("claim")
    rows = (
        {
            _("Demande de remboursement"): act.claim.number,
            _("Quand"): act.at,
            _("Quoi"): act.label,
            _("Montant"): act.amount,
            _("En mots"): act.detail,
        }
        for act in acts.iterator()
    )
    yield Chapter("remboursements-actes", _("Ce que vous avez fait de demandes de remboursement"), rows)
    papers = Receipt.objects.filter(sent_by=person)
    rows = ({_("Fichier"): paper.name, _("Déposé le"): paper.sent_at} for paper in papers.iterator())
    files = (paper.file for paper in papers.iterator())
    yield Chapter("remboursements-justificatifs", _("Les justificatifs que vous avez déposés"), rows, files)


def forget(person: User) -> None:
    """Her drafts go; what was sent is the café's, and the accounts', without her name."""
    for claim in Claim.objects.filter(made_by=person, state="draft"):
        erase(claim)
    Claim.objects.filter(made_by=person).update(made_by=None)
    Claim.objects.filter(agreed_by=person).update(agreed_by=None)
    Receipt.objects.filter(sent_by=person).update(sent_by=None)
    ClaimAct.objects.forget(person)
