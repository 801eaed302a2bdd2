"""The closed lists of the cultural programme, in the order of its filters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from millecafes.core.models.choices import Illustration


class OfferKind(models.TextChoices):
    """What comes to the village."""

    CINEMA = "cinema", _("Cinéma en plein air")
    SHOW = "show", _("Spectacle")
    CONCERT = "concert", _("Concert")
    CHESS = "chess", _("Atelier d’échecs")
    FIRST_AID = "first_aid", _("Premiers secours")
    NUTRITION = "nutrition", _("Atelier nutrition")
    PHYSICAL = "physical", _("Activité physique")
    STORIES = "stories", _("Raconte-moi ton village")
    GUINGUETTE = "guinguette", _("Soirée guinguette")


# What shows an offer while it has no photograph.
DRAWINGS = {
    OfferKind.CINEMA: Illustration.TOUR,
    OfferKind.SHOW: Illustration.LANTERN,
    OfferKind.CONCERT: Illustration.CONCERT,
    OfferKind.CHESS: Illustration.CHESS,
    OfferKind.FIRST_AID: Illustration.HANDS,
    OfferKind.NUTRITION: Illustration.BREAD,
    OfferKind.PHYSICAL: Illustration.BICYCLE,
    OfferKind.STORIES: Illustration.VILLAGE,
    OfferKind.GUINGUETTE: Illustration.GUINGUETTE,
}


class ActivityKind(models.TextChoices):
    """What was done somewhere: what an offer brings, and what a café makes of its own."""

    CINEMA = "cinema", _("Cinéma en plein air")
    SHOW = "show", _("Spectacle")
    CONCERT = "concert", _("Concert")
    CHESS = "chess", _("Atelier d’échecs")
    FIRST_AID = "first_aid", _("Premiers secours")
    NUTRITION = "nutrition", _("Atelier nutrition")
    PHYSICAL = "physical", _("Activité physique")
    STORIES = "stories", _("Raconte-moi ton village")
    GUINGUETTE = "guinguette", _("Date de guinguette")
    INTERGENERATIONAL = "intergenerational", _("Rencontre entre générations")
    MEAL = "meal", _("Repas partagé")
    OTHER = "other", _("Autre animation")


class CompanyKind(models.TextChoices):
    """Who comes; the van of the guinguette is nobody, but is at one place a day all the same."""

    COMPANY = "company", _("Compagnie")
    ASSOCIATION = "association", _("Association")
    VEHICLE = "vehicle", _("Véhicule")


class Where(models.TextChoices):
    """Under which roof."""

    INSIDE = "inside", _("Dedans")
    OUTSIDE = "outside", _("Dehors")
    BOTH = "both", _("Dedans ou dehors")


class Payer(models.TextChoices):
    """Who pays for the coming of an offer."""

    NETWORK = "network", _("L’association")
    PARTNER = "partner", _("Un partenaire")
    SHARED = "shared", _("L’association et qui accueille")
    HOST = "host", _("Qui accueille")


class RequestState(models.TextChoices):
    """Where a request stands; ``services.machine`` says how one goes from each to the next."""

    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Envoyée")
    PROPOSED = "proposed", _("Date proposée")
    CONFIRMED = "confirmed", _("Confirmée")
    DONE = "done", _("A eu lieu")
    REPORTED = "reported", _("Bilan fait")
    DECLINED = "declined", _("Refusée")
    WITHDRAWN = "withdrawn", _("Retirée")
    CANCELLED = "cancelled", _("Annulée")


LIVE_REQUESTS = [RequestState.DRAFT, RequestState.SUBMITTED, RequestState.PROPOSED, RequestState.CONFIRMED]
DATED_REQUESTS = [RequestState.PROPOSED, RequestState.CONFIRMED, RequestState.DONE, RequestState.REPORTED]
ENDED_REQUESTS = [RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.CANCELLED]
REASONED_REQUESTS = [RequestState.DECLINED, RequestState.CANCELLED]


class SlotState(models.TextChoices):
    """A slot is offered, or is no more."""

    OPEN = "open", _("Proposé")
    CANCELLED = "cancelled", _("Annulé")


class TourState(models.TextChoices):
    """Where a tour stands."""

    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("En composition")
    ANNOUNCED = "announced", _("Composée")
    CLOSED = "closed", _("Terminée")
    CANCELLED = "cancelled", _("Annulée")


class StopState(models.TextChoices):
    """Where a stop stands: only what is proposed, confirmed or done takes the day."""

    OPTION = "option", _("En option")
    PROPOSED = "proposed", _("Proposée")
    CONFIRMED = "confirmed", _("Confirmée")
    DONE = "done", _("A eu lieu")
    CANCELLED = "cancelled", _("Annulée")


LIVE_STOPS = [StopState.PROPOSED, StopState.CONFIRMED, StopState.DONE]


class Cause(models.TextChoices):
    """Whose doing it is that a stop is not held."""

    WEATHER = "weather", _("La météo")
    COMPANY = "company", _("La compagnie")
    HOST = "host", _("Le lieu d’accueil")
    NETWORK = "network", _("L’association")
    AUTHORITY = "authority", _("Une autorité")


class Source(models.TextChoices):
    """How the register learnt of an activity."""

    TYPED = "typed", _("Saisie par l’équipe")
    REPORT = "report", _("Bilan de qui a accueilli")
    IMPORTED = "imported", _("Reprise")
