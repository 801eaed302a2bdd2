"""What the pages of a resource and of a toolkit show, for one reader, or for the preview of an editor."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from millecafes.core.languages import FIRST
from millecafes.people.permissions import Access
from resources.models import (
    Favourite,
    Resource,
    ResourceFile,
    StepDone,
    Toolkit,
    ToolkitStep,
    Usefulness,
)
from resources.services.links import dead_since
from resources.services.telling import theme_names, told, told_alone

NEIGHBOURS, MORE = 5, 3  # toolkits named on the page of a resource, toolkits suggested after one


def with_files(resources):
    """Each with ``newest``: its file, in one question for all of them."""
    newest = Prefetch("files", ResourceFile.objects.current().described(), to_attr="newest_files")
    return resources.prefetch_related(newest)


def newest_of(resource: Resource) -> ResourceFile | None:
    """Its file, prefetched or not."""
    known = getattr(resource, "newest_files", None)
    if known is None:
        known = list(resource.files.current().described()) if resource.pk else []
    return known[0] if known else None


def for_cards(resources, person=None):
    """With what the cards of a list say: the file, and whether the reader keeps it."""
    kept = Favourite.objects.filter(person=person, resource=OuterRef("pk"))
    is_kept = Exists(kept) if person is not None else Value(False)
    return with_files(resources.select_related("theme").defer("story")).annotate(is_kept=is_kept)


def cards(resources) -> list[Resource]:
    """Rows of a list, in the reader's words."""
    shown = told(resources)
    for resource in shown:
        resource.newest = newest_of(resource)
    return shown


@dataclass
class Place:
    """Where a resource stands in a toolkit: the toolkit, and what comes before and after."""

    toolkit: Toolkit
    number: int
    total: int
    before: Resource | None
    after: Resource | None


def places_of(resource: Resource, access: Access) -> list[Place]:
    """The toolkits this reader may open in which the resource is, with its neighbours among what she may read."""
    toolkits = Toolkit.objects.readable_by(access).filter(steps__resource=resource).distinct()
    toolkits = told(toolkits.order_by("title", "pk")[:NEIGHBOURS])
    readable = Resource.objects.readable_by(access)
    steps = ToolkitStep.objects.filter(toolkit__in=toolkits, resource__in=readable)
    steps = list(steps.select_related("resource").defer("resource__story").order_by("sort_order", "pk"))
    told([step.resource for step in steps])
    places = []
    for toolkit in toolkits:
        row = [step.resource for step in steps if step.toolkit_id == toolkit.pk]
        at = next((n for n, one in enumerate(row) if one.pk == resource.pk), None)
        if at is not None:
            before, after = row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None
            places.append(Place(toolkit, at + 1, len(row), before, after))
    return places


def resource_sheet(resource: Resource, access: Access | None = None, person=None) -> dict:
    """For a reader; without an access, for a preview: nobody's favourites, no neighbours."""
    is_member = access is not None and access.may_enter and person is not None
    theme = theme_names().get(resource.theme.code, resource.theme.name) if resource.theme_id else ""
    opinion = Usefulness.objects.filter(person=person, resource=resource).first() if is_member else None
    shown = told_alone(resource) if access is not None else as_it_is(resource)
    return {
        "resource": shown,
        "dead_since": dead_since(shown.words),
        "newest": newest_of(resource.original if access is None else resource),
        "theme": theme,
        "is_stale": bool(resource.reviewed_on) and resource.is_stale(),
        "places": places_of(resource, access) if access is not None else [],
        "is_member": is_member,
        "may_write": is_member and access.may_write,
        "is_kept": is_member and Favourite.objects.filter(person=person, resource=resource).exists(),
        "opinion": opinion,
        "downloads": resource.downloads.count() if is_member else 0,
        "today": timezone.localdate(),
    }


def as_it_is(thing):
    """In its own words, for the preview of one language."""
    thing.words, thing.words_language = thing, ""
    return thing


class ToolkitSheet:
    """A toolkit as one reader has it: the steps she may read, those she ticked, and what is left."""

    def __init__(self, toolkit: Toolkit, access: Access | None = None, person=None):
        self.access, self.person = access, person
        self.toolkit = told_alone(toolkit) if access is not None else as_it_is(toolkit)
        self.is_member = access is not None and access.may_enter and person is not None

    @cached_property
    def steps(self) -> list[ToolkitStep]:
        """Those whose resource she may read, in order, in her words, ticked or not."""
        if self.access is None:
            steps = list(self.toolkit.steps.all())
        else:
            readable = with_files(Resource.objects.readable_by(self.access).select_related("theme"))
            known = {resource.pk: resource for resource in readable.filter(steps__toolkit=self.toolkit).distinct()}
            steps = [step for step in self.all_steps if step.resource_id in known]
            for step in steps:
                step.resource = known[step.resource_id]
        told([step.resource for step in steps])
        own = {} if self.toolkit.words is self.toolkit else {one.resource_id: one for one in self.own_words}
        for number, step in enumerate(steps, 1):
            step.number, step.newest = number, newest_of(step.resource)
            step.words = own.get(step.resource_id, step)
            step.is_done = step.resource_id in self.done
        return steps

    @cached_property
    def all_steps(self) -> list[ToolkitStep]:
        return list(self.toolkit.steps.order_by("sort_order", "pk"))

    @property
    def own_words(self):
        return self.toolkit.words.steps.all()

    @cached_property
    def done(self) -> set[int]:
        if not self.is_member:
            return set()
        ticks = StepDone.objects.filter(person=self.person, toolkit=self.toolkit)
        return set(ticks.values_list("resource", flat=True))

    @property
    def done_count(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def hidden_count(self) -> int:
        """Steps that are for other readers, or not published."""
        return len(self.all_steps) - len(self.steps) if self.access is not None else 0

    @property
    def next_step(self) -> ToolkitStep | None:
        """The first one that is not ticked."""
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def files(self) -> list[ToolkitStep]:
        return [step for step in self.steps if step.newest]

    @property
    def size(self) -> int:
        return sum(step.newest.size for step in self.files)

    def more(self) -> list[Toolkit]:
        """What to open next: toolkits of the following phase first, then of this one, then the others."""
        if self.access is None:
            return []
        others = Toolkit.objects.readable_by(self.access).exclude(pk=self.toolkit.pk)
        order = ["definition", "recruitment", "opening", "operation"]
        here = order.index(self.toolkit.phase) if self.toolkit.phase in order else 0
        rank = {phase: (position - here - 1) % len(order) for position, phase in enumerate(order)}
        nearest = sorted(others.defer("introduction"), key=lambda one: (rank.get(one.phase, len(order)), one.title))
        return told(nearest[:MORE])

    def shown(self) -> dict:
        return {
            "sheet": self,
            "toolkit": self.toolkit,
            "steps": self.steps,
            "more": self.more(),
            "is_member": self.is_member,
            "may_write": self.is_member and self.access.may_write,
        }


def language_of_words(thing) -> str:
    """What the page declares for words that nobody has translated."""
    return FIRST if thing.words_language else get_language() or FIRST
