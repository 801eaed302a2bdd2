"""Recording what others publish about us."""

from django.db import transaction

from millecafes.core.search import index
from news.models import PressItem, PressTopic
from news.services.finding import PressSource


@transaction.atomic
def record(item: PressItem, topics: list[str]) -> PressItem:
    """Keep ``item``, with these subjects and no other; an address that changes is a link to check afresh.

    The one unique address per item may raise IntegrityError, when two people enter the same article at once.
    """
    known = PressItem.objects.filter(pk=item.pk).values_list("url", flat=True).first()
    if known != item.url:
        item.checked_at, item.failures, item.dead_since = None, 0, None
    item.save()
    item.topics.exclude(topic__in=topics).delete()
    PressTopic.objects.bulk_create([PressTopic(item=item, topic=topic) for topic in topics], ignore_conflicts=True)
    index.follow(PressSource.kind, item)
    return item
