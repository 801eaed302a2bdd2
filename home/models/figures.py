"""What was counted, and where the money comes from and goes."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.blocks import AccountBlock
from home.models.reports import ReportPage
from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import language_of, readable
from millecafes.core.models import KeyFigure, Topic
from millecafes.core.pages import SitePage


class ImpactPage(SitePage, Page):
    """Every figure of the register, by theme, each with what makes it true."""

    page_description = _("Les chiffres de l’impact, tirés du registre des chiffres clés.")
    topics = StoryField(
        [("topic", blocks.ChoiceBlock(choices=Topic.choices, label=_("Thème"), icon="tag"))],
        verbose_name=_("thèmes"),
        blank=True,
        default=list,
        help_text=_("Dans l’ordre de la page. Aucun : tous les thèmes du registre."),
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("topics"), FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage", "home.ReportsPage"]

    class Meta:
        verbose_name = _("page des chiffres")
        verbose_name_plural = _("pages des chiffres")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"topics": self.figures_by_topic()}

    def figures_by_topic(self) -> list[tuple[str, list[KeyFigure]]]:
        chosen = [topic.value for topic in self.topics if topic.value] or Topic.values
        figures = list(readable(KeyFigure.objects.filter(topic__in=chosen), language_of(self)))
        groups = [(Topic(topic).label, [figure for figure in figures if figure.topic == topic]) for topic in chosen]
        return [group for group in groups if group[1]]

    def search_words(self):
        """What the page shows besides its own text."""
        for topic, figures in self.figures_by_topic():
            yield str(topic)
            for figure in figures:
                yield from figure.searchable_words


class TransparencyPage(SitePage, Page):
    """What each association spends, and who funds it."""

    page_description = _("Ce que chaque association dépense, et qui la finance.")
    associations = StoryField([("account", AccountBlock())], verbose_name=_("comptes"), blank=True, default=list)
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body"), FieldPanel("associations")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage", "home.ReportsPage"]

    class Meta:
        verbose_name = _("page de transparence")
        verbose_name_plural = _("pages de transparence")

    def get_context(self, request, *args, **kwargs):
        reports = readable(ReportPage.objects.live().public(), language_of(self)).latest_first()
        return super().get_context(request, *args, **kwargs) | {"reports": list(reports[:6])}
