"""What is being written, kept on the server: from one device to the next, and through a sign-in that ran out."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from members.forum.models import Board, Draft, Post, PostFile, Topic, TopicKind
from members.forum.models.topics import LONGEST_TITLE
from members.forum.models.writing import EDIT, LONGEST_DRAFT, NEW, TOPIC
from members.forum.permissions import boards_of, readable_posts, readable_topics
from members.forum.services import files
from members.forum.services.plain import CONTROLS, cleaned, is_blank

KEPT = timedelta(days=180)
LONGEST_ASIDE = 2 * LONGEST_DRAFT  # signs: all that a form takes
MOST_DRAFTS = 50
LONGEST_LINES = 4000  # signs, of the answers of a consultation
SALT, SESSION_KEY = "forum.writer", "forum_kept"
WORDS = ("title", "body", "tags", "kind", "question", "answers", "closes_on")  # of a form that are kept as they are


class Newer(Exception):
    """Something else was kept there in between: on another device, in another tab."""

    def __init__(self, draft: Draft | None):
        super().__init__()
        self.draft = draft


@dataclass
class Typed:
    """What a form holds, whatever it is worth."""

    title: str = ""
    body: str = ""
    tags: str = ""
    kind: str = ""
    board: Board | None = None
    reply_to: Post | None = None
    question: str = ""  # of a consultation, with its answers and its last day
    answers: str = ""
    closes_on: str = ""

    @property
    def is_too_long(self) -> bool:
        """Whether a draft would keep a part of it only."""
        return len(cleaned(self.body)) > LONGEST_DRAFT

    @property
    def is_empty(self) -> bool:
        return all(map(is_blank, (self.body, self.title, self.question, self.answers)))

    def fields(self) -> dict:
        return {
            "title": CONTROLS.sub("", self.title)[:LONGEST_TITLE],
            "body": cleaned(self.body)[:LONGEST_DRAFT],
            "tags": CONTROLS.sub("", self.tags)[:240],
            "kind": self.kind if self.kind in TopicKind.values else "",
            "board": self.board,
            "reply_to": self.reply_to,
            "question": CONTROLS.sub("", self.question)[:200],
            "answers": cleaned(self.answers)[:LONGEST_LINES],
            "closes_on": CONTROLS.sub("", self.closes_on)[:20],
            "updated_at": timezone.now(),
        }


def slot_of(thing: Topic | Post | None) -> str:
    """The place where one writes: a new topic, an answer to this one, a change of this post."""
    if thing is None:
        return NEW
    return f"{TOPIC if isinstance(thing, Topic) else EDIT}-{thing.pk}"


def draft_at(person, slot: str) -> Draft | None:
    return Draft.objects.select_related("board", "reply_to").filter(person=person, slot=slot).first()


def answered(person, slot: str, written: str) -> Post | None:
    """The post that a form answers to, by the number it says: of the topic it answers in, and that one may read."""
    what, _dash, topic = slot.partition("-")
    if what != TOPIC or not (written.isascii() and written.isdecimal() and len(written) < 16):
        return None
    return readable_posts(person).select_related("author").filter(pk=int(written), topic=int(topic)).first()


def keep_draft(person, slot: str, typed: Typed, *, version: int | None = None) -> Draft | None:
    """Keep what is typed. ``version`` is the one the form began with, 0 for none: ``Newer`` when it is no longer so.

    Without a version it replaces what is there. What is empty is not kept.
    """
    if typed.is_empty and version in {None, 0}:
        return None
    fields = typed.fields()
    rows = Draft.objects.filter(person=person, slot=slot)
    with transaction.atomic():
        same = rows if version is None else rows.filter(version=version)
        if same.update(version=F("version") + 1, **fields):
            return rows.get()
        if version:
            raise Newer(rows.first())
        try:
            with transaction.atomic():
                draft = Draft.objects.create(person=person, slot=slot, **fields)
        except IntegrityError:
            raise Newer(rows.first()) from None
    forget_oldest(person)
    return draft


def drafts_of(person) -> list[Draft]:
    """What one has not finished writing; of a place that one does not read any more, it is said that it is there.

    An answer begins with words of others: they are not shown to who has lost the right to read them.
    """
    rows = list(Draft.objects.filter(person=person).select_related("board"))
    asked: dict[str, set[int]] = {TOPIC: set(), EDIT: set()}
    for draft in rows:
        what, _dash, number = draft.slot.partition("-")
        if what in asked and number.isdecimal():
            asked[what].add(int(number))
    read = {
        TOPIC: set(readable_topics(person).filter(pk__in=asked[TOPIC]).values_list("pk", flat=True)),
        EDIT: set(readable_posts(person).filter(pk__in=asked[EDIT]).values_list("pk", flat=True)),
    }
    for draft in rows:
        what, _dash, number = draft.slot.partition("-")
        draft.is_open = what not in asked or (number.isdecimal() and int(number) in read[what])
    return rows


def throw_away(person, slot: str, version: int) -> None:
    """What was sent is no draft any more, unless it was gone on with since; one statement nearly always."""
    sent = Draft.objects.filter(person=person, slot=slot, version__lte=version)
    alone = sent.filter(~Exists(PostFile.objects.filter(draft=OuterRef("pk"))))
    if not alone._raw_delete(DEFAULT_DB_ALIAS):
        sent.delete()


def forget_oldest(person) -> None:
    """So many at most: whoever leaves fifty texts unfinished does without the oldest."""
    oldest = Draft.objects.filter(person=person).order_by("-updated_at", "-pk").values_list("pk", flat=True)
    if extra := list(oldest[MOST_DRAFTS:]):
        Draft.objects.filter(pk__in=extra).delete()


def forget_old_drafts(at=None) -> int:
    """What nobody went on with for half a year."""
    return Draft.objects.filter(updated_at__lt=(at or timezone.now()) - KEPT).delete()[0]


# -- A sign-in that ran out while one was writing --------------------------------------------------------------------


def mark_of(person) -> str:
    """What a form carries of whoever opened it: nobody else is given back its text."""
    return signing.dumps(person.pk, salt=SALT)


def keep_aside(request, slot: str) -> bool:
    """Keep what was sent by somebody who is signed out in the session of her browser, until she is in again."""
    try:
        writer = signing.loads(request.POST.get("auteur", ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return False
    typed = {name: cleaned(request.POST.get(name, "")) for name in (*WORDS, "board", "reply_to")}
    words = {name: said[:LONGEST_ASIDE] for name, said in typed.items()}
    kept = [number for number in request.POST.getlist("files")[: files.MOST_FILES] if len(number) < 16]
    is_cut = len(typed["body"]) > LONGEST_ASIDE
    request.session[SESSION_KEY] = {"writer": writer, "slot": slot, "words": words, "files": kept, "cut": is_cut}
    return True


def given_back(request, slot: str) -> Draft | None:
    """What was kept aside becomes a draft of the very person who wrote it; its ``whole`` text is for the page."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["slot"] != slot:
        return None
    del request.session[SESSION_KEY]
    if kept["writer"] != request.user.pk:
        return None
    words = kept["words"]
    asked, answers_to = words.pop("board", ""), words.pop("reply_to", "")
    board = next((board for pk, board in boards_of(request.user).readable.items() if str(pk) == asked), None)
    reply_to = answered(request.user, slot, answers_to)
    draft = keep_draft(request.user, slot, Typed(**words, board=board, reply_to=reply_to))
    if draft:
        files.add_to_draft(draft, files.chosen(request.user, kept.get("files", [])))
        draft.whole, draft.is_cut = words["body"], kept.get("cut", False)
    return draft
