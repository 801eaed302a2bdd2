"""Who may be answered from the copy of the database: see docs/decisions/0006 and ``replica``."""

from django.conf import settings
from django.db import InterfaceError, OperationalError

from millecafes.core import replica
from millecafes.core.page_cache import concerns, key_of


class ReadsFromReplica:
    """Opens the copy to a request that may be answered from it, and closes it at its end."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not (may_be_late(request) and replica.is_there()):
            return self.get_response(request)
        with replica.reading(True):
            return self.get_response(request)

    def process_exception(self, request, exception):
        """The copy died in the middle: the view is asked again, where everything is."""
        if not (replica.is_read() and isinstance(exception, OperationalError | InterfaceError)):
            return None
        replica.leave_alone(exception)
        asked = request.resolver_match
        with replica.reading(False):
            answer = asked.func(request, *asked.args, **asked.kwargs)
            return answer.render() if hasattr(answer, "render") else answer


def may_be_late(request) -> bool:
    """A visitor whom nothing tells from another, and an answer that is given to nobody else."""
    return (
        concerns(request)
        and "/espace/" not in request.path_info
        and request.COOKIES.keys().isdisjoint({settings.SESSION_COOKIE_NAME, "messages"})
        and "HTTP_AUTHORIZATION" not in request.META
        and key_of(request) is None
    )
