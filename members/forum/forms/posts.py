"""A new topic, an answer, a change."""

from collections.abc import Sequence
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.forum.models import LONGEST_POST, LONGEST_TITLE, MOST_TAGS, Board, TopicKind
from members.forum.models.writing import LONGEST_DRAFT
from members.forum.services.plain import cleaned, cleaned_line, is_blank, tag_of

ASKED = [
    (TopicKind.QUESTION, _("Une question : j’ai besoin d’une réponse")),
    (TopicKind.DISCUSSION, _("Un échange : je raconte, je propose, je cherche des avis")),
]
TOLD_BY_TEAM = [(TopicKind.ANNOUNCEMENT, _("Une annonce de l’équipe"))]


class PostForm(forms.Form):
    """The words of a post."""

    use_required_attribute = False

    body = forms.CharField(
        label=_("Votre message"),
        max_length=LONGEST_DRAFT * 2,  # what is sent beyond is not even read
        strip=False,
        widget=forms.Textarea({"rows": 10, "data-words": "", "dir": "auto"}),
        error_messages={
            "required": _("Écrivez votre message avant de l’envoyer."),
            "max_length": _("Ce message est beaucoup trop long : partagez-le en plusieurs."),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["key"] = self.initial.get("key") or uuid4()

    def clean_body(self):
        body = cleaned(self.cleaned_data["body"])
        if is_blank(body):
            raise ValidationError(self.fields["body"].error_messages["required"], code="required")
        if over := max(len(body) - LONGEST_POST, 0):
            words = ngettext(
                "Ce message a %(over)d signe de trop (%(most)d au plus). Partagez-le en deux, ou joignez un fichier.",
                "Ce message a %(over)d signes de trop (%(most)d au plus). Partagez-le en deux, ou joignez un fichier.",
                over,
            )
            raise ValidationError(words % {"over": over, "most": LONGEST_POST}, code="max_length")
        return body

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()


class ReplyForm(PostForm):
    """An answer."""


class Titled(PostForm):
    """The first post of a topic, with what the topic is called by."""

    title = forms.CharField(
        label=_("Titre"),
        max_length=LONGEST_TITLE,
        help_text=_("En quelques mots, ce que vous demandez ou racontez."),
        widget=forms.TextInput(
            {"autocomplete": "off", "dir": "auto", "data-near": "proches", "data-near-url": reverse_lazy("forum:near")}
        ),
        error_messages={
            "required": _("Donnez un titre : c’est lui que les autres liront d’abord."),
            "max_length": _("Ce titre est trop long : %(limit_value)d signes au plus."),
        },
    )
    tags = forms.CharField(
        label=_("Mots-clés"),
        required=False,
        max_length=240,
        help_text=_("Cinq au plus, séparés par des virgules : « licence IV, travaux »."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_title(self):
        title = cleaned_line(self.cleaned_data["title"])
        if is_blank(title):
            raise ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean_tags(self):
        words = {tag_of(word)[1]: tag_of(word)[0] for word in self.cleaned_data["tags"].split(",") if tag_of(word)[1]}
        if len(words) > MOST_TAGS:
            raise ValidationError(_("Cinq mots-clés au plus : gardez ceux qui aideront à retrouver ce sujet."))
        return list(words.values())


class BoardField(forms.ModelChoiceField):
    """Among boards that are read already: none is looked for again."""

    boards: Sequence[Board] = ()

    def to_python(self, value):
        if value in self.empty_values:
            return None
        for board in self.boards:
            if str(board.pk) == str(value):
                return board
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class TopicForm(Titled):
    """A new topic."""

    board = BoardField(
        Board.objects.none(),
        label=_("Dans quel espace ?"),
        empty_label=_("Choisir un espace"),
        error_messages={
            "required": _("Choisissez l’espace où poser votre sujet."),
            "invalid_choice": _("Cet espace n’est pas ouvert : choisissez-en un autre."),
        },
    )
    kind = forms.ChoiceField(
        label=_("C’est…"),
        widget=forms.RadioSelect,
        initial=TopicKind.QUESTION,
        error_messages={
            "required": _("Dites si vous posez une question ou si vous ouvrez un échange."),
            "invalid_choice": _("Dites si vous posez une question ou si vous ouvrez un échange."),
        },
    )
    field_order = ["board", "kind", "title", "body", "tags", "key"]

    def __init__(self, *args, boards: list[Board], is_team: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["board"]
        field.boards = boards
        field.choices = [("", field.empty_label), *((board.pk, board.shown_name) for board in boards)]
        self.fields["kind"].choices = [*ASKED, *(TOLD_BY_TEAM if is_team else [])]


class EditForm(Titled):
    """A change; of a post that is not the first of its topic, the words alone."""

    reason = forms.CharField(
        label=_("Ce que vous changez"),
        required=False,
        max_length=200,
        help_text=_("Quelques mots, que les autres liront dans l’historique."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    field_order = ["title", "body", "tags", "reason", "key", "base"]

    def __init__(self, *args, is_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_first:
            del self.fields["title"], self.fields["tags"]
