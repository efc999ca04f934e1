"""The columns of the CSV tables: name, type, meaning and where the value comes from, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.contradictions import Contradiction
from reconcile.domain.dates import DateInterval
from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import Facet, Finding, Pair, RunRecord
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import Attribution, ClaimKind, Stance
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.report import readings
from reconcile.report.exports.tree import PROBABILITY_DIGITS, WEIGHT_DIGITS, erased, facet_result

DEGREE_DIGITS = 5
KM_DIGITS = 1

Cell = str | int | float | None


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date (ISO 8601, local day)"
    INSTANT = "instant (ISO 8601, UTC)"
    WRITTEN = "date or instant as written"
    NUMBER = "number"
    COUNT = "whole number"
    CODE = "code"
    FLAG = "true or empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    account: ClaimAccount
    finding: Finding
    run: RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    account: StatementAccount
    claims: tuple[str, ...]
    run: RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionLine:
    """An account that contradicts a claim."""

    one: Contradiction
    finding: Finding
    run: RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    pair: Pair
    finding: Finding
    run: RunRecord


class _RunLine(Protocol):
    @property
    def run(self) -> RunRecord: ...


class _AccountLine(Protocol):
    @property
    def account(self) -> ClaimAccount | StatementAccount: ...


L = TypeVar("L", contravariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[L]):
    name: str
    kind: Kind
    meaning: str
    value: Callable[[L], Cell]


def _span(line: _AccountLine) -> DateInterval | None:
    return line.account.values.date.span


def _first_place(line: _AccountLine) -> PlaceCandidate | None:
    """The most likely candidate of the first part that has a position."""
    return next(iter(readings.located(line.account)), None)


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, DEGREE_DIGITS)


def _joined(values: tuple[str, ...]) -> str | None:
    return "; ".join(sorted(values)) or None


_RUN: tuple[Column[_RunLine], ...] = (
    Column("run_id", Kind.TEXT, "Digest of inputs, settings, model and as-of of the run", lambda line: line.run.key),
    Column("as_of", Kind.INSTANT, "What was known by then was used", lambda line: iso_instant(line.run.as_of)),
)

_ACCOUNT: tuple[Column[_AccountLine], ...] = (
    Column("version", Kind.COUNT, "Version of the record, from 1", lambda line: line.account.version.version),
    Column("digest", Kind.TEXT, "SHA-256 of the version's values", lambda line: line.account.version.digest),
    Column(
        "known_from",
        Kind.INSTANT,
        "From when this version was known",
        lambda line: iso_instant(line.account.version.known_from),
    ),
    Column("document", Kind.TEXT, "Text the record was taken from", lambda line: line.account.record.document),
    Column("published", Kind.WRITTEN, "When the side published it", lambda line: line.account.record.published),
    Column(
        "event_first",
        Kind.DATE,
        "First day the event may lie on, as stated",
        lambda line: None if (span := _span(line)) is None else span.start.isoformat(),
    ),
    Column(
        "event_last",
        Kind.DATE,
        "Last day the event may lie on, as stated",
        lambda line: None if (span := _span(line)) is None else span.end.isoformat(),
    ),
    Column(
        "date_precision",
        Kind.CODE,
        "day, range, week, month, year, ambiguous or unknown",
        lambda line: line.account.values.date.precision.value,
    ),
    Column(
        "date_as_written",
        Kind.TEXT,
        "Wording of the date",
        lambda line: line.account.values.date.text or line.account.record.date_text or line.account.record.event_date,
    ),
    Column("country", Kind.CODE, "ISO 3166 alpha-2", lambda line: line.account.values.country),
    Column("admin1", Kind.TEXT, "First-order region as written", lambda line: line.account.record.admin1),
    Column("place", Kind.TEXT, "Place as written", lambda line: line.account.record.place),
    Column(
        "lat",
        Kind.NUMBER,
        "Latitude (WGS 84) of the middle of the place; read together with radius_km",
        lambda line: None if (place := _first_place(line)) is None else _degrees(place.lat),
    ),
    Column(
        "lon",
        Kind.NUMBER,
        "Longitude (WGS 84), likewise",
        lambda line: None if (place := _first_place(line)) is None else _degrees(place.lon),
    ),
    Column(
        "radius_km",
        Kind.NUMBER,
        "How far from its middle the place may reach, in kilometres",
        lambda line: None if (place := _first_place(line)) is None else round(place.radius_km, KM_DIGITS),
    ),
    Column(
        "place_class",
        Kind.CODE,
        "local, district, region or wider",
        lambda line: None if (place := _first_place(line)) is None else place.place_class.value,
    ),
    Column("attack_type", Kind.TEXT, "Kind of attack as written", lambda line: line.account.record.attack_type),
    Column("attack_code", Kind.CODE, "Code of the attack taxonomy", lambda line: line.account.values.attack),
    Column("target_type", Kind.TEXT, "Target as written", lambda line: line.account.record.target_type),
    Column("target_code", Kind.CODE, "Code of the target taxonomy", lambda line: line.account.values.target),
    Column("target_actor", Kind.TEXT, "Who was hit, as written", lambda line: line.account.record.target_actor),
    Column(
        "target_actor_codes",
        Kind.CODE,
        "Codes of the actors hit, separated by semicolons",
        lambda line: _joined(line.account.values.target_actors),
    ),
    Column("events", Kind.COUNT, "How many events the record covers", lambda line: line.account.values.events),
    Column(
        "toll_scope",
        Kind.CODE,
        "event, several or running_total",
        lambda line: line.account.values.toll_scope.value if line.account.values.tolls else None,
    ),
    Column("summary", Kind.TEXT, "One neutral sentence of the collector", lambda line: line.account.record.summary),
    Column("language", Kind.CODE, "ISO 639-1", lambda line: line.account.record.language),
    Column("sensitivity", Kind.TEXT, "graphic, and other marks", lambda line: line.account.record.sensitivity),
    Column("publisher", Kind.TEXT, "Who carried it", lambda line: line.account.record.publisher),
    Column(
        "url",
        Kind.TEXT,
        "Where it was read, written so that it cannot be followed",
        lambda line: line.account.record.url,
    ),
    Column("archive_url", Kind.TEXT, "The archived copy, likewise", lambda line: line.account.record.archive_url),
    Column("reported", Kind.WRITTEN, "Date of the page it was read through", lambda line: line.account.record.reported),
    Column("retrieved", Kind.WRITTEN, "When it was read", lambda line: line.account.record.retrieved),
    Column("source_grade", Kind.CODE, "Admiralty grade, A to F", lambda line: line.account.record.source_grade),
    Column("item_grade", Kind.CODE, "Admiralty grade, 1 to 6", lambda line: line.account.record.item_grade),
    Column(
        "withdrawn",
        Kind.FLAG,
        "The side took it back",
        lambda line: "true" if line.account.record.withdrawn else None,
    ),
    Column(
        "erased",
        Kind.CODE,
        "What of the record was erased for good and when (UTC), separated by semicolons; empty: nothing",
        lambda line: _joined(tuple(f"{name} {instant}" for name, instant in erased(line.account).items())),
    ),
)


def _tolls(side: TollSide, harm: Harm, name: str, told: str) -> tuple[Column[_AccountLine], Column[_AccountLine]]:
    def found(line: _AccountLine) -> CountRange | None:
        return line.account.values.tolls.get((side, harm))

    return (
        Column(
            f"{name}_min",
            Kind.COUNT,
            f"{told}, at least; empty is not stated, never 0",
            lambda line: None if (toll := found(line)) is None else toll.low,
        ),
        Column(
            f"{name}_max",
            Kind.COUNT,
            f"{told}, at most; a minimum without a maximum means at least",
            lambda line: None if (toll := found(line)) is None else toll.high,
        ),
    )


CLAIMS: tuple[Column[ClaimLine], ...] = (
    Column("id", Kind.TEXT, "Id of the record", lambda line: line.account.id),
    Column(
        "flag",
        Kind.CODE,
        "agreement, partial_match or no_official_comment; empty for denials and allegations by groups",
        lambda line: None if line.finding.flag is None else line.finding.flag.value,
    ),
    Column("status", Kind.CODE, "How final the finding is", lambda line: line.finding.status.value),
    Column(
        "stance",
        Kind.CODE,
        "reported, mixed or denied; empty without linked statements",
        lambda line: None if line.finding.stance is None else line.finding.stance.value,
    ),
    Column("reason", Kind.TEXT, "Why the claim has its flag", lambda line: line.finding.reason),
    Column(
        "family",
        Kind.TEXT,
        "Ids of the other claims that may tell of the same event, separated by semicolons",
        lambda line: "; ".join(line.finding.family) or None,
    ),
    Column(
        "machine_flag",
        Kind.CODE,
        "The flag the comparison alone gives; another than flag where people decided",
        lambda line: None if line.finding.flag_by_machine is None else line.finding.flag_by_machine.value,
    ),
    Column(
        "decided_by_review",
        Kind.TEXT,
        "Numbers of the decisions of people that bear on the claim, separated by semicolons",
        lambda line: "; ".join(map(str, line.finding.decisions)) or None,
    ),
    Column("links", Kind.COUNT, "Number of linked statements", lambda line: len(line.finding.links)),
    Column(
        "claim_kind",
        Kind.CODE,
        "claim, denial or allegation",
        lambda line: (line.account.record.claim_kind or ClaimKind.CLAIM).value,
    ),
    Column("claimant", Kind.TEXT, "The group that claims, as written", lambda line: line.account.record.claimant),
    Column("claimant_code", Kind.CODE, "Code of the actor table", lambda line: line.account.values.speaker),
    Column("outlet", Kind.TEXT, "Its media wing or channel", lambda line: line.account.record.outlet),
    Column(
        "channel",
        Kind.CODE,
        "official, unofficial or media",
        lambda line: None if line.account.record.channel is None else line.account.record.channel.value,
    ),
    *_ACCOUNT,
    *_tolls(TollSide.OWN, Harm.KILLED, "killed", "Killed on the side attacked, as claimed"),
    *_tolls(TollSide.OWN, Harm.WOUNDED, "wounded", "Wounded on the side attacked, as claimed"),
    *_tolls(TollSide.ATTACKERS, Harm.KILLED, "own_killed", "Killed on the group's own side, as the group says"),
    Column("captured", Kind.TEXT, "Captives and spoils, as the group says", lambda line: line.account.record.captured),
    *_RUN,
)

STATEMENTS: tuple[Column[StatementLine], ...] = (
    Column("id", Kind.TEXT, "Id of the record", lambda line: line.account.id),
    Column(
        "linked",
        Kind.CODE,
        "linked or official_only",
        lambda line: "linked" if line.claims else "official_only",
    ),
    Column(
        "claims", Kind.COUNT, "Number of claims it is linked to; links.csv names them", lambda line: len(line.claims)
    ),
    Column("issuer", Kind.TEXT, "The institution that speaks, as written", lambda line: line.account.record.issuer),
    Column("issuer_key", Kind.CODE, "Key of the source table", lambda line: line.account.values.speaker),
    Column(
        "issuer_type",
        Kind.CODE,
        "military, un, government, police or other",
        lambda line: None if line.account.record.issuer_type is None else line.account.record.issuer_type.value,
    ),
    Column(
        "attribution",
        Kind.CODE,
        "In whose name; anonymous and quoted_by_claimant do not end a silence",
        lambda line: (line.account.record.attribution or Attribution.DIRECT).value,
    ),
    Column(
        "stance",
        Kind.CODE,
        "reports, confirms, denies or unknown",
        lambda line: (line.account.record.stance or Stance.UNKNOWN).value,
    ),
    Column(
        "denies",
        Kind.CODE,
        "What is denied, separated by semicolons",
        lambda line: _joined(tuple(thing.value for thing in line.account.record.denies)),
    ),
    *_ACCOUNT,
    *_tolls(TollSide.OWN, Harm.KILLED, "own_killed", "Killed on the side attacked"),
    *_tolls(TollSide.OWN, Harm.WOUNDED, "own_wounded", "Wounded on the side attacked"),
    *_tolls(TollSide.CIVILIANS, Harm.KILLED, "civilians_killed", "Civilians killed"),
    *_tolls(TollSide.CIVILIANS, Harm.WOUNDED, "civilians_wounded", "Civilians wounded"),
    *_tolls(TollSide.ATTACKERS, Harm.KILLED, "attackers_killed", "Attackers killed"),
    *_tolls(TollSide.ATTACKERS, Harm.WOUNDED, "attackers_wounded", "Attackers wounded"),
    *_RUN,
)


def _facet(facet: Facet) -> Column[LinkLine]:
    return Column(
        facet.value,
        Kind.CODE,
        f"How the {facet.value} compares: agrees, coarser, differs or not_stated",
        lambda line: facet_result(line.pair, facet).value,
    )


LINKS: tuple[Column[LinkLine], ...] = (
    Column("claim", Kind.TEXT, "Id of the claim", lambda line: line.pair.claim),
    Column("claim_version", Kind.COUNT, "Version of the claim", lambda line: line.finding.version),
    Column("statement", Kind.TEXT, "Id of the statement", lambda line: line.pair.statement),
    Column("statement_version", Kind.COUNT, "Version of the statement", lambda line: line.pair.statement_version),
    Column(
        "flag",
        Kind.CODE,
        "agreement or partial_match",
        lambda line: None if line.pair.flag is None else line.pair.flag.value,
    ),
    Column(
        "match_weight",
        Kind.NUMBER,
        "Evidence that both tell of one event, in bits, prior included",
        lambda line: round(line.pair.scored.weight, WEIGHT_DIGITS) + 0.0,
    ),
    Column(
        "match_probability",
        Kind.NUMBER,
        "2^w / (1 + 2^w)",
        lambda line: round(line.pair.scored.probability, PROBABILITY_DIGITS),
    ),
    Column("margin", Kind.NUMBER, "Bits to the best rival; empty without rival", lambda line: line.pair.scored.margin),
    *(_facet(facet) for facet in Facet),
    Column("stance", Kind.CODE, "reports, confirms, denies or unknown", lambda line: line.pair.stance.value),
    Column(
        "denies",
        Kind.CODE,
        "What is denied, separated by semicolons",
        lambda line: _joined(tuple(thing.value for thing in line.pair.denies)),
    ),
    Column(
        "days_apart",
        Kind.COUNT,
        "Days between the stated dates; 0 where they overlap",
        lambda line: line.pair.scored.days_apart,
    ),
    Column(
        "distance_km",
        Kind.NUMBER,
        "Kilometres between the places that fit best",
        lambda line: None if (km := line.pair.scored.distance_km) is None else round(km, KM_DIGITS),
    ),
    Column("sentence", Kind.TEXT, "How the two accounts compare", lambda line: line.pair.sentence),
    *_RUN,
)


CONTRADICTIONS: tuple[Column[ContradictionLine], ...] = (
    Column("claim", Kind.TEXT, "Id of the claim that is contradicted", lambda line: line.finding.claim),
    Column("claim_version", Kind.COUNT, "Version of the claim", lambda line: line.finding.version),
    Column(
        "kind",
        Kind.CODE,
        "denied, attributed_elsewhere, other_claim_denied or competing_claim; none changes the flag",
        lambda line: line.one.kind.value,
    ),
    Column("record", Kind.CODE, "claim or statement: what contradicts it", lambda line: line.one.record.value),
    Column("id", Kind.TEXT, "Id of that record", lambda line: line.one.id),
    Column(
        "linked",
        Kind.CODE,
        "linked or not_linked: whether that statement is linked to the claim",
        lambda line: "linked" if line.one.linked else "not_linked",
    ),
    Column(
        "groups",
        Kind.CODE,
        "Codes of the other groups it names, or of the other claimant, separated by semicolons",
        lambda line: _joined(line.one.groups),
    ),
    Column(
        "denies",
        Kind.CODE,
        "What is denied, separated by semicolons",
        lambda line: _joined(tuple(thing.value for thing in line.one.denies)),
    ),
    Column("sentence", Kind.TEXT, "What each side says", lambda line: line.one.sentence),
    *_RUN,
)
