"""What a person receives, settled with or without signing in; and the demo's mailbox."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from millecafes.mailroom import preferences
from millecafes.mailroom.forms import PreferencesForm
from millecafes.mailroom.kinds import known_kinds
from millecafes.mailroom.later import write
from millecafes.mailroom.models import Frequency, Mail, MailSettings
from millecafes.mailroom.sending import EVERYTHING
from millecafes.people.middleware import open_to_all

SHOWN = 20


@open_to_all
@never_cache
@login_required
def notifications(request):
    """One's own settings. Whoever may no longer enter the members' area may still ask for silence."""
    return settle(request, request.user, is_signed_in=True)


@csrf_exempt  # the address is the secret, and works where cookies are refused
@never_cache
def by_link(request, token):
    """The same page, by the link of a letter: it opens this page and nothing else."""
    return settle(request, person_of(token), is_signed_in=False)


def settle(request, person, *, is_signed_in):
    form = PreferencesForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("C’est noté : vous recevrez ce que vous avez choisi."))
        return redirect(request.path)
    always = [kind for kind in known_kinds().values() if kind.urgent]
    shown = {"form": form, "always": always, "is_signed_in": is_signed_in}
    return render(request, "mailroom/preferences.html", shown, status=400 if form.errors else 200)


@csrf_exempt  # mail readers send it by themselves, in one click (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token, kind):
    """Receive no more of a kind. Being looked at, as machines that read mail do, changes nothing."""
    person, known = person_of(token), known_kinds().get(kind)
    if kind != EVERYTHING and (known is None or known.urgent):
        raise Http404
    done = request.method == "POST"
    if done and known:
        preferences.settle(person, {kind: Frequency.NEVER})
    elif done:
        preferences.refuse_all(person)
    return render(request, "mailroom/unsubscribe.html", {"kind": known, "done": done, "token": token})


def person_of(token):
    return get_object_or_404(MailSettings.objects.select_related("person"), token=token, person__is_active=True).person


@never_cache
def demo_mailbox(request):
    if not settings.DEMO:
        raise Http404
    # The worker may be a second behind, or not run at all.
    mails = [mail for mail in Mail.objects.all()[:SHOWN] if write(mail)]
    return render(request, "mailroom/demo_mailbox.html", {"mails": mails})


@require_safe
@never_cache
@xframe_options_sameorigin
def demo_letter(request, pk):
    """A letter as a mail reader shows it; its own content policy lets it run nothing and fetch nothing."""
    if not settings.DEMO:
        raise Http404
    html = get_object_or_404(Mail, pk=pk).body_html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))
