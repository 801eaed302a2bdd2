"""The forum, all of it inside the members' area."""

from django.urls import path

from members.forum.views import lists

app_name = "forum"
urlpatterns = [
    path("", lists.index, name="index"),
]
