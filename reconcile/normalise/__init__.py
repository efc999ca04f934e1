"""Written dates, places, targets, actors and counts made comparable. Pure: no database, no clock."""

from reconcile.normalise.date_bounds import DateBounds
from reconcile.normalise.places import KnownPlaces, place_query, place_wording
from reconcile.normalise.records import normalise_records, place_names, respellings
from reconcile.normalise.rules import rules_digest

__all__ = [
    "DateBounds",
    "KnownPlaces",
    "normalise_records",
    "place_names",
    "place_query",
    "place_wording",
    "respellings",
    "rules_digest",
]
