"""What a register says now is what the search knows, without anybody asking for it."""

from decimal import Decimal

import pytest
from django.core.cache import cache

from home.models import ContentPage
from millecafes.core.search.registers import KEPT, follow_registers
from tests.core.factories import make_figure
from tests.pages.factories import make_page
from tests.resources.factories import make_resource
from tests.resources.files import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    cache.delete(KEPT)


def quoting():
    return [("paragraph", "<p>On compte [[repas]] à table.</p>")]


def found(client, typed) -> str:
    return client.get("/recherche/", {"q": typed}).content.decode()


def test_a_figure_that_is_corrected_is_found_in_the_pages_and_resources_that_quote_it(client):
    figure = make_figure(code="repas", value=Decimal("7311"))
    page, other = make_page(ContentPage, body=quoting()), make_page(ContentPage)
    publish(make_resource(live=False, story=quoting(), audiences=["public"], slug="guide"))
    follow_registers()
    figure.value = Decimal("8422")
    figure.save()
    before = found(client, "8422")

    count = follow_registers()

    after = found(client, "8422")
    assert (page.url in before, page.url in after, other.url in after) == (False, True, False)
    assert "/espace/ressources/guide/" in after
    assert page.url not in found(client, "7311")
    assert (count, follow_registers()) == (2, 0)


def test_nothing_is_read_again_as_long_as_no_register_has_changed(django_assert_max_num_queries):
    make_figure(code="repas")
    for _ in range(5):
        make_page(ContentPage, body=quoting())
    follow_registers()

    with django_assert_max_num_queries(10):
        assert follow_registers() == 0
