"""What an account says, in words: made once, however many other accounts it is compared with."""

from reconcile.domain.cleantext import quoted
from reconcile.domain.dates import EventDate
from reconcile.domain.phrases import interval
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.tellings import AnyTold
from reconcile.verdict.wording import in_quotes, possessive, speaker

LEAST_WEIGHT = 0.2
"""Homonyms less likely than this do not decide a facet."""


class Heard:
    """An account beside its words for each facet; None where it states nothing there."""

    __slots__ = (
        "account", "date", "place", "place_in_quotes", "possessive", "readings", "speaker", "target",
        "target_in_quotes",
    )  # fmt: skip

    def __init__(self, account: AnyTold) -> None:
        self.account = account
        self.speaker = speaker(account)
        self.possessive = possessive(self.speaker)
        self.date = date_said(account.values.date)
        self.place = place_said(account)
        self.place_in_quotes = in_quotes(self.place)
        self.readings = _readings(account, self.place)
        self.target = target_said(account)
        self.target_in_quotes = in_quotes(self.target)


def date_said(date: EventDate) -> str | None:
    """The stated days in words, alternatives joined by "or"."""
    return " or ".join([interval(days) for days in date.intervals]) or None


def place_said(account: AnyTold) -> str | None:
    """The place as written, else the region; None where neither is stated."""
    written = account.record.place or account.record.admin1
    return None if written is None else quoted(written)


def target_said(account: AnyTold) -> str | None:
    """Type of target and who was hit, as written: `convoy: MINUSMA`. A code of the taxonomy is nobody's wording: it is
    told in words."""
    kind = account.record.target_type
    if kind is not None and kind == account.values.target:
        kind = kind.replace("_", " ")
    parts = [part for part in (kind, account.record.target_actor) if part]
    return quoted(": ".join(parts)) if parts else None


def _readings(account: AnyTold, written: str | None) -> tuple[PlaceCandidate, ...]:
    """What the place may mean, as far as it is likely enough to decide the facet."""
    places = account.values.places
    if written is None and account.record.lat is None:
        return ()
    if all(place.weight >= LEAST_WEIGHT for place in places):
        return places
    return tuple(place for place in places if place.weight >= LEAST_WEIGHT)
