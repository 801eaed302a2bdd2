"""A stop, for who welcomes: what was agreed, what to prepare, the posters, and afterwards how many came."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.agenda.services import when, where
from events.tours.models import Activity, PaperState, Source, Stop, StopState, StopTask
from events.tours.permissions import HELPER, HOST, roles_of, stop_for
from events.tours.services.agreeing import accept as accept_agreement
from events.tours.services.describing import OF_THE_HOST, describe
from events.tours.services.machine import NotYours, Refused
from events.tours.services.preparing import tick
from events.tours.services.reporting import Figures
from events.tours.services.reporting import report as write_report
from events.tours.views.reports import ReportForm
from events.tours.views.requests import SeeOther
from millecafes.people.models import User

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


class PlaceForm(forms.ModelForm):
    """Where exactly, where if it rains, and whom the company calls."""

    use_required_attribute = False

    class Meta:
        model = Stop
        fields = OF_THE_HOST
        labels = {"place": gettext_lazy("Où exactement")}

    def _post_clean(self):
        """The row is written by the service, which locks it: nothing is put on it here."""


class TaskForm(forms.Form):
    """Done, or not yet after all; and a word about it, which stays when only the box is ticked."""

    use_required_attribute = False
    note = forms.CharField(
        label=gettext_lazy("Une précision"),
        max_length=300,
        required=False,
        widget=forms.TextInput,
        help_text=gettext_lazy("« Vu avec Paul, il apporte la rallonge ». L’équipe la lit."),
    )

    def __init__(self, data=None, *, task: StopTask):
        super().__init__(data, initial={"note": task.note}, auto_id=f"preparatif-{task.pk}-%s")

    @property
    def words(self) -> str | None:
        return self.cleaned_data["note"] if "note" in self.data else None


def status_of(refusal: Refused) -> int:
    return 403 if isinstance(refusal, NotYours) else 409


def url_of(stop: Stop) -> str:
    return reverse("tours:stop", args=[stop.pk])


@never_cache
@require_safe
def detail(request, pk):
    return show(request, stop_for(request.access, request.user, pk))


def show(request, stop: Stop, refusal: str = "", status: int = 200, typed: dict[int, TaskForm] | None = None):
    """The page of a stop, with what has just been refused, and what was ``typed`` of a task, if anything."""
    agreements = list(stop.agreements.select_related("accepted_by"))
    tasks = list(stop.tasks.all())
    for task in tasks:
        task.form = (typed or {}).get(task.pk) or TaskForm(task=task)
    roles = roles_of(request.user, stop, request.access)
    may_help, is_held = bool(roles & {HOST, HELPER}), stop.state == StopState.DONE
    posters = list(stop.posters.all())
    given = {
        "stop": stop,
        "when": when(stop.session) if stop.session_id else "",
        "where": where(stop.session) if stop.session_id else "",
        "agreement": agreements[0] if agreements else None,
        "former": [one for one in agreements[1:] if one.file],
        "tasks": tasks,
        "left": sum(task.done_at is None for task in tasks),
        "posters": [one for one in posters if one.state == PaperState.DONE and one.file],
        "has_failed": any(one.state == PaperState.FAILED for one in posters),
        "report": Activity.objects.filter(stop=stop, source=Source.REPORT).first(),
        "is_host": HOST in roles,
        "may_help": may_help,
        "may_report": may_help and (is_held or (stop.state == StopState.CONFIRMED and has_come(stop))),
        "refusal": refusal,
    }
    return render(request, "tours/stop.html", given, status=status)


def has_come(stop: Stop) -> bool:
    """Whether its day is there, on the clock of the place."""
    return stop.day <= timezone.localdate()


@never_cache
@require_POST
def accept(request, pk):
    """The agreement, in the version that was read."""
    stop = stop_for(request.access, request.user, pk)
    version = request.POST.get("version", "")
    try:
        number = int(version) if version.isdecimal() and len(version) < 5 else 0
        if request.POST.get("lu") != "on":
            raise Refused("unread", _("Cochez la case : elle dit que vous avez lu la convention."))
        _agreement, is_new = accept_agreement(stop, number, request.user)
    except Refused as refusal:
        return show(request, stop, str(refusal), 400 if refusal.code == "unread" else status_of(refusal))
    if is_new:
        messages.success(request, _("La convention est acceptée : merci. Elle reste ici, avec votre nom et la date."))
    return SeeOther(f"{url_of(stop)}#convention")


@never_cache
@require_POST
def task(request, pk, task):
    """Done, or not yet after all."""
    stop = stop_for(request.access, request.user, pk)
    found = get_object_or_404(stop.tasks, pk=task)
    form = TaskForm(request.POST, task=found)
    try:
        require_host(request.user, stop)
        if not form.is_valid():
            return show(request, stop, status=400, typed={found.pk: form})
        tick(found, request.user, done=request.POST.get("fait") == "1", note=form.words)
    except Refused as refusal:
        return show(request, stop, str(refusal), status_of(refusal))
    return SeeOther(f"{url_of(stop)}#preparatif-{found.pk}")


def require_host(person: User, stop: Stop) -> None:
    if not roles_of(person, stop):
        raise NotYours("role", _("Ce n’est pas à vous de le faire."))


@never_cache
@reads_and_writes
def place(request, pk):
    """Where exactly, and who is there."""
    stop = stop_for(request.access, request.user, pk)
    form = PlaceForm(request.POST or None, instance=stop)
    if request.method != "POST":
        return render(request, "tours/stop_place.html", {"stop": stop, "form": form})
    if not form.is_valid():
        return render(request, "tours/stop_place.html", {"stop": stop, "form": form}, status=400)
    try:
        _stop, changed = describe(stop, form.cleaned_data, request.user)
    except Refused as refusal:
        return show(request, stop, str(refusal), status_of(refusal))
    if changed:
        messages.success(request, _("C’est noté. L’agenda et les affiches suivent."))
    return SeeOther(url_of(stop))


@never_cache
@reads_and_writes
def report(request, pk):
    """In two minutes, on a telephone: one number is enough."""
    stop = stop_for(request.access, request.user, pk)
    known = Activity.objects.filter(stop=stop, source=Source.REPORT).first()
    form = ReportForm(request.POST or None, request.FILES or None, known=known)
    given = {"stop": stop, "form": form, "known": known}
    if request.method != "POST":
        return render(request, "tours/report.html", given)
    if not form.is_valid():
        return render(request, "tours/report.html", given, status=400)
    try:
        _activity, is_new = write_report(stop, Figures(**form.figures), request.user)
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return render(request, "tours/report.html", given, status=status_of(refusal))
    messages.success(
        request, _("Merci ! Votre bilan est enregistré.") if is_new else _("Votre bilan est corrigé : merci.")
    )
    return SeeOther(url_of(stop))
