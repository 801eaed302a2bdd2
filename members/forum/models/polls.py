"""Consultations: one voice a member, and a result that is shown once it is closed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forum.models.topics import Topic


class Poll(models.Model):
    """The question of a consultation, until a date."""

    topic = models.OneToOneField(Topic, models.CASCADE, related_name="poll", verbose_name=_("sujet"))
    question = models.CharField(_("question"), max_length=200)
    closes_at = models.DateTimeField(_("se ferme le"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-closes_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(question=""), name="a_poll_asks_something")]

    def __str__(self):
        return self.question

    @property
    def last_day(self):
        """It closes at the end of this day."""
        return timezone.localdate(self.closes_at - timedelta(seconds=1))

    def is_closed(self, at=None) -> bool:
        return self.closes_at <= (at or timezone.now())


class PollChoice(models.Model):
    """One of the answers."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="choices", verbose_name=_("consultation"))
    position = models.PositiveSmallIntegerField(_("rang"))
    text = models.CharField(_("réponse"), max_length=140)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("réponse possible")
        verbose_name_plural = _("réponses possibles")
        ordering = ["poll", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="answers_of_a_poll_are_in_order"),
            models.UniqueConstraint(fields=["poll", "text"], name="answers_of_a_poll_are_not_the_same"),
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_of_a_poll_says_something"),
        ]

    def __str__(self):
        return self.text


class Vote(models.Model):
    """A member's voice; it is counted still when she leaves, and names nobody any more."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes", verbose_name=_("consultation"))
    choice = models.ForeignKey(PollChoice, models.CASCADE, related_name="votes", verbose_name=_("réponse"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="forum_votes", verbose_name=_("membre")
    )
    shows_name = models.BooleanField(_("nom montré avec le résultat"), default=False)
    at = models.DateTimeField(_("voté le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("voix")
        verbose_name_plural = _("voix")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "person"],
                name="one_voice_a_member",
                violation_error_message=_("Vous avez déjà donné votre voix."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(shows_name=False), name="a_voice_of_nobody_shows_no_name"
            ),
        ]

    def __str__(self):
        return str(self.choice_id)
