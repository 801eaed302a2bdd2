from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.mailroom.kinds import Kind


class BookingsConfig(AppConfig):
    name = "events.bookings"
    label = "bookings"
    verbose_name = "Inscriptions"

    jobs = {"events.bookings.services.forget_unconfirmed": timedelta(days=1)}
    job_names = {
        "events.bookings.services.forget_unconfirmed": _("Oublier les inscriptions d’invités jamais confirmées"),
    }
    mail_kinds = [
        Kind("bookings", _("Vos inscriptions : confirmations, changements, rappels"), _("Agenda"), urgent=True)
    ]

    def ready(self):
        from events.agenda.services import session_cancelled, session_changed

        from .services import withdrawing

        session_cancelled.connect(withdrawing.session_was_cancelled)
        session_changed.connect(withdrawing.session_was_changed)
