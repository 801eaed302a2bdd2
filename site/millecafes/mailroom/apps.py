from datetime import timedelta

from django.apps import AppConfig


class MailroomConfig(AppConfig):
    name = "millecafes.mailroom"
    label = "mailroom"
    verbose_name = "Courrier"

    # What the worker does from time to time; any application may name its own in the same way.
    jobs = {
        "millecafes.mailroom.services.purge": timedelta(days=1),
        "millecafes.mailroom.jobs.publish_scheduled": timedelta(minutes=5),
        "millecafes.mailroom.jobs.clear_sessions": timedelta(days=1),
    }

    # What /sante/pret/ says of the post.
    measures = {"oldest_mail_seconds": "millecafes.mailroom.services.oldest_waiting"}
