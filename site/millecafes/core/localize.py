"""Repair of what translating a subtree leaves behind."""

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.tasks import ImmediateBackend

from millecafes.core.page_store import bump


def repair_child_counts() -> int:
    """Recount the children of pages whose stored number is wrong; such children would answer 404."""
    wrong = Page.find_problems()[4]
    for page in Page.objects.filter(pk__in=wrong):
        children = Page.objects.filter(depth=page.depth + 1, path__startswith=page.path)
        Page.objects.filter(pk=page.pk).update(numchild=children.count())
    if wrong:
        bump()
    return len(wrong)


class RepairingBackend(ImmediateBackend):
    """Runs the jobs of wagtail-localize at once, then mends the tree when they are committed."""

    def enqueue(self, func, args, kwargs):
        super().enqueue(func, args, kwargs)
        transaction.on_commit(repair_child_counts)
