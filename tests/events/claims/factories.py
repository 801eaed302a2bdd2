"""The smallest valid funds, claims and papers; people at each side of the desk."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from events.claims import services
from events.claims.models import Claim, ClaimLine, Fund
from events.tours.models import Activity
from millecafes.people.models import CafeRole, User
from millecafes.places.models import Cafe
from tests.core.factories import picture_bytes
from tests.people.factories import a_cafe, make_manager, make_staff

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
_numbers = count(1)


def euros(sum_: str | int) -> Decimal:
    return Decimal(sum_)


def make_fund(total=1000, ceiling=300, *, regions=(), **fields) -> Fund:
    """Of this year and the one before, open, for every café."""
    today = timezone.localdate()
    given = {
        "name": f"Fonds {next(_numbers)}",
        "funder": "Une mutuelle d’exemple",
        "starts_on": date(today.year - 1, 1, 1),
        "ends_on": date(today.year, 12, 31),
        "claims_until": date(today.year + 1, 3, 31),
    }
    return services.open_fund(Fund(**given | fields), euros(total), euros(ceiling), None, regions)


def make_activity(cafe: Cafe | None = None, **fields) -> Activity:
    given = {"kind": "meal", "day": timezone.localdate() - timedelta(days=10), "participants": 30}
    return Activity.objects.create(cafe=cafe or a_cafe(), **given | fields)


def in_charge(cafe: Cafe) -> User:
    """Whoever runs it, or a new manager."""
    roles = CafeRole.objects.current().filter(cafe=cafe, kind="manager")
    role = roles.select_related("person").order_by("pk").first()
    return role.person if role else make_manager(cafe)


def make_desk(**fields) -> User:
    return make_staff("Finances", **fields)


def pdf(name="facture.pdf", words="") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + (words or uuid4().hex).encode(), "application/pdf")


def photo(name="ticket.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(kind="JPEG"), "image/jpeg")


def make_draft(fund: Fund | None = None, cafe: Cafe | None = None, by: User | None = None) -> Claim:
    """Begun, and still empty."""
    cafe = cafe or a_cafe()
    claim, _new = services.begin(fund or make_fund(), make_activity(cafe), by or in_charge(cafe), key=uuid4())
    return claim


def make_line(claim: Claim, amount="100.00", *, with_paper=True, **fields) -> ClaimLine:
    given = {"expense": "food", "label": "Farine", "spent_on": claim.activity.day, "amount": euros(amount)}
    line, _new = services.add_line(claim, in_charge(claim.cafe), key=uuid4(), **given | fields)
    if with_paper:
        services.add_receipt(line, pdf(), in_charge(claim.cafe))
    claim.refresh_from_db()
    return line


def make_claim(fund: Fund | None = None, amount="100.00", *, cafe: Cafe | None = None) -> Claim:
    """Sent, and waiting for the team."""
    claim = make_draft(fund, cafe)
    make_line(claim, amount)
    services.send(claim, in_charge(claim.cafe))
    return again(claim)


def again(claim: Claim) -> Claim:
    """As it is now."""
    return Claim.objects.shown().get(pk=claim.pk)


def in_state(state: str, *, amount="100.00", fund: Fund | None = None) -> Claim:
    """A claim brought there by the services, as people would."""
    if state == "draft":
        claim = make_draft(fund)
        make_line(claim, amount)
        return again(claim)
    claim = make_claim(fund or make_fund(two_people_above=Decimal(0) if state == "checked" else None), amount)
    desk, manager = make_desk(), in_charge(claim.cafe)
    if state == "incomplete":
        services.ask(claim, desk, "La facture")
    elif state in {"checked", "accepted", "paid"}:
        services.accept(claim, desk, claim.asked)
    elif state == "refused":
        services.refuse(claim, desk, "Hors sujet.")
    elif state == "withdrawn":
        services.withdraw(claim, manager)
    if state == "paid":
        services.pay(claim, desk, timezone.localdate(), "VIR-1")
    claim = again(claim)
    assert claim.state == state
    return claim
