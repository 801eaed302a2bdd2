"""What the library brings to the first page of the members' area: toolkits begun, and what is new."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from millecafes.people.portal import Line
from resources.models import Resource, Toolkit
from resources.services.progress import with_progress
from resources.services.telling import told

SHOWN, NEW, FRESH = 3, timedelta(days=45), timedelta(days=60)


def tasks(user, access) -> Iterator[Line]:
    """Toolkits begun these last two months and not finished: where one was."""
    recent = Toolkit.objects.readable_by(access).filter(done__person=user, done__at__gt=timezone.now() - FRESH)
    begun = with_progress(recent.distinct(), access, user)
    begun = begun.filter(done_count__gt=0, done_count__lt=F("step_count")).order_by("title", "pk")
    for toolkit in told(begun[:SHOWN]):
        detail = _("Étapes faites : %(done)d sur %(all)d") % {"done": toolkit.done_count, "all": toolkit.step_count}
        yield Line(_("Continuer : %(title)s") % {"title": toolkit.words.title}, toolkit.get_absolute_url(), detail)


def latest(user, access) -> Iterator[Line]:
    """Resources newly there for this person."""
    new = Resource.objects.readable_by(access).filter(first_published_at__gt=timezone.now() - NEW)
    for resource in told(new.defer("story").order_by("-first_published_at", "-pk")[:SHOWN]):
        words = resource.words
        yield Line(words.title, resource.get_absolute_url(), words.summary, resource.first_published_at)
