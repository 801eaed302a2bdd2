"""What members report and what moderators decide of it: each act is written down, and told to whom it concerns."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.paginator import Page
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from members.forum.models import ModerationAct, Post, Report, State, Suspension, Topic
from members.forum.permissions import may_give_back, may_moderate, may_speak_for_the_team
from members.forum.services import changing, limits
from members.forum.services.counting import locked_post
from members.forum.services.limits import DESK_LANGUAGE
from members.forum.services.plain import cleaned, cleaned_line
from millecafes.core.paging import Paginator
from millecafes.mailroom.sending import send
from millecafes.people.models import User
from millecafes.people.permissions import people_written_for
from millecafes.people.portal import Line

Verb = ModerationAct.Verb
KIND = "forum_moderation"
A_DAY, MOST_REPORTS_A_DAY = timedelta(days=1), 20
MOST_WAITING, A_PAGE = 200, 50  # of each kind that are counted; of both that are read together
ENOUGH_REPORTS = 3  # of distinct members, after which a post waits out of sight
NEWCOMER = timedelta(days=30)  # their reports are read, and do not hide


class TooManyReports(Exception):
    """This person has reported more than one person meets."""


class Settled(Exception):
    """Somebody else has decided in between."""


# -- Reports ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def report(post: Post, person: User, *, reason: str, text: str = "", at: datetime | None = None) -> Report:
    """Keep what is said of a post, and the post as it is; the same person says it once while it is open."""
    now = at or timezone.now()
    User.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=person.pk)
    post = locked_post(post.pk)
    if known := open_reports().filter(post=post, reporter=person).first():
        return known
    if Report.objects.filter(reporter=person, created_at__gt=now - A_DAY).count() >= MOST_REPORTS_A_DAY:
        raise TooManyReports
    made = Report.objects.create(
        post=post, reporter=person, reason=reason, text=cleaned(text)[:1000], copy=post.body, created_at=now
    )
    if post.state == State.VISIBLE and is_reported_by_many(post, now):
        with override(DESK_LANGUAGE):
            changing.set_state(post, State.PENDING, None, reason=_("signalé par plusieurs membres"))
    return made


def open_reports() -> QuerySet[Report]:
    return Report.objects.filter(outcome=Report.Outcome.OPEN)


def is_reported_by_many(post: Post, now: datetime) -> bool:
    """By members who have been there for a while; what the team writes is never hidden so."""
    if post.author and may_speak_for_the_team(post.author):
        return False
    serious = open_reports().filter(post=post, reporter__member__state_at__lte=now - NEWCOMER)
    return serious.count() >= ENOUGH_REPORTS


def settle_reports(post: Post, by: User | None, outcome: str, answer: str = "") -> int:
    """Close what is open; whoever reported learns what became of it. ``by`` is nobody when the author withdrew it."""
    found = list(open_reports().filter(post=post).select_for_update(no_key=True, of=("self",)).order_by("pk"))
    given = {"outcome": outcome, "handled_by": by, "handled_at": timezone.now(), "answer": cleaned_line(answer)[:1000]}
    Report.objects.filter(pk__in=[report.pk for report in found]).update(**given)
    if found:
        tell_reporters(post, found, by, given["answer"], is_upheld=outcome == Report.Outcome.UPHELD)
    return len(found)


# -- Decisions --------------------------------------------------------------------------------------------------------


def still(post: Post, *states: State) -> Post:
    """The post, held, in one of the states of which this is decided: two who decide at once tell its author once."""
    post = locked_post(post.pk)
    if post.state not in states:
        raise Settled
    return post


@transaction.atomic
def hide(post: Post, by: User, *, reason: str) -> Post:
    """Out of sight, kept as it was; its author is told why."""
    post = still(post, State.VISIBLE, State.PENDING)
    hidden = changing.set_state(post, State.HIDDEN, by, reason=reason, verb=Verb.HIDE)
    settle_reports(post, by, Report.Outcome.UPHELD)
    tell_author(hidden, by, "hidden", reason)
    return hidden


@transaction.atomic
def remove(post: Post, by: User, *, reason: str = "") -> Post:
    """Taken away by its author, or by a moderator, who then tells her why; nothing is to be decided of it any more.

    What waited to be read when its author took it away is remembered by its reason: given back, it waits again.
    """
    is_own = by.pk == post.author_id
    post = still(post, State.VISIBLE, State.PENDING, State.HIDDEN)
    if is_own:
        reason = held_for(post)
    removed = changing.delete(post, by, reason=reason)
    settle_reports(removed, None if is_own else by, Report.Outcome.UPHELD)
    tell_author(removed, by, "removed", reason)
    return removed


def held_for(post: Post) -> str:
    """Why it waits for a moderator; nothing when it does not."""
    if post.state != State.PENDING:
        return ""
    with override(DESK_LANGUAGE):
        return post.state_reason or _("à relire")


@transaction.atomic
def restore(post: Post, by: User, *, reason: str = "") -> Post:
    """As if nothing had been said of it; its author is told."""
    if may_give_back(by, post):
        return give_back(post, by)
    post = still(post, State.HIDDEN, State.DELETED)
    shown = changing.set_state(post, State.VISIBLE, by, reason=reason, verb=Verb.RESTORE)
    settle_reports(post, by, Report.Outcome.DISMISSED)
    tell_author(shown, by, "restored", reason)
    return shown


def give_back(post: Post, by: User) -> Post:
    """By its author, who had taken it away: what waited for a moderator, or was reported, waits again."""
    limits.check_suspension(by, timezone.now())
    post = locked_post(post.pk)
    if not may_give_back(by, post):
        raise Settled
    with override(DESK_LANGUAGE):
        waits_for = post.state_reason or (_("retiré puis rétabli après un signalement") if was_reported(post) else "")
    return changing.restore(post, by, reason=waits_for)


def was_reported(post: Post) -> bool:
    """Whether its author took it away before a moderator had answered those who reported it."""
    return post.reports.filter(handled_by=None, outcome=Report.Outcome.UPHELD, handled_at__gte=post.state_at).exists()


@transaction.atomic
def approve(post: Post, by: User) -> Post:
    """What waited is shown, and told to who follows; its author learns that it is there."""
    post = still(post, State.PENDING)
    shown = changing.set_state(post, State.VISIBLE, by, verb=Verb.APPROVE)
    settle_reports(post, by, Report.Outcome.DISMISSED)
    tell_author(shown, by, "approved", "")
    return shown


@transaction.atomic
def dismiss(post: Post, by: User, *, reason: str = "") -> int:
    """Nothing to reproach it with: the reports are closed, the post stays, or comes back."""
    if not settle_reports(post, by, Report.Outcome.DISMISSED, reason):
        raise Settled
    changing.act(Verb.DISMISS, by, post=post, reason=reason, copy=post.body)
    if post.state == State.PENDING:
        changing.set_state(post, State.VISIBLE, by)
    return post.pk


@transaction.atomic
def warn(post: Post, by: User, *, reason: str) -> ModerationAct:
    """The author is told what should not be said again; the post stays."""
    act = changing.act(Verb.WARN, by, post=post, reason=reason, copy=post.body)
    settle_reports(post, by, Report.Outcome.UPHELD)
    tell_author(post, by, "warned", reason)
    return act


@transaction.atomic
def suspend(
    person: User, by: User, *, reason: str, until: datetime | None = None, post: Post | None = None
) -> Suspension:
    """This member reads, and does not write, till then; the post that caused it goes out of sight.

    A new decision takes the place of the former.
    """
    User.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=person.pk)
    Suspension.objects.filter(person=person, lifted_at=None).update(lifted_at=timezone.now())
    if post and post.state in {State.VISIBLE, State.PENDING}:
        changing.set_state(post, State.HIDDEN, by, reason=reason, verb=Verb.HIDE)
        settle_reports(post, by, Report.Outcome.UPHELD)
    made = Suspension.objects.create(person=person, by=by, reason=cleaned_line(reason)[:500], until=until)
    ModerationAct.objects.create(
        verb=Verb.SUSPEND,
        by=by,
        person=person,
        post=post,
        topic_id=post.topic_id if post else None,
        reason=made.reason,
        copy=post.body if post else "",
        details={"until": until.isoformat() if until else ""},
    )
    tell(person, "suspended", made.reason, key=f"suspension-{made.pk}", until=until)
    return made


@transaction.atomic
def lift(suspension: Suspension, by: User, *, reason: str = "") -> None:
    """She may write again."""
    done = Suspension.objects.filter(pk=suspension.pk, lifted_at=None).update(lifted_at=timezone.now())
    if not done:
        raise Settled
    ModerationAct.objects.create(
        verb=Verb.UNSUSPEND, by=by, person=suspension.person, reason=cleaned_line(reason)[:500]
    )
    tell(suspension.person, "lifted", reason, key=f"lifted-{suspension.pk}")


# -- Letters ----------------------------------------------------------------------------------------------------------


def tell_author(post: Post, by: User, template: str, reason: str) -> None:
    """Nothing to who has left, nor to who decided of her own post."""
    author = User.objects.filter(pk=post.author_id, is_active=True).first()
    if author is None or author.pk == by.pk:
        return
    topic = Topic.objects.only("title").get(pk=post.topic_id)
    key = f"{template}-{post.pk}-{timezone.now().timestamp()}"
    tell(author, template, reason, key=key, title=topic.title, copy=post.body.splitlines(), url=post.get_absolute_url())


def tell_reporters(post: Post, reports: list[Report], by: User | None, answer: str, *, is_upheld: bool) -> None:
    """Those who still read the board, once each, in words that say nothing of the author."""
    topic = Topic.objects.select_related("board").get(pk=post.topic_id)
    numbers = {report.reporter_id: report.pk for report in reports}
    readers = people_written_for(topic.board.audiences).filter(pk__in=numbers.keys() - {None, by and by.pk})
    state = Post.objects.values_list("state", flat=True).get(pk=post.pk)
    given = {"title": topic.title, "is_gone": state in {State.HIDDEN, State.DELETED}, "is_withdrawn": by is None}
    template = "report_upheld" if is_upheld else "report_dismissed"
    for reader in readers.order_by("pk"):
        tell(reader, template, answer, key=f"report-{numbers[reader.pk]}", **given)


def tell(person: User, template: str, reason: str, *, key: str, url: str = "", **context) -> None:
    """It leaves at once, whatever she has settled: it is about her."""
    given = {"reason": reason} | context
    send(person, KIND, f"forum/email/{template}", given, url=url, dedupe_key=key)


# -- What waits -------------------------------------------------------------------------------------------------------


def waiting(page: str = "") -> Page:
    """What moderators have to read: held posts and those that were reported, the oldest first, fifty on a page."""
    held = Post.objects.filter(state=State.PENDING).order_by("created_at").values_list("pk", flat=True)
    reported = open_reports().exclude(post__state=State.DELETED).order_by("created_at").values_list("post", flat=True)
    rows = Post.objects.filter(pk__in={*held[:MOST_WAITING], *reported[:MOST_WAITING]}).order_by("created_at", "pk")
    found = rows.select_related("topic__board", "author")
    found = found.prefetch_related(Prefetch("reports", open_reports().select_related("reporter"), "open_reports"))
    return Paginator(found, A_PAGE).get_page(page)


def count_waiting() -> int:
    """How many posts: those that are both count once."""
    held = set(Post.objects.filter(state=State.PENDING).values_list("pk", flat=True)[:MOST_WAITING])
    reported = open_reports().exclude(post__state=State.DELETED).values_list("post", flat=True)
    return len(held | set(reported[:MOST_WAITING]))


def tasks(user, access) -> Iterator[Line]:
    """What waits for who moderates, on the first page of the members' area."""
    if may_moderate(user) and (count := count_waiting()):
        words = ngettext("%(n)d message du forum est à relire", "%(n)d messages du forum sont à relire", count)
        yield Line(words % {"n": count}, reverse("forum:moderation"))
