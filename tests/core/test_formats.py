"""Dates, numbers and counts, said by language; what is no matter of language, the same in both."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext
from wagtail.test.utils.form_data import querydict_from_html
from wagtail_localize.models import SegmentOverride

from millecafes.core.translations import carry_over
from tests.core.factories import make_figure, make_testimony
from tests.people.factories import make_staff
from tests.translations import fill, publish, submit, translate, translation_of


def said(language: str, source: str, **values) -> str:
    with translation.override(language):
        return Template("{% load i18n site_tags %}" + source).render(Context(values))


# -- Words, numbers, dates --------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "french", "english"),
    [
        ({"value": 1700, "qualifier": "more_than"}, "plus de\u00a01\u00a0700", "more than\u00a01,700"),
        ({"value": 180000, "qualifier": "nearly"}, "près de\u00a0180\u00a0000", "nearly\u00a0180,000"),
        ({"value": 96, "unit": "%", "population": "maires", "period": "2025"}, "96\u00a0%", "96%"),
        ({"value": 25000, "unit": "€"}, "25\u00a0000\u00a0€", "€25,000"),
        ({"value": Decimal("12.5"), "unit": "€"}, "12,50\u00a0€", "€12.50"),
        ({"value": 1, "unit": "sur 3"}, "1\u00a0sur 3", "1\u00a0sur 3"),
        ({"value": 0}, "0", "0"),
    ],
)
def test_a_figure_is_said_as_one_says_it(fields, french, english):
    figure = make_figure(**fields)

    for language, words in (("fr", french), ("en", english)):
        with translation.override(language):
            assert figure.display_value == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "25\u00a0000\u00a0<small>€</small>"), ("en", "<small>€</small>25,000")],
)
def test_a_unit_is_set_small_on_its_side_and_nothing_typed_becomes_a_tag(language, words):
    assert said(language, "{% quantity value|number '€' %}", value=25000) == words
    assert "<b>" not in said(language, "{% quantity '1' unit %}", unit="<b>")


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("fr", "25 novembre 2026", "25 novembre 2026 14:30"),
        ("en", "25 November 2026", "25 November 2026, 14:30"),
    ],
)
def test_dates_are_written_as_one_reads_them(language, day, moment):
    at = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)

    with translation.override(language):
        assert date_format(date(2026, 11, 25), "DATE_FORMAT") == day
    assert said(language, '{{ at|date:"j F Y" }}', at=at) == day
    assert said(language, '{{ at|date:"DATETIME_FORMAT" }}', at=at) == moment


@pytest.mark.parametrize(
    ("language", "counts"),
    [("fr", ["0 réponse", "1 réponse", "2 réponses"]), ("en", ["0 answers", "1 answer", "2 answers"])],
)
def test_counts_follow_the_rules_of_their_language(language, counts):
    with translation.override(language):
        assert [ngettext("%(n)s réponse", "%(n)s réponses", n) % {"n": n} for n in (0, 1, 2)] == counts


@pytest.mark.parametrize(
    ("language", "colon", "quoted"), [("fr", "\u00a0:", "«\u00a0Oui\u00a0»"), ("en", ":", "“Oui”")]
)
def test_punctuation_keeps_its_distance(language, colon, quoted):
    html = said(language, '{% include "core/blocks/quote.html" with value=value only %}', value={"text": "Oui"})

    assert said(language, "{% colon %}") == colon
    assert quoted in html


# -- What is the same in every language -------------------------------------------------------------------------------


def save_sheet(client, sheet, **typed):
    """Change a sheet in the back office, as its form sends it."""
    address = f"/gestion/snippets/core/{sheet._meta.model_name}/edit/{sheet.pk}/"
    data = querydict_from_html(client.get(address).content.decode(), form_id="w-editor-form")
    for name, value in typed.items():
        data[name] = value
    return client.post(address, data)


@pytest.mark.django_db
def test_a_figure_corrected_in_french_is_corrected_in_english_and_its_words_wait_for_a_translator(client):
    figure = make_figure(value=1700, label="candidatures")
    twin = translate(figure, label="applications")
    client.force_login(make_staff("Communication"))

    answer = save_sheet(client, figure, value="1800", label="candidatures reçues")

    twin.refresh_from_db()
    assert answer.status_code == 302
    assert (twin.value, twin.label) == (1800, "applications")
    assert Decimal(twin.latest_revision.content["value"]) == 1800
    assert translation_of(figure).get_status_display() == "En attente de traduction"


@pytest.mark.django_db
def test_a_consent_withdrawn_is_withdrawn_in_every_language(client):
    words = make_testimony(text="On revit.")
    twin = translate(words, text="We live again.")
    client.force_login(make_staff("Communication"))

    save_sheet(client, words, consent_on="")

    twin.refresh_from_db()
    assert not twin.has_consent


@pytest.mark.django_db
def test_what_a_translator_has_set_apart_stays():
    figure = make_figure(source_url="https://example.org/fr/")
    translated = submit(figure)
    context = translated.source.overridablesegment_set.get(context__path="source_url").context
    SegmentOverride.objects.create(
        locale=translated.target_locale, context=context, data_json='"https://example.org/en/"'
    )
    fill(translated, "label", "applications")
    publish(translated)
    figure.source_url, figure.value = "https://example.org/autre/", 1800

    carry_over(figure)

    twin = translated.get_target_instance()
    assert (twin.source_url, twin.value) == ("https://example.org/en/", 1800)


@pytest.mark.django_db
def test_a_sheet_that_has_not_changed_is_not_written_again():
    figure = make_figure()
    twin = translate(figure, label="applications")

    carry_over(figure)

    assert type(twin).objects.get(pk=twin.pk).latest_revision_id == twin.latest_revision_id
