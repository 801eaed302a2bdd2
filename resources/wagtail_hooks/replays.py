"""Replays, as the back office writes them: films, captions and slides are checked as they come in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from events.agenda.models import EventKind, Session
from events.agenda.services import when
from millecafes.core.permissions import NeverDeleted
from millecafes.core.sizes import size_in_words
from millecafes.core.snippet_views import ReviewedEditView, state_of
from millecafes.core.uploads import check_content, was_left_out
from resources.forms import free_slug
from resources.models import Replay, TextState, timecodes
from resources.models.replays import LONG

register_permission_policy(Replay, NeverDeleted(Replay))

MOST_FILM, MOST_SLIDES = 380 * 1024 * 1024, 50 * 1024 * 1024  # bytes
FILMS, SLIDES = ("mp4", "webm"), ("pdf", "pptx", "odp")
MOST_WEBINARS = 200


class SessionChoice(forms.ModelChoiceField):
    """Dates by their event and their day."""

    def label_from_instance(self, session):
        return f"{session.event.title}, {when(session)}"


def check_upload(upload, kinds: tuple[str, ...], most: int) -> None:
    """Raise ValidationError for a file of another kind, too heavy, or that is not what its name says."""
    if upload.name.rpartition(".")[2].lower() not in kinds:
        raise ValidationError(
            _("Ce fichier doit être de l’une de ces sortes : %(kinds)s.") % {"kinds": ", ".join(kinds)}
        )
    if upload.size > most:
        said = {"size": size_in_words(upload.size), "most": size_in_words(most)}
        raise ValidationError(_("Ce fichier pèse %(size)s : il en faut un de moins de %(most)s.") % said)
    check_content(upload)


class ReplayForm(WagtailAdminModelForm):
    """Fills the address, and refuses at the field what players and readers could not use."""

    captions_file = forms.FileField(
        label=gettext_lazy("Fichier de sous-titres"),
        required=False,
        widget=forms.FileInput({"accept": ".vtt"}),
        help_text=gettext_lazy("Un fichier .vtt, en UTF-8 : il remplace les sous-titres ci-dessous."),
    )
    left_out = False  # files that were too heavy to be received

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].disabled = bool(self.instance.first_published_at)
        if "session" in self.fields:
            self.fields["session"] = SessionChoice(
                webinars(self.instance.session_id),
                label=self.fields["session"].label,
                help_text=self.fields["session"].help_text,
                required=False,
            )

    def clean_slug(self):
        slug = self.cleaned_data.get("slug", "")
        return slug or free_slug(Replay, self.cleaned_data.get("title", ""), self.instance.pk)

    def clean_video(self):
        return self.sent("video", FILMS, MOST_FILM)

    def clean_slides(self):
        return self.sent("slides", SLIDES, MOST_SLIDES)

    def sent(self, name: str, kinds: tuple[str, ...], most: int):
        """A new file is checked; one that was there is what it was."""
        given = self.cleaned_data.get(name)
        if given and name in self.changed_data and name in self.files:
            check_upload(given, kinds, most)
        return given

    def clean_chapters(self):
        return timecodes.check_chapters(self.cleaned_data.get("chapters", ""))

    def clean(self):
        cleaned = super().clean()
        self.take_captions(cleaned)
        if self.left_out:
            words = _("Cet envoi est trop lourd : un film doit peser moins de %(most)s.")
            self.add_error("video", words % {"most": size_in_words(MOST_FILM)})
        if not self.is_deferred_validation:
            if not cleaned.get("video") and not cleaned.get("url") and not {"video", "url"} & set(self.errors):
                self.add_error("video", _("Déposez le film, ou donnez son adresse."))
            words = ("captions", "captions_file", "transcript")
            if not any(cleaned.get(name) for name in words) and not set(words) & set(self.errors):
                self.add_error("captions_file", _("Un replay est publié avec des sous-titres ou une transcription."))
        return cleaned

    def take_captions(self, cleaned: dict) -> None:
        """Those of the file if one was sent, else those that were typed, if players can read them."""
        file, typed = cleaned.get("captions_file"), cleaned.get("captions", "")
        try:
            if file:
                cleaned["captions"] = timecodes.check_captions(file.read(timecodes.LONGEST_CAPTIONS + 1))
            elif typed.strip():
                cleaned["captions"] = timecodes.check_captions(typed.encode())
        except ValidationError as error:
            self.add_error("captions_file" if file else "captions", error)


def webinars(own: int | None):
    """Those that have begun, the latest first; and the one that is bound already."""
    past = Session.objects.held().past().filter(event__kind=EventKind.WEBINAR)
    latest = list(past.values_list("pk", flat=True)[:MOST_WEBINARS])
    return Session.objects.filter(pk__in=[*latest, own]).select_related("event").order_by("-starts_at", "-pk")


class TellsWhatIsTooHeavy:
    """A form that never received its files says why."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        form.left_out = self.request.method == "POST" and was_left_out(self.request)
        return form


class ReplayCreateView(TellsWhatIsTooHeavy, CreateView):
    """A first draft."""


class ReplayEditView(TellsWhatIsTooHeavy, ReviewedEditView):
    """The next ones."""


class ReplayFilterSet(WagtailFilterSet):
    class Meta:
        model = Replay
        fields = ["live", "language", "is_example"]


TOLD = [
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("session"),
    FieldRowPanel([FieldPanel("recorded_on"), FieldPanel("minutes")]),
    FieldRowPanel([FieldPanel("speakers"), FieldPanel("language")]),
    FieldPanel("audiences"),
    FieldPanel("slug"),
    FieldPanel("is_example"),
]
FILM = [
    MultiFieldPanel(
        [FieldPanel("video"), FieldPanel("url")],
        heading=gettext_lazy("Le film"),
        help_text=gettext_lazy("MP4 ou WebM, 380 Mo au plus. Plus lourd, il est hébergé ailleurs."),
    ),
    FieldPanel("chapters"),
    FieldPanel("slides"),
]
SAID = [
    MultiFieldPanel(
        [FieldPanel("captions_file"), FieldPanel("captions")],
        heading=gettext_lazy("Sous-titres"),
        help_text=gettext_lazy("Sans eux ni transcription, un replay ne se publie pas."),
    ),
    FieldPanel("transcript"),
]


def reading_of(replay: Replay) -> str:
    """Where the reading of its slides stands: they are read once they are published."""
    if not replay.slides:
        return ""
    return replay.reading.get_text_state_display() if replay.reading else TextState.PENDING.label


class ReplayViewSet(SnippetViewSet):
    model = Replay
    icon = "media"
    menu_label = gettext_lazy("Replays")
    add_to_reference_index = True
    copy_view_enabled = False
    add_view_class = ReplayCreateView
    edit_view_class = ReplayEditView
    list_display = [
        "title",
        DateColumn("recorded_on", label=gettext_lazy("Enregistré le"), sort_key="recorded_on"),
        Column("speakers", label=gettext_lazy("Avec")),
        Column("slides", label=gettext_lazy("Texte du diaporama"), accessor=reading_of),
        Column("live", label=gettext_lazy("État"), accessor=state_of, sort_key="live"),
    ]
    list_per_page = 50
    filterset_class = ReplayFilterSet
    search_fields = ["title", "speakers"]
    search_backend_name = None
    edit_handler = TabbedInterface(
        [
            ObjectList(TOLD, heading=gettext_lazy("Le replay")),
            ObjectList(FILM, heading=gettext_lazy("Film et diaporama")),
            ObjectList(SAID, heading=gettext_lazy("Ce qui est dit")),
        ],
        base_form_class=ReplayForm,
    )

    def get_queryset(self, request):
        return Replay.objects.defer(*LONG, "slides_text__text").select_related("slides_text")
