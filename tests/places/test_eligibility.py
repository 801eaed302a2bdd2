"""Who the call is for: yes, no, to be studied, or not known; never a refusal for want of a figure."""

import pytest
from django.template.loader import render_to_string

from millecafes.places.eligibility import Answer, eligibility_of
from millecafes.places.finding import place_of
from millecafes.places.models import Commune, DelegatedCommune
from tests.places.factories import make_commune, make_delegated

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]

LIMIT = {
    1: Answer.YES,
    3499: Answer.YES,
    3500: Answer.NO,
    2_103_778: Answer.NO,
    0: Answer.UNKNOWN,
    None: Answer.UNKNOWN,
}


def said_of(place) -> str:
    return render_to_string("components/eligibility.html", {"eligibility": eligibility_of(place), "level": 2})


@pytest.mark.parametrize("population, answer", LIMIT.items())
def test_a_commune_under_three_thousand_five_hundred_inhabitants_is_concerned(population, answer):
    assert eligibility_of(make_commune(population=population)).answer == answer


@pytest.mark.parametrize("code, name", [("38061", "La Buisse"), ("44155", "Saint-Colomban")])
def test_exactly_at_the_limit_it_is_no_with_the_facts_and_a_contact(code, name):
    said = said_of(make_commune(code, name, 3500))

    assert "Non, pas directement" in said
    assert "3\u00a0500\u00a0habitants" in said
    assert "en 2023" in said
    assert 'href="/contact/"' in said


def test_a_yes_shows_the_population_and_its_year():
    said = said_of(make_commune(population=1547))

    assert "Oui, votre commune est concernée" in said
    assert "1\u00a0547\u00a0habitants" in said
    assert "en 2023" in said


@pytest.mark.parametrize("population", [0, None])
def test_of_a_place_without_inhabitants_kind_words_are_said(population):
    said = said_of(make_commune("55039", "Beaumont-en-Verdunois", population))

    assert "Nous ne savons pas le dire d’ici" in said
    assert "sans habitant recensé" in said


FORMER = [
    (1301, None, Answer.YES),
    (17400, None, Answer.TO_STUDY),
    (17400, 640, Answer.TO_STUDY),
    (17400, 3499, Answer.TO_STUDY),
    (17400, 3500, Answer.NO),
    (0, 640, Answer.UNKNOWN),
]


@pytest.mark.parametrize("whole, own, answer", FORMER)
def test_a_former_commune_is_concerned_as_the_whole_is_and_never_refused_when_small(whole, own, answer):
    make_commune("49331", "Segré-en-Anjou Bleu", whole)

    assert eligibility_of(make_delegated("49037", "Le Bourg-d'Iré", "49331", population=own)).answer == answer


def test_a_former_commune_is_told_with_its_own_inhabitants_and_their_year():
    make_commune("49331", "Segré-en-Anjou Bleu", 17_400)
    alone = make_delegated("49037", "Le Bourg-d’Iré", "49331", population=640, population_year=2017)
    unknown = make_delegated("49331", "Segré", "49331")

    said = said_of(alone)

    assert "À étudier ensemble" in said
    assert "Segré-en-Anjou Bleu, 17\u00a0400\u00a0habitants" in said
    assert "Le Bourg-d’Iré, 640\u00a0habitants</b> en 2017" in said
    assert said_of(unknown).count("habitants</b>") == 1


def test_longeville_can_be_chosen_inside_rives_dervoises():
    make_commune("52411", "Rives Dervoises", 1301)
    make_delegated("52293", "Longeville-sur-la-Laines", "52411")

    place = place_of("52293D")

    assert isinstance(place, DelegatedCommune)
    assert place.whole == Commune.objects.get(pk="52411")
    assert "Rives Dervoises, 1\u00a0301\u00a0habitants" in said_of(place)
    assert "Oui, votre commune est concernée" in said_of(place)


def test_a_merged_commune_is_answered_for_the_one_in_force():
    whole = make_commune("81046", "Cadalen", 1547)
    merged = make_commune("81999", "Vieux-Cadalen", None, replaced_by=whole)

    assert eligibility_of(merged).answer == Answer.YES
