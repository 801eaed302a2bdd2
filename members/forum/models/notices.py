"""What a member is told of inside the site: one line a topic, however many replies came."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forum.models.choices import NoticeKind
from members.forum.models.posts import Post
from members.forum.models.topics import Topic


class Notice(models.Model):
    """A line of somebody's bell. While it is unread, what follows on the same topic is added to it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_notices", verbose_name=_("membre")
    )
    kind = models.CharField(_("sorte"), max_length=10, choices=NoticeKind)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="notices", verbose_name=_("sujet"))
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name=_("dernier message")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("par")
    )
    count = models.PositiveIntegerField(_("nombre"), default=1)
    created_at = models.DateTimeField(_("depuis le"), default=timezone.now)
    updated_at = models.DateTimeField(_("dernier le"), default=timezone.now)
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notification du forum")
        verbose_name_plural = _("notifications du forum")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(F("person"), F("updated_at").desc(), F("id").desc(), name="forum_notices_of_person"),
            models.Index("person", condition=Q(read_at=None), name="forum_notices_unread"),
            models.Index("updated_at", name="forum_notices_by_age"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "topic"], condition=Q(read_at=None), name="one_unread_notice_a_topic"
            ),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="a_notice_is_of_a_kind"),
        ]

    def __str__(self):
        return self.get_kind_display()
