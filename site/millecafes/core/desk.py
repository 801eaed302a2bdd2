"""The first screen of the back office: what waits for the person who opens it.

Each application says what may wait, by ``@hooks.register(WAITING)``: a function of the request that yields ``Waiting``
lines. Only those that count something are shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from millecafes.core.models import KeyFigure

WAITING = "waiting_for_me"
FIRST_DRAFTS = 5
Words = Callable[[int], str]  # ``ngettext`` of a count


@dataclass
class Waiting:
    """« 3 pages attendent votre relecture » and where they are listed, or else the first of them.

    ``words`` hold ``%(count)d``; ``first`` holds (title, address) pairs.
    """

    count: int
    words: str
    url: str = ""
    first: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        return self.words % {"count": self.count}


class WaitingPanel(Component):
    """The lines of every application, above the panels of Wagtail."""

    name = "waiting"
    order = 100
    template_name = "core/desk/waiting.html"

    def get_context_data(self, parent_context):
        lines = [line for ask in hooks.get_hooks(WAITING) for line in ask(parent_context["request"])]
        return {"lines": [line for line in lines if line.count]}


def pages_waiting(request) -> Iterator[Waiting]:
    """What reviewing and writing have left on this desk, of pages."""
    if request.user.has_perm("wagtailadmin.access_admin"):
        yield from left_by_reviews(
            request.user,
            Page,
            to_read=lambda count: ngettext(
                "%(count)d page attend votre relecture.", "%(count)d pages attendent votre relecture.", count
            ),
            sent_back=lambda count: ngettext(
                "%(count)d de vos pages est revenue de relecture avec des remarques.",
                "%(count)d de vos pages sont revenues de relecture avec des remarques.",
                count,
            ),
            begun=lambda count: ngettext(
                "%(count)d de vos brouillons n’est pas encore soumis à relecture.",
                "%(count)d de vos brouillons ne sont pas encore soumis à relecture.",
                count,
            ),
        )


def left_by_reviews(
    user, model, *, to_read: Words, sent_back: Words, begun: Words, told_apart: int = 0
) -> Iterator[Waiting]:
    """Of one kind: what waits for this person's opinion, what came back to her, what she began.

    Each is said by a function of the count; ``told_apart`` of the first have a line of their own already.
    """
    count = to_review(user, model).count() - told_apart
    yield Waiting(count, to_read(count), "#awaiting-review-section")
    count = sent_back_to(user, model).count()
    yield Waiting(count, sent_back(count), "#objects-in-workflow-section")
    drafts = drafts_of(user, model)
    count, latest = drafts.count(), drafts.order_by("-latest_revision__created_at", "-pk")[:FIRST_DRAFTS]
    yield Waiting(count, begun(count), first=[named(draft) for draft in latest])


def named(draft) -> tuple[str, str]:
    """What it is called, and where it is edited."""
    if isinstance(draft, Page):
        return draft.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[draft.pk])
    return str(draft), reverse(draft.snippet_viewset.get_url_name("edit"), args=[draft.pk])


def to_review(user, model):
    """What waits for this person's opinion, of one kind: pages, or cafés."""
    return TaskState.objects.reviewable_by(user).filter(workflow_state__base_content_type=kind_of(model))


def sent_back_to(user, model):
    """What has come back to who had submitted it, of one kind."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    return states.filter(base_content_type=kind_of(model))


def drafts_of(user, model):
    """What this person was the last to change, of one kind, neither published as it is nor on its way to be."""
    on_their_way = WorkflowState.objects.active().filter(base_content_type=kind_of(model))
    numbers = [int(number) for number in on_their_way.values_list("object_id", flat=True) if number.isdigit()]
    drafts = model.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    return drafts.exclude(pk__in=numbers)


def kind_of(model) -> ContentType:
    return ContentType.objects.get_for_model(model)


def translations_waiting(request) -> Iterator[Waiting]:
    """Translations some words of which are missing: begun, or left behind by a page that has changed since."""
    if request.user.has_perm("wagtail_localize.submit_translation"):
        count = unfinished_translations().count()
        words = ngettext("%(count)d traduction est à compléter.", "%(count)d traductions sont à compléter.", count)
        yield Waiting(count, words, reverse("wagtail_localize:translations_report"))


def unfinished_translations():
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    missing = StringSegment.objects.filter(~Exists(done), source=OuterRef("source"))
    return Translation.objects.filter(Exists(missing), enabled=True)


def figures_waiting(request) -> Iterator[Waiting]:
    """Figures that nobody has checked for eighteen months."""
    if request.user.has_perm("core.change_keyfigure"):
        count = KeyFigure.objects.to_check().count()
        words = ngettext(
            "%(count)d chiffre n’a pas été vérifié depuis dix-huit mois.",
            "%(count)d chiffres n’ont pas été vérifiés depuis dix-huit mois.",
            count,
        )
        yield Waiting(count, words, f"{reverse(KeyFigure.snippet_viewset.get_url_name('list'))}?stale=true")
