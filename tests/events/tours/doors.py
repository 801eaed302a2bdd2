"""Who may open what of tours and stops, for the access matrix."""

from django.core.files.base import ContentFile

from tests.events.tours import factories as make

PLANNERS = "302 403 404 404 200 404 200"
POSTED = "302 403 405 405 405 405 405"
AT_THE_DESK = "302 302 302 302 200 302 200"
POSTED_AT_THE_DESK = "302 302 302 302 405 302 405"
PAPERS = "302 404 404 404 200 404 200"
STOP = "/espace/programmation/etapes/{stop_id}/"
DESK = "/gestion/programmation"
STOPS = {
    "espace/programmation/etapes/<int:pk>/": (STOP, PLANNERS),
    "espace/programmation/etapes/<int:pk>/convention/": (f"{STOP}convention/", POSTED),
    "espace/programmation/etapes/<int:pk>/preparatifs/<int:task>/": (f"{STOP}preparatifs/1/", POSTED),
    "espace/programmation/etapes/<int:pk>/lieu/": (f"{STOP}lieu/", PLANNERS),
    "espace/programmation/etapes/<int:pk>/bilan/": (f"{STOP}bilan/", PLANNERS),
}
STOP_PAPERS = {
    "the agreement of a stop": ("/fichiers/conventions/{agreement_id}/", PAPERS),
    "the poster of a stop": ("/fichiers/affiches/{poster_id}/", PAPERS),
    "the photo of a report": ("/fichiers/bilans/{reported_activity_id}/", PAPERS),
}
TOURS_AT_THE_DESK = {
    "tours": (f"{DESK}/tournees/", AT_THE_DESK),
    "a new tour": (f"{DESK}/tournees/nouvelle/", AT_THE_DESK),
    "a tour": (f"{DESK}/tournees/{{tour_id}}/", AT_THE_DESK),
    "the sheet of a tour": (f"{DESK}/tournees/{{tour_id}}/modifier/", AT_THE_DESK),
    "a shorter road": (f"{DESK}/tournees/{{tour_id}}/ordre/", AT_THE_DESK),
    "the end of a tour": (f"{DESK}/tournees/{{tour_id}}/annuler/", AT_THE_DESK),
    "a stop": (f"{DESK}/etapes/{{stop_id}}/", AT_THE_DESK),
    "the end of a stop": (f"{DESK}/etapes/{{stop_id}}/annuler/", AT_THE_DESK),
    "a date taken back": (f"{DESK}/etapes/{{stop_id}}/reprendre/", AT_THE_DESK),
    "another day for a stop": (f"{DESK}/etapes/{{stop_id}}/deplacer/", AT_THE_DESK),
    "another host for a date": (f"{DESK}/etapes/{{stop_id}}/remplacer/", AT_THE_DESK),
    "stops, as a sheet": (f"{DESK}/etapes.csv", AT_THE_DESK),
    "figures of a season": (f"{DESK}/bilan/", AT_THE_DESK),
    "activities": (f"{DESK}/activites/", AT_THE_DESK),
    "one more activity": (f"{DESK}/activites/ajouter/", AT_THE_DESK),
    "an activity to correct": (f"{DESK}/activites/{{reported_activity_id}}/", AT_THE_DESK),
    "a demand to decline": (f"{DESK}/demandes/{{request_id}}/refuser/", AT_THE_DESK),
    "demands of a season": (f"{DESK}/demandes/", AT_THE_DESK),
    "a demand to take up again": (f"{DESK}/demandes/{{request_id}}/rouvrir/", POSTED_AT_THE_DESK),
    "a stop to confirm": (f"{DESK}/etapes/{{stop_id}}/confirmer/", POSTED_AT_THE_DESK),
    "a date to propose": (f"{DESK}/etapes/{{stop_id}}/proposer/", POSTED_AT_THE_DESK),
    "a refusal to lift": (f"{DESK}/etapes/{{stop_id}}/lever/", POSTED_AT_THE_DESK),
    "a stop that was held": (f"{DESK}/etapes/{{stop_id}}/tenue/", POSTED_AT_THE_DESK),
    "papers made again": (f"{DESK}/etapes/{{stop_id}}/papiers/", POSTED_AT_THE_DESK),
    "a tour to announce": (f"{DESK}/tournees/{{tour_id}}/annoncer/", POSTED_AT_THE_DESK),
    "a tour to close": (f"{DESK}/tournees/{{tour_id}}/clore/", POSTED_AT_THE_DESK),
    "a tour to open": (f"{DESK}/tournees/{{tour_id}}/ouvrir/", POSTED_AT_THE_DESK),
    "a tour to open again": (f"{DESK}/tournees/{{tour_id}}/rouvrir/", POSTED_AT_THE_DESK),
    "a demand to place": (f"{DESK}/tournees/{{tour_id}}/demandes/{{request_id}}/", "302 302 404 404 404 404 404"),
    "a demand placed at once": (f"{DESK}/tournees/{{tour_id}}/demandes/{{request_id}}/placer/", POSTED_AT_THE_DESK),
    "activities, as a sheet": (f"{DESK}/activites.csv", AT_THE_DESK),
}


def make_road() -> dict:
    """What these addresses stand on."""
    stop = make.make_stop()
    agreement = stop.agreements.create(file=ContentFile(b"%PDF-1.4", "a.pdf"), state="done")
    poster = stop.posters.create(format="a4", file=ContentFile(b"%PDF-1.4", "a.pdf"), state="done")
    activity = make.make_activity(stop=stop, cafe=stop.cafe)
    activity.photo.save("photo.jpg", ContentFile(b"\xff\xd8\xff"), save=False)
    activity.photo_consent = True
    activity.save()
    return {
        "tour_id": stop.tour_id,
        "stop_id": stop.pk,
        "agreement_id": agreement.pk,
        "poster_id": poster.pk,
        "reported_activity_id": activity.pk,
    }
