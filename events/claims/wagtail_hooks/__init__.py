"""The desk of claims: the queue, one claim, what is paid, the funds."""

from events.claims.wagtail_hooks import acts, funds, payments, queue, sheets

__all__ = ["acts", "funds", "payments", "queue", "sheets"]
