"""What an account says, in words: what was read from it, with the wording beside it."""

import re
from dataclasses import dataclass

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.report import words
from reconcile.report.ledger import Ledger
from reconcile.report.texts import shown, shown_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One value of an account."""

    words: str | None
    """What was made of it; None: not stated or not understood."""
    written: str | None = None
    """The wording, where it says more than `words`."""
    note: str | None = None
    """What follows although it is not stated."""

    @property
    def stated(self) -> bool:
        return self.words is not None or self.written is not None


_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?")
"""A date in this form says the same as its words."""

Either = ClaimAccount | StatementAccount


def event_date(account: Either) -> Reading:
    value, record = account.values.date, account.record
    wording = shown_or_none(value.text) or shown_or_none(record.date_text) or shown_or_none(record.event_date)
    if wording is not None and _ISO.fullmatch(wording) and value.stated:
        wording = None
    if value.stated:
        return _reading(words.event_date(value), wording)
    note = None if value.bounds is None else words.bounded(value.bounds)
    return Reading(words=words.NO_DATE if note is not None and wording is None else None, written=wording, note=note)


def _place_wording(account: Either) -> str | None:
    record = account.record
    return ", ".join(part for part in map(shown_or_none, (record.place, record.admin1)) if part) or None


def place_as_written(account: Either, ledger: Ledger) -> str:
    """The side's own words for the place: none where it states a country alone, though that is read as a place."""
    wording = _place_wording(account)
    if wording is not None:
        return wording
    if ledger.books.public:
        return words.NOT_SHOWN
    return words.NOT_STATED if account.record.lat is None else place(account, ledger).words or words.NOT_STATED


def place(account: Either, ledger: Ledger) -> Reading:
    wording = _place_wording(account)
    parts = [words.candidate(best, _named(best, ledger)) + others for best, others in _best_per_part(account)]
    return _reading("; ".join(parts) or None, wording)


def _named(place: PlaceCandidate, ledger: Ledger) -> str:
    """A country that stands for a place goes by its name, not by its code."""
    return (ledger.country(place.name) if place.name == place.country else None) or shown(place.name)


def place_short(account: Either, ledger: Ledger) -> str:
    """The place as the side names it, with its country: for headlines and narrow cells."""
    record = account.record
    named = [shown_or_none(record.place) or shown_or_none(record.admin1), ledger.country(account.values.country)]
    return ", ".join(part for part in named if part) or words.NOT_STATED


def attack(account: Either, ledger: Ledger) -> Reading:
    code = account.values.attack
    return _reading(None if code is None else ledger.label(code), shown_or_none(account.record.attack_type))


def target(account: Either, ledger: Ledger) -> Reading:
    code = account.values.target
    return _reading(None if code is None else ledger.label(code), shown_or_none(account.record.target_type))


def target_actor(account: Either, ledger: Ledger) -> Reading:
    named = [ledger.label(code) for code in account.values.target_actors]
    return _reading("; ".join(named) or None, shown_or_none(account.record.target_actor))


def what(account: Either, ledger: Ledger) -> str:
    """Attack, target and who was hit on one line."""
    actor = target_actor(account, ledger)
    parts = [_either(attack(account, ledger)), _either(target(account, ledger)), actor.written or actor.words]
    return "; ".join(part for part in parts if part) or words.NOT_STATED


def toll(account: Either, side: TollSide, harm: Harm) -> str | None:
    found: CountRange | None = account.values.tolls.get((side, harm))
    return None if found is None else str(found)


def located(account: Either) -> tuple[PlaceCandidate, ...]:
    """The most likely candidate of each part that has a position."""
    return tuple(best for best, _ in _best_per_part(account) if best.located)


def other_readings(account: Either) -> tuple[PlaceCandidate, ...]:
    """The less likely candidates of all parts that have a position, the likeliest first."""
    best = [one for one, _ in _best_per_part(account)]
    others = [one for one in account.values.places if one.located and one not in best]
    return tuple(sorted(others, key=lambda one: (-one.weight, one.part, one.place_key or "", one.name)))


def _best_per_part(account: Either) -> list[tuple[PlaceCandidate, str]]:
    """For each part its most likely candidate, and words where others are possible."""
    parts: dict[int, list[PlaceCandidate]] = {}
    for candidate in account.values.places:
        parts.setdefault(candidate.part, []).append(candidate)
    ranked = [sorted(parts[part], key=lambda c: (-c.weight, c.place_key or "", c.name)) for part in sorted(parts)]
    return [(rank[0], f" (one of {len(rank)} places of this name)" if len(rank) > 1 else "") for rank in ranked]


def _either(reading: Reading) -> str | None:
    return reading.words or reading.written


def _reading(words_: str | None, written: str | None) -> Reading:
    same = words_ is not None and written is not None and words_.casefold() == written.casefold()
    return Reading(words=words_, written=None if same else written)
