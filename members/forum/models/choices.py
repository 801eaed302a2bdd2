"""Closed lists of the forum."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from millecafes.people.models import CafeRole, Mandate, ProjectHolder


class TopicKind(models.TextChoices):
    """What a topic is opened for."""

    QUESTION = "question", _("Question")
    DISCUSSION = "discussion", _("Discussion")
    ANNOUNCEMENT = "announcement", _("Annonce")
    CONSULTATION = "consultation", _("Consultation")


# What only the team opens.
OF_THE_TEAM = (TopicKind.ANNOUNCEMENT, TopicKind.CONSULTATION)


class State(models.TextChoices):
    """Of a topic or a post. What is pending is read by its author and the moderators; the rest by the moderators."""

    VISIBLE = "visible", _("Visible")
    PENDING = "pending", _("En attente de relecture")
    HIDDEN = "hidden", _("Masqué par la modération")
    DELETED = "deleted", _("Supprimé")


class Level(models.IntegerChoices):
    """How closely somebody follows a topic or a board."""

    IGNORE = 0, _("Ignorer")
    NORMAL = 1, _("Normal")
    FOLLOW = 2, _("Suivre")


class Fanout(models.IntegerChoices):
    """Where the telling of a new post stands."""

    WAITING = 0, _("À annoncer")
    DOING = 1, _("En cours")
    DONE = 2, _("Annoncé")


class NoticeKind(models.TextChoices):
    """What somebody is told of."""

    REPLY = "reply", _("Réponse dans un sujet suivi")
    TOPIC = "topic", _("Nouveau sujet dans un espace suivi")
    MENTION = "mention", _("Mention")
    SOLVED = "solved", _("Réponse retenue")
    UNANSWERED = "unanswered", _("Question sans réponse")
    REPORT = "report", _("Signalement")
    MODERATION = "moderation", _("Modération")


TEAM, HOLDER = "team", "holder"
# What is said beside a name: a function in a commune or a café, a project, the team.
ROLES = [
    *Mandate.Function.choices,
    *CafeRole.Kind.choices,
    (HOLDER, ProjectHolder._meta.verbose_name),
    (TEAM, _("Équipe 1000 cafés")),
]
