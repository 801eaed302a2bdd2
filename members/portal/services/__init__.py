"""What is written of places by their people, and what waits for these."""

from members.portal.services.tasks import tasks

__all__ = ["tasks"]
