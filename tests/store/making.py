"""Values for the tests of the store, and hypothesis strategies for any value a column must hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from reconcile.domain.comparables import Comparable
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.fields import FIELDS, Field, FieldKind
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.outcomes import (
    ClaimStance,
    ComparisonScore,
    Facet,
    FacetFinding,
    FacetResult,
    Finding,
    Flag,
    Pair,
    PairRole,
    ScoredPair,
    Status,
)
from reconcile.domain.places import PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import ClaimRecord, DatePrecision, Record, RecordKind, Stance, StatementRecord, TollScope
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.store import Batch, Database, IngestCounts, Level, Marks, NewRun, RunChanges, RunEnd, rows_of
from reconcile.store.engines import reading
from reconcile.store.versions import load_versions

NOW = datetime(2020, 1, 1, 12, tzinfo=UTC)
LATER = datetime(2020, 1, 2, 12, tzinfo=UTC)
FAR = datetime(3000, 1, 1, tzinfo=UTC)
"""After anything that can be published."""
REFERENCE = "a" * 64
FILE = Batch(file="claims.jsonl", file_digest="f" * 64, source="collected by hand")

RECORDS: dict[RecordKind, type[ClaimRecord] | type[StatementRecord]] = {
    RecordKind.CLAIM: ClaimRecord,
    RecordKind.STATEMENT: StatementRecord,
}


def claim(record_id: str = "c1", **fields: Any) -> ClaimRecord:
    return ClaimRecord(**{"id": record_id, "claimant": "JNIM", **fields})


def statement(record_id: str = "s1", **fields: Any) -> StatementRecord:
    return StatementRecord(**{"id": record_id, "issuer": "MINUSMA", **fields})


def ingest(
    database: Database, records: Iterable[Record], now: datetime = NOW, kind: RecordKind = RecordKind.CLAIM
) -> IngestCounts:
    return database.add_records(kind, FILE, list(enumerate(records, 1)), now)


def comparable(**fields: Any) -> Comparable:
    plain: dict[str, Any] = {
        "country": "ML",
        "date": EventDate(),
        "places": (),
        "target": None,
        "target_family": None,
        "attack": None,
        "target_actors": (),
        "speaker": None,
    }
    return Comparable(**plain | fields)


def place(**fields: Any) -> PlaceCandidate:
    plain: dict[str, Any] = {
        "part": 0,
        "weight": 1.0,
        "name": "Tessalit",
        "name_key": "tessalit",
        "place_class": PlaceClass.LOCAL,
        "shape": PlaceShape.POINT,
        "radius_km": 5.0,
    }
    return PlaceCandidate(**plain | fields)


def only_version_rows(database: Database, kind: RecordKind, as_of: datetime = LATER) -> list[int]:
    return [known.row for known in database.known_versions(kind, as_of)]


def read_back(database: Database, kind: RecordKind, reference: str = REFERENCE) -> list[Record]:
    """The latest versions as records, through values that say nothing."""
    rows = only_version_rows(database, kind)
    database.add_values(kind, reference, [(row, comparable()) for row in rows])
    accounts = load(database, kind, rows, reference)
    return [accounts[row].record for row in rows]


def load(database: Database, kind: RecordKind, rows: Sequence[int] | None, reference: str = REFERENCE) -> Any:
    if kind is RecordKind.CLAIM:
        return database.load_accounts(RecordKind.CLAIM, rows, reference)
    return database.load_accounts(RecordKind.STATEMENT, rows, reference)


def unvalued(
    database: Database,
    kind: RecordKind,
    as_of: datetime,
    reference: str = REFERENCE,
    marks: Marks | None = None,
) -> list[Any]:
    """The whole versions known then that have no values, by row."""
    rows = [row for chunk in database.written_without_values(kind, as_of, reference, marks) for row, _ in chunk]
    with reading(database._engine) as connection:
        return list(load_versions(connection, kind, rows))


# ---- any value that ingest may pass on ----

texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"),
    min_size=1,
    max_size=20,
)
words = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
counts = st.integers(0, 2**63 - 1)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
degrees = {"lat": st.floats(-90, 90), "lon": st.floats(-180, 180)}
maybe = st.none


def _field_values(field: Field) -> st.SearchStrategy[Any]:
    codes: type[StrEnum] | None = field.codes
    if field.kind is FieldKind.CODES and codes is not None:
        return st.lists(st.sampled_from(codes), unique=True).map(tuple)
    if codes is not None:
        return maybe() | st.sampled_from(codes)
    by_kind: dict[FieldKind, st.SearchStrategy[Any]] = {
        FieldKind.TEXT: texts,
        FieldKind.INSTANT: st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
        FieldKind.DATE: days,
        FieldKind.NUMBER: degrees.get(field.name, st.nothing()),
        FieldKind.COUNT: counts,
        FieldKind.FLAG: st.booleans(),
    }
    return by_kind[field.kind] if field.required else maybe() | by_kind[field.kind]


def _in_order(record: Any) -> Any:
    """Bounds that came out the wrong way round, turned."""
    pairs = [
        (name, f"{name.removesuffix('_min')}_max") for name in record.__dataclass_fields__ if name.endswith("_min")
    ]
    for low, high in [*pairs, ("event_date_start", "event_date_end")]:
        first, last = getattr(record, low), getattr(record, high)
        if first is not None and last is not None and last < first:
            record = replace(record, **{low: last, high: first})
    return record


def records(kind: RecordKind) -> st.SearchStrategy[Any]:
    fields: dict[str, Any] = {field.name: _field_values(field) for field in FIELDS[kind]}
    extra = st.dictionaries(texts, texts, max_size=3)
    return st.builds(RECORDS[kind], **fields, extra=extra).map(_in_order)


intervals = st.tuples(days, days).map(lambda pair: DateInterval(min(pair), max(pair)))
event_dates = st.builds(
    EventDate,
    intervals=st.lists(intervals, max_size=3).map(tuple),
    precision=st.sampled_from(DatePrecision),
    text=maybe() | texts,
    bounds=maybe() | intervals,
    weekday=maybe() | st.integers(0, 6),
    rule=maybe() | texts,
)
places = st.builds(
    PlaceCandidate,
    part=st.integers(0, 5),
    weight=st.floats(0, 1),
    name=texts,
    name_key=words,
    place_class=st.sampled_from(PlaceClass),
    shape=st.sampled_from(PlaceShape),
    radius_km=st.floats(0, 1e4),
    lat=maybe() | degrees["lat"],
    lon=maybe() | degrees["lon"],
    place_key=maybe() | texts,
    country=maybe() | texts,
    admin1=maybe() | texts,
    admin2=maybe() | texts,
    axis_keys=st.just(()) | st.tuples(words, words).map(lambda pair: tuple(sorted(pair))),
)
ranges = st.one_of(
    st.builds(CountRange, counts, st.none()),
    st.builds(CountRange, st.none(), counts),
    st.tuples(counts, counts).map(lambda pair: CountRange(min(pair), max(pair))),
)
issues = st.builds(
    Issue,
    code=texts,
    severity=st.sampled_from(Severity),
    message=texts,
    file=maybe() | texts,
    line=maybe() | counts,
    field=maybe() | texts,
    found=maybe() | texts,
    record_id=maybe() | texts,
)
comparables = st.builds(
    Comparable,
    country=maybe() | texts,
    date=event_dates,
    places=st.lists(places, max_size=3).map(tuple),
    target=maybe() | texts,
    target_family=maybe() | texts,
    attack=maybe() | texts,
    target_actors=st.lists(words, unique=True, max_size=3).map(lambda codes: tuple(sorted(codes))),
    speaker=maybe() | texts,
    tolls=st.dictionaries(st.tuples(st.sampled_from(TollSide), st.sampled_from(Harm)), ranges),
    toll_scope=st.sampled_from(TollScope),
    events=counts,
    issues=st.lists(issues, max_size=2).map(tuple),
)


# ---- what a run finds ----


def scored(claim_row: int, statement_row: int, **fields: Any) -> ScoredPair:
    plain: dict[str, Any] = {
        "role": PairRole.LINKED,
        "weight": 9.125,
        "margin": None,
        "scores": (
            ComparisonScore(comparison="prior", level="prior", label="before any comparison", bits=-6.5),
            ComparisonScore(comparison="date", level="same", label="the same day", bits=7.083),
        ),
        "distance_km": 12.5,
        "days_apart": 0,
    }
    return ScoredPair(claim_row=claim_row, statement_row=statement_row, **plain | fields)


def facets(result: FacetResult = FacetResult.AGREES) -> dict[Facet, FacetFinding]:
    return {
        facet: FacetFinding(
            facet=facet,
            result=result,
            claim_says="18 April 2017",
            statement_says=None,
            sentence=f"The {facet.value} of both accounts.",
        )
        for facet in Facet
    }


def pair(score: ScoredPair, claim_id: str = "c1", statement_id: str = "s1", **fields: Any) -> Pair:
    plain: dict[str, Any] = {
        "statement_version": 1,
        "flag": Flag.AGREEMENT if score.role is PairRole.LINKED else None,
        "facets": facets(),
        "stance": Stance.REPORTS,
        "denies": (),
        "sentence": "Both name the place.",
    }
    return Pair(scored=score, claim=claim_id, statement=statement_id, **plain | fields)


def finding(claim_id: str = "c1", row: int = 1, *pairs: Pair, **fields: Any) -> Finding:
    plain: dict[str, Any] = {
        "version": 1,
        "flag": Flag.AGREEMENT if pairs else Flag.NO_OFFICIAL_COMMENT,
        "status": Status.CONCLUDED,
        "stance": ClaimStance.REPORTED if pairs else None,
        "reason": "A sentence.",
    }
    return Finding(claim=claim_id, claim_row=row, pairs=pairs, **plain | fields)


def fill(database: Database, claims: Sequence[ClaimRecord], statements: Sequence[StatementRecord]) -> None:
    """Records with values that say nothing."""
    for kind, given in ((RecordKind.CLAIM, claims), (RecordKind.STATEMENT, statements)):
        ingest(database, given, kind=kind)
        left = [version.row for version in unvalued(database, kind, FAR, REFERENCE)]
        database.add_values(kind, REFERENCE, [(row, comparable()) for row in left])


def start(database: Database, as_of: datetime = LATER, **fields: Any) -> int:
    plain: dict[str, Any] = {
        "key": "k" * 64,
        "started": NOW,
        "program": "0.1.0",
        "model": "default 1234",
        "digests": {"settings": "1", "model": "2"},
        "reference_digest": REFERENCE,
        "sources": (),
        "marks": database.marks(),
    }
    return database.start_run(NewRun(as_of=as_of, **plain | fields))


def finish(
    database: Database,
    number: int,
    findings: Sequence[Finding],
    counts: Mapping[str, int] | None = None,
    bases: Mapping[int, str | None] | None = None,
    **more: Any,
) -> RunChanges:
    levels = database.level_numbers()
    scores = [score for finding in findings for pair in finding.pairs for score in pair.scored.scores]
    levels.add(Level(score.comparison, score.level, score.label) for score in scores)
    made = [rows_of(findings, bases or {}, levels)]
    return database.finish_run(number, made, levels, lambda: RunEnd(counts or {}, LATER), **more)


def run(
    database: Database, findings: Sequence[Finding], as_of: datetime = LATER, **fields: Any
) -> tuple[int, RunChanges]:
    number = start(database, as_of, **fields)
    return number, finish(database, number, findings, {"claims": len(findings)})
