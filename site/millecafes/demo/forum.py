"""The forum of the demo: boards, and a talk that has lasted for weeks when one opens it for the first time.

Everything is written by the services that the screens call, in the order of its dates; nobody is told of it by mail.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from members.forum.models import Board, Fanout, ModerationAct, NoticeKind, Post, Reading, State, Topic, WatchedWord
from members.forum.models.choices import Level
from members.forum.services import changing, consulting, finding, following, moderating, reading, telling, writing
from millecafes.demo.content.forum import BOARDS, FOLLOWED, READ, REPORTS, TOPICS, VOLUNTEERS, WATCHED
from millecafes.demo.references import key_of
from millecafes.people.models import User

LISTED = re.compile(r"[^\S\n]*\n\s*(?=- |> |\d+\. )")  # the lines of the source that are lines of the text
BROKEN = re.compile(r"[ \t]*\n[ \t]*(?!- |> |\d+\. )")
NAMED = re.compile(r"@([a-z]+)\b")


@dataclass
class Talk:
    """What is being laid: the people by what comes before their @, the boards, and the topics by their code."""

    people: dict[str, User]
    boards: dict[str, Board]
    now: datetime
    topics: dict[str, Topic] = field(default_factory=dict)
    posts: dict[tuple[str, int], Post] = field(default_factory=dict)


@transaction.atomic
def add_forum(now: datetime | None = None) -> int:
    """Lay boards and topics that are missing; says how many topics were laid. What is there is never touched."""
    if not settings.DEMO:
        return 0
    talk = Talk(people_of_the_demo(), add_boards(), now or timezone.now())
    known = set(Post.objects.filter(key__in=[opening(row) for row in TOPICS]).values_list("key", flat=True))
    new = [row for row in TOPICS if opening(row) not in known and row["posts"][0][0] in talk.people]
    if new:
        WatchedWord.objects.get_or_create(word=WATCHED["word"], defaults={"note": WATCHED["note"]})
        lay(new, talk)
    return len(new)


def people_of_the_demo() -> dict[str, User]:
    people = User.objects.filter(email__endswith="@example.org").select_related("member")
    return {person.email.partition("@")[0]: person for person in people}


def add_boards() -> dict[str, Board]:
    return {row["slug"]: Board.objects.get_or_create(slug=row["slug"], defaults=row)[0] for row in BOARDS}


def opening(row: dict):
    """The key of the first post, by which a topic is known."""
    return key_of(f"forum/{row['code']}/1")


def lay(rows: list[dict], talk: Talk) -> None:
    """Everything that was said, in the order in which it was."""
    said = [
        (moment(talk.now, days, clock), row, number, box, words)
        for row in rows
        for number, (box, days, clock, words) in enumerate(row["posts"], 1)
        if box in talk.people
    ]
    for at, row, number, box, words in sorted(said, key=lambda one: one[0]):
        say(talk, row, number, talk.people[box], text_of(words, talk.people), at)
    for row in rows:
        judge(talk, row)
    finding.changed([post.pk for post in talk.posts.values()])
    read(talk)
    report(talk)


def moment(now: datetime, days: int, clock: str) -> datetime:
    """So many days ago at this time, in the country's own hours."""
    day = timezone.localdate(now) - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def text_of(words: str, people: dict[str, User]) -> str:
    """A paragraph is one line, but for its lists; « @irma » names Irma."""
    parts = (LISTED.sub("\n", BROKEN.sub(" ", part.strip())) for part in words.split("\n\n"))
    return NAMED.sub(lambda found: mention(people.get(found[1]), found[0]), "\n\n".join(parts))


def mention(person: User | None, words: str) -> str:
    member = getattr(person, "member", None)
    return f"@[{person.shown_name}](membre:{member.pk})" if member else words


def say(talk: Talk, row: dict, number: int, author: User, body: str, at: datetime) -> None:
    """Written now, so that nobody writes too fast, and dated afterwards."""
    sent = writing.Sent(author, body, key=key_of(f"forum/{row['code']}/{number}"))
    if number == 1:
        given = {"board": talk.boards[row["board"]], "title": row["title"], "tags": row["tags"]}
        if "question" in row:
            end = moment(talk.now, -row["closes_in"], "00:00")
            asked = consulting.Question(row["question"], row["answers"], end)
            post = consulting.open_consultation(sent, question=asked, **given)
        else:
            post = writing.open_topic(sent, kind=row["kind"], **given)
        talk.topics[row["code"]] = post.topic
        Topic.objects.filter(pk=post.topic_id).update(created_at=at)
    else:
        post = writing.reply(sent, talk.topics[row["code"]], may_moderate=True)
    Post.objects.filter(pk=post.pk).update(created_at=at, fanout=Fanout.DONE)
    if post.state == State.VISIBLE:
        Topic.objects.filter(pk=post.topic_id).update(bumped_at=at, last_at=at)
    post.created_at = at
    talk.posts[row["code"], number] = post


def judge(talk: Talk, row: dict) -> None:
    """What was pinned, solved, vouched for by the team, completed by its author, found useful."""
    topic = talk.topics[row["code"]]
    if row.get("is_pinned"):
        changing.switch(topic, topic.author, verb=ModerationAct.Verb.PIN)
    accepted = talk.posts.get((row["code"], row.get("solved", 0)))
    if accepted:
        changing.solve(topic, topic.author, is_solved=True, accepted=accepted)
        Topic.objects.filter(pk=topic.pk).update(solved_at=accepted.created_at + timedelta(hours=6))
    for box, answer in row.get("votes", {}).items():
        if box in talk.people:
            choice = topic.poll.choices.get(position=answer + 1)
            consulting.vote(topic.poll, talk.people[box], choice, at=talk.now)
    for number in row.get("team", ()):
        if post := talk.posts.get((row["code"], number)):
            changing.mark_team_answer(post, post.author, is_marked=True)
    for number, words in row.get("added", {}).items():
        if post := talk.posts.get((row["code"], number)):
            changing.edit(post, post.author, changing.Edit(f"{post.body}\n\n{words}", post.version))
    for number, boxes in row.get("useful", {}).items():
        post = talk.posts.get((row["code"], number))
        for box in boxes if post else ():
            if box in talk.people:
                changing.mark_useful(post, talk.people[box], is_useful=True)


def read(talk: Talk) -> None:
    """How far each has come; who follows what is not read yet finds a line of it in the site."""
    laid = {topic.pk: topic for topic in Topic.objects.filter(pk__in=[one.pk for one in talk.topics.values()])}
    for box, topics in READ.items():
        for code, number in topics.items():
            topic = laid.get(talk.topics[code].pk) if code in talk.topics else None
            if topic and box in talk.people:
                reading.mark_read(talk.people[box], topic, min(number, topic.last_number))
    for boxes, choice in (
        (FOLLOWED, following.Choice(Level.FOLLOW)),
        (VOLUNTEERS, following.Choice(is_volunteer=True)),
    ):
        for box, slugs in boxes.items():
            if box in talk.people:
                following.settle(talk.people[box], {talk.boards[slug]: choice for slug in slugs})
    for topic in laid.values():
        waiting = Reading.objects.filter(topic=topic, level=Level.FOLLOW, last_read__lt=topic.last_number)
        if people := set(waiting.values_list("person", flat=True)):
            last = topic.posts.select_related("author", "topic").get(number=topic.last_number)
            telling.add_to_notices(last, NoticeKind.REPLY, people, last.created_at)


def report(talk: Talk) -> None:
    for code, number, box, reason, words in REPORTS:
        if (code, number) in talk.posts and box in talk.people:
            at = moment(talk.now, 1, "07:45")
            moderating.report(talk.posts[code, number], talk.people[box], reason=reason, text=words, at=at)
