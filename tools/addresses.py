"""Every address of ours, as the site itself knows them: which leads where, and who is sent to ask for it."""

import os
import re
import sys
from urllib.parse import urlsplit

from tools.site import ROOT, Site

# Who walks, from where. Each follows the links it meets; those who come later meet what is theirs alone.
WALKERS = {
    "": ["/", "/recherche/?q=cafe+associatif", "/recherche/?q=helicoptere+cafe", "/cafes/?pres=Rodez&lieu=12202"],
    "elue@example.org": ["/espace/", "/compte/", "/gestion/"],
    "gerante@example.org": ["/espace/", "/espace/animations/"],
    "porteur@example.org": ["/espace/"],
    "attente@example.org": ["/espace/", "/compte/"],
    "compte@example.org": ["/espace/", "/compte/"],
    "ancienne@example.org": ["/espace/"],
    "reseau@example.org": ["/espace/", "/espace/forum/moderation/", "/compte/"],
    "culture@example.org": ["/espace/"],
    "finances@example.org": ["/espace/"],
    "admin@example.org": ["/espace/", "/gestion/style/"],
}
LOST = "/nulle-part/"  # the page that says there is none
ENOUGH = 2  # examples of an address with a number or a name in it, whoever walks
PAGES_OF_EDITORS = r"^((?:[\w\-]+/)*)$"  # all of them are walked, from the site map
FILES = "csv|ics|json|geojson|vcf|atom|pdf|zip|vtt|jpg|xml|txt|ico"
NOT_PAGES = re.compile(rf"\.(?:{FILES})\$?$|^(?:media|prive|fichiers|sante)/")
OURS = ("millecafes.", "events.", "home.", "members.", "news.", "resources.")
# What answers, and is no page: parts that a script puts in one, lists that Wagtail's own script asks for, files.
PARTS = {
    "cafes/<int:pk>/carte/",
    "communes/suggestions/",
    "compte/mes-donnees/telecharger/",
    "espace/forum/membres/",
    "espace/forum/proches/",
    "espace/ressources/<slug:slug>/apercu/",
    "espace/ressources/<slug:slug>/fichier/",
    "gestion/accords/results/",
    "gestion/actes/results/",
    "gestion/invitations/results/",
    "gestion/membres/results/",
    "gestion/revue-de-presse/results/",
    "gestion/snippets/people/policyversion/results/",
    "gestion/snippets/resources/resource/results/",
    "recherche/suggestions/",
    r"^documents/(?P<pk>\d{1,15})/(?P<filename>.*)$",
}
# The others that show no page to anybody of the demo.
NEVER_PAGES = PARTS | {
    # Closed doors of Wagtail, and its sign-in: ours is the only one.
    "gestion/login/",
    r"^(?:[a-z]{2}/)?_util/authenticate_with_password/",
    r"^(?:[a-z]{2}/)?_util/login/$",
    r"^(?:[a-z]{2}/)?documents/authenticate_with_password/",
    r"^gestion/password_reset/",
    # They lead elsewhere.
    "compte/confirm-email/",
    "compte/email/",
    "demo/connexion/<str:token>/",
    "espace/forum/avis/<int:pk>/",
    "espace/forum/message/<int:pk>/",
    "espace/forum/sujet/<int:pk>/premier-non-lu/",
    "espace/forum/sujet/<int:pk>/voter/",
    # A portrait, of those who gave one.
    "espace/annuaire/<int:pk>/photo/",
    # A letter, in its frame: tests/mailroom looks at letters.
    "demo/courriel/<int:pk>/",
    # The second half of what has just been begun: tests/browser/test_every_page.py and test_keys.py look at them.
    "compte/2fa/authenticate/",
    "compte/2fa/webauthn/reauthenticate/",
    "compte/adresse/code/",
    "compte/login/code/",
    "compte/login/code/confirm/",
    # Nobody of the demo has a passkey or recovery codes, nor rules to accept: a browser's, or one's own, or to come.
    "compte/2fa/recovery-codes/",
    "compte/2fa/recovery-codes/download/",
    "compte/2fa/webauthn/",
    "compte/2fa/webauthn/keys/<int:pk>/remove/",
    "compte/regles/",
    # Services and themes of the demo are all in use: what answers says so, and leads back.
    "gestion/snippets/places/service/delete/<int:pk>/",
    "gestion/snippets/resources/theme/delete/<int:pk>/",
    # Only posted to, or asked for by a script.
    "compte/2fa/webauthn/login/",
    "compte/demande/<int:pk>/repondre/",
    "compte/demande/<int:pk>/retirer/",
    "compte/sessions/<int:pk>/fermer/",
    "compte/sessions/fermer/",
    "demo/telephone/",
    "espace/boites-a-outils/<slug:slug>/cocher/",
    "espace/cafe/<slug:slug>/photos/<int:number>/retirer/",
    "espace/cafe/<slug:slug>/proposition/retirer/",
    "espace/emargement/<uuid:uuid>/<uuid:registration>/pointer/",
    "espace/emargement/<uuid:uuid>/sans-inscription/",
    "espace/forum/apercu/",
    "espace/forum/avis/tout-lu/",
    "espace/forum/brouillons/<int:pk>/supprimer/",
    "espace/forum/brouillons/garder/",
    "espace/forum/espaces/<slug:slug>/suivre/",
    "espace/forum/flux/",
    "espace/forum/message/<int:pk>/equipe/",
    "espace/forum/message/<int:pk>/retablir/",
    "espace/forum/message/<int:pk>/retenir/",
    "espace/forum/message/<int:pk>/utile/",
    "espace/forum/moderation/suspensions/<int:pk>/lever/",
    "espace/forum/sujet/<int:pk>/resolu/",
    "espace/forum/sujet/<int:pk>/suivre/",
    "espace/forum/tout-lu/",
    "espace/lieux/<slug:kind>/<slug:key>/invitations/<int:pk>/<slug:verb>/",
    "espace/messages/<int:pk>/bloquer/",
    "espace/messages/bloques/<int:pk>/lever/",
    "espace/messages/boite/",
    "espace/programmation/etapes/<int:pk>/convention/",
    "espace/programmation/etapes/<int:pk>/preparatifs/<int:task>/",
    "espace/remboursements/<int:pk>/<slug:verb>/",
    "espace/remboursements/depense/<int:pk>/justificatif/",
    "espace/remboursements/depense/<int:pk>/retirer/",
    "espace/remboursements/justificatif/<int:pk>/retirer/",
    "espace/replays/<slug:slug>/position/",
    "espace/replays/<slug:slug>/vu/",
    "espace/ressources/<slug:slug>/avis/",
    "espace/ressources/<slug:slug>/favori/",
    "gestion/courrier/renvoyer/<int:pk>/",
    "gestion/demandes/<int:pk>/<slug:verb>/",
    "gestion/fiches/<int:pk>/<slug:verb>/",
    "gestion/invitations/<int:pk>/<slug:verb>/",
    "gestion/membres/<int:pk>/<slug:verb>/",
    "gestion/membres/<int:pk>/fin/<slug:kind>/<int:role>/",
    "gestion/programmation/demandes/<int:pk>/rouvrir/",
    "gestion/programmation/etapes/<int:pk>/confirmer/",
    "gestion/programmation/etapes/<int:pk>/lever/",
    "gestion/programmation/etapes/<int:pk>/papiers/",
    "gestion/programmation/etapes/<int:pk>/proposer/",
    "gestion/programmation/etapes/<int:pk>/tenue/",
    "gestion/programmation/tournees/<int:pk>/annoncer/",
    "gestion/programmation/tournees/<int:pk>/clore/",
    "gestion/programmation/tournees/<int:pk>/demandes/<int:asked>/placer/",
    "gestion/programmation/tournees/<int:pk>/ouvrir/",
    "gestion/programmation/tournees/<int:pk>/rouvrir/",
    "gestion/taches/pannes/<slug:fingerprint>/traitee/",
}


def know(site: Site):
    """The address book of the code, in this process."""
    os.environ.update(site.env)
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()


def routes(patterns=None, prefix="") -> dict[str, object]:
    """Each pattern of ours, French, with the view that answers; of the back office, the screens that we wrote."""
    from django.urls import URLPattern, get_resolver

    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            if view.__module__.startswith(OURS) or path == PAGES_OF_EDITORS or path.startswith("compte/"):
                found[path] = view
        else:
            found |= routes(pattern.url_patterns, path)
    return found


def route_of(path: str) -> str | None:
    """The pattern that an address answers to."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return None


def plain(route: str) -> bool:
    return not re.search(r"[<(^]", route)
