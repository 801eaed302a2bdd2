"""What moderators handled is forgotten after a time; what keeps somebody from writing stays as long as it does."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from members.forum.models import ModerationAct, Report, Suspension
from millecafes.core.privacy import months_before

REPORTS_KEPT, ACTS_KEPT = 12, 24  # months: for somebody to ask why; for what is done again to be seen
WINDOW = 500  # rows forgotten together


def forget_reports(at: datetime | None = None) -> int:
    """Who reported what, with the copy of the post, a year after it was handled; one that is open stays."""
    return in_turns(Report.objects.filter(handled_at__lt=months_before(at or timezone.now(), REPORTS_KEPT)))


def forget_acts(at: datetime | None = None) -> int:
    """What was decided two years ago, and the suspensions that ended then.

    Of whoever still may not write, all that was decided stays: it says why, and she may ask for it to be lifted.
    """
    now = at or timezone.now()
    before = months_before(now, ACTS_KEPT)
    stopped = Suspension.objects.in_force(now).values("person")
    ended = Suspension.objects.filter(Q(lifted_at__lt=before) | Q(until__lt=before))
    return in_turns(ModerationAct.objects.filter(at__lt=before).exclude(person__in=stopped)) + in_turns(ended)


def in_turns(rows: QuerySet) -> int:
    """Forget these rows, a few at a time."""
    forgotten = 0
    while numbers := list(rows.order_by("pk").values_list("pk", flat=True)[:WINDOW]):
        forgotten += rows.model.objects.filter(pk__in=numbers).delete()[0]
    return forgotten
