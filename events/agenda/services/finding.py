"""Events among what the search finds."""

from django.utils.translation import gettext_lazy as _

from events.agenda.models import Event, Session
from events.agenda.services.words import day_of, where
from millecafes.core.search import index
from millecafes.core.search.sources import Entry, Found, Source
from millecafes.people.permissions import audiences_of, written_for

MOST_PLACES_NAMED = 20


class EventSource(Source):
    """Published events, each found by those it is written for; one entry for readers of every language."""

    kind, types = "event", {"agenda": _("Agenda")}

    def objects(self):
        return Event.objects.filter(live=True).select_related("cafe").order_by("pk")

    def rights(self, user):
        return audiences_of(user)

    def readable(self, audiences):
        return Event.objects.filter(written_for("audiences", audiences), live=True)

    def entry(self, event):
        sessions = list(event.sessions.with_places().order_by("-starts_at")[:MOST_PLACES_NAMED])
        places = dict.fromkeys(where(session) for session in sessions)
        told = [event.summary, event.get_kind_display(), event.theme, event.organiser, *places, event.practical]
        date = sessions[0].day if sessions else None
        return Entry(title=event.title, text="\n".join(filter(None, map(str, told))), date=date)

    def found(self, ids):
        events = self.objects().in_bulk(ids)
        sessions = Session.objects.filter(event__in=events).to_come().values_list("event_id", "starts_at", "day")
        days = {}
        for event, start, _day in sessions:
            days.setdefault(event, day_of(start))
        return {pk: Found(event.get_absolute_url(), days.get(pk, "")) for pk, event in events.items()}


def event_was_published(instance, **kwargs):
    index.follow(EventSource.kind, EventSource().objects().get(pk=instance.pk))


def event_was_withdrawn(instance, **kwargs):
    index.forget(EventSource.kind, [instance.pk])


def date_was_saved(instance, **kwargs):
    """The places of an event are among its words."""
    if instance.event.live:
        event_was_published(instance.event)
