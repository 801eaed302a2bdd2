from django.urls import path

from home.views import cafes

urlpatterns = [path("cafes/<slug:slug>/", cafes.cafe, name="cafe")]
