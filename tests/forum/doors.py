"""Who opens what around the topics of the forum, for the matrix of access: search, notices, feed, moderation."""

from members.forum.models import FeedToken, Notice, Suspension
from tests.forum.life import make_board, make_topic
from tests.people.factories import make_elected

# Visitor, account, Communication, Validation, Administration, Réseau, superuser.
READERS = "302 403 200 200 200 200 200"
WRITTEN_TO = "302 403 405 405 405 405 405"
MODERATORS = "302 403 404 404 200 200 200"
NOT_THEIRS = "302 403 404 404 404 404 404"
FORUM = "302 302 302 302 200 200 200"

AROUND = {
    "espace/forum/recherche/": ("/espace/forum/recherche/", READERS),
    "espace/forum/proches/": ("/espace/forum/proches/?titre=zanzibar", READERS),
    "espace/forum/avis/": ("/espace/forum/avis/", READERS),
    "espace/forum/avis/tout-lu/": ("/espace/forum/avis/tout-lu/", WRITTEN_TO),
    "espace/forum/avis/<int:pk>/": ("/espace/forum/avis/{notice_id}/", NOT_THEIRS),
    "espace/forum/reglages/": ("/espace/forum/reglages/", READERS),
    "espace/forum/flux/": ("/espace/forum/flux/", WRITTEN_TO),
    # Whoever has the address: it is the key.
    "espace/forum/flux/<str:token>.atom": ("/espace/forum/flux/{feed_token}.atom", "200 " * 7),
    "espace/forum/message/<int:pk>/signaler/": ("/espace/forum/message/{reported_id}/signaler/", READERS),
    "espace/forum/message/<int:pk>/moderer/": ("/espace/forum/message/{reported_id}/moderer/", MODERATORS),
    "espace/forum/consulter/": ("/espace/forum/consulter/", MODERATORS),
    # Seen, it leads to the topic, where the form is; that of the matrix is no consultation.
    "espace/forum/sujet/<int:pk>/voter/": ("/espace/forum/sujet/{talk_id}/voter/", NOT_THEIRS),
    "espace/forum/moderation/": ("/espace/forum/moderation/", MODERATORS),
    "espace/forum/moderation/suspensions/<int:pk>/lever/": (
        "/espace/forum/moderation/suspensions/{suspension_id}/lever/",
        "302 403 404 404 405 405 405",
    ),
}
AROUND_AT_THE_DESK = {
    "boards of the forum": ("/gestion/snippets/forum/board/", FORUM),
    "watched words": ("/gestion/snippets/forum/watchedword/", FORUM),
    "a new watched word": ("/gestion/snippets/forum/watchedword/add/", FORUM),
    "what moderators did": ("/gestion/moderation/", FORUM),
}


def make_talk() -> dict:
    """What these addresses stand on."""
    person, topic = make_elected(), make_topic(make_board())
    return {
        "reported_id": topic.first.pk,
        "talk_id": topic.pk,
        "notice_id": Notice.objects.create(person=person, kind="reply", topic=topic, post=topic.first).pk,
        "feed_token": FeedToken.objects.create(person=person).token,
        "suspension_id": Suspension.objects.create(person=person, reason="Essai.").pk,
    }
