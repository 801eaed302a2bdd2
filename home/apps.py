from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Accueil"

    jobs = {"home.services.forget_old_messages": timedelta(days=1)}
    job_names = {"home.services.forget_old_messages": _("Oublier les messages de plus d’un an")}
    personal_data = ["home.services.letters_of", "home.services.endorsements_of"]
    erasers = ["home.services.forget_letters", "home.services.forget_endorsements"]
    # The page of advocacy gives the number of voices once a consultation is closed.
    moments = ["forum.Poll.closes_at"]
    retentions = [
        Retention(
            _("Ce que vous nous écrivez par le formulaire de contact"),
            _("Vous répondre, et suivre la conversation"),
            "home.services.messages.KEPT",
            "home.services.forget_old_messages",
        )
    ]
