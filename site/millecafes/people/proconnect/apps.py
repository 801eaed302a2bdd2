from django.apps import AppConfig


class ProConnectConfig(AppConfig):
    """A provider is an application of its own: allauth finds it by that."""

    name = "millecafes.people.proconnect"
    label = "proconnect"
