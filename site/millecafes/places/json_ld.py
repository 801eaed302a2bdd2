"""What search engines read of a café (schema.org)."""

from datetime import datetime

from django.conf import settings

from millecafes.places.opening_words import schema_exceptions, schema_week


def json_ld_of(cafe, at: datetime, closed: bool, services: list[str], cards: list[str]) -> dict:
    """A ``CafeOrCoffeeShop``; a closed one has neither hours nor telephone. ``cards``: its pictures' addresses."""
    said = {
        "@context": "https://schema.org",
        "@type": "CafeOrCoffeeShop",
        "@id": cafe.full_url,
        "name": cafe.name,
        "url": cafe.full_url,
        "description": cafe.summary,
        "address": address_of(cafe),
        "geo": geo_of(cafe),
        "image": [full(card) for card in cards],
        "foundingDate": cafe.opened_on.isoformat() if cafe.opened_on else "",
        "parentOrganization": {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL + "/"},
    }
    if closed:
        said["dissolutionDate"] = cafe.closed_on.isoformat()
    else:
        said |= {
            "telephone": cafe.phone,
            "email": cafe.email,
            "sameAs": [cafe.website] if cafe.website else [],
            "openingHoursSpecification": schema_week(cafe.timetable),
            "specialOpeningHoursSpecification": schema_exceptions(cafe.timetable, at),
            "amenityFeature": [
                {"@type": "LocationFeatureSpecification", "name": name, "value": True} for name in services
            ],
        }
    return {name: value for name, value in said.items() if value}


def full(address: str) -> str:
    return address if address.startswith("http") else settings.SITE_URL + address


def address_of(cafe) -> dict:
    parts = {
        "@type": "PostalAddress",
        "streetAddress": cafe.address,
        "postalCode": cafe.postcode,
        "addressLocality": cafe.village.name,
        "addressRegion": cafe.commune.department.name,
        "addressCountry": "FR",
    }
    return {name: value for name, value in parts.items() if value}


def geo_of(cafe) -> dict | None:
    """Nothing rather than the middle of the department."""
    if cafe.lat is None or cafe.precision in {"", "department"}:
        return None
    return {"@type": "GeoCoordinates", "latitude": round(cafe.lat, 5), "longitude": round(cafe.lon, 5)}
