"""Addresses that are no page: health, files, robots, the style guide, and the answer to a stale form."""

from secrets import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.files.storage import FileSystemStorage, storages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.models import Page

from millecafes.core import style_guide as guide
from millecafes.core.files import send
from millecafes.core.health import readiness
from millecafes.core.models import Image
from millecafes.core.pictures import CARD, LOST

YEAR = 365 * 24 * 3600
READ_JOBS = "mailroom.view_job"  # of the page of the team that says the same in words


@never_cache
@require_safe
def alive(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request):
    """All is well: 200, or 503. What is not, only who watches the site with its secret and the team may read."""
    report, is_well = readiness()
    status = 200 if is_well else 503
    if watches(request) or (report["database"] == "ok" and request.user.has_perm(READ_JOBS)):
        return JsonResponse(report, status=status)
    return HttpResponse("ok" if is_well else "ko", status=status, content_type="text/plain; charset=utf-8")


def watches(request) -> bool:
    given, secret = request.headers.get("Authorization", ""), settings.HEALTH_TOKEN
    return bool(secret) and compare_digest(given.encode(), f"Bearer {secret}".encode())


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /gestion/",
        "Disallow: /compte/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def media(request, path):
    """A resized image. Its name changes with its content: it may be kept for ever."""
    storage = storages["renditions"]
    if isinstance(storage, FileSystemStorage):
        answer = serve(request, path, document_root=storage.location)
    else:
        answer = send(request, path, is_public=True, storage=storage)
    patch_cache_control(answer, public=True, max_age=YEAR, immutable=True)
    return answer


@require_safe
def share_card(request, image, page):
    """The picture that a network shows beside a link to a public page (its address changes with the picture)."""
    shared = get_object_or_404(Page.objects.live().public(), pk=page).specific
    if getattr(shared, "sharing_image_id", None) != image:
        raise Http404
    picture = get_object_or_404(Image, pk=image)
    try:
        return FileResponse(picture.get_rendition(CARD).file.open(), content_type="image/jpeg")
    except LOST as error:
        raise Http404 from error


@require_safe
@permission_required("wagtailadmin.access_admin", raise_exception=True)
def original(request, path):
    """An original of the library, for the back office only."""
    return send(request, path, is_public=False)


@require_safe
@permission_required("wagtailadmin.access_admin", raise_exception=True)
def style_guide(request):
    return render(request, "core/style_guide.html", guide.specimens())


def csrf_failure(request, reason=""):
    """The form's safety mark has expired or never came.

    It also changes at the sign-in: whoever sends the code twice is in already, and is led inside. A view that holds a
    long text says by ``csrf_failed`` how to give it back.
    """
    asked = resolve(request.path_info)
    if gives_back := getattr(asked.func, "csrf_failed", None):
        return gives_back(request, *asked.args, **asked.kwargs)
    if request.user.is_authenticated and request.path.endswith("/login/code/confirm/"):
        return redirect("account_home")
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception):
    """As Django's own, which reads the request again, and breaks on it if that is what could not be read."""
    return render(request, "400.html", status=400)
