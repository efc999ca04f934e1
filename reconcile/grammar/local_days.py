"""The local day of a written instant.

An offset other than UTC is the writer's own clock, and the day stands as written. A UTC stamp is a machine's: it is
moved to the clock of the record's country, where the country keeps one clock all year.
"""

import re
from datetime import date, datetime, timedelta

_UTC_HOURS = {
    "AF": 4.5, "BF": 0, "BI": 2, "BJ": 1, "CF": 1, "CI": 0, "CM": 1, "DJ": 3, "DZ": 1, "ER": 3, "ET": 3, "GH": 0,
    "IQ": 3, "KE": 3, "LY": 2, "ML": 0, "MR": 0, "MZ": 2, "NE": 1, "NG": 1, "PK": 5, "SD": 2, "SN": 0, "SO": 3,
    "SS": 2, "SY": 3, "TD": 1, "TG": 0, "TN": 1, "UG": 3, "YE": 3,
}  # fmt: skip
"""Hours before UTC by ISO 3166 alpha-2, for countries with one zone and no summer time (IANA time zone database)."""

_UTC_STAMP = re.compile(r"(?:[Zz]|[+-]00:?00)$")
_TIMED = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:?\d{2}")


def local_day(written: str, country: str | None) -> date:
    """The local day of an ISO date or date-time. Raises ValueError where it is neither."""
    text = written.strip()
    if _TIMED.match(text) and _UTC_STAMP.search(text):
        moment = datetime.fromisoformat(text.upper()).replace(tzinfo=None)
        return (moment + timedelta(hours=_UTC_HOURS.get(country or "", 0))).date()
    return date.fromisoformat(text[:10])


def is_timed(written: str) -> bool:
    """Whether the text looks like an ISO date-time."""
    return _TIMED.match(written.strip()) is not None
