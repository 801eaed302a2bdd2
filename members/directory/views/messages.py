"""What other members have written, and the answers."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.directory import services
from members.directory.forms import MessageForm
from members.directory.models import ClosedBox, Message, MessageReport
from members.directory.services import boxes
from members.directory.views.directory import post
from millecafes.core.paging import Paginator
from millecafes.people.permissions import people_one_may_see

A_PAGE = 20


@never_cache
@require_safe
def inbox(request):
    """The latest first; ``?envoyes`` shows those one has written."""
    is_sent = "envoyes" in request.GET
    written, received = request.user.messages_sent, request.user.messages_received
    found = (written if is_sent else received).select_related("sender", "recipient")
    pages = Paginator(found.all(), A_PAGE).get_page(request.GET.get("page"))
    query = "envoyes=1&" if is_sent else ""
    shown = {
        "pages": pages,
        "is_sent": is_sent,
        "query": query,
        "is_closed": ClosedBox.objects.filter(person=request.user).exists(),
        "blocks": list(request.user.blocks.select_related("blocked")),
        "may_judge": boxes.may_judge(request.user),
        "access": request.access,
    }
    return render(request, "directory/inbox.html", shown)


@never_cache
def message(request, pk):
    """For the two of them, and nobody else; whoever received it may answer."""
    own = Q(sender=request.user) | Q(recipient=request.user)
    message = get_object_or_404(Message.objects.filter(own).select_related("sender", "recipient"), pk=pk)
    is_received = message.recipient_id == request.user.pk
    other = message.sender if is_received else message.recipient
    if is_received:
        boxes.mark_read(message)
    may_answer = is_received and request.access.may_write and services.may_be_written_to(message.sender)
    subject = message.subject if message.subject.startswith("Re: ") else f"Re: {message.subject}"[:120]
    form = MessageForm(request.POST if request.method == "POST" and may_answer else None, initial={"subject": subject})
    status = 200
    if form.is_bound:
        status, sent = post(request, form, message.sender)
        if sent:
            return redirect("directory:inbox")
    shown = {
        "message": message,
        "is_received": is_received,
        "other": other,
        "other_member": people_one_may_see(request.access).filter(person=other).first() if other else None,
        "may_answer": may_answer,
        "is_reported": MessageReport.objects.filter(message=message).exists() if is_received else False,
        "exchanged": boxes.exchanged(request.user, other).exclude(pk=message.pk)[:A_PAGE] if other else [],
        "form": form,
        "access": request.access,
    }
    return render(request, "directory/message.html", shown, status=status)
