"""The cultural programme: what may be asked for, who asks, where it goes, and what was done."""

from events.tours.models.activities import Activity
from events.tours.models.acts import AppendOnly, AppendOnlyQuerySet, TourAct, Unchanging
from events.tours.models.choices import (
    ActivityKind,
    Cause,
    CompanyKind,
    OfferKind,
    Payer,
    RequestState,
    SlotState,
    Source,
    StopState,
    TourState,
    Where,
)
from events.tours.models.offers import Offer, OfferPhoto
from events.tours.models.papers import Agreement, PaperState, Poster, PosterFormat, StopTask
from events.tours.models.requests import ProgrammeRequest, Wish, WishedDay
from events.tours.models.seasons import Company, Season
from events.tours.models.slots import Slot, SlotLedger
from events.tours.models.tours import Stop, Tour

__all__ = [
    "Activity",
    "ActivityKind",
    "Agreement",
    "AppendOnly",
    "AppendOnlyQuerySet",
    "Cause",
    "Company",
    "CompanyKind",
    "Offer",
    "OfferKind",
    "OfferPhoto",
    "PaperState",
    "Payer",
    "Poster",
    "PosterFormat",
    "ProgrammeRequest",
    "RequestState",
    "Season",
    "Slot",
    "SlotLedger",
    "SlotState",
    "Source",
    "Stop",
    "StopState",
    "StopTask",
    "Tour",
    "TourAct",
    "TourState",
    "Unchanging",
    "Where",
    "Wish",
    "WishedDay",
]
