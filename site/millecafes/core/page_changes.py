"""Whatever may change a public page empties the page cache, once the transaction is committed.

The rule is to forget: every table counts, but those that ``PAGE_CACHE_IGNORES`` names. A table left out of that list by
mistake costs a few more renderings; a list of the tables that count would one day have shown a page withdrawn.
"""

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from millecafes.core.kept import set_aside
from millecafes.core.models import Rendition
from millecafes.core.page_store import bump

# What an autosave writes on a page, and nobody outside sees.
DRAFT_FIELDS = {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}


def forget_pages(**kwargs) -> None:
    """Every page is made anew after this transaction, or now when there is none; once is enough."""
    set_aside()
    waiting = transaction.get_connection().run_on_commit
    if not any(call[1] is bump for call in waiting):
        transaction.on_commit(bump)


def connect() -> None:
    """Listen to every table that counts."""
    for model in apps.get_models(include_auto_created=True):
        if is_ignored(model):
            continue
        post_save.connect(on_save, sender=model)
        post_delete.connect(forget_pages, sender=model)
        if model._meta.auto_created:
            m2m_changed.connect(forget_pages, sender=model)
    post_save.connect(on_revision, sender=Revision)
    # Made while a page is read, never then gone: only its end makes a page wrong.
    post_delete.connect(forget_pages, sender=Rendition)
    for signal in (page_published, page_unpublished, post_page_move, post_migrate):
        signal.connect(forget_pages)


def is_ignored(model) -> bool:
    return not {model._meta.app_label, model._meta.label_lower}.isdisjoint(settings.PAGE_CACHE_IGNORES)


def on_save(update_fields=None, **kwargs) -> None:
    if update_fields is None or not DRAFT_FIELDS.issuperset(update_fields):
        forget_pages()


def on_revision(instance, update_fields=None, **kwargs) -> None:
    """A draft changes nothing outside; its publication planned, or no longer, changes the hour of the next change."""
    if instance.approved_go_live_at or "approved_go_live_at" in (update_fields or ()):
        forget_pages()
