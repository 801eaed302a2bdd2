"""The library: the same addresses for members and, when something is for everybody, for visitors."""

from django.urls import path

from resources.views import library, replays, toolkits

app_name = "resources"
urlpatterns = [
    path("espace/ressources/", library.listed, name="list"),
    path("espace/ressources/<slug:slug>/", library.resource, name="resource"),
    path("espace/ressources/<slug:slug>/fichier/", library.file, name="file"),
    path("espace/ressources/<slug:slug>/apercu/", library.preview, name="preview"),
    path("espace/ressources/<slug:slug>/favori/", library.keep, name="keep"),
    path("espace/ressources/<slug:slug>/avis/", library.judge, name="judge"),
    path("espace/boites-a-outils/", toolkits.listed, name="toolkits"),
    path("espace/boites-a-outils/<slug:slug>/", toolkits.toolkit, name="toolkit"),
    path("espace/boites-a-outils/<slug:slug>/cocher/", toolkits.tick, name="tick"),
    path("espace/boites-a-outils/<slug:slug>/tout.zip", toolkits.everything, name="everything"),
    path("espace/replays/", replays.listed, name="replays"),
    path("espace/replays/<slug:slug>/", replays.replay, name="replay"),
    path("espace/replays/<slug:slug>/transcription/", replays.transcript, name="replay_transcript"),
    path("espace/replays/<slug:slug>/sous-titres.vtt", replays.captions, name="replay_captions"),
    path("espace/replays/<slug:slug>/vu/", replays.mark, name="replay_seen"),
    path("espace/replays/<slug:slug>/position/", replays.position, name="replay_position"),
]
