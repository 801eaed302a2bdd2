from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.people.portal import Entry


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"
    verbose_name = "Agenda"

    member_menu = [
        Entry(_("L’agenda des membres"), "agenda:members_list", "calendar", order=20),
        Entry(_("Webinaires"), "agenda:webinars", "film", order=22),
        Entry(_("Mon calendrier"), "agenda:own_calendar", "calendar", order=70),
    ]
    member_latest = "events.agenda.services.portal.latest"
    # What is to come, under way, over: each a sentence of the agenda.
    moments = ["agenda.Session.starts_at", "agenda.Session.ends_at"]
    personal_data = ["events.agenda.privacy.chapters"]
    erasers = ["events.agenda.privacy.forget"]
    mobile_stops = "events.agenda.services.stops.stops_of_guinguettes"

    def ready(self):
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import published, unpublished

        from millecafes.core.search import sources

        from .models import Event, Session
        from .services import dates, finding

        sources.register(finding.EventSource())
        published.connect(finding.event_was_published, sender=Event)
        unpublished.connect(finding.event_was_withdrawn, sender=Event)
        unpublished.connect(dates.withdrawn_by_the_clock, sender=Event)
        post_delete.connect(finding.event_was_withdrawn, sender=Event)
        post_save.connect(finding.date_was_saved, sender=Session)
