"""What is reported, what moderators did of it, and what makes a post be read before the others see it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forum.models.posts import Post
from members.forum.models.topics import Topic


class Report(models.Model):
    """A member says that a post has no place here; the post as it then was is kept with it."""

    class Reason(models.TextChoices):
        """Why."""

        RUDE = "rude", _("Blessant ou agressif")
        SPAM = "spam", _("Publicité")
        PRIVATE = "private", _("Données personnelles d’autrui")
        WRONG = "wrong", _("Faux ou dangereux")
        OTHER = "other", _("Autre raison")

    class Outcome(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("À traiter")
        UPHELD = "upheld", _("Suivi d’effet")
        DISMISSED = "dismissed", _("Sans suite")

    post = models.ForeignKey(Post, models.PROTECT, related_name="reports", verbose_name=_("message"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="forum_reports",
        verbose_name=_("signalé par"),
    )
    reason = models.CharField(_("raison"), max_length=8, choices=Reason)
    text = models.CharField(_("précisions"), max_length=1000, blank=True, default="")
    copy = models.TextField(_("le message signalé"))
    created_at = models.DateTimeField(_("signalé le"), default=timezone.now)
    outcome = models.CharField(_("décision"), max_length=9, choices=Outcome, default=Outcome.OPEN)
    answer = models.CharField(_("réponse à qui signale"), max_length=1000, blank=True, default="")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="forum_reports_handled",
        verbose_name=_("traité par"),
    )
    handled_at = models.DateTimeField(_("traité le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index("created_at", condition=Q(outcome="open"), name="forum_reports_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "reporter"],
                condition=Q(outcome="open"),
                name="a_post_is_reported_once",
                violation_error_message=_("Vous avez déjà signalé ce message."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", handled_at=None) | (~Q(outcome="open") & Q(handled_at__isnull=False)),
                name="a_report_is_open_until_handled",
            ),
        ]

    def __str__(self):
        return f"{self.post_id} : {self.get_reason_display()}"


class ModerationAct(models.Model):
    """What somebody did of a topic, a post or a member, and why: written once, never changed."""

    class Verb(models.TextChoices):
        """What was done."""

        HIDE = "hide", _("Message masqué")
        RESTORE = "restore", _("Message rétabli")
        DELETE = "delete", _("Message supprimé")
        APPROVE = "approve", _("Message relu et publié")
        EDIT = "edit", _("Message corrigé")
        LOCK = "lock", _("Sujet fermé")
        UNLOCK = "unlock", _("Sujet rouvert")
        PIN = "pin", _("Sujet épinglé")
        UNPIN = "unpin", _("Sujet désépinglé")
        MOVE = "move", _("Sujet déplacé")
        MERGE = "merge", _("Sujets réunis")
        SPLIT = "split", _("Sujet partagé")
        TEAM_ANSWER = "team_answer", _("« Réponse de l’équipe »")
        DISMISS = "dismiss", _("Signalement sans suite")
        WARN = "warn", _("Avertissement")
        SUSPEND = "suspend", _("Suspension")
        UNSUSPEND = "unsuspend", _("Fin de suspension")

    verb = models.CharField(_("acte"), max_length=12, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="forum_acts", verbose_name=_("par")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="forum_acts_received",
        verbose_name=_("membre concerné"),
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="acts", verbose_name=_("sujet")
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="acts", verbose_name=_("message")
    )
    reason = models.CharField(_("raison"), max_length=500, blank=True, default="")
    copy = models.TextField(_("le message tel qu’il était"), blank=True, default="")
    details = models.JSONField(_("détails"), default=dict, blank=True)
    at = models.DateTimeField(_("le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("acte de modération")
        verbose_name_plural = _("actes de modération")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(F("at").desc(), F("id").desc(), name="forum_acts_latest")]

    def __str__(self):
        return self.get_verb_display()


class WatchedWord(models.Model):
    """A word, or the name of a site, that sends a post to be read again before it is shown."""

    word = models.CharField(_("mot ou nom de site"), max_length=80, unique=True)
    note = models.CharField(_("pourquoi"), max_length=200, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mot surveillé")
        verbose_name_plural = _("mots surveillés")
        ordering = ["word", "pk"]

    def __str__(self):
        return self.word
