"""Reading the tree at once changes nothing of what is shown, nor of who may see it."""

import pytest

from home.models import ContentPage
from millecafes.core import figures, tree
from tests.core.factories import make_figure
from tests.pages.factories import home_page, make_page, restrict
from tests.people.factories import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[500, 0], ids=["known", "beyond what is read together"])
def most(request, monkeypatch):
    monkeypatch.setattr(tree, "MOST", request.param)
    monkeypatch.setattr(figures, "MOST", request.param)


def test_a_deep_page_says_its_way_its_links_and_its_figures(client, most):
    figure = make_figure(value=350)
    above = make_page(ContentPage, title="Le dessus", slug="dessus")
    text = f'<p>Voir <a linktype="page" id="{above.pk}">plus haut</a> : [[{figure.code}]].</p>'
    figures_of_page = ("figures", {"items": [figure]})
    page = make_page(ContentPage, above, slug="dessous", body=[("paragraph", text), figures_of_page])

    html = client.get(page.url).content.decode()

    assert page.url == "/dessus/dessous/"
    assert html.count('<a href="/dessus/">') == 2
    assert ("350.</p>" in html, figure.label in html) == (True, True)


def test_what_is_under_a_private_page_is_private(client, most):
    private = restrict(make_page(ContentPage, slug="membres"))
    page = make_page(ContentPage, private, slug="interne")

    assert client.get(page.url).status_code == 302
    client.force_login(make_account())
    assert client.get(page.url).status_code == 200


def test_the_alias_of_a_private_page_is_as_private(client, most):
    private = restrict(make_page(ContentPage, slug="membres"))
    alias = private.create_alias(parent=home_page(), update_slug="copie")
    of_alias = alias.create_alias(parent=home_page(), update_slug="copie-de-copie")

    assert [client.get(page.url).status_code for page in (alias, of_alias)] == [302, 302]


def test_a_link_to_a_draft_is_plain_text(client, most):
    draft = make_page(ContentPage, slug="brouillon", live=False)
    text = f'<p>Voir <a linktype="page" id="{draft.pk}">bientôt</a>.</p>'
    page = make_page(ContentPage, body=[("paragraph", text)])

    html = client.get(page.url).content.decode()

    assert ("bientôt" in html, "/brouillon/" in html) == (True, False)
