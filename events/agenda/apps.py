from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"
    verbose_name = "Agenda"

    mobile_stops = "events.agenda.services.stops.stops_of_guinguettes"

    def ready(self):
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import published, unpublished

        from millecafes.core.search import sources

        from .models import Event, Session
        from .services import finding

        sources.register(finding.EventSource())
        published.connect(finding.event_was_published, sender=Event)
        unpublished.connect(finding.event_was_withdrawn, sender=Event)
        post_delete.connect(finding.event_was_withdrawn, sender=Event)
        post_save.connect(finding.date_was_saved, sender=Session)
