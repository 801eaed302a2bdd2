"""The exhibition of the villages."""

import pytest

from home.models import VillageStoryPage
from home.models.stories import Medium
from tests.pages.factories import make_page

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("medium", Medium.values)
def test_a_village_shows_the_form_it_chose_on_its_page_and_on_the_wall(client, medium):
    story = make_page(VillageStoryPage, commune="Cadalen", medium=medium)

    answers = [client.get(address) for address in (story.url, story.get_parent().url)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(str(Medium(medium).label) in answer.content.decode() for answer in answers)
