"""Figures by kind of difficulty. Kinds are read off the records and what was made of them, never off their names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Flag, Outcome
from reconcile.domain.places import PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import RecordKind, Stance
from reconcile.domain.spheres import distance_km
from reconcile.domain.tolls import Harm, TollSide
from reconcile.evaluation.truth import Truth
from reconcile.reference import Reference

AnyAccount = ClaimAccount | StatementAccount
NEAR_DAYS = 3
TOLL_RATIO = 3.0
EXACT_DAYS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFigures:
    """What was found among the pairs and claims that carry one kind of difficulty."""

    key: str
    label: str
    pairs_true: int
    pairs_found: int
    pairs_hit: int
    claims: int
    claims_right: int

    @property
    def precision(self) -> float | None:
        """None: no such pair was linked."""
        return self.pairs_hit / self.pairs_found if self.pairs_found else None

    @property
    def recall(self) -> float | None:
        return self.pairs_hit / self.pairs_true if self.pairs_true else None

    @property
    def flag_accuracy(self) -> float | None:
        return self.claims_right / self.claims if self.claims else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """The records of a run, and which of them truly belong together."""

    claims: Mapping[str, ClaimAccount]
    statements: Mapping[str, StatementAccount]
    reference: Reference
    documents: Mapping[tuple[RecordKind, str], int]
    """How many records were taken from each document."""
    true_statements: Mapping[str, tuple[str, ...]]
    true_claims: Mapping[str, tuple[str, ...]]


OfRecord = Callable[[AnyAccount, _Scene], bool]
OfPair = Callable[[ClaimAccount, StatementAccount, _Scene], bool]


def kinds_of_difficulty(
    outcome: Outcome, truth: Truth, found: frozenset[tuple[str, str]], reference: Reference
) -> tuple[KindFigures, ...]:
    """One line per kind that some scored claim or pair carries, in the order of the tables below."""
    scene = _scene(outcome, truth, reference)
    given = {finding.claim: finding.flag for finding in outcome.findings}
    known = {pair for pair in found | set(truth.links) if pair[0] in scene.claims and pair[1] in scene.statements}
    carried = {pair: _carried(scene.claims[pair[0]], scene.statements[pair[1]], scene) for pair in sorted(known)}
    alone = {claim: _of_claim(claim, truth, scene, carried) for claim in truth.flags if claim in scene.claims}
    lines = [_line(key, label, carried, alone, truth, found, given) for key, label in _LABELS.items()]
    return tuple(line for line in lines if line.claims or line.pairs_found or line.pairs_true)


def _scene(outcome: Outcome, truth: Truth, reference: Reference) -> _Scene:
    accounts: list[AnyAccount] = [*outcome.claims, *outcome.statements]
    documents: dict[tuple[RecordKind, str], int] = {}
    for account in accounts:
        if account.record.document is not None:
            key = (_kind(account), account.record.document)
            documents[key] = documents.get(key, 0) + 1
    return _Scene(
        claims={claim.id: claim for claim in outcome.claims},
        statements={statement.id: statement for statement in outcome.statements},
        reference=reference,
        documents=documents,
        true_statements=_grouped(truth.links),
        true_claims=_grouped((statement, claim) for claim, statement in truth.links),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        grouped[one] = (*grouped.get(one, ()), other)
    return grouped


def _kind(account: AnyAccount) -> RecordKind:
    return RecordKind.CLAIM if hasattr(account.record, "claimant") else RecordKind.STATEMENT


def _carried(claim: ClaimAccount, statement: StatementAccount, scene: _Scene) -> frozenset[str]:
    """Keys of the kinds a pair carries: through its claim, its statement, or both together."""
    keys = {key for key, _, test in OF_CLAIMS if test(claim, scene)}
    keys |= {key for key, _, test in OF_STATEMENTS if test(statement, scene)}
    keys |= {key for key, _, test in OF_EITHER if test(claim, scene) or test(statement, scene)}
    keys |= {key for key, _, joint in OF_PAIRS if joint(claim, statement, scene)}
    return frozenset(keys or {PLAIN})


def _of_claim(
    claim: str, truth: Truth, scene: _Scene, carried: Mapping[tuple[str, str], frozenset[str]]
) -> frozenset[str]:
    """The kinds of a scored claim: its own, and those of its true pairs."""
    account = scene.claims[claim]
    keys = {key for key, _, test in (*OF_CLAIMS, *OF_EITHER) if test(account, scene)}
    for statement in scene.true_statements.get(claim, ()):
        keys |= carried.get((claim, statement), frozenset())
    plain = not (keys - {PLAIN})
    return frozenset({PLAIN} if plain else keys - {PLAIN})


def _line(
    key: str,
    label: str,
    carried: Mapping[tuple[str, str], frozenset[str]],
    alone: Mapping[str, frozenset[str]],
    truth: Truth,
    found: frozenset[tuple[str, str]],
    given: Mapping[str, Flag | None],
) -> KindFigures:
    pairs = {pair for pair, keys in carried.items() if key in keys}
    claims = [claim for claim, keys in alone.items() if key in keys]
    return KindFigures(
        key=key,
        label=label,
        pairs_true=sum(pair in truth.links for pair in pairs),
        pairs_found=len(pairs & found),
        pairs_hit=sum(pair in truth.links for pair in pairs & found),
        claims=len(claims),
        claims_right=sum(given.get(claim) is truth.flags[claim] for claim in claims),
    )


def _undated(account: AnyAccount, scene: _Scene) -> bool:
    return not account.values.date.stated


def _long_date(account: AnyAccount, scene: _Scene) -> bool:
    return any(interval.days > EXACT_DAYS for interval in account.values.date.intervals)


def _unlocated(account: AnyAccount, scene: _Scene) -> bool:
    return account.record.place is not None and not any(place.located for place in account.values.places)


def _no_place(account: AnyAccount, scene: _Scene) -> bool:
    return account.record.place is None and account.record.admin1 is None and account.record.lat is None


def _region_only(account: AnyAccount, scene: _Scene) -> bool:
    places = () if _no_place(account, scene) else account.values.places
    return bool(places) and all(place.place_class is not PlaceClass.LOCAL for place in places)


def _by_distance(account: AnyAccount, scene: _Scene) -> bool:
    return any(place.shape is PlaceShape.BEARING for place in account.values.places)


def _several_places(account: AnyAccount, scene: _Scene) -> bool:
    return len({place.part for place in account.values.places}) > 1


def _homonym(account: AnyAccount, scene: _Scene) -> bool:
    return any(place.weight < 1 for place in account.values.places)


def _several_events(account: AnyAccount, scene: _Scene) -> bool:
    document = account.record.document
    shared = document is not None and scene.documents[_kind(account), document] > 1
    return shared or account.values.events > 1


def _unspecified_target(account: AnyAccount, scene: _Scene) -> bool:
    return account.values.target in (None, scene.reference.targets.other)


def _crowded(account: AnyAccount, scene: _Scene) -> bool:
    """Another claim names the same place within a few days."""
    return any(
        other.id != account.id
        and other.record.is_claim
        and _near_days(account, other)
        and _one_place(account.values.places, other.values.places)
        for other in scene.claims.values()
    )


def _near_days(one: AnyAccount, other: AnyAccount) -> bool:
    return any(a.gap_days(b) <= NEAR_DAYS for a in one.values.date.intervals for b in other.values.date.intervals)


def _one_place(ones: tuple[PlaceCandidate, ...], others: tuple[PlaceCandidate, ...]) -> bool:
    return any(_meet(one, other) for one in ones for other in others)


def _meet(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    if PlaceClass.LOCAL not in (one.place_class, other.place_class):
        return False
    distance = distance_km(one, other)
    if distance is None:
        return one.name_key == other.name_key and one.country in (None, other.country)
    return distance <= one.radius_km + other.radius_km


def _several_issuers(claim: ClaimAccount, statement: StatementAccount, scene: _Scene) -> bool:
    answers = scene.true_statements.get(claim.id, ())
    return len({scene.statements[answer].record.issuer for answer in answers if answer in scene.statements}) > 1


def _several_claims(claim: ClaimAccount, statement: StatementAccount, scene: _Scene) -> bool:
    return len(scene.true_claims.get(statement.id, ())) > 1


def _denied(claim: ClaimAccount, statement: StatementAccount, scene: _Scene) -> bool:
    return statement.record.stance is Stance.DENIES or bool(statement.record.denies)


def _dates_differ(claim: ClaimAccount, statement: StatementAccount, scene: _Scene) -> bool:
    ones, others = claim.values.date.intervals, statement.values.date.intervals
    return bool(ones and others) and not any(a.overlaps(b) for a in ones for b in others)


def _tolls_far_apart(claim: ClaimAccount, statement: StatementAccount, scene: _Scene) -> bool:
    claimed = claim.values.tolls.get((TollSide.OWN, Harm.KILLED))
    civilian = statement.values.tolls.get((TollSide.CIVILIANS, Harm.KILLED))
    told = statement.values.tolls.get((TollSide.OWN, Harm.KILLED), civilian)
    if claimed is None or told is None:
        return False
    low, high = sorted((claimed.low or claimed.high or 0, told.low or told.high or 0))
    return high > 0 and high > TOLL_RATIO * low


PLAIN = "plain"
OF_CLAIMS: tuple[tuple[str, str, OfRecord], ...] = (
    ("undated_claim", "the claim states no date", _undated),
    ("crowded", f"another claim names the same place within {NEAR_DAYS} days", _crowded),
)
OF_STATEMENTS: tuple[tuple[str, str, OfRecord], ...] = (
    ("undated_statement", "the statement states no date", _undated),
)
OF_EITHER: tuple[tuple[str, str, OfRecord], ...] = (
    ("long_date", f"a date of more than {EXACT_DAYS} days", _long_date),
    ("no_place", "no place stated", _no_place),
    ("unlocated", "a place that no gazetteer at hand locates", _unlocated),
    ("homonym", "a place name with several readings", _homonym),
    ("region_only", "a district, a region or less exact", _region_only),
    ("by_distance", "a place given by distance and direction", _by_distance),
    ("several_places", "several places in one record", _several_places),
    ("several_events", "one document or record with several events", _several_events),
    ("unspecified_target", "a target that is not stated or unspecified", _unspecified_target),
)
OF_PAIRS: tuple[tuple[str, str, OfPair], ...] = (
    ("several_issuers", "several issuers tell of the claim's event", _several_issuers),
    ("several_claims", "several claims of the statement's event", _several_claims),
    ("dates_differ", "the stated dates do not overlap", _dates_differ),
    ("tolls_far_apart", f"tolls that differ by more than {TOLL_RATIO:.0f} times", _tolls_far_apart),
    ("denied", "the statement denies something", _denied),
)
_LABELS: dict[str, str] = {
    **{key: label for key, label, _ in (*OF_CLAIMS, *OF_STATEMENTS, *OF_EITHER)},
    **{key: label for key, label, _ in OF_PAIRS},
    PLAIN: "none of these",
}
