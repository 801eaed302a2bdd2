"""The demo's mailbox: mail goes nowhere there, so that it can be read here."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from millecafes.mailroom.models import Mail

SHOWN = 20


@never_cache
def demo_mailbox(request):
    if not settings.DEMO:
        raise Http404
    return render(request, "mailroom/demo_mailbox.html", {"mails": Mail.objects.all()[:SHOWN]})
