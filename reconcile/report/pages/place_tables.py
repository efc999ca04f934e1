"""How far apart the places lie, how wide each may be, and which places of the gazetteer the names may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Pair
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.spheres import great_circle_km
from reconcile.report import readings, words
from reconcile.report.ledger import Ledger
from reconcile.report.texts import shown

CANDIDATES_SHOWN = 12
"""Of one account; a name borne by fifty villages is not settled by a longer list."""

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceRow:
    """The claim and one statement."""

    label: str
    who: str
    distance: str
    claim_radius: str
    statement_radius: str
    reach: str
    """Whether the radii bridge the distance, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One place of the gazetteer that a name of an account may mean."""

    label: str
    name: str
    place: str
    """Key in the gazetteer, or that it is not known there."""
    kind: str
    radius: str
    position: str
    share: str
    """How likely this one is meant among its namesakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTables:
    distances: tuple[DistanceRow, ...]
    candidates: tuple[CandidateRow, ...]
    left_out: int
    """Candidates not listed."""


def place_tables(claim: ClaimAccount, labelled: Sequence[tuple[str, Pair]], ledger: Ledger) -> PlaceTables:
    """`labelled`: the statements that the map shows, with their labels on it. No distances where nothing is located."""
    accounts: list[tuple[str, Either]] = [(words.CLAIM_MARK, claim)]
    accounts += [(label, ledger.statements[pair.statement]) for label, pair in labelled]
    located = any(readings.located(account) for _, account in accounts)
    listed = [(label, one) for label, account in accounts for one in _candidates(account)]
    return PlaceTables(
        distances=tuple(_distance(label, claim, pair, ledger) for label, pair in labelled) if located else (),
        candidates=tuple(_rows(listed)),
        left_out=sum(len(account.values.places) for _, account in accounts) - len(listed),
    )


def _rows(listed: Sequence[tuple[str, PlaceCandidate]]) -> list[CandidateRow]:
    """One row per reading; accounts that read the same place alike share it."""
    rows: dict[CandidateRow, list[str]] = {}
    for label, one in listed:
        marks = rows.setdefault(_told(one), [])
        if label not in marks:
            marks.append(label)
    return [replace(row, label=", ".join(labels)) for row, labels in rows.items()]


def _candidates(account: Either) -> list[PlaceCandidate]:
    ranked = sorted(account.values.places, key=lambda one: (one.part, -one.weight, one.place_key or "", one.name))
    return ranked[:CANDIDATES_SHOWN]


def _distance(label: str, claim: ClaimAccount, pair: Pair, ledger: Ledger) -> DistanceRow:
    statement = ledger.statements[pair.statement]
    km = pair.scored.distance_km
    ends = None if km is None else _ends(claim, statement, km)
    if km is None or ends is None:
        return DistanceRow(
            label=label,
            who=shown(statement.record.issuer),
            distance=words.NOT_KNOWN,
            claim_radius=_widest(claim),
            statement_radius=_widest(statement),
            reach=words.NO_DISTANCE,
        )
    ours, theirs = ends
    return DistanceRow(
        label=label,
        who=shown(statement.record.issuer),
        distance=words.kilometres(km),
        claim_radius=words.kilometres(ours.radius_km),
        statement_radius=words.kilometres(theirs.radius_km),
        reach=words.reach(km, ours.radius_km + theirs.radius_km),
    )


def _ends(claim: ClaimAccount, statement: StatementAccount, km: float) -> tuple[PlaceCandidate, PlaceCandidate] | None:
    """The candidates whose distance is the measured one."""
    pairs = [
        (abs(great_circle_km(a.lat, a.lon, b.lat, b.lon) - km), number, a, b)
        for number, (a, b) in enumerate((a, b) for a in claim.values.places for b in statement.values.places)
        if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    ]
    if not pairs:
        return None
    _, _, ours, theirs = min(pairs, key=lambda found: found[:2])
    return ours, theirs


def _widest(account: Either) -> str:
    located = readings.located(account)
    return words.kilometres(max(one.radius_km for one in located)) if located else words.NOT_KNOWN


def _told(one: PlaceCandidate) -> CandidateRow:
    """Still without the marks of the accounts that read the place so."""
    return CandidateRow(
        label="",
        name=shown(one.name),
        place=words.NOT_IN_GAZETTEER if one.place_key is None else shown(one.place_key),
        kind=words.CLASSES[one.place_class],
        radius=words.kilometres(one.radius_km),
        position=words.NOT_KNOWN if one.lat is None or one.lon is None else words.position(one.lat, one.lon),
        share=words.share_of(one.weight),
    )
