"""Members, on the desk of the network: what each is, the end of a role, a suspension; places nobody will hold."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import InspectView

from members.portal.services.leaving import places_left
from millecafes.core.desk import WAITING, Waiting
from millecafes.people import member_desk, services
from millecafes.people.models import CafeRole, Mandate, Member, ProjectHolder
from millecafes.people.permissions import NETWORK

FARTHEST = timedelta(days=10 * 366)
MOST_NAMED = 5
KINDS = {"mandat": Mandate, "cafe": CafeRole, "projet": ProjectHolder}
WORDS = {model: word for word, model in KINDS.items()}


class MemberInspectView(InspectView):
    """What a person is and was, and what the team may do about it."""

    template_name = inspect_template_name = "portal/desk/member.html"

    def get_context_data(self, **kwargs):
        member, user = self.object, self.request.user
        person = member.person
        roles = [role for name in ("mandates", "cafe_roles", "projects") for role in getattr(person, name).all()]
        return super().get_context_data(**kwargs) | {
            "member": member,
            "roles": [(role, WORDS[type(role)], role.is_current()) for role in roles],
            "may_act": user.has_perm(NETWORK) and person.pk != user.pk,
            "acts": person.acts_undergone.select_related("by")[:20],
            "today": timezone.localdate(),
        }


class MemberViewSet(member_desk.MemberViewSet):
    """Also what the team may do about somebody."""

    inspect_view_class = MemberInspectView
    inspect_template_name = "portal/desk/member.html"
    inspect_view_fields = ["person", "state"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/fin/<slug:kind>/<int:role>/", end, name="end"),
            path("<int:pk>/<slug:verb>/", act, name="act"),
        ]


def member_for(request, pk) -> Member:
    """The member, for who may act on her; never oneself."""
    member = get_object_or_404(Member.objects.select_related("person"), pk=pk)
    if not request.user.has_perm(NETWORK) or member.person_id == request.user.pk:
        raise PermissionDenied
    return member


@require_POST
def end(request, pk, kind, role):
    """Say the last day of a role; a day that is past closes it at once."""
    member = member_for(request, pk)
    if kind not in KINDS:
        raise Http404
    found = get_object_or_404(KINDS[kind], pk=role, person=member.person)
    try:
        day = parse_date(request.POST.get("last_day", ""))
    except ValueError:
        day = None
    if day is None or day < found.starts_on or day > timezone.localdate() + FARTHEST:
        messages.error(request, _("Rien n’est fait : donnez un jour qui vient après le début du rôle."))
    elif day != found.ends_on:
        services.end_role(found, last_day=day, by=request.user)
        messages.success(request, _("C’est noté : la personne lira encore trente jours après ce jour-là."))
    return redirect("membres:inspect", pk)


@require_POST
def act(request, pk, verb):
    """Suspend, with a reason the person will read, or end the suspension."""
    member = member_for(request, pk)
    reason = request.POST.get("reason", "").strip()[:2000]
    if verb == "suspendre" and not reason:
        messages.error(request, _("Rien n’est fait : écrivez d’abord ce que la personne lira."))
    elif verb == "suspendre":
        services.suspend(member, request.user, reason)
        messages.success(request, _("L’accès est suspendu ; la personne est prévenue, avec la raison."))
    elif verb == "rouvrir":
        services.welcome_back(member, request.user)
        messages.success(request, _("L’accès est rouvert ; la personne est prévenue."))
    else:
        raise Http404
    return redirect("membres:inspect", pk)


@hooks.register("register_admin_viewset")
def register_member_viewset():
    return MemberViewSet()


@hooks.register(WAITING)
def places_waiting(request):
    """Places whose last person leaves, or has just left, while nobody is invited to follow."""
    if not request.user.has_perm(NETWORK):
        return
    left = places_left()
    words = ngettext(
        "%(count)d lieu n’aura bientôt plus personne.", "%(count)d lieux n’auront bientôt plus personne.", len(left)
    )
    first = [(name, reverse("portal:history", args=[kind, key])) for kind, key, name in left[:MOST_NAMED]]
    yield Waiting(len(left), words, "" if len(left) <= MOST_NAMED else reverse("membres:index"), first)
