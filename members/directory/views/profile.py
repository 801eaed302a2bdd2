"""One's own profile, and what the others see of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.directory.forms import AccountForm, ProfileForm
from millecafes.core.files import send
from millecafes.people.files import PORTRAITS
from millecafes.people.middleware import open_to_all
from millecafes.people.models import Member
from millecafes.people.permissions import people_one_may_see
from millecafes.people.profiles import Reader, card_of, with_roles


@never_cache
def edit(request):
    """Saved, one comes back here; or to the preview, by the other button."""
    kind = ProfileForm if hasattr(request.user, "member") else AccountForm
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kind(*posted, person=request.user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Votre profil est enregistré."))
        return redirect("directory:preview" if "preview" in request.POST else "directory:profile")
    shown = {"form": form, "member": getattr(request.user, "member", None), "access": request.access}
    return render(request, "directory/profile.html", shown, status=400 if form.errors else 200)


@never_cache
@require_safe
def preview(request):
    """Side by side: what the members read, what everybody reads."""
    member = get_object_or_404(with_roles(Member.objects, request.access.today), person=request.user)
    for_everybody = card_of(member, Reader.STRANGER)
    for_everybody.roles = for_everybody.roles and member.person.current_cafe_roles  # a café's page tells no mandate
    shown = {
        "member": member,
        "for_members": card_of(member, Reader.MEMBER),
        "for_everybody": for_everybody,
        "is_in_place": people_one_may_see(request.access).filter(pk=member.pk).exists(),
        "cafes": [role.cafe for role in member.person.current_cafe_roles if role.cafe.live],
    }
    return render(request, "directory/preview.html", shown)


@open_to_all  # a host shows her face on the page of her café, if she says so
@never_cache
@require_safe
def photo(request, pk):
    """The portrait, for whom it is: oneself, the members, or everybody."""
    member = PORTRAITS.find(pk)
    if member is None or not PORTRAITS.may_read(request.user, member):
        raise Http404
    # Kept by nobody, even when it is for everybody: she may take it back at any time.
    return send(request, member.photo.name, storage=member.photo.storage, is_public=False)
