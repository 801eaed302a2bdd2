"""Claims of the demo: a fund that ended at exactly what the 2025 report says, and one in which each state is seen."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from events.bookings.services.papers import document, paragraph
from events.claims.models import Action, Claim, ClaimAct, ClaimLine, Envelope, Fund, FundLedger, Receipt
from events.claims.services import open_fund
from events.claims.services.words import in_euros
from events.tours.models import Activity, ActivityKind
from millecafes.core.incoming import fingerprint
from millecafes.demo.content.claims import CURRENT, DESK, IN_PROGRESS, PAID, REPORTED, UNCLAIMED, total_of
from millecafes.demo.references import one_line
from millecafes.people.models import CafeRole, User
from millecafes.places.models import Cafe

SENT, DECIDED, TRANSFERRED = timedelta(days=9), timedelta(days=16), timedelta(days=23)  # after the activity
# What leads a claim to its state, and how many days after the activity.
WAYS = {
    "draft": [],
    "submitted": [(Action.SEND, SENT)],
    "incomplete": [(Action.SEND, SENT), (Action.ASK, DECIDED)],
    "checked": [(Action.SEND, SENT), (Action.AGREE, DECIDED)],
    "refused": [(Action.SEND, SENT), (Action.REFUSE, DECIDED)],
    "accepted": [(Action.SEND, SENT), (Action.ACCEPT, DECIDED)],
    "paid": [(Action.SEND, SENT), (Action.ACCEPT, DECIDED), (Action.PAY, TRANSFERRED)],
}
AFTER = {
    Action.SEND: "submitted",
    Action.ASK: "incomplete",
    Action.AGREE: "checked",
    Action.ACCEPT: "accepted",
    Action.CONFIRM: "accepted",
    Action.REFUSE: "refused",
    Action.PAY: "paid",
}


@transaction.atomic
def add_claims(today: date | None = None) -> int:
    """Lay the funds that are missing, with their claims, once; says how many claims were laid."""
    if not settings.DEMO:
        return 0
    today = today or timezone.localdate()
    known = set(Fund.objects.values_list("name", flat=True))
    cafes = {cafe.slug: cafe for cafe in Cafe.objects.filter(slug__in={row[0] for row in (*PAID, *IN_PROGRESS)})}
    if len(cafes) < len({row[0] for row in (*PAID, *IN_PROGRESS)}):
        return 0  # the register does not know all the communes yet
    made = 0
    if REPORTED["name"] not in known:
        made += add_reported(cafes)
    if CURRENT["name"] not in known:
        made += add_current(cafes, today)
    return made


def lay_fund(row: dict, first: date, last: date, until: date) -> Fund:
    days = {"starts_on": first, "ends_on": last, "claims_until": until}
    told = {name: one_line(row[name]) for name in ("name", "funder", "rules")}
    limit = Decimal(row["two_people_above"])
    fund = Fund(**told | days, two_people_above=limit, is_example=True)
    return open_fund(fund, Decimal(row["total"]), Decimal(row["ceiling"]), None)


def add_reported(cafes: dict) -> int:
    """The whole of it was given and paid; it takes no more."""
    year = REPORTED["year"]
    fund = lay_fund(REPORTED, date(year, 1, 1), date(year, 12, 31), date(year + 1, 1, 31))
    for slug, title, day, spent, *part in PAID:
        accepted, reason = (Decimal(part[0]), part[1]) if part else (total_of(spent), "")
        lay_claim(fund, cafes[slug], title, date(year, *day), spent, "paid", accepted, reason)
    Fund.objects.filter(pk=fund.pk).update(is_closed=True)
    return len(PAID)


def add_current(cafes: dict, today: date) -> int:
    """The dates follow today, as those of the agenda do."""
    first = date((today - timedelta(days=150)).year, 1, 1)
    fund = lay_fund(CURRENT, first, today + timedelta(days=180), today + timedelta(days=210))
    for slug, title, ago, spent, state, words in IN_PROGRESS:
        accepted = total_of(spent) if state in {"accepted", "paid", "checked"} else None
        lay_claim(fund, cafes[slug], title, today - timedelta(days=ago), spent, state, accepted, words)
    slug, title, ago = UNCLAIMED
    activity_of(cafes[slug], title, today - timedelta(days=ago))
    return len(IN_PROGRESS)


def lay_claim(fund, cafe, title, day, spent, state, accepted, words) -> Claim:
    """A claim where it stands, with the history that led there, as the services would have written it."""
    steps = steps_of(fund, state, accepted)
    asked, manager = total_of(spent), person_of(cafe)
    is_given = state in {"accepted", "paid"}
    claim = Claim(
        fund=fund,
        cafe=cafe,
        activity=activity_of(cafe, title, day),
        state=state,
        asked=asked,
        accepted=accepted if is_given else None,
        agreed=accepted if state == "checked" else None,
        agreed_by=colleague(DESK[0]) if state == "checked" else None,
        missing=words if state == "incomplete" else "",
        reason=words if state in {"paid", "refused"} else "",
        made_by=manager,
        made_at=at(day + timedelta(days=2)),
        sent_at=at(day + SENT) if steps else None,
        changed_at=at(day + (steps[-1][1] if steps else timedelta(days=2))),
    )
    if state == "paid":
        claim.paid_on, claim.reference = day + TRANSFERRED, f"VIR-EX-{day:%y%m%d}"
    claim.save()
    lay_lines(claim, spent, manager)
    lay_acts(claim, steps, day, accepted, words, manager)
    if is_given:
        count(claim)
    return claim


def steps_of(fund: Fund, state: str, accepted: Decimal | None) -> list[tuple]:
    """Two people for a large sum."""
    steps = []
    for action, after in WAYS[state]:
        if action == Action.ACCEPT and fund.needs_two(accepted):
            steps += [(Action.AGREE, after), (Action.CONFIRM, after + timedelta(days=1))]
        else:
            steps.append((action, after))
    return steps


def activity_of(cafe: Cafe, title: str, day: date) -> Activity:
    """The café's own, which no figure of the programme counts."""
    words = {"source_note": "Exemple", "is_example": True}
    return Activity.objects.create(cafe=cafe, title=title, day=day, kind=ActivityKind.OTHER, **words)


def person_of(cafe: Cafe) -> User | None:
    role = CafeRole.objects.current().filter(cafe=cafe).select_related("person").order_by("pk").first()
    return role.person if role else None


def colleague(box: str) -> User | None:
    return User.objects.filter(email=f"{box}@example.org").first()


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 30)))


def lay_lines(claim: Claim, spent: list[tuple], by: User | None) -> None:
    """Each expense with its paper, but for the one that is said to be missing."""
    for number, (expense, label, amount) in enumerate(spent):
        given = {"expense": expense, "label": label, "amount": Decimal(amount), "spent_on": claim.activity.day}
        line = ClaimLine.objects.create(claim=claim, **given)
        if claim.state == "incomplete" and number:
            continue
        upload = ticket(line) if expense == "food" else bill(line)
        receipt = Receipt(line=line, name=upload.name, size=upload.size, sha256=fingerprint(upload), sent_by=by)
        receipt.sent_at = claim.made_at
        receipt.file.save(upload.name, upload, save=False)
        receipt.save()


def bill(line: ClaimLine) -> SimpleUploadedFile:
    """A bill that nobody sent."""
    words = [line.label, f"Total\u00a0: {in_euros(line.amount)}", f"Le {line.spent_on:%d/%m/%Y}", "Exemple, inventé."]
    content = document(f"Facture d’exemple {line.pk}", [paragraph(text) for text in words])
    return SimpleUploadedFile("facture.pdf", content, "application/pdf")


def ticket(line: ClaimLine) -> SimpleUploadedFile:
    """The photograph of a till receipt that no till has printed."""
    picture = Image.new("RGB", (420, 640), "#f7f3e8")
    pen = ImageDraw.Draw(picture)
    rows = ["EPICERIE EXEMPLE", "", f"Ticket {line.pk:06d}", f"{line.spent_on:%d/%m/%Y}", "", "Divers"]
    for number, text in enumerate([*rows, "", f"TOTAL  {line.amount:.2f} EUR", "", "Exemple, invente."]):
        pen.text((40, 50 + number * 48), text, fill="#1d2124", font_size=26)
    output = BytesIO()
    picture.save(output, "JPEG", quality=85)
    return SimpleUploadedFile("ticket.jpg", output.getvalue(), "image/jpeg")


def lay_acts(claim: Claim, steps: list[tuple], day: date, accepted, words: str, manager: User | None) -> None:
    before, second = "draft", {Action.CONFIRM}
    for action, after in steps:
        by = manager if action == Action.SEND else colleague(DESK[action in second])
        text = claim.reference if action == Action.PAY else "" if action == Action.SEND else words
        amount = claim.asked if action == Action.SEND else accepted
        ClaimAct.objects.create(
            claim=claim, at=at(day + after), by=by, action=action, before=before, after=AFTER[action], amount=amount,
            detail=text,
        )  # fmt: skip
        before = AFTER[action]


def count(claim: Claim) -> None:
    """What is given leaves the fund and the café's part of it."""
    ledger = FundLedger.objects.select_for_update().get(pk=claim.fund_id)
    part, _new = Envelope.objects.get_or_create(
        fund=claim.fund, cafe=claim.cafe, defaults={"ceiling": ledger.ceiling}
    )  # fmt: skip
    part.committed += claim.accepted
    ledger.committed += claim.accepted
    ledger.paid += claim.accepted if claim.state == "paid" else 0
    part.save()
    ledger.save()
