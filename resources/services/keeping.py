"""What members do with the library: keep, judge, tick, fetch. Asked twice, each is done once."""

from django.db import transaction

from resources.models import Download, Favourite, Resource, StepDone, Toolkit, Usefulness


@transaction.atomic
def keep(person, resource: Resource, *, is_kept: bool) -> None:
    """Put a resource among the person's favourites, or take it away."""
    if is_kept:
        Favourite.objects.get_or_create(person=person, resource=resource)
    else:
        Favourite.objects.filter(person=person, resource=resource).delete()


@transaction.atomic
def judge(person, resource: Resource, *, is_useful: bool | None) -> None:
    """Say whether it was useful, change one's mind, or say nothing any more."""
    if is_useful is None:
        Usefulness.objects.filter(person=person, resource=resource).delete()
    else:
        Usefulness.objects.update_or_create(person=person, resource=resource, defaults={"is_useful": is_useful})


@transaction.atomic
def tick(person, toolkit: Toolkit, resource: Resource, *, is_done: bool) -> None:
    """Tick a step of a toolkit, or wipe the tick."""
    if is_done:
        StepDone.objects.get_or_create(person=person, toolkit=toolkit, resource=resource)
    else:
        StepDone.objects.filter(person=person, toolkit=toolkit, resource=resource).delete()


def count_downloads(person, resources: list[Resource]) -> None:
    """Note that a member has these files; who only visits is not noted, and nothing says how often."""
    if person is not None:
        rows = [Download(person=person, resource=resource) for resource in resources]
        Download.objects.bulk_create(rows, ignore_conflicts=True)
