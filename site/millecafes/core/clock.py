"""What changes by itself when its hour comes: publications and ends planned by editors, announcements, days.

An application whose pages change at a given moment names the field that holds it in ``AppConfig.moments``.
"""

import logging
from datetime import datetime, time, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision, Site

logger = logging.getLogger(__name__)


def settle(at: datetime | None = None) -> None:
    """Publish and withdraw what is due; safe to run late, twice, and in several processes at once.

    As Wagtail's ``publish_scheduled``, but one page that cannot be published keeps no other from it.
    """
    now = at or timezone.now()
    # A look without a lock first: nearly always there is nothing to do, and SQLite has only one writer.
    if not any(rows.exists() for rows in [*_expired(now), _planned(now)]):
        return
    with transaction.atomic():
        list(Site.objects.select_for_update(no_key=True).filter(is_default_site=True))
        for row in [row for rows in _expired(now) for row in rows]:
            _attempt(row.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
        for revision in list(_planned(now)):
            _attempt(revision.publish, log_action="wagtail.publish.scheduled")


def soonest(after: datetime) -> datetime:
    """The first moment, from ``after`` on, when a page will say something else: at the latest at midnight in Paris."""
    tomorrow = timezone.localdate(after, timezone.get_default_timezone()) + timedelta(days=1)
    known = [timezone.make_aware(datetime.combine(tomorrow, time.min), timezone.get_default_timezone())]
    for model, field in _moments():
        coming = model._default_manager.filter(**{f"{field}__gte": after})
        known.append(coming.aggregate(soonest=Min(field))["soonest"])
    return min(filter(None, known))


def _moments():
    yield from ((model, "expire_at") for model in _publishable())
    yield Revision, "approved_go_live_at"
    for app in apps.get_app_configs():
        for name in getattr(app, "moments", []):
            label, _, field = name.rpartition(".")
            yield apps.get_model(label), field


def _publishable() -> list:
    """All that editors publish: pages, read together, and what else has drafts."""
    others = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in others if not issubclass(model, Page))]


def _expired(now: datetime) -> list:
    return [model._default_manager.filter(live=True, expire_at__lte=now).order_by("pk") for model in _publishable()]


def _planned(now: datetime):
    return Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")


def _attempt(act, **options) -> None:
    try:
        with transaction.atomic():
            act(**options)
    except Exception:  # the address is taken by another page, say: the team reads it in the log, the others are settled
        logger.exception("What was planned could not be done: %r.", act.__self__)
