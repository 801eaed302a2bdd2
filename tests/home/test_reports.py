"""Reports speak from the register like every other page, once published and before."""

import pytest

from home.models import ContentPage, ReportPage
from tests.core.factories import make_figure
from tests.pages.factories import make_page

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("kind", [ContentPage, ReportPage])
def test_a_figure_is_said_on_the_page_and_in_its_preview(client, kind):
    figure = make_figure(value=350, qualifier="more_than")
    page = make_page(kind, summary=f"Nous avons accompagné [[{figure.code}]] communes.")

    shown = client.get(page.url).content.decode()
    preview = page.make_preview_request().content.decode()

    assert all("accompagné plus de\xa0350 communes" in html for html in (shown, preview))
