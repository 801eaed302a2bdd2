"""The outbox: what was written in the transaction of its cause leaves later, and leaves a trace."""

from base64 import b64decode
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What the outbox notes when nothing could be handed over: the server refused us (5xx to a mailbox is final), or was not
# there. An answer 4xx speaks of one mailbox, or of one message.
OUT_OF_REACH = r"^(5[0-9][0-9] |Connection|gaierror|OSError|SMTP|SSL|TimeoutError|timeout)"


def new_message_id() -> str:
    """Made once, when the mail is queued: a second copy can be recognised, and our machine's name is told to nobody."""
    domain = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].partition("@")[2]
    return make_msgid(domain=domain or "localhost")


class MailQuerySet(models.QuerySet):
    def queued(self, at=None):
        """What may leave now: what somebody is waiting for before what may wait, then the oldest first."""
        due = self.filter(state=Mail.State.QUEUED, not_before__lte=at or timezone.now())
        return due.order_by("may_wait", "not_before", "pk")

    def tried_in_vain(self):
        """What waits for its next try because the server refused us, or did not answer, whoever it was for."""
        return self.filter(state=Mail.State.QUEUED, attempts__gt=0, last_error__regex=OUT_OF_REACH).order_by("pk")

    def abandoned(self, at=None):
        """What a worker took and did not bring back: it was killed, or its machine was."""
        return self.filter(state=Mail.State.SENDING, lease_until__lte=at or timezone.now()).order_by("pk")


class Mail(models.Model):
    """One message to one person."""

    class State(models.TextChoices):
        QUEUED = "queued", _("en attente")
        SENDING = "sending", _("en cours d’envoi")
        SENT = "sent", _("envoyé")
        FAILED = "failed", _("en échec")

    state = models.CharField(_("état"), max_length=10, choices=State, default=State.QUEUED)
    to = models.CharField(_("destinataire"), max_length=400)
    from_email = models.CharField(_("expéditeur"), max_length=400)
    reply_to = models.CharField(_("réponse à"), max_length=400, blank=True)
    subject = models.CharField(_("objet"), max_length=998)
    body_text = models.TextField(_("texte"))
    body_html = models.TextField(_("texte mis en forme"), blank=True)
    headers = models.JSONField(_("en-têtes"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    attachments = models.JSONField(
        _("pièces jointes"), default=list, blank=True, help_text=_("De petits fichiers, écrits en base 64.")
    )
    writer = models.CharField(
        _("rédacteur"), max_length=40, blank=True, default="", help_text=_("Ce qui écrit le message quand il part.")
    )
    facts = models.JSONField(_("ce qu’il dira"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    message_id = models.CharField(_("identifiant du message"), max_length=255, unique=True, default=new_message_id)
    dedupe_key = models.CharField(
        _("clé d’unicité"),
        max_length=255,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Deux messages de même clé n’en font qu’un."),
    )
    is_secret = models.BooleanField(
        _("secret"), default=False, help_text=_("Contient un code : le texte est oublié une fois parti.")
    )
    may_wait = models.BooleanField(
        _("peut attendre"),
        default=False,
        help_text=_("Un résumé : il part après ce que quelqu’un attend devant son écran."),
    )
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    not_before = models.DateTimeField(_("pas avant"), default=timezone.now)
    lease_until = models.DateTimeField(_("réservé jusqu’à"), null=True, blank=True)
    last_error = models.TextField(_("dernière erreur"), blank=True)
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("message envoyé")
        verbose_name_plural = _("messages envoyés")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "may_wait", "not_before", "id"], name="mail_waiting")]
        constraints = [
            models.CheckConstraint(
                name="a_sent_mail_has_a_date",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="only_a_mail_being_sent_has_a_lease",
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(name="a_mail_has_a_recipient", condition=~Q(to="")),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"

    @property
    def files(self) -> list[dict]:
        """Name and size, in bytes, of what is attached."""
        return [{"name": file["name"], "size": len(b64decode(file["content"]))} for file in self.attachments]

    @property
    def readable_text(self) -> str:
        """The text staff may read: a code opens somebody's account, nobody else reads it."""
        if self.is_secret and not settings.DEMO:
            return str(_("Ce message contenait un code : son texte n’est montré à personne."))
        return self.body_text
