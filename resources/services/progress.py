"""How far a member has got in each toolkit: counted by the database, over what she may read."""

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from millecafes.people.permissions import Access
from resources.models import Resource, StepDone, Toolkit, ToolkitStep


def with_progress(toolkits: QuerySet[Toolkit], access: Access, person=None) -> QuerySet[Toolkit]:
    """Each with ``step_count`` and ``done_count``, of the steps this reader may take."""
    readable = Resource.objects.readable_by(access).order_by().values("pk")
    steps = ToolkitStep.objects.filter(toolkit=OuterRef("pk"), resource__in=readable).order_by()
    done = StepDone.objects.filter(toolkit=OuterRef("pk"), resource__steps__toolkit=F("toolkit")).order_by()
    done = done.filter(person=person, resource__in=readable) if person is not None else done.none()
    return toolkits.annotate(step_count=counted(steps), done_count=counted(done) if person is not None else Value(0))


def counted(rows: QuerySet) -> Coalesce:
    count = rows.values("toolkit").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)
