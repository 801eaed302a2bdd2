"""The forum in the back office: its boards, the words that are watched, what moderators did, what waits for them."""

from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from members.forum.models import Board, ModerationAct, WatchedWord
from members.forum.permissions import may_moderate
from members.forum.services.moderating import count_waiting
from millecafes.core.desk import WAITING, Waiting
from millecafes.core.permissions import NeverDeleted, ReadOnlyPolicy

# A board that is over is archived: its topics are still read.
register_permission_policy(Board, NeverDeleted(Board))
register_permission_policy(ModerationAct, ReadOnlyPolicy(ModerationAct))


class BoardViewSet(SnippetViewSet):
    model = Board
    icon = "openquote"
    menu_label = _("Espaces")
    copy_view_enabled = False
    list_display = [
        "name",
        Column("topic_count", label=_("Sujets")),
        Column("position", label=_("Rang"), sort_key="position"),
        Column("is_archived", label=_("Archivé"), sort_key="is_archived"),
    ]
    list_per_page = 50
    search_fields = ["name", "name_en"]
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("description"),
        FieldPanel("description_en"),
        FieldPanel("audiences"),
        FieldPanel("referents", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("position")]),
        FieldPanel("is_archived"),
    ]

    def get_queryset(self, request):
        return Board.objects.select_related("tally")


class WatchedWordViewSet(SnippetViewSet):
    """What makes a post wait for a moderator."""

    model = WatchedWord
    icon = "view"
    menu_label = _("Mots surveillés")
    copy_view_enabled = False
    list_display = ["word", "note"]
    list_per_page = 100
    search_fields = ["word", "note"]
    search_backend_name = None
    panels = [FieldPanel("word"), FieldPanel("note")]


class ForumGroup(SnippetViewSetGroup):
    """What frames the talk; the talk itself is moderated in the members' area."""

    menu_label = _("Forum")
    menu_icon = "openquote"
    menu_order = 247
    items = (BoardViewSet, WatchedWordViewSet)


register_snippet(ForumGroup)


class ModerationActViewSet(ModelViewSet):
    """The log of moderation: who did what of whose words, and why."""

    model = ModerationAct
    name = "moderation"
    icon = "history"
    menu_label = _("Journal de la modération")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = [
        DateColumn("at", label=_("Quand"), sort_key="at"),
        Column("by", label=_("Par")),
        Column("get_verb_display", label=_("Quoi"), sort_key="verb"),
        Column("person", label=_("Personne")),
        Column("topic", label=_("Sujet")),
        Column("reason", label=_("Raison")),
    ]
    list_filter = ["verb"]
    list_per_page = 50
    search_fields = ["reason", "person__display_name", "by__display_name", "topic__title"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        return [url for url in super().get_urlpatterns() if url.name in {"index", "index_results"}]


@hooks.register("register_admin_viewset")
def register_moderation_viewset():
    return ModerationActViewSet()


@hooks.register(WAITING)
def posts_waiting(request):
    """Held and reported posts, for who moderates."""
    if may_moderate(request.user):
        count = count_waiting()
        words = ngettext(
            "%(count)d message du forum est à relire.", "%(count)d messages du forum sont à relire.", count
        )
        yield Waiting(count, words, reverse("forum:moderation"))
