from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention
from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry


class BookingsConfig(AppConfig):
    name = "events.bookings"
    label = "bookings"
    verbose_name = "Inscriptions"

    jobs = {
        "events.bookings.services.forget_unconfirmed": timedelta(days=1),
        "events.bookings.services.forget_guests": timedelta(days=1),
        "events.bookings.services.remind": timedelta(minutes=5),
        "events.bookings.services.thank": timedelta(minutes=15),
    }
    job_names = {
        "events.bookings.services.forget_guests": _("Oublier le nom des personnes sans compte, trois mois après"),
        "events.bookings.services.forget_unconfirmed": _("Oublier les inscriptions d’invités jamais confirmées"),
        "events.bookings.services.remind": _("Rappeler leur date aux personnes inscrites"),
        "events.bookings.services.thank": _("Remercier les personnes venues, et leur poser deux questions"),
    }
    letter_writers = {"bookings": "events.bookings.emails.write"}
    mail_kinds = [
        Kind("bookings", _("Vos inscriptions : confirmations, changements, rappels"), _("Agenda"), urgent=True)
    ]

    member_menu = [Entry(_("Mes inscriptions"), "bookings:mine", "check", order=24)]
    member_next = "events.bookings.services.portal.upcoming"
    moments = ["bookings.RegistrationRules.opens_at", "bookings.RegistrationRules.closes_at"]
    personal_data = ["events.bookings.privacy.chapters"]
    erasers = ["events.bookings.privacy.forget"]
    retentions = [
        Retention(
            _("L’inscription d’une personne sans compte, dont l’adresse n’a pas été confirmée"),
            _("Vous laisser le temps d’ouvrir le message"),
            "events.bookings.services.registering.CONFIRM_WITHIN",
            "events.bookings.services.forget_unconfirmed",
        ),
        Retention(
            _("Le nom, l’adresse et les réponses d’une personne sans compte inscrite à un événement"),
            _("L’accueillir, puis compter qui est venu"),
            "events.bookings.services.registering.GUESTS_KEPT",
            "events.bookings.services.forget_guests",
        ),
    ]

    def ready(self):
        from events.agenda.services import session_cancelled, session_changed

        from .services import withdrawing

        session_cancelled.connect(withdrawing.session_was_cancelled)
        session_changed.connect(withdrawing.session_was_changed)
