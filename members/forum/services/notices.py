"""What a member is told of inside the site: what is open, what is read, what is forgotten."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.forum.models import Notice, NoticeKind, Post
from members.forum.permissions import visible_topics
from millecafes.people.portal import Line

KEPT = timedelta(days=90)
MOST_SHOWN, MOST_ON_THE_FIRST_PAGE = 50, 5
WINDOW = 1000  # forgotten together


def notices_of(person) -> QuerySet[Notice]:
    """Of topics that she still reads; the latest first."""
    seen = Notice.objects.filter(person=person, topic__in=visible_topics(person))
    return seen.select_related("topic", "actor", "post").order_by("-updated_at", "-pk")


@dataclass
class Told:
    """A topic one was told of: the latest notice of it, and in words what all of them say."""

    notice: Notice
    sentences: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " · ".join(self.sentences)


def told(notices: Iterable[Notice]) -> list[Told]:
    """One line a topic, the latest first."""
    lines: dict[int, Told] = {}
    for notice in notices:
        lines.setdefault(notice.topic_id, Told(notice)).sentences.append(sentence(notice))
    return list(lines.values())


def sentence(notice: Notice) -> str:
    """« Odette a répondu », « 3 nouvelles réponses »."""
    name = notice.actor.shown_name if notice.actor else _("Un membre parti")
    if notice.kind == NoticeKind.UNANSWERED:
        return _("Une question attend une réponse depuis trois jours")
    if notice.count > 1:
        return many(notice)
    words = {
        NoticeKind.REPLY: _("%(name)s a répondu"),
        NoticeKind.TOPIC: _("%(name)s ouvre un sujet"),
        NoticeKind.MENTION: _("%(name)s cite votre nom"),
        NoticeKind.SOLVED: _("%(name)s a retenu votre réponse"),
    }
    return words.get(notice.kind, _("Du nouveau")) % {"name": name}


def many(notice: Notice) -> str:
    if notice.kind == NoticeKind.MENTION:
        words = ngettext("Votre nom est cité %(n)d fois", "Votre nom est cité %(n)d fois", notice.count)
    else:
        words = ngettext("%(n)d nouvelle réponse", "%(n)d nouvelles réponses", notice.count)
    return words % {"n": notice.count}


def tell_accepted(post: Post, by) -> None:
    """Its author learns that it helped, once as long as it was not read; not of her own hand."""
    if post.author_id and post.author_id != by.pk:
        notice = Notice(person_id=post.author_id, kind=NoticeKind.SOLVED, topic_id=post.topic_id, post=post, actor=by)
        Notice.objects.bulk_create([notice], ignore_conflicts=True)


def target(notice: Notice) -> str:
    """The post, or the topic when the post is no more."""
    return (notice.post if notice.post and notice.post.is_shown else notice.topic).get_absolute_url()


def close_topic(person, topic: int, at: datetime | None = None) -> int:
    """She has come and read: what was said of the topic is said."""
    return Notice.objects.filter(person=person, topic=topic, read_at=None).update(read_at=at or timezone.now())


def close_all(person, at: datetime | None = None) -> int:
    return Notice.objects.filter(person=person, read_at=None).update(read_at=at or timezone.now())


def latest(user, access) -> Iterator[Line]:
    """What is new for her, on the first page of the members' area: one line a topic."""
    for line in told(notices_of(user).filter(read_at=None)[:MOST_SHOWN])[:MOST_ON_THE_FIRST_PAGE]:
        url = reverse("forum:notice", args=[line.notice.pk])
        yield Line(line.notice.topic.title, url, line.words, line.notice.updated_at)


def forget_old(at: datetime | None = None) -> int:
    """Forget what was said more than ninety days ago, read or not, a few at a time."""
    old = Notice.objects.filter(updated_at__lt=(at or timezone.now()) - KEPT).order_by("updated_at", "pk")
    forgotten = 0
    while numbers := list(old.values_list("pk", flat=True)[:WINDOW]):
        forgotten += Notice.objects.filter(pk__in=numbers).delete()[0]
    return forgotten
