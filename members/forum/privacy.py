"""What a member made of the forum: given back, and unsigned when she leaves; what she wrote stays for who answered."""

import re
from collections.abc import Iterator

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from members.forum.models import (
    BoardFollow,
    Draft,
    FeedToken,
    Mention,
    ModerationAct,
    Notice,
    Post,
    PostFile,
    PostRevision,
    Reading,
    Report,
    Suspension,
    Topic,
    Useful,
    Vote,
)
from members.forum.permissions import boards_of, readable_topics
from members.forum.services import digests, text
from members.forum.services.drafts import drafts_of
from members.forum.services.plain import escaped
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import Member, User

BATCH = 200
QUOTED = re.compile(r">|\[.*\]\(/[^)]*/message/\d{1,18}/\)$")  # what others said, and the line that tells who
GONE = "Un membre parti"  # in what others wrote: in the first language of the site, as they did


def chapters(person: User) -> Iterator[Chapter]:
    posts = Post.objects.filter(author=person).annotate(told_title=titled(person, "topic")).order_by("pk")
    rows = (
        {
            _("Sujet"): post.told_title,
            _("Message"): post.body,
            _("Écrit le"): post.created_at,
            _("État"): str(post.get_state_display()),
        }
        for post in posts.defer("body_html").iterator()
    )
    sent = PostFile.objects.filter(uploader=person).order_by("pk").iterator()
    yield Chapter("forum-messages", _("Ce que vous avez écrit dans le forum"), rows, files=(row.file for row in sent))
    drafts = (told(own_words(draft), leave=("person", "board", "reply_to")) for draft in drafts_of(person))
    yield Chapter("forum-brouillons", _("Vos brouillons"), drafts)
    for code, title, found, leave in told_whole(person):
        yield Chapter(code, title, (told(row, leave=leave) for row in found.order_by("pk").iterator()))
    for code, title, found, names in told_in_part(person):
        yield Chapter(code, title, named_rows(found, names))


def titled(person: User, topic: str) -> Case:
    """The title of this topic, if she still reads it or opened it herself."""
    known = Q(**{f"{topic}__in": readable_topics(person).order_by().values("pk")}) | Q(**{f"{topic}__author": person})
    return Case(When(known, then=F(f"{topic}__title")), default=Value(_("Un sujet que vous ne lisez plus")))


def own_words(draft: Draft) -> Draft:
    """Of a place that she does not read any more, without what it quotes of the others."""
    if not draft.is_open:
        draft.body = "\n".join(line for line in draft.body.split("\n") if not QUOTED.match(line))
    return draft


def told_whole(person: User):
    """(code, title, rows, what is left out: it is somebody else's)."""
    reports = Report.objects.filter(reporter=person)
    yield "forum-signalements", _("Ce que vous avez signalé"), reports, ("reporter", "handled_by", "post", "copy")
    acts = ModerationAct.objects.filter(person=person)
    leave = ("by", "person", "post", "topic", "details")
    yield "forum-moderation", _("Ce que l’équipe a décidé de vos messages"), acts, leave
    stops = Suspension.objects.filter(person=person)
    yield "forum-suspensions", _("Quand vous n’avez pas pu écrire"), stops, ("person", "by")


def told_in_part(person: User):
    """(code, title, rows, which of their columns, under which names)."""
    topic, at = _("Sujet"), _("Le")
    former = PostRevision.objects.filter(post__author=person)
    names = {topic: titled(person, "post__topic"), _("Message"): "body", _("Remplacé le"): "created_at"}
    yield "forum-versions", _("Ce que disaient vos messages avant que vous ne les changiez"), former, names
    names = {topic: titled(person, "topic"), _("Lu jusqu’au message"): "last_read", _("Suivi"): "level"}
    readings = Reading.objects.filter(person=person)
    yield "forum-lectures", _("Jusqu’où vous avez lu, et comment vous suivez chaque sujet"), readings, names
    read = Q(board__in=list(boards_of(person).readable))
    board = Case(When(read, then=F("board__name")), default=Value(_("Un espace que vous ne lisez plus")))
    names = {_("Espace"): board, _("Suivi"): "level", _("Répond volontiers"): "is_volunteer"}
    boards = BoardFollow.objects.filter(person=person)
    yield "forum-espaces", _("Les espaces que vous suivez"), boards, names
    notices = Notice.objects.filter(person=person)
    names = {topic: titled(person, "topic"), _("Sorte"): "kind", at: "updated_at", _("Lu le"): "read_at"}
    yield "forum-avis", _("Les avis que le forum vous a envoyés"), notices, names
    marks = Useful.objects.filter(person=person)
    yield "forum-utiles", _("Les messages jugés utiles"), marks, {topic: titled(person, "post__topic"), at: "at"}
    votes = Vote.objects.filter(person=person)
    read = Q(poll__topic__in=readable_topics(person).order_by().values("pk"))
    asked = Case(When(read, then=F("poll__question")), default=Value(_("Une consultation que vous ne lisez plus")))
    names = {_("Question"): asked, _("Réponse"): "choice__text", at: "at"}
    yield "forum-consultations", _("Vos réponses aux consultations"), votes, names


def named_rows(found: QuerySet, names: dict) -> Iterator[dict]:
    rows = found.order_by("pk").values_list(*names.values())
    return (dict(zip(names, row, strict=True)) for row in rows.iterator())


def forget(person: User) -> None:
    """Her name leaves every place, others' words included; what was counted stays counted, and names nobody."""
    unsay_mentions(person)
    unsay_quotes(person)
    person.forum_boards_in_charge.clear()
    for table in (Draft, Reading, BoardFollow, Notice, Mention, FeedToken, Suspension):
        table.objects.filter(person=person).delete()
    for table, field in (
        (Topic, "author"),
        (Topic, "last_author"),
        (PostRevision, "editor"),
        (PostFile, "uploader"),
        (Report, "reporter"),
        (ModerationAct, "person"),
        (Notice, "actor"),
        (Useful, "person"),
    ):
        table.objects.filter(**{field: person}).update(**{field: None})
    # A voice that is counted stays, without a name; one that can still be changed goes with its owner.
    votes = Vote.objects.filter(person=person)
    votes.filter(poll__closes_at__gt=timezone.now()).delete()
    votes.update(person=None, shows_name=False)
    # What is said beside a name, of a commune or a café, would say whose it was.
    own = list(Post.objects.filter(author=person).values_list("pk", flat=True))
    Post.objects.filter(author=person).update(author=None, author_role="", author_place="")
    digests.say_again(own)


def unsay_mentions(person: User) -> None:
    """Where others named her, two words stay."""
    member = Member.objects.filter(person=person).first()
    if member is None:
        return
    named = re.compile(rf"@\[(?:\\.|[^\]\\])*\]\(membre:{member.pk}\)")
    rewrite(Post.objects.filter(mentions__person=person), lambda body: named.sub(f"@{GONE}", body))
    rewrite_kept(f"](membre:{member.pk})", lambda body: named.sub(f"@{GONE}", body))


def unsay_quotes(person: User) -> None:
    """Where others quoted her, it is said whose words they were: no longer."""
    name = person.get_full_name()
    if not name:
        return
    said, own = f"[{escaped(name)}", set(Post.objects.filter(author=person).values_list("pk", flat=True))
    quoted = re.compile(rf"{re.escape(said)}(?=[^\]]*\]\(/[^)]*/message/(\d{{1,18}})/\))")

    def unsaid(body: str) -> str:
        """Her name, and not the same name of somebody else."""
        return quoted.sub(lambda found: f"[{GONE}" if int(found[1]) in own else found[0], body)

    rewrite(Post.objects.filter(body__contains=said), unsaid)
    rewrite_kept(said, unsaid)


def rewrite_kept(said: str, change) -> None:
    """The same of former versions and of drafts, which show nothing."""
    for table in (PostRevision, Draft):
        for row in table.objects.filter(body__contains=said).order_by("pk").iterator(chunk_size=BATCH):
            table.objects.filter(pk=row.pk).update(body=change(row.body))


def rewrite(posts: QuerySet[Post], change) -> None:
    """Change words in the source and in what is shown, without a trace of what they were."""
    for post in posts.order_by("pk").prefetch_related("files").iterator(chunk_size=BATCH):
        if (body := change(post.body)) == post.body:
            continue
        named = {m.pk: m.person.shown_name for m in Member.objects.filter(pk__in=text.Text(body).named)}
        html = text.render(body, files={str(file.pk): file for file in post.files.all()}, people=named)
        Post.objects.filter(pk=post.pk).update(body=body, body_html=html)
