"""What a manager is told of the animation she proposed: it is published, or it comes back with a reason."""

from django.conf import settings
from django.urls import reverse
from wagtail.models import Revision, WorkflowState

from events.agenda.models import Event
from millecafes.mailroom.sending import send

KIND = "animations"


def was_published(sender, instance: Event, revision: Revision | None = None, **kwargs) -> None:
    """Without a review: a version that is the manager's own, or that was still waiting to be read over.

    What the team touches up later is not told.
    """
    if revision is None or instance.proposed_by_id is None:
        return
    if revision.user_id == instance.proposed_by_id or instance.current_workflow_state is not None:
        tell_published(instance, revision)


def was_approved(sender, instance: WorkflowState, **kwargs) -> None:
    """After a review, in which the reader may have mended a word."""
    if isinstance(instance.content_object, Event):
        tell_published(instance.content_object, instance.current_task_state.revision)


def tell_published(event: Event, revision: Revision) -> None:
    if event.proposed_by is not None:
        url = settings.SITE_URL + event.get_absolute_url()
        key = f"published:{revision.pk}"
        send(event.proposed_by, KIND, "animations/email/published", {"event": event}, url=url, dedupe_key=key)


def was_sent_back(sender, instance: WorkflowState, **kwargs) -> None:
    """With the reason the reader gave."""
    event, task = instance.content_object, instance.current_task_state
    if not isinstance(event, Event) or event.proposed_by is None:
        return
    send(
        event.proposed_by,
        KIND,
        "animations/email/sent_back",
        {"event": event, "reason": task.comment},
        url=settings.SITE_URL + reverse("animations:edit", args=[event.pk]),
        dedupe_key=f"sent_back:{task.pk}",
    )
