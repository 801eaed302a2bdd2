"""Translations follow what they were translated from: figures, consents, privacy and withdrawal at once, words when a
translator says so.
"""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import DraftStateMixin, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import SegmentOverride, Translation, TranslationSource

from millecafes.core.languages import FIRST, code_of


def tell_translators(instance, **kwargs) -> None:
    """Show what has changed in a page or a sheet to those who translate it; what they translated stays."""
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source and source.translations.filter(enabled=True).exists():
        source.update_from_db()


def carry_over(sheet) -> None:
    """Give each translation of a sheet what is no matter of language: a value, a date, a consent."""
    translations = Translation.objects.filter(
        source__object_id=sheet.translation_key, source__locale=sheet.locale_id, enabled=True
    )
    for translation in translations.select_related("source", "target_locale"):
        target = translation.get_target_instance()
        if changed := [name for name in common_fields(sheet, translation) if differs(sheet, target, name)]:
            for name in changed:
                setattr(target, name, getattr(sheet, name))
            target.save()
            target.save_revision()


def carry_privacy(instance: PageViewRestriction, **kwargs) -> None:
    """Close the translations of a page to whom the page itself is closed."""
    for twin in translations_of(instance.page):
        own, _created = PageViewRestriction.objects.get_or_create(
            page=twin, defaults={"restriction_type": instance.restriction_type, "password": instance.password}
        )
        if (own.restriction_type, own.password) != (instance.restriction_type, instance.password):
            own.restriction_type, own.password = instance.restriction_type, instance.password
            own.save()
        if set(own.groups.all()) != (groups := set(instance.groups.all())):
            own.groups.set(groups)


def carry_groups(instance, action, reverse, **kwargs) -> None:
    """The groups are written after the restriction that names them."""
    if action.startswith("post_") and not reverse:
        carry_privacy(instance)


def carry_opening(instance: PageViewRestriction, **kwargs) -> None:
    """Open the translations of a page that is open again."""
    PageViewRestriction.objects.filter(page__in=translations_of(instance.page)).delete()


def carry_withdrawal(instance: Page, **kwargs) -> None:
    """Withdraw the translations of a page withdrawn, come to its end or deleted; a translator opens them again.

    Of a page deleted, what merely repeated it in another language would otherwise stay, as a page of its own.
    """
    for twin in translations_of(instance):
        if twin.live:
            ended = "wagtail.unpublish.scheduled" if instance.expired else True
            twin.unpublish(set_expired=instance.expired, log_action=ended)
        else:  # planned, it would open at its hour
            twin.revisions.update(approved_go_live_at=None)


def translations_of(page: Page) -> list[Page]:
    """What was translated from this page; nothing follows a translation."""
    return list(page.get_translations()) if code_of(page) == FIRST else []


def common_fields(sheet, translation: Translation) -> list[str]:
    """Those that nobody has set apart for this language."""
    overrides = SegmentOverride.objects.filter(
        context__object_id=sheet.translation_key, locale=translation.target_locale
    )
    own = set(overrides.values_list("context__path", flat=True))
    fields = [
        field
        for field in get_translatable_fields(type(sheet))
        if not field.is_translated(sheet) and field.is_synchronized(sheet)
    ]
    return [field.get_field(type(sheet)).attname for field in fields if field.field_name not in own]


def differs(sheet, target, name: str) -> bool:
    return getattr(sheet, name) != getattr(target, name)


def connect() -> None:
    """Several screens and commands close or withdraw a page, and an approval at the end of a review runs no hook."""
    page_published.connect(tell_translators)
    page_unpublished.connect(carry_withdrawal)
    pre_delete.connect(carry_withdrawal, sender=Page)
    post_save.connect(carry_privacy, sender=PageViewRestriction)
    post_delete.connect(carry_opening, sender=PageViewRestriction)
    m2m_changed.connect(carry_groups, sender=PageViewRestriction.groups.through)


def may_publish(user, source: TranslationSource) -> bool:
    """Whether this person may publish all that ``source`` is translated into; sheets have no drafts."""
    targets = [translation.get_target_instance() for translation in source.translations.filter(enabled=True)]
    return all(publishes(user, target) for target in targets if isinstance(target, DraftStateMixin))


def publishes(user, target) -> bool:
    """Whether this person may publish this page, or this thing that has drafts and is no page."""
    if isinstance(target, Page):
        return target.permissions_for_user(user).can_publish()
    return user.has_perm(f"{target._meta.app_label}.publish_{target._meta.model_name}")
