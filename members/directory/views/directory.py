"""Who is in the network, and the page of each."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.directory import services
from members.directory.forms import LookingForm, MessageForm
from members.directory.services.looking import likeness_of
from millecafes.people.permissions import people_one_may_see
from millecafes.people.profiles import Reader, card_of, with_roles

TOO_MANY = 429


@never_cache
@require_safe
def index(request):
    """A page of the directory, as its address asks for it."""
    form = LookingForm(request.GET)
    likeness = likeness_of(request.access)
    asked, page = {}, services.Page([], None)
    if form.is_valid():
        asked = form.asked()
        page = services.look(request.access, asked, form.SIZES, likeness, request.GET.get("apres", ""))
    shown = {
        "form": form,
        "asked": asked,
        "narrowed": [form[name] for name in asked if name in {"role", "theme", "departement", "taille"}],
        "page_of": page,
        "more": urlencode(asked | {"apres": page.after}) if page.after else "",
        "is_first": not request.GET.get("apres"),
        "query": urlencode(asked),
        "likeness": likeness,
        "access": request.access,
        "member": getattr(request.user, "member", None),
    }
    return render(request, "directory/index.html", shown, status=400 if form.errors else 200)


@never_cache
def person(request, pk):
    """What members read of this one, and the form to write to her."""
    seen = with_roles(people_one_may_see(request.access), request.access.today)
    member = get_object_or_404(seen, pk=pk)
    is_oneself = member.person_id == request.user.pk
    form = MessageForm(request.POST if request.method == "POST" and not is_oneself else None)
    status = 200
    if form.is_bound:
        status, sent = post(request, form, member.person)
        if sent:
            return redirect(member)
    shown = {
        "member": member,
        "card": card_of(member, Reader.MEMBER),
        "form": form,
        "is_oneself": is_oneself,
        "access": request.access,
    }
    return render(request, "directory/person.html", shown, status=status)


def post(request, form, recipient) -> tuple[int, bool]:
    """Send what the form says, if it may be; the status of the page that shows the form again, and whether it left."""
    if not form.is_valid():
        return 400, False
    try:
        services.write(request.user, recipient, **form.cleaned_data)
    except services.Refused:
        form.add_error(None, _("Cette personne ne reçoit pas de messages, ou votre boîte est fermée."))
        return 403, False
    except services.TooMany:
        form.add_error(None, _("Vous avez beaucoup écrit en peu de temps : attendez une heure, et envoyez de nouveau."))
        return TOO_MANY, False
    messages.success(request, _("Votre message est parti."), extra_tags=f"letter-{request.user.pk}-{recipient.pk}")
    return 200, True
