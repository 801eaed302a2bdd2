"""The forum, all of it inside the members' area."""

from django.urls import path

from members.forum.views import lists, posts, topics, writing

app_name = "forum"
urlpatterns = [
    path("", lists.index, name="index"),
    path("recents/", lists.listed, {"code": "recents"}, name="recents"),
    path("non-lus/", lists.unread, name="non-lus"),
    path("sans-reponse/", lists.listed, {"code": "sans-reponse"}, name="sans-reponse"),
    path("mes-sujets/", lists.listed, {"code": "mes-sujets"}, name="mes-sujets"),
    path("suivis/", lists.listed, {"code": "suivis"}, name="suivis"),
    path("tout-lu/", lists.all_read, name="all_read"),
    path("espaces/<slug:slug>/", lists.board, name="board"),
    path("espaces/<slug:slug>/suivre/", lists.follow_board, name="follow_board"),
    path("nouveau/", writing.new, name="new"),
    path("sujet/<int:pk>/", topics.topic, name="topic"),
    path("sujet/<int:pk>/premier-non-lu/", topics.first_unread, name="first_unread"),
    path("sujet/<int:pk>/imprimer/", topics.printed, name="print"),
    path("sujet/<int:pk>/repondre/", writing.reply, name="reply"),
    path("sujet/<int:pk>/suivre/", topics.follow, name="follow"),
    path("sujet/<int:pk>/resolu/", topics.solve, name="solve"),
    path("sujet/<int:pk>/gerer/", posts.manage, name="manage"),
    path("message/<int:pk>/", topics.post, name="post"),
    path("message/<int:pk>/modifier/", writing.edit, name="edit"),
    path("message/<int:pk>/historique/", writing.history, name="history"),
    path("message/<int:pk>/supprimer/", posts.delete, name="delete"),
    path("message/<int:pk>/retablir/", posts.restore, name="restore"),
    path("message/<int:pk>/utile/", topics.useful, name="useful"),
    path("message/<int:pk>/retenir/", topics.accept, name="accept"),
    path("message/<int:pk>/equipe/", topics.team_answer, name="team_answer"),
    path("brouillons/", writing.my_drafts, name="drafts"),
    path("brouillons/garder/", writing.autosave, name="autosave"),
    path("brouillons/<int:pk>/supprimer/", writing.forget_draft, name="forget_draft"),
    path("apercu/", writing.preview, name="preview"),
]
