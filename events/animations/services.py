"""What a café announces: proposed, reworded; the team reads it before anybody else does."""

import html
import re
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape, strip_tags
from wagtail.models import WorkflowState

from events.agenda.models import Event, EventKind, Session
from events.agenda.services import add_dates, announce
from millecafes.people.models import User

AT_ONCE = timedelta(minutes=2)  # the same form sent twice


@transaction.atomic
def propose(event: Event, session: Session, days: list[date], by: User) -> Event:
    """Write the animation with its dates, and hand it to the team; the same one sent twice is written once."""
    same = Event.objects.filter(cafe=event.cafe, title=event.title, proposed_by=by)
    if (known := same.filter(created_at__gte=timezone.now() - AT_ONCE).first()) is not None:
        return known
    event.kind, event.proposed_by, event.live = EventKind.ANIMATION, by, False
    event.full_clean()
    event.save()
    event.save_revision(user=by)
    session.event = event
    announce(session)
    add_dates(session, days)
    submit(event, by)
    return event


@transaction.atomic
def reword(event: Event, words: dict, by: User) -> Event:
    """Write other words: those that are public stay so until the team has read the new ones."""
    draft = event.get_latest_revision_as_object() if event.latest_revision_id else event
    for name, value in words.items():
        setattr(draft, name, value)
    draft.proposed_by = by
    draft.full_clean()
    if draft.live:
        Event.objects.filter(pk=draft.pk).update(proposed_by=by)
    else:
        draft.save()
    draft.save_revision(user=by)
    submit(draft, by)
    return draft


def submit(event: Event, by: User) -> None:
    """Have it read over; what was being read, or had come back, is read anew from the start.

    Nobody is named as having asked for it: Wagtail would write to the manager of a back office she cannot enter.
    """
    if (state := event.current_workflow_state) is not None:
        state.cancel(user=by)
    if (workflow := event.get_workflow()) is not None:
        workflow.start(event, None)


def reviews_of(events) -> dict[int, WorkflowState]:
    """By event, where its review stands: being read, or sent back. One question for all."""
    events = list(events)
    if not events:
        return {}
    found = WorkflowState.objects.active().filter(
        base_content_type=events[0].get_base_content_type(), object_id__in=[str(event.pk) for event in events]
    )
    return {int(state.object_id): state for state in found.select_related("current_task_state")}


def to_html(text: str) -> str:
    """What was typed, in paragraphs; nothing in it is taken for a tag."""
    paragraphs = re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n"))
    return "".join("<p>{}</p>".format(escape(one).replace("\n", "<br/>")) for one in paragraphs if one.strip())


def to_text(rich: str) -> str:
    """The way back: paragraphs and lines; what the team has put in bold is read without it."""
    broken = re.sub(r"<br\s*/?>", "\n", re.sub(r"</(p|li|h\d)>", "\n\n", rich))
    return re.sub(r"\n{3,}", "\n\n", html.unescape(strip_tags(broken.replace("<li>", "– ")))).strip()
