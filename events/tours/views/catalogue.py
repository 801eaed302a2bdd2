"""The catalogue of a season, and one of its offers."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.tours.models import Offer, OfferKind, Season, Slot, Where
from events.tours.permissions import hosts_of, places_of, plans, requests_of
from events.tours.services.choosing import Choice
from events.tours.services.sheets import MOST_OFFERS, fitted, for_cards, offer_sheet, with_reach, words_language


@never_cache
@require_safe
def catalogue(request):
    """What may be asked for; each offer beside what the place of the reader has. Nothing is hidden for it."""
    hosts = places_of(request.access)
    seasons = list(Season.objects.shown())
    choice = Choice.asked_in(request.GET, seasons, hosts)
    season, host = choice.season_of(seasons), choice.host_of(hosts)
    offers = []
    if season:
        readable = Offer.objects.readable_by(request.access).of_season(season)
        found = choice.narrowed(for_cards(readable, season, host))[:MOST_OFFERS]
        offers = [offer for offer in fitted(found, host) if choice.keeps(offer)]
    shown = {
        "choice": choice,
        "season": season,
        "seasons": [(one, choice.query(season=str(one.pk)), one == season) for one in seasons],
        "hosts": hosts,
        "host": host,
        "offers": offers,
        "kinds": [(value, label, choice.query(kind=value)) for value, label in OfferKind.choices],
        "any_kind": choice.query(kind=""),
        "wheres": [(where.value, where.label) for where in (Where.INSIDE, Where.OUTSIDE)],
        "words_language": words_language(),
    }
    return render(request, "tours/catalogue.html", shown)


@never_cache
@require_safe
def offer(request, slug):
    """What it is, what it takes, what it costs, and the way to ask for it."""
    hosts = places_of(request.access)
    host = Choice.asked_in(request.GET, [], hosts).host_of(hosts)
    offers = with_reach(Offer.objects.readable_by(request.access), host)
    found = get_object_or_404(offers.select_related("company").prefetch_related("photos__image__renditions"), slug=slug)
    seasons = list(found.seasons.shown())
    season = Choice().season_of(seasons)
    shown = offer_sheet(found, host, seasons) | {
        "season": season,
        "slots": list(Slot.objects.open().filter(offer=found, season__in=seasons).select_related("ledger")),
        "hosts": hosts,
        "host": host,
        "asked": list(requests_of(request.access).live().filter(wishes__offer=found).told()),
        "is_far": host is not None and not found.comes_here,
        "may_ask": bool(season and season.is_open() and hosts_of(request.access, found)),
        "plans": plans(request.user),
    }
    return render(request, "tours/offer.html", shown)
