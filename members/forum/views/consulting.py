"""Opening a consultation, and giving one's voice."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.forum.forms.consulting import ConsultationForm, VoteForm
from members.forum.models import Poll
from members.forum.models.writing import CONSULT
from members.forum.permissions import boards_of, may_moderate, may_open_in, may_vote
from members.forum.services import consulting
from members.forum.services.consulting import Over, ballot_of
from members.forum.views.desk import Desk
from members.forum.views.desk import writing as place_to_write
from members.forum.views.doors import topic_or_404
from members.forum.views.writing import arrived, sent_from


@place_to_write(lambda: CONSULT)
def consult(request):
    """A position put to the members' voices: the team's, for those who moderate."""
    if not may_moderate(request.user):
        raise Http404
    boards = [board for board in boards_of(request.user).readable.values() if may_open_in(request.user, board)]
    desk = Desk(
        request,
        slot=CONSULT,
        template="forum/consult.html",
        make=partial(ConsultationForm, boards=boards),
        send=None,
        shown={"boards": boards},
    )
    desk.send = send
    return desk.answer()


def send(desk: Desk, data: dict):
    form = desk.make(desk.request.POST)
    form.is_valid()
    post = consulting.open_consultation(
        sent_from(desk, data), board=data["board"], title=data["title"], question=form.asked, tags=data["tags"]
    )
    return arrived(post, data)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request, pk: int):
    """The form alone, where a voice that was not understood is given again."""
    topic = topic_or_404(request, pk)
    poll = get_object_or_404(Poll, topic=topic)
    if request.method != "POST":
        return redirect(topic)
    if not may_vote(request.user, topic):
        raise PermissionDenied
    form, status = VoteForm(request.POST, poll=poll), 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            consulting.vote(poll, request.user, given["choice"], shows_name=given["shows_name"])
        except Over:
            status = 409
        else:
            messages.success(request, _("Votre voix est enregistrée. Vous pouvez en changer jusqu’à la clôture."))
            return redirect(topic)
    topic.poll = poll
    shown = {
        "topic": topic,
        "board": boards_of(request.user).of(topic),
        "form": form,
        "ballot": ballot_of(topic, request.user),
    }
    return render(request, "forum/vote.html", shown, status=status)
