"""« Mon village n’a plus de café »: what somebody who lives there can do, and a letter ready to be sent."""

from urllib.parse import urlencode

from django.db import models
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from home.forms import VillageForm
from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import listen_to_reader
from millecafes.core.pages import SitePage, spoken
from millecafes.places.eligibility import Answer, eligibility_of
from millecafes.places.finder import ToldCafe
from millecafes.places.models import Cafe, Commune, DelegatedCommune
from millecafes.places.near import Point, nearest
from millecafes.places.selection import Kind

MOST_CAFES = 3
LETTER = "lettre"


class VillagePage(SitePage, Page):
    """Asked by address, like the simulator: nothing of what is typed is kept."""

    page_description = _("« Mon village n’a plus de café » : que faire, et une lettre prête.")
    letter = models.TextField(
        _("lettre à la mairie"),
        blank=True,
        default="",
        help_text=_(
            "En français, pour la mairie. [commune] et [département] y sont remplacés par ceux de la personne."
        ),
    )
    body = StoryField(
        STORY, verbose_name=_("contenu"), blank=True, default=list, help_text=_("Ce que peut faire une personne.")
    )

    # The town hall reads French, whatever the reader's language.
    override_translatable_fields = [
        *SitePage.override_translatable_fields,
        SynchronizedField("letter", overridable=False),
    ]
    content_panels = [*SitePage.content_panels, FieldPanel("body"), FieldPanel("letter")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page « Mon village n’a plus de café »")
        verbose_name_plural = _("pages « Mon village n’a plus de café »")

    def serve(self, request, *args, **kwargs):
        if not {"commune", "commune_code"} & request.GET.keys():
            return super().serve(request, *args, **kwargs)
        listen_to_reader()
        form = VillageForm(request.GET)
        place = form.cleaned_data["commune"] if form.is_valid() else None
        if place and LETTER in request.GET:
            response = self.file_of(place)
        else:
            answer = self.answer_for(place) if place else {}
            context = self.get_context(request) | answer | {"form": form}
            response = TemplateResponse(request, self.get_template(request), context, status=200 if place else 400)
        response.headers["X-Robots-Tag"] = "noindex"
        return spoken(response)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "form": VillageForm(),
            "eligibility": None,
            "letter": "",
            "file_url": "",
            "cafes": [],
        }

    def answer_for(self, place: Commune | DelegatedCommune) -> dict:
        eligibility = eligibility_of(place)
        is_for_us = eligibility.answer in {Answer.YES, Answer.TO_STUDY}
        return {
            "eligibility": eligibility,
            "letter": self.letter_for(place) if is_for_us else "",
            "file_url": f"?{urlencode({'commune_code': place.key, LETTER: 'txt'})}",
            "cafes": cafes_near(place),
        }

    def letter_for(self, place: Commune | DelegatedCommune) -> str:
        """The letter, with the names of the commune and of its department, which no article comes before."""
        former = place.name if isinstance(place, DelegatedCommune) else ""
        commune = f"{place.whole.name} ({former})" if former else place.name
        return self.letter.replace("[commune]", commune).replace("[département]", place.whole.department.name)

    def file_of(self, place: Commune | DelegatedCommune) -> HttpResponse:
        text = self.letter_for(place).replace("\r\n", "\n").replace("\n", "\r\n")
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="lettre-mairie-{place.whole.pk}.txt"'
        return response


def cafes_near(place: Commune | DelegatedCommune) -> list[ToldCafe]:
    """The nearest cafés one can go to, with how far they are; none when nobody knows where the place is."""
    spot = place if place.lat is not None else place.whole
    if spot.lat is None:
        return []
    cafes = Cafe.objects.on_map()
    found = nearest(cafes, Point(spot.lat, spot.lon), MOST_CAFES, cafes.count())
    rows = Cafe.objects.with_places().in_bulk([near.pk for near in found])
    return [ToldCafe(rows[near.pk], Kind.of(rows[near.pk].support), [], near.km) for near in found]
