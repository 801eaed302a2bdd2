"""What a member made of the library: given back, and forgotten with her."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from millecafes.core.privacy import Chapter
from millecafes.people.models import User
from resources.models import Download, Favourite, ResourceFile, StepDone, Usefulness, Viewed


def chapters(person: User) -> Iterator[Chapter]:
    kept = Favourite.objects.filter(person=person).values_list("resource__title", "at")
    yield Chapter(
        "bibliotheque-favoris",
        _("Les ressources que vous gardez"),
        ({_("Ressource"): title, _("Gardée le"): at} for title, at in kept.iterator()),
    )
    said = Usefulness.objects.filter(person=person).values_list("resource__title", "is_useful", "at")
    yield Chapter(
        "bibliotheque-avis",
        _("Les ressources que vous avez jugées"),
        ({_("Ressource"): title, _("Utile"): is_useful, _("Dit le"): at} for title, is_useful, at in said.iterator()),
    )
    fetched = Download.objects.filter(person=person).values_list("resource__title", "first_at")
    yield Chapter(
        "bibliotheque-telechargements",
        _("Les documents que vous avez téléchargés : la première fois seulement"),
        ({_("Ressource"): title, _("La première fois"): at} for title, at in fetched.iterator()),
    )
    done = StepDone.objects.filter(person=person).values_list("toolkit__title", "resource__title", "at")
    yield Chapter(
        "bibliotheque-etapes",
        _("Les étapes que vous avez cochées"),
        (
            {_("Boîte à outils"): toolkit, _("Étape"): resource, _("Cochée le"): at}
            for toolkit, resource, at in done.iterator()
        ),
    )
    viewed = Viewed.objects.filter(person=person).values_list("replay__title", "seconds", "seen_at", "at")
    yield Chapter(
        "bibliotheque-replays",
        _("Les replays que vous avez commencés, et ceux que vous avez vus"),
        (
            {_("Replay"): title, _("Arrêté à (secondes)"): seconds, _("Vu le"): seen, _("Dernière fois"): at}
            for title, seconds, seen, at in viewed.iterator()
        ),
    )
    sent = ResourceFile.objects.filter(uploaded_by=person).values_list("name", "uploaded_at")
    yield Chapter(
        "bibliotheque-fichiers",
        _("Les fichiers que vous avez déposés"),
        ({_("Fichier"): name, _("Déposé le"): at} for name, at in sent.iterator()),
    )


def forget(person: User) -> None:
    """What was counted goes with her; the files stay, without her name."""
    for table in (Favourite, Usefulness, Download, StepDone, Viewed):
        table.objects.filter(person=person).delete()
    ResourceFile.objects.filter(uploaded_by=person).update(uploaded_by=None)
