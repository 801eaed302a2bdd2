"""Who may ask for money in the name of a café, and who may decide on what is asked."""

from django.utils.translation import gettext_lazy as _

from events.claims.models import Claim, ClaimState, Receipt
from millecafes.core.files import FileKind
from millecafes.people.models import CafeRole, User
from millecafes.people.permissions import IN_CHARGE, Access, access_of, people_who_enter
from millecafes.places.models import Cafe

HANDLE = "claims.handle_claims"
# Volunteers help; they do not answer for the money.


def is_in_charge(role: CafeRole, access: Access) -> bool:
    """Of the café now: a role that has ended opens nothing here, not even for its last month of reading."""
    return role.kind in IN_CHARGE and role.is_current(access.today)


def cafes_in_charge(access: Access) -> list[Cafe]:
    """The cafés this person answers for today."""
    if not access.may_enter:
        return []
    return list({role.cafe_id: role.cafe for role in access.cafe_roles if is_in_charge(role, access)}.values())


def runs_money(access: Access, cafe_id: int) -> bool:
    """Whether this person may see and write the claims of this café."""
    return any(cafe.pk == cafe_id for cafe in cafes_in_charge(access))


def people_in_charge(cafe_id: int):
    """Whom the café's letters go to: those who answer for it today."""
    roles = CafeRole.objects.current().filter(cafe=cafe_id, kind__in=IN_CHARGE)
    return people_who_enter().filter(member__state="approved", pk__in=roles.values("person"))


def is_of_the_cafe(person: User, cafe_id: int) -> bool:
    """Whether she has, or had, any role there: she then decides on nothing of it."""
    return CafeRole.objects.filter(person=person, cafe=cafe_id).exists()


def may_handle(person) -> bool:
    """Who reads all the claims."""
    return person.has_perm(HANDLE)


def may_decide(person, claim: Claim) -> bool:
    """Never on what one has asked for, nor for a café one is of, whatever one's rights."""
    return may_handle(person) and claim.made_by_id != person.pk and not is_of_the_cafe(person, claim.cafe_id)


def handlers_of(claim: Claim):
    """Those who may decide on this claim."""
    people = User.objects.with_perm(HANDLE, backend="django.contrib.auth.backends.ModelBackend")
    of_the_cafe = CafeRole.objects.filter(cafe=claim.cafe_id).values("person")
    return people.exclude(pk__in=of_the_cafe).exclude(pk=claim.made_by_id).filter(is_active=True)


def find_receipt(pk: int) -> Receipt | None:
    return Receipt.objects.select_related("line__claim").filter(pk=pk).first()


def may_read_receipt(person, receipt: Receipt) -> bool:
    """Those in charge of the café; the team's desk, once it was sent."""
    if not person.is_authenticated:
        return False
    claim = receipt.line.claim
    if claim.state != ClaimState.DRAFT and may_handle(person):
        return True
    return runs_money(access_of(person), claim.cafe_id)


RECEIPTS = FileKind(
    code="justificatifs",
    label=_("Justificatifs des demandes de remboursement"),
    find=find_receipt,
    file_of=lambda receipt: receipt.file,
    may_read=may_read_receipt,
)
