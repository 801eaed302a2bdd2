"""What stands around every page: menus, footer, announcement banner."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import TranslatableMixin

from millecafes.core.fields import StoryField
from millecafes.core.links import LinkBlock, LinkValue
from millecafes.core.models.sheets import Sheet


class MenuLinkValue(LinkValue):
    """A link that bears the title of its page unless it has words of its own."""

    @property
    def text(self) -> str:
        page = self.target
        return self.get("label") or (page.title if page else "")


class MenuLinkBlock(LinkBlock):
    class Meta:
        value_class = MenuLinkValue
        label = _("Lien")
        icon = "link"


class MenuEntryBlock(MenuLinkBlock):
    children = blocks.ListBlock(MenuLinkBlock(), label=_("Sous-menu"), default=[], max_num=10)

    class Meta:
        value_class = MenuLinkValue
        label = _("Entrée de menu")
        icon = "list-ul"


class FooterColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"))
    links = blocks.ListBlock(MenuLinkBlock(), label=_("Liens"), max_num=10)

    class Meta:
        label = _("Colonne")
        icon = "list-ul"


class SiteFurnitureQuerySet(models.QuerySet):
    def for_language(self, language_code: str):
        """The furniture of a language, or the French one while it isn't translated."""
        return (
            self.filter(locale__language_code__in={language_code, "fr"})
            .select_related("banner_page")
            .annotate(is_own=models.Case(models.When(locale__language_code=language_code, then=0), default=1))
            .order_by("is_own")
            .first()
        )


class SiteFurniture(Sheet):
    """Menus, footer and banner of one language."""

    main_menu = StoryField([("entry", MenuEntryBlock())], verbose_name=_("menu principal"), blank=True, default=list)
    footer = StoryField([("column", FooterColumnBlock())], verbose_name=_("pied de page"), blank=True, default=list)
    footer_text = models.TextField(_("texte du pied de page"), blank=True, default="")
    banner_text = models.CharField(
        _("annonce"), max_length=240, blank=True, default="", help_text=_("Vide : pas de bandeau.")
    )
    banner_tone = models.CharField(
        _("ton"),
        max_length=8,
        default="info",
        choices=[("info", _("Information")), ("warning", _("Alerte, date annulée"))],
    )
    banner_page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("page liée")
    )
    banner_from = models.DateTimeField(_("à partir du"), null=True, blank=True)
    banner_until = models.DateTimeField(_("jusqu’au"), null=True, blank=True)

    objects = SiteFurnitureQuerySet.as_manager()

    @cached_property
    def drawn(self) -> dict:
        """What pages have drawn of it, as long as it is kept (``drawn_once``)."""
        return {}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Where the entries of the menu lead, in the language of who reads."""
        entries = [entry.value for entry in self.main_menu]
        return frozenset(link.href for entry in entries for link in (entry, *entry["children"]))

    panels = [
        FieldPanel("main_menu"),
        FieldPanel("footer"),
        FieldPanel("footer_text"),
        MultiFieldPanel(
            [
                FieldPanel("banner_text"),
                FieldPanel("banner_tone"),
                PageChooserPanel("banner_page"),
                FieldRowPanel([FieldPanel("banner_from"), FieldPanel("banner_until")]),
            ],
            _("Bandeau d’annonce"),
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menus, pied de page et bandeau")
        verbose_name_plural = _("menus, pied de page et bandeau")
        ordering = ["locale", "pk"]
        constraints = [
            models.UniqueConstraint(
                "locale",
                name="one_furniture_per_language",
                violation_error_message=_("Cette langue a déjà ses menus : modifiez-les."),
            ),
            models.CheckConstraint(
                condition=models.Q(banner_from__isnull=True)
                | models.Q(banner_until__isnull=True)
                | models.Q(banner_until__gt=models.F("banner_from")),
                name="a_banner_ends_after_it_began",
                violation_error_message=_("Le bandeau doit finir après avoir commencé."),
            ),
        ]

    def __str__(self):
        return str(_("Menus, pied de page et bandeau"))

    @property
    def banner(self) -> str:
        """The announcement of the moment, or nothing."""
        now = timezone.now()
        begun = self.banner_from is None or self.banner_from <= now
        over = self.banner_until is not None and self.banner_until <= now
        return self.banner_text if begun and not over else ""
