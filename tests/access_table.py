"""Who may open what: every address of ours and the answer to each role, for the matrix of access."""

from tests.events.claims.doors import CLAIMS, RECEIPTS
from tests.events.tours.doors import STOP_PAPERS, STOPS
from tests.forum.doors import AROUND, FILES, TOPICS

ROLES = ["visitor", "account", "Communication", "Validation", "Administration", "Réseau", "superuser"]
EVERYBODY, NOBODY, TO_THE_DOOR = "200 " * 7, "404 " * 7, "302 " * 7
TEAM = "403 403 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200 200"
MEMBERS = "302 403 200 200 200 200 200"  # members, and the team
ONLY_POSTED = "405 " * 7
# Of the members' area, a café: of its own people, tested with it, and of the team.
POSTED_INSIDE = "302 403 405 405 405 405 405"
OF_THE_PLACE = "302 403 404 404 200 200 200"
PUBLISHERS = "302 403 403 200 200 404 200"
ATTENDANCE = "302 403 403 403 200 200 200"
# The tests sign the team in by its second factor, just now; the account by nothing that proves who it is.
FRESH_ONLY = "302 302 200 200 200 200 200"
# None of them runs a café: tests/events/animations tells what those who do may open.
NO_CAFE = "302 403 404 404 404 404 404"
PLANNERS = "302 403 404 404 200 404 200"  # what a host asked, for those who compose the programme
WRITERS = "302 302 200 200 200 302 200"

# Pattern of the address -> (an address, the answer to each role). 302 leads to the door, which answers 403 to whoever
# is signed in already.
OURS = (
    {
        "gestion/login/": ("/gestion/login/", "302 403 302 302 302 302 302"),
        r"^(?:[a-z]{2}/)?_util/login/$": ("/_util/login/", "302 403 403 403 403 403 403"),
        r"^gestion/password_reset/": ("/gestion/password_reset/", NOBODY),
        r"^(?:[a-z]{2}/)?_util/authenticate_with_password/": ("/_util/authenticate_with_password/1/1/", NOBODY),
        r"^(?:[a-z]{2}/)?documents/authenticate_with_password/": ("/documents/authenticate_with_password/1/", NOBODY),
        "sante/": ("/sante/", EVERYBODY),
        "sante/pret/": ("/sante/pret/", EVERYBODY),
        "robots.txt": ("/robots.txt", EVERYBODY),
        "favicon.ico": ("/favicon.ico", TO_THE_DOOR),
        "sitemap.xml": ("/sitemap.xml", EVERYBODY),
        "media/<path:path>": ("{rendition}", EVERYBODY),
        "partage/<int:image>-<int:page>.jpg": ("/partage/0-0.jpg", NOBODY),
        "prive/<path:path>": ("{original}", TEAM),
        "fichiers/<slug:kind>/<int:pk>/": ("/fichiers/originaux/{image_id}/", "302 404 200 200 200 200 200"),
        r"^documents/(?P<pk>\d{1,15})/(?P<filename>.*)$": ("{document}", EVERYBODY),
        "gestion/style/": ("/gestion/style/", TEAM),
        "gestion/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/": (
            "/gestion/pages/add/home/contentpage/{home_id}/",
            WRITERS,
        ),
        "demo/courriel/": ("/demo/courriel/", NOBODY),
        "demo/courriel/<int:pk>/": ("/demo/courriel/1/", NOBODY),
        "espace/": ("/espace/", "302 302 200 200 200 200 200"),
        "espace/lieux/": ("/espace/lieux/", "302 403 200 200 200 200 200"),
        "espace/lieux/<slug:kind>/<slug:key>/equipe/": ("/espace/lieux/cafe/{cafe}/equipe/", OF_THE_PLACE),
        "espace/lieux/<slug:kind>/<slug:key>/histoire/": ("/espace/lieux/cafe/{cafe}/histoire/", OF_THE_PLACE),
        "espace/lieux/<slug:kind>/<slug:key>/quitter/": (
            "/espace/lieux/cafe/{cafe}/quitter/",
            "302 403 404 404 403 403 403",
        ),
        "espace/lieux/<slug:kind>/<slug:key>/invitations/<int:pk>/<slug:verb>/": (
            "/espace/lieux/cafe/{cafe}/invitations/1/annuler/",
            POSTED_INSIDE,
        ),
        "espace/cafe/<slug:slug>/": ("/espace/cafe/{cafe}/", "302 403 200 200 200 404 200"),
        "espace/cafe/<slug:slug>/photos/": ("/espace/cafe/{cafe}/photos/", PUBLISHERS),
        "espace/cafe/<slug:slug>/photos/<int:number>/retirer/": (
            "/espace/cafe/{cafe}/photos/1/retirer/",
            POSTED_INSIDE,
        ),
        "espace/cafe/<slug:slug>/proposition/retirer/": ("/espace/cafe/{cafe}/proposition/retirer/", POSTED_INSIDE),
        "espace/cafe/<slug:slug>/<slug:part>/": ("/espace/cafe/{cafe}/horaires/", PUBLISHERS),
        "espace/notifications/": ("/espace/notifications/", SIGNED_IN),
        "espace/profil/": ("/espace/profil/", MEMBERS),
        # Nobody here is a member: the team has nothing to show the others.
        "espace/profil/apercu/": ("/espace/profil/apercu/", "302 403 404 404 404 404 404"),
        "espace/annuaire/": ("/espace/annuaire/", MEMBERS),
        "espace/annuaire/<int:pk>/": ("/espace/annuaire/{member_id}/", MEMBERS),
        "espace/annuaire/<int:pk>/photo/": ("/espace/annuaire/{member_id}/photo/", NOBODY),
        "espace/messages/": ("/espace/messages/", MEMBERS),
        "espace/messages/<int:pk>/": ("/espace/messages/{message_id}/", "302 403 404 404 404 404 404"),
        "espace/messages/boite/": ("/espace/messages/boite/", POSTED_INSIDE),
        "espace/messages/bloques/<int:pk>/lever/": ("/espace/messages/bloques/1/lever/", POSTED_INSIDE),
        "espace/messages/<int:pk>/bloquer/": ("/espace/messages/{message_id}/bloquer/", POSTED_INSIDE),
        "espace/messages/<int:pk>/signaler/": (
            "/espace/messages/{message_id}/signaler/",
            "302 403 404 404 404 404 404",
        ),
        "espace/messages/signales/": ("/espace/messages/signales/", "302 403 404 404 200 200 200"),
        "espace/messages/signales/<int:pk>/": (
            "/espace/messages/signales/{message_report_id}/",
            "302 403 404 404 200 200 200",
        ),
        "courrier/preferences/<slug:token>/": ("/courrier/preferences/{mail_key}/", EVERYBODY),
        "courrier/desabonnement/<slug:token>/<slug:kind>/": ("/courrier/desabonnement/{mail_key}/tout/", EVERYBODY),
        "inscriptions/date/<uuid:uuid>/": ("/inscriptions/date/{session}/", EVERYBODY),
        "inscriptions/date/<uuid:uuid>/merci/": ("/inscriptions/date/{session}/merci/", EVERYBODY),
        "inscriptions/<str:signature>/": ("/inscriptions/{ticket}/", EVERYBODY),
        "inscriptions/<str:signature>/rejoindre/": ("/inscriptions/{ticket}/rejoindre/", EVERYBODY),
        "inscriptions/<str:signature>/avis/": ("/inscriptions/{ticket}/avis/", NOBODY),
        "inscriptions/<str:signature>/agenda.ics": ("/inscriptions/{ticket}/agenda.ics", EVERYBODY),
        "inscriptions/<str:signature>/attestation.pdf": ("/inscriptions/{ticket}/attestation.pdf", NOBODY),
        "espace/mes-inscriptions/": ("/espace/mes-inscriptions/", MEMBERS),
        "espace/emargement/<uuid:uuid>/": ("/espace/emargement/{session}/", ATTENDANCE),
        "espace/emargement/<uuid:uuid>/sans-inscription/": (
            "/espace/emargement/{session}/sans-inscription/",
            POSTED_INSIDE,
        ),
        "espace/emargement/<uuid:uuid>/liste.csv": ("/espace/emargement/{session}/liste.csv", ATTENDANCE),
        "espace/emargement/<uuid:uuid>/liste.pdf": ("/espace/emargement/{session}/liste.pdf", ATTENDANCE),
        "espace/emargement/<uuid:uuid>/<uuid:registration>/": (
            "/espace/emargement/{session}/{registration}/",
            ATTENDANCE,
        ),
        "espace/emargement/<uuid:uuid>/<uuid:registration>/pointer/": (
            "/espace/emargement/{session}/{registration}/pointer/",
            POSTED_INSIDE,
        ),
        "espace/ressources/": ("/espace/ressources/", EVERYBODY),
        "espace/ressources/<slug:slug>/": ("/espace/ressources/{resource}/", MEMBERS),
        "espace/ressources/<slug:slug>/fichier/": ("/espace/ressources/{resource}/fichier/", MEMBERS),
        "espace/ressources/<slug:slug>/apercu/": ("/espace/ressources/{resource}/apercu/", MEMBERS),
        "espace/ressources/<slug:slug>/favori/": ("/espace/ressources/{resource}/favori/", POSTED_INSIDE),
        "espace/ressources/<slug:slug>/avis/": ("/espace/ressources/{resource}/avis/", POSTED_INSIDE),
        "espace/boites-a-outils/": ("/espace/boites-a-outils/", EVERYBODY),
        "espace/boites-a-outils/<slug:slug>/": ("/espace/boites-a-outils/{toolkit}/", MEMBERS),
        "espace/boites-a-outils/<slug:slug>/cocher/": ("/espace/boites-a-outils/{toolkit}/cocher/", POSTED_INSIDE),
        "espace/boites-a-outils/<slug:slug>/tout.zip": ("/espace/boites-a-outils/{toolkit}/tout.zip", MEMBERS),
        "agenda.ics": ("/agenda.ics", EVERYBODY),
        "agenda/": ("/agenda/", EVERYBODY),
        "agenda/mois/": ("/agenda/mois/", EVERYBODY),
        "agenda/carte/": ("/agenda/carte/", EVERYBODY),
        "agenda/flux/": ("/agenda/flux/", EVERYBODY),
        "agenda/integrer/": ("/agenda/integrer/", EVERYBODY),
        "agenda/<slug:slug>.ics": ("/agenda/{event}.ics", EVERYBODY),
        "agenda/<slug:slug>/": ("/agenda/{event}/", EVERYBODY),
        "espace/agenda/": ("/espace/agenda/", MEMBERS),
        "espace/webinaires/": ("/espace/webinaires/", MEMBERS),
        "espace/agenda/<slug:slug>.ics": ("/espace/agenda/{event}.ics", MEMBERS),
        "espace/agenda/<slug:slug>/": ("/espace/agenda/{event}/", MEMBERS),
        "espace/calendrier/": ("/espace/calendrier/", MEMBERS),
        "calendrier/<slug:token>.ics": ("/calendrier/inconnu.ics", NOBODY),
        "espace/animations/": ("/espace/animations/", "302 403 200 200 200 200 200"),
        "espace/animations/cafe/<int:pk>/annoncer/": ("/espace/animations/cafe/{cafe_id}/annoncer/", NO_CAFE),
        "espace/animations/<int:pk>/": ("/espace/animations/{event_id}/", NO_CAFE),
        "espace/animations/<int:pk>/date/": ("/espace/animations/{event_id}/date/", NO_CAFE),
        "espace/animations/date/<int:pk>/": ("/espace/animations/date/{date_id}/", NO_CAFE),
        "espace/animations/date/<int:pk>/bilan/": ("/espace/animations/date/{date_id}/bilan/", NO_CAFE),
        "espace/animations/date/<int:pk>/annuler/": ("/espace/animations/date/{date_id}/annuler/", NO_CAFE),
        "espace/programmation/": ("/espace/programmation/", MEMBERS),
        "espace/programmation/demandes/": ("/espace/programmation/demandes/", MEMBERS),
        "espace/programmation/demandes/<int:pk>/": ("/espace/programmation/demandes/{request_id}/", PLANNERS),
        "espace/programmation/demandes/<int:pk>/modifier/": (
            "/espace/programmation/demandes/{request_id}/modifier/",
            "302 403 404 404 409 404 409",
        ),
        "espace/programmation/demandes/<int:pk>/lieu/": (
            "/espace/programmation/demandes/{request_id}/lieu/",
            "302 403 404 404 409 404 409",
        ),
        "espace/programmation/demandes/<int:pk>/<slug:verb>/": (
            "/espace/programmation/demandes/{request_id}/retirer/",
            "302 403 404 404 409 404 409",
        ),
        "espace/programmation/<slug:slug>/": ("/espace/programmation/{offer}/", MEMBERS),
        "espace/programmation/<slug:slug>/demander/": ("/espace/programmation/{offer}/demander/", MEMBERS),
        "espace/programmation/<slug:slug>/creneaux/<int:pk>/": (
            "/espace/programmation/{offer}/creneaux/{slot_id}/",
            "302 403 409 409 409 409 409",
        ),
        "espace/replays/": ("/espace/replays/", EVERYBODY),
        "espace/replays/<slug:slug>/": ("/espace/replays/{replay}/", MEMBERS),
        "espace/replays/<slug:slug>/transcription/": ("/espace/replays/{replay}/transcription/", MEMBERS),
        "espace/replays/<slug:slug>/sous-titres.vtt": ("/espace/replays/{replay}/sous-titres.vtt", MEMBERS),
        "espace/replays/<slug:slug>/vu/": ("/espace/replays/{replay}/vu/", POSTED_INSIDE),
        "espace/replays/<slug:slug>/position/": ("/espace/replays/{replay}/position/", POSTED_INSIDE),
        "compte/": ("/compte/", SIGNED_IN),
        "compte/mes-donnees/": ("/compte/mes-donnees/", SIGNED_IN),
        "compte/mes-donnees/telecharger/": ("/compte/mes-donnees/telecharger/", FRESH_ONLY),
        "compte/mes-donnees/fermer/": ("/compte/mes-donnees/fermer/", "302 302 403 403 403 403 403"),
        "compte/ferme/": ("/compte/ferme/", EVERYBODY),
        "compte/regles/": ("/compte/regles/", TO_THE_DOOR),
        "espace/mes-donnees/": ("/espace/mes-donnees/", TO_THE_DOOR),
        "compte/demande/<int:pk>/repondre/": ("/compte/demande/1/repondre/", "405 " * 7),
        "compte/demande/<int:pk>/retirer/": ("/compte/demande/1/retirer/", "405 " * 7),
        "compte/demande/<slug:role>/": ("/compte/demande/elue/", SIGNED_IN),
        "compte/invitation/<str:token>/": ("/compte/invitation/{invitation}/", EVERYBODY),
        "compte/login/": ("/compte/login/", "200 302 302 302 302 302 302"),
        "compte/login/code/confirm/": ("/compte/login/code/confirm/", TO_THE_DOOR),
        "compte/login/code/": ("/compte/login/code/", TO_THE_DOOR),
        "compte/logout/": ("/compte/logout/", SIGNED_IN),
        "compte/signup/": ("/compte/signup/", "200 302 302 302 302 302 302"),
        "compte/inactive/": ("/compte/inactive/", EVERYBODY),
        "compte/email/": ("/compte/email/", TO_THE_DOOR),
        "compte/confirm-email/": ("/compte/confirm-email/", TO_THE_DOOR),
        "cafes/carte/": ("/cafes/carte/", EVERYBODY),
        "cafes/points.json": ("/cafes/points.json", EVERYBODY),
        "cafes/lieux.json": ("/cafes/lieux.json?bbox=1,43,2,44", EVERYBODY),
        "cafes/<int:pk>/carte/": ("/cafes/{cafe_id}/carte/", EVERYBODY),
        "cafes.geojson": ("/cafes.geojson", EVERYBODY),
        "cafes.csv": ("/cafes.csv", EVERYBODY),
        "agenda.json": ("/agenda.json", EVERYBODY),
        "agenda.csv": ("/agenda.csv", EVERYBODY),
        "chiffres.json": ("/chiffres.json", EVERYBODY),
        "chiffres.csv": ("/chiffres.csv", EVERYBODY),
        "cafes/<slug:slug>.vcf": ("/cafes/{cafe}.vcf", EVERYBODY),
        "espace/positions/<slug:slug>/": ("/espace/positions/{position}/", MEMBERS),
        "cafes/<slug:slug>/": ("/cafes/{cafe}/", EVERYBODY),
        "compte/confirmer/": ("/compte/confirmer/", "302 200 302 302 302 302 302"),
        "compte/adresse/": ("/compte/adresse/", FRESH_ONLY),
        "compte/adresse/code/": ("/compte/adresse/code/", TO_THE_DOOR),
        "compte/sessions/": ("/compte/sessions/", SIGNED_IN),
        "compte/sessions/fermer/": ("/compte/sessions/fermer/", ONLY_POSTED),
        "compte/sessions/<int:pk>/fermer/": ("/compte/sessions/1/fermer/", ONLY_POSTED),
        "compte/2fa/": ("/compte/2fa/", SIGNED_IN),
        "compte/2fa/authenticate/": ("/compte/2fa/authenticate/", TO_THE_DOOR),
        "compte/2fa/reauthenticate/": ("/compte/2fa/reauthenticate/", FRESH_ONLY),
        "compte/2fa/totp/activate/": ("/compte/2fa/totp/activate/", TO_THE_DOOR),
        "compte/2fa/totp/deactivate/": ("/compte/2fa/totp/deactivate/", FRESH_ONLY),
        "compte/2fa/recovery-codes/": ("/compte/2fa/recovery-codes/", "302 302 404 404 404 404 404"),
        "compte/2fa/recovery-codes/generate/": ("/compte/2fa/recovery-codes/generate/", FRESH_ONLY),
        "compte/2fa/recovery-codes/download/": ("/compte/2fa/recovery-codes/download/", "302 302 404 404 404 404 404"),
        "compte/2fa/webauthn/": ("/compte/2fa/webauthn/", TO_THE_DOOR),
        "compte/2fa/webauthn/add/": ("/compte/2fa/webauthn/add/", FRESH_ONLY),
        "compte/2fa/webauthn/login/": ("/compte/2fa/webauthn/login/", TO_THE_DOOR),
        "compte/2fa/webauthn/reauthenticate/": ("/compte/2fa/webauthn/reauthenticate/", TO_THE_DOOR),
        "compte/2fa/webauthn/keys/<int:pk>/remove/": (
            "/compte/2fa/webauthn/keys/1/remove/",
            "302 302 404 404 404 404 404",
        ),
        "recherche/": ("/recherche/?q=secret", EVERYBODY),
        "recherche/suggestions/": ("/recherche/suggestions/?q=secret", EVERYBODY),
        "communes/suggestions/": ("/communes/suggestions/?q=chaumont", EVERYBODY),
        "_util/login/": ("/en/_util/login/", "302 403 403 403 403 403 403"),
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": (
            "/en/_util/authenticate_with_password/1/1/",
            NOBODY,
        ),
        r"^(?P<path>(?:[\w\-]+/)+)flux\.atom$": ("{news}flux.atom", EVERYBODY),
        r"^((?:[\w\-]+/)*)$": ("/", EVERYBODY),
    }
    | TOPICS
    | AROUND
    | CLAIMS
    | STOPS
)
PAGES = (
    {
        "a page for accounts": ("{for_accounts}", SIGNED_IN),
        "a page for a group": ("{for_group}", "302 302 200 302 302 302 200"),
        "a member who is hidden": ("/espace/annuaire/{hidden_id}/", "302 403 404 404 404 404 404"),
        "the face of a member": ("/fichiers/portraits/{face_id}/", "302 404 200 200 200 200 200"),
        "the same, in the directory": ("/espace/annuaire/{face_id}/photo/", "404 404 200 200 200 200 200"),
        "a draft": ("{draft}", NOBODY),
        "a draft of a café, on the map": ("/cafes/{draft_cafe_id}/carte/", NOBODY),
        "a draft of a café": ("/cafes/{draft_cafe}/", NOBODY),
        "its card": ("/cafes/{draft_cafe}.vcf", NOBODY),
        "the download of a private report": ("{private_report}", SIGNED_IN),
        "a document": ("{document}", EVERYBODY),
        "a document for some": ("{for_elected}", "302 403 200 200 200 200 200"),
        "a document of a private page": ("{of_private_page}", SIGNED_IN),
        "a replay for everybody": ("/espace/replays/{public_replay}/", EVERYBODY),
        "what is said in it": ("/espace/replays/{public_replay}/transcription/", EVERYBODY),
        "a draft of a replay": ("/espace/replays/{draft_replay}/", "302 403 404 404 404 404 404"),
        "the film of a replay": ("/fichiers/films/{replay_id}/", "302 404 200 200 200 200 200"),
        "its slides": ("/fichiers/diaporamas/{replay_id}/", "302 404 200 200 200 200 200"),
        "a resource for everybody": ("/espace/ressources/{public_resource}/", EVERYBODY),
        "its file": ("/espace/ressources/{public_resource}/fichier/", EVERYBODY),
        "a resource that is not published": ("/espace/ressources/{draft_resource}/", "302 403 404 404 404 404 404"),
        "the file of a resource, by its number": ("/fichiers/ressources/{version_id}/", "302 404 200 200 200 200 200"),
        "its first page, by its number": ("/fichiers/apercus/{version_id}/", "302 404 200 200 200 200 200"),
        "a former version of it": ("/fichiers/ressources/{former_id}/", "302 404 200 200 200 200 200"),
        "the feed of a private page": ("{private_feed}", NOBODY),
        "an offer of the programme that is not published": (
            "/espace/programmation/{draft_offer}/",
            "302 403 404 404 404 404 404",
        ),
        "a request that is not sent": (
            "/espace/programmation/demandes/{draft_request_id}/",
            "302 403 404 404 404 404 404",
        ),
    }
    | FILES
    | RECEIPTS
    | STOP_PAPERS
)
