"""The forum, all of it inside the members' area."""

from django.urls import path

from members.forum.views import following, lists, moderation, search

app_name = "forum"
urlpatterns = [
    path("", lists.index, name="index"),
    path("recherche/", search.search, name="search"),
    path("proches/", search.near, name="near"),
    path("avis/", following.told, name="notices"),
    path("avis/tout-lu/", following.close_all, name="close_notices"),
    path("avis/<int:pk>/", following.follow_notice, name="notice"),
    path("reglages/", following.choices, name="choices"),
    path("flux/", following.own_feed, name="own_feed"),
    path("flux/<str:token>.atom", following.feed, name="feed"),
    path("message/<int:pk>/signaler/", moderation.report, name="report"),
    path("message/<int:pk>/moderer/", moderation.decide, name="decide"),
    path("moderation/", moderation.queue, name="moderation"),
    path("moderation/suspensions/<int:pk>/lever/", moderation.lift, name="lift"),
]
