"""« Trouver un café »: the list of the cafés, its filters and its map."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import address_of
from millecafes.core.pages import SitePage
from millecafes.places.finder import finder_of
from millecafes.places.results import CAFES_A_PAGE, MOST_LISTED, Results
from millecafes.places.selection import Selection

SLUG = "cafes"


class CafesPage(SitePage, Page):
    """Where the cafés are; complete without script, quicker with."""

    page_description = _("La carte et la liste de tous les cafés, tirées du registre.")
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("carte des cafés")
        verbose_name_plural = _("cartes des cafés")

    def clean(self):
        """The policy of the plan, the crumbs of each café and what town halls have copied all name this address."""
        super().clean()
        if self.slug != SLUG:
            words = _("La carte reste à l’adresse « %(slug)s » : les fiches des cafés et les mairies y renvoient.")
            raise ValidationError({"slug": words % {"slug": SLUG}})

    def get_context(self, request, *args, **kwargs):
        results = Results(Selection.asked_in(request.GET))
        size = MOST_LISTED if request.GET.get("tout") else CAFES_A_PAGE
        finder = finder_of(results, request.GET.get("page", ""), size)
        query = f"?{results.selection.query()}".rstrip("?")
        addresses = {
            "full_url": request.build_absolute_uri(address_of(self)) + query,
            "frame_url": request.build_absolute_uri(reverse("cafes_embedded")) + query,
        }
        return super().get_context(request, *args, **kwargs) | addresses | {"finder": finder}
