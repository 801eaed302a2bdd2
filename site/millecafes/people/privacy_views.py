"""One's own data: read, taken away, erased; and the rules one agrees to. Open to whoever is signed in."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from millecafes.core.archives import archive_of
from millecafes.core.privacy import chapters_of, known_retentions
from millecafes.people import services
from millecafes.people.forms import ClosingForm
from millecafes.people.models import PolicyVersion
from millecafes.people.second_factor import fresh, is_team


@never_cache
@require_safe
@login_required
def my_data(request):
    """What the site knows, in chapters; what one may do with it."""
    shown = {
        "chapters": [chapter.title for chapter in chapters_of(request.user)],
        "retentions": known_retentions(),
        "agreements": request.user.agreements.select_related("version"),
    }
    return render(request, "people/my_data.html", shown)


@never_cache
@require_safe
@fresh
def download(request):
    """Everything, in one file, for who has just proved who they are."""
    name = _("mes-donnees-1000-cafes-%(day)s.zip") % {"day": timezone.localdate().isoformat()}
    archive = archive_of(request.user)
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@fresh
def close(request):
    """What closing does, said before; done once the word is typed."""
    if is_team(request.user):
        is_last = services.is_last_administrator(request.user)
        return render(request, "people/close_team.html", {"is_last": is_last}, status=403)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.close_account(request.user)
        logout(request)
        return redirect("account_closed")
    shown = {"form": form, "retentions": [one for one in known_retentions() if one.outlives]}
    return render(request, "people/close.html", shown, status=400 if form.errors else 200)


@never_cache
@require_safe
def closed(request):
    """Goodbye: there is nobody any longer to say it to."""
    return render(request, "people/closed.html")


@never_cache
@login_required
def agreement(request):
    """The rules as they are now worded, then back to where one was going."""
    target = get_next_redirect_url(request) or ""
    version = PolicyVersion.objects.owed_by(request.user).first()
    if version is None:
        return HttpResponseRedirect(target or reverse("account_home"))
    if request.method == "POST" and request.POST.get("version") == str(version.pk):
        services.agree(request.user, version)
        messages.success(request, _("C’est noté, merci. Vous retrouvez cet accord dans « Mes données »."))
        return HttpResponseRedirect(target or reverse("account_home"))
    if request.method == "POST":
        messages.warning(request, _("Le texte vient de changer : relisez-le, puis acceptez-le."))
    is_first = not request.user.agreements.exists()
    shown = {"version": version, "is_first": is_first, "next": target, "field": REDIRECT_FIELD_NAME}
    return render(request, "people/agreement.html", shown, status=409 if request.method == "POST" else 200)
