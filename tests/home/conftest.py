import pytest

from home.models import ContactPage
from tests.pages.factories import make_page


@pytest.fixture(autouse=True)
def outbox(settings):
    """Django's test runner would put another backend in its place."""
    settings.EMAIL_BACKEND = "millecafes.mailroom.backend.OutboxBackend"


@pytest.fixture
def contact_page():
    return make_page(ContactPage, slug="contact", thanks_text="<p>Nous répondons sous cinq jours.</p>")
