"""What an account says, in words: made once, however many other accounts it is compared with."""

from functools import lru_cache

from reconcile.domain.cleantext import quoted
from reconcile.domain.dates import DatePrecision, EventDate
from reconcile.domain.phrases import interval
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.tellings import AnyTold
from reconcile.verdict.wording import in_quotes, possessive

LEAST_WEIGHT = 0.2
"""Homonyms less likely than this do not decide a facet."""
FACETS_KEPT = 1 << 15
"""How many comparisons of targets, and as many of tolls, are at hand to be told again: some ten megabytes."""
_NAMES_KEPT = 1 << 13


class Heard:
    """An account beside its words for each facet; None where it states nothing there."""

    __slots__ = (
        "account", "ambiguous", "date", "days", "in_figures",
        "place", "place_in_quotes", "possessive", "readings", "speaker", "target",
    )  # fmt: skip

    def __init__(self, account: AnyTold) -> None:
        self.account = account
        self.speaker, self.possessive = _named(account.record.speaker)
        date = account.values.date
        self.date = date_said(date)
        self.days = tuple([(some.start.toordinal(), some.end.toordinal()) for some in date.intervals])
        """First and last day of each interval that the date may mean."""
        self.ambiguous = date.precision is DatePrecision.AMBIGUOUS
        self.in_figures = date.in_figures
        self.place = place_said(account)
        self.place_in_quotes = in_quotes(self.place)
        self.readings = _readings(account, self.place)
        self.target = target_said(account)


@lru_cache(maxsize=_NAMES_KEPT)
def _named(speaker: str) -> tuple[str, str]:
    """Who speaks, and whose the account is."""
    name = quoted(speaker)
    return name, possessive(name)


def date_said(date: EventDate) -> str | None:
    """The stated days in words, alternatives joined by "or"."""
    days = date.intervals
    if len(days) == 1:
        return interval(days[0])
    return " or ".join([interval(some) for some in days]) or None


def place_said(account: AnyTold) -> str | None:
    """The place as written, else the region; None where neither is stated."""
    written = account.record.place or account.record.admin1
    return None if written is None else quoted(written)


def target_said(account: AnyTold) -> str | None:
    """Type of target and who was hit, as written: `convoy: MINUSMA`. A code of the taxonomy is nobody's wording: it is
    told in words."""
    return _target(account.record.target_type, account.values.target, account.record.target_actor)


@lru_cache(maxsize=_NAMES_KEPT)
def _target(kind: str | None, code: str | None, actor: str | None) -> str | None:
    if kind is not None and kind == code:
        kind = kind.replace("_", " ")
    parts = [part for part in (kind, actor) if part]
    return quoted(": ".join(parts)) if parts else None


def _readings(account: AnyTold, written: str | None) -> tuple[PlaceCandidate, ...]:
    """What the place may mean, as far as it is likely enough to decide the facet."""
    places = account.values.places
    if written is None and account.record.lat is None:
        return ()
    likely = [place for place in places if place.weight >= LEAST_WEIGHT]
    return places if len(likely) == len(places) else tuple(likely)
