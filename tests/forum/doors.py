"""Who opens what of the forum, for the matrix of access: topics, and around them search, notices, feed, moderation."""

from members.forum.models import FeedToken, Notice, Suspension
from tests.forum.factories import make_file
from tests.forum.life import make_board, make_topic
from tests.people.factories import make_holder

# Visitor, account, Communication, Validation, Administration, Réseau, superuser.
READERS = "302 403 200 200 200 200 200"
WRITTEN_TO = "302 403 405 405 405 405 405"
MODERATORS = "302 403 404 404 200 200 200"
NOT_THEIRS = "302 403 404 404 404 404 404"
FORUM = "302 302 302 302 200 200 200"

LEADS_THERE = "302 403 302 302 302 302 302"
OF_THE_AUTHOR = "302 403 403 403 200 200 200"  # whom none of them is, and of who moderates

TOPICS = {
    "espace/forum/": ("/espace/forum/", READERS),
    "espace/forum/recents/": ("/espace/forum/recents/", READERS),
    "espace/forum/non-lus/": ("/espace/forum/non-lus/", READERS),
    "espace/forum/sans-reponse/": ("/espace/forum/sans-reponse/", READERS),
    "espace/forum/resolus/": ("/espace/forum/resolus/", READERS),
    "espace/forum/reponse-equipe/": ("/espace/forum/reponse-equipe/", READERS),
    "espace/forum/mes-sujets/": ("/espace/forum/mes-sujets/", READERS),
    "espace/forum/suivis/": ("/espace/forum/suivis/", READERS),
    "espace/forum/tout-lu/": ("/espace/forum/tout-lu/", WRITTEN_TO),
    "espace/forum/espaces/<slug:slug>/": ("/espace/forum/espaces/{board}/", READERS),
    "espace/forum/espaces/<slug:slug>/suivre/": ("/espace/forum/espaces/{board}/suivre/", WRITTEN_TO),
    "espace/forum/nouveau/": ("/espace/forum/nouveau/", READERS),
    "espace/forum/sujet/<int:pk>/": ("/espace/forum/sujet/{topic_id}/", READERS),
    "espace/forum/sujet/<int:pk>/premier-non-lu/": ("/espace/forum/sujet/{topic_id}/premier-non-lu/", LEADS_THERE),
    "espace/forum/sujet/<int:pk>/imprimer/": ("/espace/forum/sujet/{topic_id}/imprimer/", READERS),
    "espace/forum/sujet/<int:pk>/repondre/": ("/espace/forum/sujet/{topic_id}/repondre/", READERS),
    "espace/forum/sujet/<int:pk>/suivre/": ("/espace/forum/sujet/{topic_id}/suivre/", WRITTEN_TO),
    "espace/forum/sujet/<int:pk>/resolu/": ("/espace/forum/sujet/{topic_id}/resolu/", WRITTEN_TO),
    "espace/forum/sujet/<int:pk>/gerer/": ("/espace/forum/sujet/{topic_id}/gerer/", OF_THE_AUTHOR),
    "espace/forum/message/<int:pk>/": ("/espace/forum/message/{reported_id}/", LEADS_THERE),
    "espace/forum/message/<int:pk>/modifier/": ("/espace/forum/message/{reported_id}/modifier/", OF_THE_AUTHOR),
    "espace/forum/message/<int:pk>/historique/": ("/espace/forum/message/{reported_id}/historique/", READERS),
    "espace/forum/message/<int:pk>/supprimer/": ("/espace/forum/message/{reported_id}/supprimer/", OF_THE_AUTHOR),
    "espace/forum/message/<int:pk>/retablir/": ("/espace/forum/message/{reported_id}/retablir/", WRITTEN_TO),
    "espace/forum/message/<int:pk>/utile/": ("/espace/forum/message/{reported_id}/utile/", WRITTEN_TO),
    "espace/forum/message/<int:pk>/retenir/": ("/espace/forum/message/{reported_id}/retenir/", WRITTEN_TO),
    "espace/forum/message/<int:pk>/equipe/": ("/espace/forum/message/{reported_id}/equipe/", WRITTEN_TO),
    "espace/forum/brouillons/": ("/espace/forum/brouillons/", READERS),
    # The script is answered in its own words, whoever it speaks for.
    "espace/forum/brouillons/garder/": ("/espace/forum/brouillons/garder/", "405 " * 7),
    "espace/forum/brouillons/<int:pk>/supprimer/": ("/espace/forum/brouillons/1/supprimer/", WRITTEN_TO),
    "espace/forum/apercu/": ("/espace/forum/apercu/", WRITTEN_TO),
    "espace/forum/membres/": ("/espace/forum/membres/?nom=zanzibar", READERS),
}
FILES = {
    "a file of a post": ("/fichiers/forum/{post_file_id}/", "302 404 200 200 200 200 200"),
    "a file that is not sent yet": ("/fichiers/forum/{unsent_file_id}/", "302 404 404 404 404 404 404"),
}
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
    "espace/forum/sujet/<int:pk>/voter/": ("/espace/forum/sujet/{topic_id}/voter/", NOT_THEIRS),
    "espace/forum/moderation/": ("/espace/forum/moderation/", MODERATORS),
    "espace/forum/moderation/suspensions/<int:pk>/lever/": (
        "/espace/forum/moderation/suspensions/{suspension_id}/lever/",
        "302 403 404 404 405 405 405",
    ),
}
AROUND_AT_THE_DESK = {
    "boards of the forum": ("/gestion/snippets/forum/board/", FORUM),
    "watched words": ("/gestion/snippets/forum/watchedword/", FORUM),
    "a new board": ("/gestion/snippets/forum/board/add/", FORUM),
    "a new watched word": ("/gestion/snippets/forum/watchedword/add/", FORUM),
    "what moderators did": ("/gestion/moderation/", FORUM),
}


def make_talk() -> dict:
    """What these addresses stand on."""
    person, topic = make_holder(), make_topic(make_board())
    return {
        "board": topic.board.slug,
        "topic_id": topic.pk,
        "reported_id": topic.first.pk,
        "post_file_id": make_file(person, post=topic.first).pk,
        "unsent_file_id": make_file(person).pk,
        "notice_id": Notice.objects.create(person=person, kind="reply", topic=topic, post=topic.first).pk,
        "feed_token": FeedToken.objects.create(person=person).token,
        "suspension_id": Suspension.objects.create(person=person, reason="Essai.").pk,
    }
