"""Translating as a translator does: submitted to wagtail-localize, filled in, published."""

from django.test import TestCase
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from tests.pages.factories import home_page


def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def submit(source) -> Translation:
    """Begin a translation; what it rests on (figures, partners) is begun with it."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        translate_object(source, [english()])
    return translation_of(source)


def translation_of(source) -> Translation:
    return Translation.objects.get(source__object_id=source.translation_key, target_locale=english())


def fill(translation: Translation, path: str, text: str) -> None:
    """Write the English of the segment at ``path`` (« title », « body.… »)."""
    segment = translation.source.stringsegment_set.filter(context__path=path).first()
    StringTranslation.objects.update_or_create(
        translation_of=segment.string, context=segment.context, locale=english(), defaults={"data": text}
    )


def publish(translation: Translation) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)


def translate(source, **texts):
    """The English of ``source``, published, with these texts."""
    translation = submit(source)
    for path, text in texts.items():
        fill(translation, path, text)
    publish(translation)
    return type(source).objects.get(translation_key=source.translation_key, locale=english())


def open_english():
    """The English home page, without which no English address leads anywhere."""
    return translate(home_page(), title="Home")


def is_in_english(client, page) -> bool:
    """Whether a reader of English finds a translation at this page's address, or the French page."""
    answer = client.get(f"/en{page.url}")
    assert answer.status_code == 200
    return 'class="untranslated"' not in answer.content.decode()
