"""Where: the register of communes, and the cafés that stand in them."""

from millecafes.places.models.cafes import Cafe, CafeModel, CafePhoto, Ending, Licence, OnHolidays, Support
from millecafes.places.models.hours import OpeningHours, SpecialOpening, Weekday
from millecafes.places.models.keys import PlaceKey
from millecafes.places.models.services import Service, ServiceCounter
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
    "OnHolidays",
    "OpeningHours",
    "PlaceKey",
    "Precision",
    "Region",
    "Service",
    "ServiceCounter",
    "SpecialOpening",
    "Support",
    "VenueSheet",
    "Weekday",
]
