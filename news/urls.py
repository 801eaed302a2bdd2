from django.urls import re_path

from news import views

urlpatterns = [re_path(r"^(?P<path>(?:[\w\-]+/)+)flux\.atom$", views.feed, name="feed")]
