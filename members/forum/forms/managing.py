"""What moderators ask of a topic."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.forum.models import LONGEST_TITLE, Board, Topic, TopicKind
from members.forum.permissions import visible_topics
from members.forum.services.plain import cleaned_line, is_blank

NUMBER = re.compile(r"(?:sujet/)?(\d{1,15})(?:/.*|#.*|\?.*)?$")
MOST_TAKEN = 200


class Reasoned(forms.Form):
    """Each act says why."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=500,
        help_text=_("Gardé au journal de la modération."),
        error_messages={"required": _("Dites pourquoi, en quelques mots.")},
    )


class RemoveForm(Reasoned):
    """Of somebody else's post; of one's own nothing is asked."""

    field_order = ["reason"]

    def __init__(self, *args, is_own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["reason"]
        else:
            self.fields["reason"].help_text = _("La personne qui a écrit ce message le lira.")


class MoveForm(Reasoned):
    """To another board."""

    board = forms.ModelChoiceField(
        Board.objects.none(),
        label=_("Vers quel espace ?"),
        error_messages={"required": _("Choisissez l’espace."), "invalid_choice": _("Choisissez un autre espace.")},
    )
    field_order = ["board", "reason"]

    def __init__(self, *args, boards: dict[int, Board], topic: Topic, **kwargs):
        super().__init__(*args, prefix="deplacer", **kwargs)
        others = [pk for pk, board in boards.items() if pk != topic.board_id and not board.is_archived]
        self.fields["board"].queryset = Board.objects.filter(pk__in=others)


class MergeForm(Reasoned):
    """With another topic, which keeps its title."""

    target = forms.CharField(
        label=_("À la suite de quel sujet ?"),
        max_length=200,
        help_text=_("L’adresse de ce sujet, ou son numéro."),
        error_messages={"required": _("Donnez l’adresse du sujet.")},
    )
    field_order = ["target", "reason"]

    def __init__(self, *args, person, topic: Topic, **kwargs):
        self.person, self.topic = person, topic
        super().__init__(*args, prefix="reunir", **kwargs)

    def clean_target(self):
        number = NUMBER.search(self.cleaned_data["target"].strip())
        target = visible_topics(self.person).filter(pk=int(number[1])).first() if number else None
        if target is None or target.pk == self.topic.pk or not self.topic.is_shown:
            raise ValidationError(_("Aucun autre sujet n’a cette adresse."))
        if self.topic.kind == TopicKind.CONSULTATION:
            raise ValidationError(
                _("Une consultation ne se réunit pas à un autre sujet : ses voix ne se liraient plus.")
            )
        return target


class SplitForm(Reasoned):
    """Some of its posts become a topic of their own."""

    numbers = forms.CharField(
        label=_("Quels messages ?"),
        max_length=200,
        help_text=_("Leurs numéros : « 4, 6-9 »."),
        error_messages={"required": _("Donnez les numéros des messages.")},
    )
    title = forms.CharField(
        label=_("Titre du nouveau sujet"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Donnez un titre au nouveau sujet.")},
    )
    field_order = ["numbers", "title", "reason"]

    def __init__(self, *args, topic: Topic, **kwargs):
        self.topic = topic
        super().__init__(*args, prefix="partager", **kwargs)

    def clean_title(self):
        title = cleaned_line(self.cleaned_data["title"])
        if is_blank(title):
            raise ValidationError(self.fields["title"].error_messages["required"])
        return title

    def clean(self):
        data = super().clean()
        if "numbers" in data:
            numbers = numbers_of(data["numbers"])
            posts = list(self.topic.posts.filter(number__in=numbers, number__gt=1).order_by("number"))
            if not posts or not any(post.is_shown for post in posts):
                self.add_error("numbers", _("Aucun message de ce sujet n’a ces numéros. Le premier reste toujours."))
            data["posts"] = posts
        return data


def numbers_of(written: str) -> set[int]:
    """« 4, 6-9 »: so many at most."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", written):
        span = range(int(first), int(last or first) + 1)
        found |= set(span[:MOST_TAKEN])
    return set(sorted(found)[:MOST_TAKEN])
