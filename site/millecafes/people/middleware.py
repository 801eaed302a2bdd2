"""The door of the members' area: closed to whoever it is not opened to, whatever the view forgets."""

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_path

from millecafes.people.permissions import access_of

MEMBERS = "/espace/"
SAFE = {"GET", "HEAD", "OPTIONS"}


def open_to_all(view):
    """A view of the members' area that strangers may open (an unsubscription, say)."""
    view.is_open_to_all = True
    return view


class MembersDoor:
    """Gives each request its ``access``, and keeps strangers out of what stands under ``/espace/``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.access = SimpleLazyObject(lambda: access_of(request.user))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_for_members(request.path_info) or getattr(view, "is_open_to_all", False):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.access.may_enter:
            return render(request, "people/door_closed.html", {"access": request.access}, status=403)
        if request.method not in SAFE and not request.access.may_write:
            return render(request, "people/read_only.html", {"access": request.access}, status=403)
        return None


def is_for_members(path: str) -> bool:
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}" if language else "").startswith(MEMBERS)
