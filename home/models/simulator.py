"""What is left for the commune to pay, once the aids are counted."""

from decimal import Decimal

from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.forms import SimulatorForm
from home.models.aids import Aid
from home.services.costs import remaining_cost
from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import language_of, listen_to_reader, readable
from millecafes.core.pages import SitePage, spoken
from millecafes.places.eligibility import eligibility_of


class SimulatorPage(SitePage, Page):
    """A form asked by address: an answer is shared, printed, and kept nowhere."""

    page_description = _("Le simulateur : une commune, des coûts, ce qu’il reste à payer.")
    owner_share = models.PositiveSmallIntegerField(
        _("part minimale de la commune (%)"),
        default=0,
        help_text=_("Ce que la commune paie toujours elle-même. 0 tant qu’aucune règle ne l’impose."),
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body"), FieldPanel("owner_share")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("simulateur")
        verbose_name_plural = _("simulateurs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner_share__lte=100),
                name="an_owner_pays_a_share_of_the_cost",
                violation_error_message=_("La part de la commune est un pourcentage : 100 au plus."),
            )
        ]

    def search_words(self):
        return Aid.objects.filter(locale=self.locale_id).values_list("name", flat=True)

    def serve(self, request, *args, **kwargs):
        if not SimulatorForm.base_fields.keys() & {name.removesuffix("_code") for name in request.GET}:
            return super().serve(request, *args, **kwargs)
        listen_to_reader()
        form = SimulatorForm(request.GET, aids=self.aids)
        answer = self.answer_to(form) if form.is_valid() else {}
        context = self.get_context(request) | answer | {"form": form}
        response = TemplateResponse(request, self.get_template(request), context, status=200 if answer else 400)
        response.headers["X-Robots-Tag"] = "noindex"
        return spoken(response)

    @property
    def aids(self) -> list[Aid]:
        return list(readable(Aid.objects.all(), language_of(self)))

    def answer_to(self, form: SimulatorForm) -> dict:
        """What there is to say of what was asked: of the commune, of the cost, or of both."""
        place, cost = form.cleaned_data["commune"], form.cleaned_data["cout"]
        asked = form.cleaned_data.get("aides", [])
        return {
            "eligibility": eligibility_of(place) if place else None,
            "bill": remaining_cost(cost, asked, Decimal(self.owner_share)) if cost is not None else None,
        }

    def get_context(self, request, *args, **kwargs):
        aids = self.aids
        return super().get_context(request, *args, **kwargs) | {
            "aids": aids,
            "form": SimulatorForm(aids=aids),
            "eligibility": None,
            "bill": None,
        }
