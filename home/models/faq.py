"""Questions people ask, by who asks them."""

from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from millecafes.core.blocks.base import TEXT_FEATURES
from millecafes.core.blocks.text import QuestionBlock
from millecafes.core.fields import StoryField
from millecafes.core.pages import SitePage

LONGEST_QUERY = 100
SPELLED_OUT = str.maketrans({"’": " ", "'": " ", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@dataclass
class Section:
    """The questions of one audience."""

    code: str
    label: str
    questions: list


def words(text: str) -> list[str]:
    """The words of a text without case, accents or punctuation."""
    return [word for word in slugify(text.translate(SPELLED_OUT)).split("-") if word]


def answers(question, asked: list[str]) -> bool:
    """Whether every word looked for begins a word of the question or of its answer."""
    known = words(f"{question['question']} {strip_tags(question['answer'].source)}")
    return all(any(word.startswith(part) for word in known) for part in asked)


def questions_field(label) -> StoryField:
    return StoryField([("question", QuestionBlock())], verbose_name=label, blank=True, default=list)


class FaqPage(SitePage, Page):
    """Four audiences; each answer has a link of its own."""

    page_description = _("Des questions et leurs réponses, rangées par public.")
    intro = RichTextField(_("introduction"), blank=True, default="", features=TEXT_FEATURES)
    elected = questions_field(_("élues et élus"))
    holders = questions_field(_("porteurs et porteuses de projet"))
    residents = questions_field(_("habitantes et habitants"))
    partners = questions_field(_("partenaires"))

    audiences = [
        ("elected", "elus", _("Vous êtes élue ou élu")),
        ("holders", "projet", _("Vous voulez tenir un café")),
        ("residents", "habitants", _("Vous habitez un village")),
        ("partners", "partenaires", _("Vous voulez nous soutenir")),
    ]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel(name) for name, _code, _label in audiences], _("Questions et réponses")),
    ]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("foire aux questions")
        verbose_name_plural = _("foires aux questions")

    def get_context(self, request, *args, **kwargs):
        query = request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", "").strip()
        sections = self.sections(words(query) if query else [])
        found = sum(len(section.questions) for section in sections)
        return super().get_context(request, *args, **kwargs) | {"sections": sections, "query": query, "found": found}

    def sections(self, asked: list[str]) -> list[Section]:
        """The audiences that have an answer with all these words."""
        found = [
            Section(code, label, [item.value for item in getattr(self, name) if answers(item.value, asked)])
            for name, code, label in self.audiences
        ]
        return [section for section in found if section.questions]
