"""The staff's desks: which group may do what in the back office. Rights live here, not in somebody's clicks."""

import logging
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

logger = logging.getLogger(__name__)

ACCESS = ["wagtailadmin.access_admin"]
REGISTERS = [
    f"core.{action}_{register}"
    for register in ("keyfigure", "partner", "testimony", "sitefurniture")
    for action in ("view", "add", "change")
]
POSITIONS = [f"home.{action}_position" for action in ("view", "add", "change")]
REGISTERS += [f"home.{action}_aid" for action in ("view", "add", "change")] + POSITIONS
LIBRARY = [
    f"{app}.{action}_{kind}"
    for app, kind in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
]
PRESS = [f"news.{action}_pressitem" for action in ("view", "add", "change", "delete")]
CAFES = (
    [f"places.{action}_cafe" for action in ("view", "add", "change")]
    + [f"places.{action}_service" for action in ("view", "add", "change", "delete")]
    + ["portal.view_cafechange"]
)
PUBLISH_CAFES = [f"places.{action}_cafe" for action in ("publish", "lock", "unlock")]
EVENTS = [f"agenda.{action}_event" for action in ("view", "add", "change")]
TERRITORIES = [f"agenda.{action}_territory" for action in ("view", "add", "change")]
PUBLISH_EVENTS = [f"agenda.{action}_event" for action in ("publish", "lock", "unlock")]
# Dates are changed at once, events being published or not; whoever only writes changes those of drafts.
DATES = ["agenda.change_session"]
BOOKINGS = ["bookings.view_registration", "bookings.change_registration"]
SHELVES = [
    f"resources.{action}_{kind}"
    for kind in ("resource", "toolkit", "theme", "replay")
    for action in ("view", "add", "change")
] + ["resources.delete_theme"]
PUBLISH_SHELVES = [
    f"resources.{action}_{kind}"
    for kind in ("resource", "toolkit", "replay")
    for action in ("publish", "lock", "unlock")
]
FORUM = (
    ["forum.moderate_forum", "forum.view_moderationact", "forum.delete_watchedword"]
    + [f"forum.{action}_board" for action in ("view", "add", "change")]
    + [f"forum.{action}_watchedword" for action in ("view", "add", "change")]
)
# What the programme offers, and who goes where.
PROGRAMME = (
    ["tours.plan_programme", "tours.view_touract"]
    + [f"tours.{action}_{kind}" for kind in ("season", "company", "offer") for action in ("view", "add", "change")]
    + [f"tours.{action}_offer" for action in ("publish", "lock", "unlock")]
)
CLAIMS = ["claims.handle_claims"]
WRITE = ["add_page", "change_page"]
PUBLISH = [*WRITE, "publish_page", "lock_page", "unlock_page"]
TRANSLATE = ["wagtail_localize.submit_translation"]
REDIRECTS = ["wagtailredirects.add_redirect", "wagtailredirects.change_redirect", "wagtailredirects.delete_redirect"]
WRITER = ACCESS + REGISTERS + PRESS + CAFES + EVENTS + SHELVES + TRANSLATE
PUBLISHER = PUBLISH_CAFES + PUBLISH_EVENTS + PUBLISH_SHELVES
EVENTS_DESK = EVENTS + TERRITORIES + DATES + BOOKINGS
REQUESTS = ["people.view_rolerequest", "people.change_member", "people.view_member", "people.view_invitation"]
LOG = ["people.view_staffact"]
RULES = [f"people.{action}_policyversion" for action in ("view", "add", "change")] + ["people.view_policyagreement"]
MAIL = ["mailroom.view_mail", "mailroom.view_job", "home.view_contactmessage"]


@dataclass
class Desk:
    """What a group may do: everywhere, on pages (the whole tree) and in the library (the whole of it)."""

    anywhere: list[str]
    pages: list[str] = field(default_factory=list)
    library: list[str] = field(default_factory=list)


VALIDATION, NETWORK = "Validation", "Réseau"
DESKS = {
    "Communication": Desk(WRITER, WRITE, LIBRARY),
    VALIDATION: Desk(WRITER + PUBLISHER + DATES + REDIRECTS, PUBLISH, LIBRARY),
    "Administration": Desk(
        WRITER + PUBLISHER + EVENTS_DESK + REDIRECTS + MAIL + REQUESTS + LOG + RULES + FORUM + CLAIMS + PROGRAMME,
        PUBLISH,
        LIBRARY,
    ),
    NETWORK: Desk(ACCESS + REQUESTS + EVENTS_DESK + SHELVES + PUBLISH_SHELVES + FORUM + POSITIONS),
    "Instruction": Desk(ACCESS),
    "Culture": Desk(ACCESS + EVENTS_DESK + PROGRAMME),
    "Finances": Desk(ACCESS + CLAIMS),
}
WAGTAIL_GROUPS = ["Editors", "Moderators"]
REVIEWED = [
    "places.Cafe",
    "agenda.Event",
    "resources.Resource",
    "resources.Toolkit",
    "resources.Replay",
    "tours.Offer",
]  # besides pages
REVIEW = "Relecture avant publication"
ANIMATIONS = "Accord sur une animation"  # of what cafés announce, by those who animate the network too


@transaction.atomic
def sync_groups() -> list[Group]:
    """Make the groups exactly as written above; run it as often as you like."""
    root, library = Page.get_first_root_node(), Collection.get_first_root_node()
    groups = []
    for name, desk in DESKS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(named(desk.anywhere))
        grant(GroupPagePermission, group, {"page": root}, named(f"wagtailcore.{codename}" for codename in desk.pages))
        grant(GroupCollectionPermission, group, {"collection": library}, named(desk.library))
        groups.append(group)
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user=None).delete()
    sync_review(root)
    return groups


def named(names) -> list[Permission]:
    """The permissions of these names; one that does not exist (yet) is left out, and said."""
    found = []
    for name in names:
        app, codename = name.split(".")
        permission = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
        if permission:
            found.append(permission)
        else:
            logger.warning("The permission %s does not exist: left out of the groups.", name)
    return found


def grant(model, group: Group, where: dict, permissions: list[Permission]) -> None:
    """Give ``group`` these permissions, and no other, in Wagtail's own tables (pages or collections)."""
    model.objects.filter(group=group).exclude(**where, permission__in=permissions).delete()
    for permission in permissions:
        model.objects.get_or_create(group=group, permission=permission, **where)


def sync_review(root: Page) -> None:
    """What Communication writes is read by Validation before it is published, on the whole site.

    What a café announces is no page of ours: those who animate the network may let it through as well.
    """
    workflow = sync_workflow(REVIEW, [VALIDATION])
    sync_workflow(ANIMATIONS, [VALIDATION, NETWORK])
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    for model in REVIEWED:
        kind = ContentType.objects.get_for_model(apps.get_model(model))
        WorkflowContentType.objects.update_or_create(content_type=kind, defaults={"workflow": workflow})
    Workflow.objects.exclude(pk=workflow.pk).filter(name="Moderators approval").update(active=False)


def sync_workflow(name: str, readers: list[str]) -> Workflow:
    """One step of this name, that anybody of these groups may take."""
    task, _created = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.set(Group.objects.filter(name__in=readers))
    workflow, _created = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    return workflow
