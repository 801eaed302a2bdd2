"""The team’s hand on the register of activities: a line that nobody reported, a line to correct; each is logged."""

from django.db import transaction
from django.utils import timezone

from events.tours.models import Activity, Source
from millecafes.people.models import User
from millecafes.people.services.log import log

FIGURES = ("participants", "seniors", "newcomers", "meals", "sessions_count", "comment", "source_note")


def is_of_the_team(activity: Activity) -> bool:
    """Whether the team says all of it; what a host reported keeps its place, its day and its kind."""
    return activity.source != Source.REPORT


@transaction.atomic
def write_activity(activity: Activity, by: User) -> Activity:
    """Add it, or correct it; the log keeps what changed, the register what is."""
    known = Activity.objects.filter(pk=activity.pk).first() if activity.pk else None
    if known is None:
        activity.reported_by, activity.reported_at = by, timezone.now()
    activity.full_clean()
    activity.save()
    log("activité corrigée" if known else "activité ajoutée", by=by, subject=activity, detail=changes(known, activity))
    return activity


def changes(known: Activity | None, activity: Activity) -> str:
    """« participants : 12 → 14 »; of a new one, the figures it has."""
    names = [field.name for field in Activity._meta.concrete_fields if field.name not in {"id", "photo", "comment"}]
    lines = []
    for name in names if known else FIGURES[:5]:
        before, after = getattr(known, name, None), getattr(activity, name)
        if before != after:
            label = Activity._meta.get_field(name).verbose_name
            lines.append(
                f"{label} : {'—' if before in (None, '') else before} → {'—' if after in (None, '') else after}"
            )
    return "\n".join(lines)
