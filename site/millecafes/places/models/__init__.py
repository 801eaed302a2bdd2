"""Where: the register of communes, and the cafés that stand in them."""

from millecafes.places.models.cafes import Cafe, CafeModel, CafePhoto, Ending, Licence, Service, Support
from millecafes.places.models.hours import OpeningHours, SpecialOpening, Weekday
from millecafes.places.models.territory import (
    ELIGIBLE_BELOW,
    Commune,
    DelegatedCommune,
    Department,
    Epci,
    Precision,
    Region,
)
from millecafes.places.models.venues import VenueSheet

__all__ = [
    "ELIGIBLE_BELOW",
    "Cafe",
    "CafeModel",
    "CafePhoto",
    "Commune",
    "DelegatedCommune",
    "Department",
    "Ending",
    "Epci",
    "Licence",
    "OpeningHours",
    "Precision",
    "Region",
    "Service",
    "SpecialOpening",
    "Support",
    "VenueSheet",
    "Weekday",
]
