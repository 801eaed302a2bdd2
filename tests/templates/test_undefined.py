"""The watch on undefined variables sees what it must, and only that."""

import pytest
from django.template import Context, Engine, Origin, Template

from tests.undefined import OURS, Watch


def render(source, **given):
    with Watch() as watch:
        Template(source, origin=Origin(f"{OURS}/essai.html"), name="essai.html", engine=Engine()).render(Context(given))
    return watch.found


@pytest.mark.parametrize(
    "source", ["{{ absent }}", "{{ page.absent }}", "{{ absent|default:'x' }}", "{% with a=absent %}{% endwith %}"]
)
def test_a_variable_that_does_not_exist_is_noticed(source):
    assert len(render(source, page={})) == 1


@pytest.mark.parametrize(
    "source",
    ["{% if absent %}{% endif %}", "{% for x in absent %}{% endfor %}", "{{ page }}", "{{ page|default:'x' }}"],
)
def test_what_may_be_missing_is_left_alone(source):
    assert render(source, page="") == []


def test_templates_of_libraries_are_their_own_business():
    with Watch() as watch:
        Template("{{ absent }}", origin=Origin("elsewhere.html"), engine=Engine()).render(Context({}))

    assert watch.found == []
