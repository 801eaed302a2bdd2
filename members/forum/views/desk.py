"""What every place where one writes does alike: files first, then the draft, then the words, and nothing is lost.

Sent by somebody who is signed out, the text waits in the browser's session; from a page that was open too long, it
comes back in the form; too fast, or refused, it stays there and in a draft.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.forum.models import Board, Draft, Post, PostFile, Suspension
from members.forum.models.writing import LONGEST_DRAFT, NEW
from members.forum.permissions import boards_of
from members.forum.services import drafts, files, naming
from members.forum.services.limits import Suspended, TooFast
from members.forum.services.looking import Near, near_titles
from members.forum.services.plain import cleaned
from millecafes.core.uploads import was_left_out
from millecafes.people.middleware import at_the_door, open_to_all


@dataclass
class Desk:
    """One form being written: where, what it already holds, and what is said above it."""

    request: object
    slot: str
    template: str
    make: Callable[..., forms.Form]  # the form, given data or initial values
    send: Callable[["Desk", dict], HttpResponse]  # what a valid form does; given what was typed
    initial: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)
    post: Post | None = None  # the one that is changed
    reply_to: Post | None = None
    kept_files: list[PostFile] = field(default_factory=list)
    version: int = 0
    notice: str = ""
    other: Draft | None = None  # what was kept in between, elsewhere
    preview: str = ""
    near: list[Near] = field(default_factory=list)  # what was asked already under nearly the same title
    wanted: str = ""  # whom one wants to name, and those who may be called so, once they were looked for
    names: list[naming.Called] | None = None

    def answer(self) -> HttpResponse:
        return self.received() if self.request.method == "POST" else self.opened()

    # -- Opening ------------------------------------------------------------------------------------------------------

    def opened(self) -> HttpResponse:
        """With what one had begun, here or elsewhere; an answer that quotes adds to it."""
        given = drafts.given_back(self.request, self.slot)
        if given:
            self.notice = welcome_back(given)
        draft = given or drafts.draft_at(self.request.user, self.slot)
        initial = dict(self.initial)
        if draft:
            self.version, self.kept_files = draft.version, list(draft.files.all())
            self.reply_to = self.reply_to or draft.reply_to
            for name in ("title", "tags", "kind", "board", "question", "answers", "closes_on"):
                initial[name] = getattr(draft, name) or initial.get(name)
            if body := given.whole if given else draft.body:
                quoted = initial.get("quoted", "")
                initial["body"] = f"{body}\n\n{quoted}".strip() if quoted not in body else body
            self.shown["draft"] = draft
        if self.post is not None:
            self.kept_files = [*self.post.files.all(), *[file for file in self.kept_files if file.post_id is None]]
        return self.page(self.make(initial=initial))

    # -- Sending ------------------------------------------------------------------------------------------------------

    def received(self) -> HttpResponse:
        request, data = self.request, self.request.POST
        self.version = number_of(data.get("version"))
        self.kept_files = files.chosen(request.user, data.getlist("files"), self.post)
        files.describe(self.kept_files, data)
        if getattr(request, "came_too_late", False):
            self.notice = _("La page était ouverte depuis longtemps. Votre texte est là : relisez-le et renvoyez-le.")
            return self.page(self.as_typed(self.make(data=data)), status=403)
        uploads, said = request.FILES.getlist("upload"), data.getlist("upload_alt")
        new, faults = files.receive(request.user, uploads, said, already=len(self.kept_files))
        self.kept_files += new
        if was_left_out(request):
            faults.append(_("Ces fichiers sont trop lourds pour être envoyés ensemble : 10 Mo chacun, au plus."))
        self.shown["faults"] = faults
        form, action = self.make(data=data), data.get("action", "envoyer")
        if action == "fichiers":
            return self.page(self.as_typed(form), status=422 if faults else 200)
        if action == "apercu":
            body = cleaned(data.get("body", ""))
            self.preview = naming.dressed(body, by=request.user, access=request.access, files=named(self.kept_files))
            self.near = near_titles(request.user, data.get("title", "")) if self.slot == NEW else []
            return self.page(self.as_typed(form))
        if action == "brouillon":
            return self.kept_as_draft(form)
        if action.startswith("nommer") or data.get("nommer", "").strip():  # Enter was pressed beside the name
            return self.naming(form, action.removeprefix("nommer-"))
        if faults or not form.is_valid():
            return self.page(form, status=422)
        if undescribed := [file for file in new if file.is_picture and not file.alt]:
            return self.ask_what_they_show(form, len(undescribed))
        try:
            return self.send(self, form.cleaned_data)
        except TooFast as wait:
            return self.too_fast(form, wait)
        except Suspended as stopped:
            return self.not_now(form, stopped.suspension)

    def naming(self, form, number: str) -> HttpResponse:
        """Those who may be named, to choose from; then the one who was chosen, after the words that are there."""
        chosen = naming.called_by_number(self.request.access, number_of(number))
        if chosen is None:
            self.wanted = self.request.POST.get("nommer", "").strip()[:100]
            self.names = naming.called(self.request.access, self.wanted)
            return self.page(self.as_typed(form))
        body = form.data.get("body", "").rstrip()
        return self.page(self.as_typed(form, body=f"{body} {chosen.source} ".lstrip()))

    def ask_what_they_show(self, form, pictures: int) -> HttpResponse:
        """Once, before it is sent: whoever has nothing to say of them sends it again as it is."""
        self.notice = ngettext(
            "Votre image est jointe, et votre message n’est pas encore parti. Dites plus bas, en quelques mots, ce "
            "qu’elle montre : certains membres ne la verront pas. Puis envoyez, même sans rien écrire.",
            "Vos images sont jointes, et votre message n’est pas encore parti. Dites plus bas, en quelques mots, ce "
            "qu’elles montrent : certains membres ne les verront pas. Puis envoyez, même sans rien écrire.",
            pictures,
        )
        return self.page(self.as_typed(form))

    def as_typed(self, form, **changed) -> forms.Form:
        """The form with what is in it, without a word on what is missing: it is not sent yet."""
        return self.make(initial={name: form.data.get(name, "") for name in form.fields} | changed)

    def kept_as_draft(self, form) -> HttpResponse:
        try:
            draft = self.keep()
        except drafts.Newer as newer:
            self.other, self.version = newer.draft, newer.draft.version if newer.draft else 0
            return self.page(self.as_typed(form), status=409)
        if draft:
            self.version = draft.version
        self.notice = _("Brouillon gardé. Vous le retrouverez ici, et dans « Mes brouillons ».")
        if typed_in(self.request).is_too_long:
            self.notice = _("Seul le début de ce texte est gardé : il est trop long. Copiez-le avant de partir.")
        return self.page(self.as_typed(form))

    def keep(self, *, force: bool = False) -> Draft | None:
        typed = typed_in(self.request, self.reply_to)
        draft = drafts.keep_draft(self.request.user, self.slot, typed, version=None if force else self.version)
        if draft:
            files.give_to_draft(draft, [file for file in self.kept_files if file.post_id is None])
        return draft

    def too_fast(self, form, wait: TooFast) -> HttpResponse:
        """Nothing is refused: it waits here, and as a draft."""
        draft = self.keep(force=True)
        self.version = draft.version if draft else self.version
        if wait.seconds < 120:
            self.notice = ngettext(
                "Votre message est gardé. Vous écrivez vite : renvoyez-le dans %(count)d seconde.",
                "Votre message est gardé. Vous écrivez vite : renvoyez-le dans %(count)d secondes.",
                wait.seconds,
            ) % {"count": wait.seconds}
        else:
            minutes = -(-wait.seconds // 60)
            self.notice = ngettext(
                "Votre message est gardé. Vous avez beaucoup écrit : renvoyez-le dans %(count)d minute.",
                "Votre message est gardé. Vous avez beaucoup écrit : renvoyez-le dans %(count)d minutes.",
                minutes,
            ) % {"count": minutes}
        answer = self.page(form, status=429)
        answer["Retry-After"] = str(wait.seconds)
        return answer

    def not_now(self, form, suspension: Suspension) -> HttpResponse:
        """It waits here, and as a draft, till the day that is said."""
        draft = self.keep(force=True)
        self.version = draft.version if draft else self.version
        said = _("Votre message est gardé en brouillon. L’équipe vous a demandé de ne plus écrire pour l’instant.")
        if suspension.until:
            until = date_format(localtime(suspension.until), "DATETIME_FORMAT")
            said = _("Votre message est gardé en brouillon. Vous pourrez de nouveau écrire après le %s.") % until
        reason = _("La raison : %s") % suspension.reason
        self.notice = f"{said} {reason}"
        return self.page(form, status=403)

    def page(self, form, *, status: int = 200) -> HttpResponse:
        shown = {
            "form": form,
            "slot": self.slot,
            "draft_version": self.version,
            "writer": drafts.mark_of(self.request.user),
            "files": self.kept_files,
            "faults": [],
            "reply_to": self.reply_to,
            "notice": self.notice,
            "other": self.other,
            "preview": self.preview,
            "near": self.near,
            "names": self.names,
            "wanted": self.wanted,
            "draft": None,
        }
        return render(self.request, self.template, shown | self.shown, status=status)


def welcome_back(draft: Draft) -> str:
    """What is said to who comes back to her text; nothing of it goes without a word."""
    if draft.is_cut:
        return _("Votre texte était trop long : seul son début a pu être gardé pendant que vous vous reconnectiez.")
    if len(draft.whole) > LONGEST_DRAFT:
        return _(
            "Votre texte est là en entier, mais il est trop long pour être gardé en brouillon : raccourcissez-le, ou "
            "copiez-le, avant de quitter cette page."
        )
    return _("Votre texte a été gardé pendant que vous vous reconnectiez : relisez-le et envoyez-le.")


def named(kept: list[PostFile]) -> dict[str, PostFile]:
    return {str(file.pk): file for file in kept}


def number_of(written) -> int:
    written = written or ""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


def typed_in(request, reply_to: Post | None = None) -> drafts.Typed:
    """What the form holds, read as it is."""
    words = {name: request.POST.get(name, "") for name in drafts.WORDS}
    return drafts.Typed(**words, board=board_of(request, request.POST.get("board")), reply_to=reply_to)


def board_of(request, written) -> Board | None:
    return boards_of(request.user).readable.get(number_of(written))


def quoted_post(request, topic) -> Post | None:
    """The post that is answered to, of this topic and that one may read; anything else is as if nothing were asked."""
    asked = request.POST.get("reply_to") or request.GET.get("citer") or ""
    return drafts.answered(request.user, drafts.slot_of(topic), asked)


def writing(slot_of_view):
    """A place where one writes: open to whoever is signed out, for as long as it takes to keep the text aside."""

    def decorate(view):
        @open_to_all
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request, *args, **kwargs):
            slot = slot_of_view(*args, **kwargs)
            if request.method == "POST" and not request.user.is_authenticated:
                drafts.keep_aside(request, slot)  # only of a form that this site gave to somebody
                return redirect_to_login(request.path)
            if closed := at_the_door(request):
                return closed
            return view(request, *args, **kwargs)

        def csrf_failed(request, *args, **kwargs):
            """The page was open too long: its text comes back in the form, and nothing is written meanwhile."""
            request.came_too_late = True
            return guarded(request, *args, **kwargs)

        guarded.csrf_failed = csrf_failed
        return guarded

    return decorate
