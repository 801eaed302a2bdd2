"""What a member made of the forum: given back, and unsigned when she leaves; what she wrote stays for who answered."""

import re
from collections.abc import Iterator

from django.db.models import QuerySet
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
from members.forum.services import text
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import Member, User

BATCH = 200
GONE = "Un membre parti"  # in what others wrote: in the first language of the site, as they did


def chapters(person: User) -> Iterator[Chapter]:
    posts = Post.objects.filter(author=person).select_related("topic").order_by("pk")
    yield Chapter(
        "forum-messages",
        _("Ce que vous avez écrit dans le forum"),
        (
            {
                _("Sujet"): post.topic.title,
                _("Message"): post.body,
                _("Écrit le"): post.created_at,
                _("État"): str(post.get_state_display()),
            }
            for post in posts.defer("body_html").iterator()
        ),
        files=(row.file for row in PostFile.objects.filter(uploader=person).order_by("pk").iterator()),
    )
    yield rows_of("forum-brouillons", _("Vos brouillons"), Draft.objects.filter(person=person), "board", "reply_to")
    followed = Reading.objects.filter(person=person).order_by("pk").values_list("topic__title", "last_read", "level")
    yield Chapter(
        "forum-lectures",
        _("Jusqu’où vous avez lu chaque sujet, et comment vous le suivez"),
        (
            {_("Sujet"): title, _("Lu jusqu’au message"): last, _("Suivi"): level}
            for title, last, level in followed.iterator()
        ),
    )
    boards = BoardFollow.objects.filter(person=person).select_related("board")
    yield rows_of("forum-espaces", _("Les espaces que vous suivez"), boards, "person")
    reports = Report.objects.filter(reporter=person)
    leave = ("reporter", "handled_by", "post", "copy")
    yield rows_of("forum-signalements", _("Ce que vous avez signalé"), reports, *leave)
    acts = ModerationAct.objects.filter(person=person)
    yield rows_of(
        "forum-moderation", _("Ce que l’équipe a décidé de vos messages"), acts, "by", "person", "post", "topic"
    )
    marks = Useful.objects.filter(person=person).order_by("pk").values_list("post__topic__title", "at")
    yield Chapter(
        "forum-utiles",
        _("Les messages que vous avez jugés utiles"),
        ({_("Sujet"): title, _("Dit le"): at} for title, at in marks.iterator()),
    )
    votes = Vote.objects.filter(person=person).order_by("pk").values_list("poll__question", "choice__text", "at")
    yield Chapter(
        "forum-consultations",
        _("Vos réponses aux consultations"),
        (
            {_("Question"): question, _("Réponse"): choice, _("Dite le"): at}
            for question, choice, at in votes.iterator()
        ),
    )


def rows_of(code: str, title: str, rows: QuerySet, *leave: str) -> Chapter:
    return Chapter(code, title, (told(row, leave=leave) for row in rows.order_by("pk").iterator()))


def forget(person: User) -> None:
    """Her name leaves every place, others' words included; what was counted stays counted, and names nobody."""
    unsay_mentions(person)
    unsay_quotes(person)
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
        (Vote, "person"),
    ):
        table.objects.filter(**{field: person}).update(**{field: None})
    Vote.objects.filter(person=None).update(shows_name=False)
    # What is said beside a name, of a commune or a café, would say whose it was.
    Post.objects.filter(author=person).update(author=None, author_role="", author_place="")


def unsay_mentions(person: User) -> None:
    """Where others named her, two words stay."""
    member = Member.objects.filter(person=person).first()
    if member is None:
        return
    named = re.compile(rf"@\[(?:\\.|[^\]\\])*\]\(membre:{member.pk}\)")
    rewrite(Post.objects.filter(mentions__person=person), lambda body: named.sub(f"@{GONE}", body))
    for table in (PostRevision, Draft):
        for row in table.objects.filter(body__contains=f"](membre:{member.pk})").iterator(chunk_size=BATCH):
            table.objects.filter(pk=row.pk).update(body=named.sub(f"@{GONE}", row.body))


def unsay_quotes(person: User) -> None:
    """Where others quoted her, it is said whose words they were: no longer."""
    name = person.get_full_name()
    if not name:
        return
    escaped = "".join(f"\\{sign}" if sign in "\\[]()*_`<>#!~|" else sign for sign in name)
    quoted = re.compile(rf"\[{re.escape(escaped)}(?=[^\]]*\]\(/[^)]*/message/\d+/\))")
    answers = Post.objects.filter(reply_to__author=person)
    rewrite(answers, lambda body: quoted.sub(f"[{GONE}", body))


def rewrite(posts: QuerySet[Post], change) -> None:
    """Change words in the source and in what is shown, without a trace of what they were."""
    for post in posts.order_by("pk").prefetch_related("files").iterator(chunk_size=BATCH):
        if (body := change(post.body)) == post.body:
            continue
        named = {m.pk: m.person.shown_name for m in Member.objects.filter(pk__in=text.Text(body).named)}
        html = text.render(body, files={str(file.pk): file for file in post.files.all()}, people=named)
        Post.objects.filter(pk=post.pk).update(body=body, body_html=html)
