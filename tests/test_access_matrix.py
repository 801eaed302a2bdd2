"""Who may open what: every address of ours, and the main doors of the back office, for every role."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone
from wagtail.models import ReferenceIndex

from events.bookings.emails import signature_of
from home.models import ContentPage, ReportPage
from members.directory.models import Message
from members.portal.models import CafeChange
from millecafes.core.backup import marks
from millecafes.mailroom.preferences import settings_of
from millecafes.mailroom.services import queue
from millecafes.people.models import Invitation
from millecafes.people.services import invite, request_role
from news.models import NewsIndexPage
from tests.access_roles import MADE, answer_to, tells
from tests.core.factories import make_document, make_figure, make_image, picture_bytes, resizes_pictures
from tests.directory.factories import make_reported
from tests.events.claims.doors import CLAIMS, CLAIMS_AT_THE_DESK, RECEIPTS, make_money
from tests.events.factories import make_bookable, make_event, register
from tests.events.tours.doors import STOP_PAPERS, STOPS, TOURS_AT_THE_DESK, make_road
from tests.events.tours.factories import make_asked
from tests.forum.doors import AROUND, AROUND_AT_THE_DESK, FILES, TOPICS, make_talk
from tests.home.factories import make_position
from tests.news.factories import make_item
from tests.pages.factories import make_page, restrict
from tests.people.factories import make_account, make_elected, make_staff
from tests.places.cafe_factories import make_cafe, make_service
from tests.resources.factories import give_file, make_resource, make_theme, make_toolkit
from tests.resources.files import FILM, make_replay, pdf

pytestmark = [pytest.mark.django_db, resizes_pictures]

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
LIBRARIES_ELSEWHERE = {"gestion/", "documents/"}  # Wagtail's own, whose main doors are below
DEMO_ONLY = {"demo/connexion/<str:token>/", "demo/telephone/"}  # exists when the site is a demo, tested with it

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
AGENDA = "302 302 200 200 200 200 200"
DATES = "302 302 302 200 200 200 200"  # of a published event: who only writes does not change them
POSITIONS = "302 302 200 200 200 200 200"
LISTS = "302 302 302 302 200 200 200"
PLANNERS_ONLY = "302 302 302 302 200 302 200"  # Culture, which the matrix does not walk, and Administration
POSTED_AT_THE_DESK = POSTED_BY_MAIL = "302 302 405 405 405 405 405"
BACK_OFFICE = (
    {
        "the desk": ("/gestion/", "302 302 200 200 200 200 200"),
        "pages": ("/gestion/pages/", WRITERS),
        "a page": ("/gestion/pages/{draft_id}/edit/", WRITERS),
        "pictures": ("/gestion/images/", WRITERS),
        "a new picture": ("/gestion/images/add/", WRITERS),
        "documents": ("/gestion/documents/", WRITERS),
        "figures": ("/gestion/snippets/core/keyfigure/", WRITERS),
        "a figure": ("/gestion/snippets/core/keyfigure/edit/{figure_id}/", WRITERS),
        "testimonies": ("/gestion/snippets/core/testimony/", WRITERS),
        "aids": ("/gestion/snippets/home/aid/", WRITERS),
        "positions": ("/gestion/snippets/home/position/", POSITIONS),
        "menus": ("/gestion/snippets/core/sitefurniture/", WRITERS),
        "the press review": ("/gestion/revue-de-presse/", WRITERS),
        "a new press item": ("/gestion/revue-de-presse/new/", WRITERS),
        "a press item": ("/gestion/revue-de-presse/edit/{press_item}/", WRITERS),
        "the end of a press item": ("/gestion/revue-de-presse/delete/{press_item}/", WRITERS),
        "cafés": ("/gestion/snippets/places/cafe/", WRITERS),
        "a new café": ("/gestion/snippets/places/cafe/add/", WRITERS),
        "a café": ("/gestion/snippets/places/cafe/edit/{cafe_id}/", WRITERS),
        "its history": ("/gestion/snippets/places/cafe/history/{cafe_id}/", WRITERS),
        "the end of a café": ("/gestion/snippets/places/cafe/delete/{cafe_id}/", "302 302 302 302 302 302 302"),
        "to publish no more": ("/gestion/snippets/places/cafe/unpublish/{cafe_id}/", "302 302 302 200 200 302 200"),
        "services": ("/gestion/snippets/places/service/", WRITERS),
        "events": ("/gestion/snippets/agenda/event/", AGENDA),
        "a new event": ("/gestion/snippets/agenda/event/add/", AGENDA),
        "an event": ("/gestion/snippets/agenda/event/edit/{event_id}/", AGENDA),
        "a copy of an event": ("/gestion/snippets/agenda/event/copy/{event_id}/", AGENDA),
        "the end of an event": ("/gestion/snippets/agenda/event/delete/{event_id}/", "302 302 302 302 302 302 302"),
        "territories": ("/gestion/snippets/agenda/territory/", LISTS),
        "the dates of an event": ("/gestion/agenda/{event_id}/dates/", DATES),
        "a new date": ("/gestion/agenda/{event_id}/dates/ajouter/", DATES),
        "the end of all its dates": ("/gestion/agenda/{event_id}/annuler/", DATES),
        "a date": ("/gestion/agenda/dates/{date_id}/", DATES),
        "a date again": ("/gestion/agenda/dates/{date_id}/repeter/", DATES),
        "the end of a date": ("/gestion/agenda/dates/{date_id}/annuler/", DATES),
        "the rules of a date": ("/gestion/agenda/dates/{date_id}/regles/", LISTS),
        "who is registered": ("/gestion/agenda/dates/{date_id}/inscrits/", LISTS),
        "who is registered, as a sheet": ("/gestion/agenda/dates/{date_id}/inscrits.csv", LISTS),
        "somebody more": ("/gestion/agenda/dates/{date_id}/inscrits/ajouter/", LISTS),
        "somebody to another date": ("/gestion/agenda/inscriptions/{registration_id}/deplacer/", LISTS),
        "somebody less": ("/gestion/agenda/inscriptions/{registration_id}/annuler/", LISTS),
        "figures of the agenda": ("/gestion/agenda/chiffres/", LISTS),
        "figures of the agenda, as a sheet": ("/gestion/agenda/chiffres.csv", LISTS),
        "replays": ("/gestion/snippets/resources/replay/", AGENDA),
        "a new replay": ("/gestion/snippets/resources/replay/add/", AGENDA),
        "a replay": ("/gestion/snippets/resources/replay/edit/{replay_id}/", AGENDA),
        "the end of a replay": (
            "/gestion/snippets/resources/replay/delete/{replay_id}/",
            "302 302 302 302 302 302 302",
        ),
        "resources": ("/gestion/snippets/resources/resource/", AGENDA),
        "a new resource": ("/gestion/snippets/resources/resource/add/", AGENDA),
        "a resource": ("/gestion/snippets/resources/resource/edit/{resource_id}/", AGENDA),
        "the end of a resource": (
            "/gestion/snippets/resources/resource/delete/{resource_id}/",
            "302 302 302 302 302 302 302",
        ),
        "the file of a published resource": ("/gestion/bibliotheque/{resource_id}/fichier/", DATES),
        "many files at once": ("/gestion/bibliotheque/deposer/", AGENDA),
        "figures of the library": ("/gestion/bibliotheque/chiffres/", AGENDA),
        "figures of the library, as a sheet": ("/gestion/bibliotheque/chiffres.csv", AGENDA),
        "toolkits": ("/gestion/snippets/resources/toolkit/", AGENDA),
        "themes": ("/gestion/snippets/resources/theme/", AGENDA),
        "offers of the programme": ("/gestion/snippets/tours/offer/", PLANNERS_ONLY),
        "an offer": ("/gestion/snippets/tours/offer/edit/{offer_id}/", PLANNERS_ONLY),
        "the end of an offer": ("/gestion/snippets/tours/offer/delete/{offer_id}/", "302 302 302 302 302 302 302"),
        "seasons": ("/gestion/snippets/tours/season/", PLANNERS_ONLY),
        "companies": ("/gestion/snippets/tours/company/", PLANNERS_ONLY),
        "the slots of an offer": ("/gestion/programmation/offres/{offer_id}/creneaux/", PLANNERS_ONLY),
        "a new slot": ("/gestion/programmation/offres/{offer_id}/creneaux/ouvrir/", PLANNERS_ONLY),
        "the room of a slot": ("/gestion/programmation/creneaux/{slot_id}/lieux/", PLANNERS_ONLY),
        "the end of a slot": ("/gestion/programmation/creneaux/{slot_id}/annuler/", PLANNERS_ONLY),
        "what is asked, as a sheet": ("/gestion/programmation/demandes.csv", PLANNERS_ONLY),
        "redirects": ("/gestion/redirects/", "302 302 302 200 200 302 200"),
        "regular jobs": ("/gestion/taches/", "302 302 302 302 200 302 200"),
        "access requests": ("/gestion/demandes/", "302 302 302 302 200 200 200"),
        "a member": ("/gestion/membres/edit/{member_id}/", "302 302 302 302 200 200 200"),
        "members": ("/gestion/membres/", "302 302 302 302 200 200 200"),
        "agreements": ("/gestion/accords/", "302 302 302 302 200 302 200"),
        "rules": ("/gestion/snippets/people/policyversion/", "302 302 302 302 200 302 200"),
        "invitations": ("/gestion/invitations/", "302 302 302 302 200 200 200"),
        "an import of invitations": ("/gestion/invitations/importer/", "302 302 302 302 200 200 200"),
        "its model file": ("/gestion/invitations/importer/modele.csv", "302 302 302 302 200 200 200"),
        "what is done of a member": ("/gestion/membres/inspect/{member_id}/", "302 302 302 302 200 200 200"),
        "a new invitation": ("/gestion/invitations/inviter/", "302 302 302 302 200 200 200"),
        "what cafés change": ("/gestion/fiches/", WRITERS),
        "a change of a café": ("/gestion/fiches/inspect/{change_id}/", WRITERS),
        "the team's log": ("/gestion/actes/", "302 302 302 302 200 302 200"),
        "mail": ("/gestion/courrier/", "302 302 302 302 200 302 200"),
        "letters": ("/gestion/messages/", "302 302 302 302 200 302 200"),
        "users": ("/gestion/users/", "302 302 302 302 302 302 200"),
        "groups": ("/gestion/groups/", "302 302 302 302 302 302 200"),
        "sites": ("/gestion/sites/", "302 302 302 302 302 302 200"),
        "collections": ("/gestion/collections/", "302 302 302 302 302 302 200"),
        "languages": ("/gestion/locales/", "302 302 302 302 302 302 200"),
        "workflows": ("/gestion/workflows/list/", "302 302 302 302 302 302 200"),
        "agreements, as a list alone": ("/gestion/accords/results/", "302 302 302 302 200 302 200"),
        "the team's log, as a list alone": ("/gestion/actes/results/", "302 302 302 302 200 302 200"),
        "invitations, as a list alone": ("/gestion/invitations/results/", "302 302 302 302 200 200 200"),
        "members, as a list alone": ("/gestion/membres/results/", "302 302 302 302 200 200 200"),
        "the press review, as a list alone": ("/gestion/revue-de-presse/results/", WRITERS),
        "rules, as a list alone": ("/gestion/snippets/people/policyversion/results/", "302 302 302 302 200 302 200"),
        "resources, as a list alone": ("/gestion/snippets/resources/resource/results/", AGENDA),
        "a mail": ("/gestion/courrier/inspect/{mail_id}/", "302 302 302 302 200 302 200"),
        "a mail once more": ("/gestion/courrier/renvoyer/{mail_id}/", POSTED_BY_MAIL),
        "an access request": ("/gestion/demandes/inspect/{role_request_id}/", "302 302 302 302 200 200 200"),
        "a fault that was handled": ("/gestion/taches/pannes/0a1b2c/traitee/", POSTED_AT_THE_DESK),
        "an answer to it": ("/gestion/demandes/{role_request_id}/accepter/", POSTED_AT_THE_DESK),
        "an answer to a café": ("/gestion/fiches/{change_id}/publier/", POSTED_AT_THE_DESK),
        "an invitation again": ("/gestion/invitations/{invitation_id}/renvoyer/", POSTED_AT_THE_DESK),
        "a member to suspend": ("/gestion/membres/{member_id}/suspendre/", POSTED_AT_THE_DESK),
        "a role to end": ("/gestion/membres/{member_id}/fin/mandat/1/", POSTED_AT_THE_DESK),
        "an event to publish no more": (
            "/gestion/snippets/agenda/event/unpublish/{free_event_id}/",
            "302 302 302 200 200 302 200",
        ),
        "the end of a service": ("/gestion/snippets/places/service/delete/{service_id}/", WRITERS),
        "the end of a theme": ("/gestion/snippets/resources/theme/delete/{theme_id}/", AGENDA),
        "a toolkit": ("/gestion/snippets/resources/toolkit/edit/{toolkit_id}/", AGENDA),
        "a translation to bring up to date": ("/gestion/localize/update/1/", "302 302 404 404 404 302 404"),
    }
    | AROUND_AT_THE_DESK
    | CLAIMS_AT_THE_DESK
    | TOURS_AT_THE_DESK
)


APPS = ("millecafes.", "events.", "home.", "members.", "news.", "resources.")


def views_of(patterns, prefix=""):
    """The patterns of the back office, Wagtail's own included, each with the view that answers there."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, getattr(pattern.callback, "view_class", pattern.callback)
        elif path.startswith("gestion/"):
            yield from views_of(pattern.url_patterns, path)


def patterns_of(patterns, prefix=""):
    """The patterns of our own address books: those of the site and those they include."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("en/" if not prefix else "")
        if isinstance(pattern, URLPattern):
            yield path
        elif path not in LIBRARIES_ELSEWHERE:
            yield from patterns_of(pattern.url_patterns, path)


def used_by_a_private_page(document):
    page = restrict(make_page(ReportPage, document=document))
    ReferenceIndex.create_or_update_for_object(page)
    return document


def make_shelved():
    """A resource for members, its former file and the one of today, with the picture of its first page."""
    resource = make_resource()
    former, version = give_file(resource), give_file(resource)
    version.preview.save("page.png", ContentFile(picture_bytes()))
    return resource, former, version


def make_pictured(commune):
    """A member who shows her face to the others."""
    member = make_elected(commune, photo_visibility="members").member
    member.photo.save("portrait.jpg", ContentFile(picture_bytes(kind="JPEG")))
    return member


def make_public_resource():
    resource = make_resource(audiences=["public"])
    give_file(resource)
    return resource


@pytest.fixture
def places():
    return make_places()


def make_places() -> dict:
    """What the addresses above stand on."""
    marks.note_success()  # without a backup /sante/pret/ would call somebody
    image, group_page = make_image(), make_page(ContentPage)
    make_staff("Communication")
    session = make_bookable(event=make_event(kind="animation", cafe=make_cafe()))
    registration = register(session)
    replay = make_replay(video=ContentFile(FILM, "film.mp4"), slides=ContentFile(pdf("Vue"), "vues.pdf"))
    resource, former, version = make_shelved()
    toolkit = make_toolkit(resource)
    draft, cafe, draft_cafe = make_page(ContentPage, live=False), make_cafe(), make_cafe(live=False)
    return (
        make_talk()
        | make_money()
        | make_asked()
        | make_road()
        | {
            "original": image.file.url,
            "rendition": image.get_rendition("width-20").url,
            "for_accounts": restrict(make_page(ContentPage)).url,
            "for_group": restrict(group_page, "groups", "Communication").url,
            "draft": draft.url,
            "draft_id": draft.pk,
            "home_id": draft.get_parent().pk,
            "private_report": f"{restrict(make_page(ReportPage, document=make_document())).url}telecharger/",
            "document": make_document().url,
            "image_id": image.pk,
            "for_elected": make_document(audiences=["elected"]).url,
            "of_private_page": used_by_a_private_page(make_document()).url,
            "figure_id": make_figure().pk,
            "news": make_page(NewsIndexPage).url,
            "private_feed": f"{restrict(make_page(NewsIndexPage)).url}flux.atom",
            "press_item": make_item().pk,
            "event": session.event.slug,
            "event_id": session.event_id,
            "free_event_id": make_event().pk,
            "date_id": session.pk,
            "registration_id": registration.pk,
            "cafe": cafe.slug,
            "position": make_position().slug,
            "cafe_id": cafe.pk,
            "draft_cafe": draft_cafe.slug,
            "draft_cafe_id": draft_cafe.pk,
            "member_id": make_elected(cafe.commune).member.pk,
            "hidden_id": make_elected(cafe.commune, is_hidden=True).member.pk,
            "face_id": make_pictured(cafe.commune).pk,
            "message_report_id": make_reported().pk,
            "message_id": Message.objects.create(
                sender=None, recipient=make_account(), subject="Secret", body="Secret"
            ).pk,
            "invitation": invite("awa@example.org", "holder", by=make_account()).token,
            "change_id": CafeChange.objects.create(cafe=cafe, at=timezone.now(), after={"summary": "Oui."}).pk,
            "replay": replay.slug,
            "replay_id": replay.pk,
            "public_replay": make_replay(audiences=["public"]).slug,
            "draft_replay": make_replay(live=False).slug,
            "resource": resource.slug,
            "resource_id": resource.pk,
            "former_id": former.pk,
            "version_id": version.pk,
            "public_resource": make_public_resource().slug,
            "draft_resource": make_resource(live=False).slug,
            "toolkit": toolkit.slug,
            "toolkit_id": toolkit.pk,
            "theme_id": make_theme("libre").pk,
            "service_id": make_service("garderie").pk,
            "mail_id": queue("awa@example.org", "Bonjour", "Bonjour").pk,
            "role_request_id": request_role(make_account(), "holder").pk,
            "invitation_id": Invitation.objects.latest("pk").pk,
            "session": session.uuid,
            "registration": registration.uuid,
            "ticket": signature_of(registration),
            "mail_key": settings_of(make_account()).token,
        }
    )


def person(role):
    if role == "account":
        return make_account()
    return make_account(is_superuser=True) if role == "superuser" else make_staff(role)


def test_every_address_of_ours_is_in_the_table():
    met = set(patterns_of(get_resolver().url_patterns))

    assert met >= {"sante/", "compte/login/", "prive/<path:path>"}
    assert met - DEMO_ONLY == set(OURS)


def test_every_view_of_ours_in_the_back_office_is_in_the_table():
    addresses = [re.sub(r"\{\w+\}", "1", address) for address, _answers in (OURS | BACK_OFFICE).values()]
    listed = {resolve(address).route for address in addresses if address.startswith("/gestion/")}

    met = {path for path, view in views_of(get_resolver().url_patterns) if view.__module__.startswith(APPS)}
    met = {path for path in met if path.startswith("gestion/")}

    assert met >= {"gestion/agenda/<int:event>/dates/", "gestion/membres/"}
    assert met - listed == set()


@pytest.mark.any_database
@pytest.mark.parametrize("role", MADE)
def test_each_member_and_each_small_desk_opens_its_doors_and_no_other(client, places, role):
    client.force_login(MADE[role](places))
    expected, met = {}, {}

    for name, (address, answers) in (OURS | PAGES | BACK_OFFICE).items():
        if tells(role, address, answers):
            column = dict(zip(ROLES, map(int, answers.split()), strict=True))
            expected[name] = answer_to(role, name, address, column, at_the_desk=name in BACK_OFFICE)
            met[name] = client.get(address.format(**places)).status_code

    assert len(met) > 150
    assert met == expected


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_doors_and_no_other(client, places, role):
    if role != "visitor":
        client.force_login(person(role))
    expected, met = {}, {}

    for name, (address, answers) in (OURS | PAGES | BACK_OFFICE).items():
        expected[name] = int(answers.split()[ROLES.index(role)])
        met[name] = client.get(address.format(**places)).status_code

    assert met == expected


@pytest.mark.parametrize("role", ["account", "Communication", "Validation", "Réseau"])
@pytest.mark.parametrize("address", ["/gestion/users/new/", "/gestion/users/edit/{pk}/", "/gestion/groups/new/"])
def test_nobody_but_a_superuser_makes_accounts_or_gives_rights(client, role, address):
    user = person(role)
    client.force_login(user)

    answer = client.post(address.format(pk=user.pk), {"email": "x@example.org", "is_superuser": "on"})

    user.refresh_from_db()
    assert (answer.status_code in {302, 403}, user.is_superuser) == (True, False)
    assert type(user).objects.count() == 1


def test_a_signed_in_person_who_comes_to_confirm_an_address_is_led_elsewhere(client):
    client.force_login(make_account())

    assert client.get("/compte/confirm-email/").status_code == 302
