"""The field of a commune, without script and with it."""

import json

import pytest
from django import forms

from millecafes.places.forms import CommuneField
from millecafes.places.keys import index_places
from tests.places.factories import make_commune, make_register

pytestmark = pytest.mark.django_db

SUGGESTIONS = "/communes/suggestions/"


class TripForm(forms.Form):
    name = forms.CharField()
    commune = CommuneField()
    other = CommuneField(required=False)


@pytest.fixture(autouse=True)
def register():
    make_register()


def filled(**data):
    return TripForm({"name": "Odette"} | data)


def asked(client, q, prefix=""):
    return json.loads(client.get(f"{prefix}{SUGGESTIONS}", {"q": q}).content)


def test_the_only_place_of_that_name_is_taken_at_once_and_said_in_full():
    form = filled(commune="cadalen")

    assert form.is_valid()
    assert form.cleaned_data["commune"].key == "81046"
    assert 'value="Cadalen, Tarn (81)"' in str(form["commune"])
    assert '<input type="hidden" name="commune_code" value="81046">' in str(form["commune"])


def test_an_ambiguous_name_gives_a_list_to_choose_from_and_loses_nothing():
    form = filled(commune="chaumont")

    html = str(form)

    assert form.errors["commune"] == ["Plusieurs communes répondent à ce nom\u00a0: choisissez la vôtre."]
    assert html.count('type="radio" name="commune_code"') == 5
    assert "<b>Chaumont, Haute-Savoie (74)</b> <small>555\u00a0habitants</small>" in html
    assert 'value="chaumont"' in html
    assert 'value="Odette"' in html


@pytest.mark.parametrize("text", ["chaumont", "Chaumont, Haute-Savoie (74)", ""])
def test_the_one_chosen_from_the_list_is_taken(text):
    form = filled(commune=text, commune_code="74065")

    assert form.is_valid()
    assert form.cleaned_data["commune"].key == "74065"


def test_a_choice_counts_no_more_when_other_words_have_been_typed_since():
    form = filled(commune="cadalen", commune_code="74065")

    assert form.is_valid()
    assert form.cleaned_data["commune"].key == "81046"


def test_a_former_commune_is_kept_by_a_key_of_its_own():
    form = filled(commune="longeville")

    assert form.is_valid()
    place = form.cleaned_data["commune"]
    assert (place.key, place.whole.key) == ("52293D", "52411")


WRONG = {
    "nulle-part-sur-rien": "Aucune commune ne répond",
    "x" * 300: "Aucune commune ne répond",
    "<script>alert(1)</script>": "Aucune commune ne répond",
    "'; DROP TABLE x; --": "Aucune commune ne répond",
    "\x00": "Aucune commune ne répond",
    "": "Écrivez le nom de la commune",
    "   ": "Écrivez le nom de la commune",
}


@pytest.mark.parametrize("typed, sentence", WRONG.items(), ids=lambda value: repr(value)[:20])
def test_what_names_no_place_is_told_at_the_field_and_kept(typed, sentence):
    form = filled(commune=typed)

    html = str(form["commune"])

    assert sentence in form.errors["commune"][0]
    assert "<script>" not in html
    assert typed.strip("\x00 ")[:5] in html or "&lt;scr" in html or "&#x27;" in html


@pytest.mark.parametrize("key", ["00000", "74065D", "<b>", "\x00", "x" * 500])
def test_a_made_up_code_is_refused(key):
    assert not filled(commune_code=key).is_valid()
    assert not filled(commune="chaumont", commune_code=key).is_valid()


def test_an_optional_field_may_stay_empty_and_a_kept_place_fills_it():
    form = filled(commune="cadalen", other="")

    assert form.is_valid()
    assert form.cleaned_data["other"] is None
    bound = TripForm(initial={"commune": form.cleaned_data["commune"]})["commune"]
    assert 'value="Cadalen, Tarn (81)"' in str(bound)


def test_all_the_communes_of_a_postcode_can_be_chosen_and_more_are_told():
    for number in range(1, 47):
        make_commune(f"51{number:03}", f"Village {number:02}", postcodes="51530")
    for number in range(1, 70):
        make_commune(f"89{number:03}", f"Hameau {number:02}")
    index_places()

    postcode, many = filled(commune="51530"), filled(commune="hameau")
    assert not postcode.is_valid()
    assert not many.is_valid()
    assert str(postcode["commune"]).count('type="radio"') == 46
    assert "9 autres ne sont pas montrées" in str(many["commune"])


# -- Suggestions ------------------------------------------------------------------------------------------------------


def test_suggestions_tell_places_apart(client):
    answer = asked(client, "chaumont")

    assert [line["key"] for line in answer["suggestions"]] == ["18060", "52121", "61103", "74065", "89093"]
    assert answer["suggestions"][3] == {
        "key": "74065",
        "label": "Chaumont, Haute-Savoie (74)",
        "detail": "555\u00a0habitants",
    }
    assert answer["more"] == ""
    assert asked(client, "longeville")["suggestions"][0]["detail"] == "dans la commune de Rives Dervoises"


def test_at_most_eight_are_suggested_and_the_last_line_says_how_many_there_are(client):
    for number in range(1, 13):
        make_commune(f"89{number:03}", f"Hameau {number:02}")
    index_places()

    answer = asked(client, "hameau ")

    assert len(answer["suggestions"]) == 8
    assert answer["more"] == "12\u00a0communes\u00a0: précisez le nom ou le département"


@pytest.mark.parametrize("q", ["", "\x00", "x" * 300, "<>", "🍺", "%", "' OR 1=1"])
def test_anything_typed_is_answered(client, q):
    assert asked(client, q) == {"suggestions": [], "more": ""}


def test_suggestions_are_kept_by_caches_and_speak_the_reader_s_language(client):
    assert "public" in client.get(SUGGESTIONS, {"q": "cadalen"}).headers["Cache-Control"]
    assert asked(client, "cadalen", "/en")["suggestions"][0]["label"] == "Cadalen, Tarn (81)"
    assert client.post(SUGGESTIONS).status_code == 405
