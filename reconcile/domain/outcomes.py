"""What a run found: facets, links, runner-ups, near misses, findings. Sentences say what each account says."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.contradictions import Contradiction
from reconcile.domain.issues import Issue
from reconcile.domain.light_values import light_value
from reconcile.domain.phrases import instant
from reconcile.domain.records import Denied, Stance
from reconcile.domain.sources import Coverage, Source
from reconcile.domain.staleness import DecisionMark

AS_OF = "{as of}"
"""Stands in a kept sentence for the instant of the run: a finding that holds is not written anew at every run."""


class Flag(StrEnum):
    """How the accounts of a claim's event compare."""

    AGREEMENT = "agreement"
    PARTIAL_MATCH = "partial_match"
    NO_OFFICIAL_COMMENT = "no_official_comment"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")

    @property
    def told_alone(self) -> str:
        """Where no stance stands beside it, and a statement may deny the claim: what the accounts agree on is said."""
        return "agreement on date, place and target" if self is Flag.AGREEMENT else self.words


FLAG_ORDER = (Flag.NO_OFFICIAL_COMMENT, Flag.PARTIAL_MATCH, Flag.AGREEMENT)
"""From the least to the best: a claim has the best flag of its links."""


class Status(StrEnum):
    """How final a finding is, and what a silence rests on."""

    CONCLUDED = "concluded"
    PENDING = "pending"
    NOT_MONITORED = "not_monitored"
    COVERAGE_UNKNOWN = "coverage_unknown"
    STRUCTURALLY_SILENT = "structurally_silent"
    GROUP_DENIES = "group_denies"
    ALLEGATION = "allegation"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class ClaimStance(StrEnum):
    """What the linked statements together make of a claim."""

    REPORTED = "reported"
    MIXED = "mixed"
    DENIED = "denied"


class Facet(StrEnum):
    DATE = "date"
    PLACE = "place"
    TARGET = "target"
    TOLL = "toll"


class FacetResult(StrEnum):
    AGREES = "agrees"
    COARSER = "coarser"
    DIFFERS = "differs"
    NOT_STATED = "not_stated"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


DECISIVE = (Facet.DATE, Facet.PLACE, Facet.TARGET)
"""The facets the flag rests on; the toll stands beside them."""


@light_value(frozen=True, slots=True, kw_only=True)
class FacetFinding:
    """How two accounts compare in one facet, with the values compared and a sentence to quote."""

    facet: Facet
    result: FacetResult
    claim_says: str | None
    """What the claim says, in words; None: not stated."""
    statement_says: str | None
    sentence: str


def flag_of(facets: Mapping[Facet, FacetFinding]) -> Flag:
    """What a link with these facets comes to (contract: *What the flags mean*)."""
    agrees = FacetResult.AGREES
    for facet in DECISIVE:
        if facets[facet].result is not agrees:
            return Flag.PARTIAL_MATCH
    return Flag.AGREEMENT


@light_value(frozen=True, slots=True, kw_only=True)
class ComparisonScore:
    """One comparison of the linkage model on one pair."""

    comparison: str
    """Name in the model: `prior`, `date`, `place`, `target`, `actor`, `attack`, ..."""
    level: str
    """Key of the comparison level that held."""
    label: str
    """The level's label: the sentence the report prints."""
    bits: float
    """Weight of evidence, log2(m/u), rounded to 3 digits."""


class PairRole(StrEnum):
    """What a kept pair is to its claim."""

    LINKED = "linked"
    RUNNER_UP = "runner_up"
    """Good enough to be linked, but a rival is better or a person decides."""
    NEAR_MISS = "near_miss"
    """Below the threshold, or a test failed."""


class CloseCall(StrEnum):
    """Why a person should look at a pair."""

    MARGIN = "margin"
    """A rival weighs nearly as much."""
    THRESHOLD = "threshold"
    """Its weight lies so near the threshold that a little more or less evidence would turn it."""
    EPISODE = "episode"
    """One account tells of several days, the other of one: a battle and one of its attacks, perhaps."""
    EXCHANGED = "exchanged"
    """The two dates would be the same with day and month exchanged; as they stand they lie weeks apart."""


@light_value(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """A claim and a statement as the link stage leaves them: rows of the store, no accounts yet."""

    claim_row: int
    statement_row: int
    role: PairRole
    weight: float
    """Match weight in bits, prior included, rounded to 3 digits."""
    margin: float | None
    """Bits to the best rival (negative where the rival is better); None: no rival."""
    scores: tuple[ComparisonScore, ...]
    distance_km: float | None
    """Between the best-fitting parts; None where either is not located."""
    days_apart: int | None
    """Days between the nearest ends of the stated dates; None where either is not stated."""
    failed: str | None = None
    """For runner-ups and near misses: key of the test that failed (`date`, `place`, `competition`, `decision`, ...)."""
    rival_claim_row: int | None = None
    """For `competition`: the claim the statement fits better."""
    rival_statement_row: int | None = None
    """For `competition`: the statement the claim is better matched by."""
    close_call: CloseCall | None = None
    """Why a person should look; None: nothing asks for it."""
    candidates: int = 0
    """How many statements the claim was compared with."""
    coincidence: float | None = None
    """Chance that at least one of so many unrelated statements fits the claim this well, rounded to 6 digits; None:
    nothing is known of what chance produces."""
    machine_role: PairRole | None = None
    """What the comparison alone makes of it; None: the same as `role`."""

    @property
    def days_exchanged(self) -> bool:
        """Whether the two dates would be the same with day and month exchanged, and lie apart as they stand."""
        return "exchanged" in [score.level for score in self.scores if score.comparison == "date"]

    @property
    def linked_by_machine(self) -> bool:
        return (self.machine_role or self.role) is PairRole.LINKED

    @property
    def probability(self) -> float:
        """2^w / (1 + 2^w), rounded to 6 digits."""
        if self.weight > 60:
            return 1.0
        odds = math.pow(2.0, self.weight)
        return round(odds / (1.0 + odds), 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What would be linked under another setting."""

    setting: str
    """Name and value: `link_threshold_bits=1`."""
    words: str
    """The setting as a condition: `a pair had to weigh 1 bit more to be linked`."""
    links: Mapping[int, tuple[int, ...]]
    """By row of each claim whose links would differ: the rows of the statements linked then."""


class NoteKind(StrEnum):
    """What a finding says beside its flag."""

    COMPETING_CLAIM = "competing_claim"
    OTHER_GROUP = "other_group"
    """Of runs of before contradictions were findings of their own."""
    REVISED_STATEMENT = "revised_statement"
    """One issuer tells of the event in several statements."""
    CIRCULAR = "circular"
    """Accounts that rest on one another: what both say is said once."""
    SENSITIVE = "sensitive"
    """The flag would be another under a setting a little off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing a finding says beside its flag."""

    kind: NoteKind
    sentence: str
    records: tuple[str, ...] = ()
    """Ids of the records it is about: claims of a competing claim, statements of the others."""
    setting: str | None = None
    """Of a sensitive flag: name and value of the setting."""
    flag: Flag | None = None
    """The flag under that setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the link stage gives back: rows of the store, no accounts yet."""

    pairs: Sequence[ScoredPair]
    """By claim row, then falling weight, then statement row."""
    families: Mapping[int, tuple[int, ...]]
    """By claim row: the rows of the other claims that may tell of its event, the likeliest first."""
    alternatives: tuple[Alternative, ...] = ()
    """Other settings under which some claims would have other links."""
    overloaded: int = 0
    """How many claims had so many pairs that only the heaviest were kept."""


@light_value(frozen=True, slots=True, kw_only=True)
class Pair:
    """A kept pair with its facets and sentences: a link, a runner-up or a near miss."""

    scored: ScoredPair
    claim: str
    statement: str
    """Record ids."""
    statement_version: int
    flag: Flag | None
    """agreement or partial match for links; None for the others."""
    facets: Mapping[Facet, FacetFinding]
    stance: Stance
    denies: tuple[Denied, ...]
    sentence: str
    """Links: how the two accounts compare. Others: why the statement was not linked, with the test it failed."""
    decision: int | None = None
    """Number of the decision of people on this very pair that stands (`Outcome.decisions`); None: there is none."""

    @property
    def flag_if_linked(self) -> Flag:
        """What a link with these facets comes to."""
        return flag_of(self.facets)


@light_value(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a run says of one claim."""

    claim: str
    version: int
    claim_row: int
    flag: Flag | None
    """None for denials and allegations."""
    status: Status
    stance: ClaimStance | None
    reason: str
    """One sentence. `AS_OF` stands in it for the instant of the run until `as_told` puts that in."""
    family: tuple[str, ...] = ()
    """Ids of the other claims that may tell of the same event, the likeliest first."""
    notes: tuple[Note, ...] = ()
    """What it says beside its flag."""
    contradictions: tuple[Contradiction, ...] = ()
    """Accounts that contradict the claim: of statements first, in the order of `pairs`, then of claims."""
    pairs: tuple[Pair, ...] = ()
    """Links first, then runner-ups, then near misses, each by falling weight, then record id."""
    machine_flag: Flag | None = None
    """The flag the comparison alone gives, where people decided otherwise; None: the same as `flag`."""
    decisions: tuple[int, ...] = ()
    """Numbers of the decisions of people that bear on the claim, in force or stale, ascending (`Outcome.decisions`)."""

    @property
    def flag_by_machine(self) -> Flag | None:
        """What the comparison alone gives."""
        return self.machine_flag or self.flag

    def of_role(self, role: PairRole) -> tuple[Pair, ...]:
        return tuple([pair for pair in self.pairs if pair.scored.role is role])

    @property
    def links(self) -> tuple[Pair, ...]:
        return self.of_role(PairRole.LINKED)

    def as_told(self, as_of: datetime) -> "Finding":
        """The finding as a run of that instant tells it."""
        return replace(self, reason=self.reason.replace(AS_OF, instant(as_of))) if AS_OF in self.reason else self


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagChange:
    """A claim whose flag is another than before. None: it had or has none, or was or is not there."""

    claim: str
    before: Flag | None
    after: Flag | None


def flag_changes(before: Mapping[str, Flag | None], after: Mapping[str, Flag | None]) -> tuple[FlagChange, ...]:
    """Of two sets of flags by claim, those that differ, by claim."""
    return tuple(
        FlagChange(claim=claim, before=before.get(claim), after=after.get(claim))
        for claim in sorted(before.keys() | after.keys())
        if before.get(claim) is not after.get(claim)
    )


class RunState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The record of one run."""

    number: int
    """Primary key: runs are counted from 1."""
    key: str
    """Digest of inputs, settings, model, reference data and as-of: what exports call `run.id`."""
    state: RunState
    as_of: datetime
    started: datetime
    ended: datetime | None
    program: str
    model: str
    """Name and short digest of the weights in force."""
    digests: Mapping[str, str]
    """By name: settings, model, lexicon, targets, attacks, actors, sources, gazetteer."""
    counts: Mapping[str, int]
    """By name: claims, statements, agreement, partial_match, no_official_comment, official_only, changed, ..."""
    error: str | None = None
    marks: Mapping[str, int] = field(default_factory=dict)
    """By kind of row (claims, statements, coverage, withdrawals): the last it saw."""
    replay: bool = False
    """It asked what was known before the as-of of the line of runs, and stands beside that line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything a report or an export of one run needs."""

    run: RunRecord
    claims: tuple[ClaimAccount, ...]
    """All claims known as of the run, by record id in code-point order."""
    statements: tuple[StatementAccount, ...]
    findings: tuple[Finding, ...]
    """Exactly one per claim, in the order of `claims`."""
    coverage: tuple[Coverage, ...]
    sources: tuple[Source, ...]
    """The source table the run used."""
    issues: tuple[Issue, ...] = field(default=())
    """Data issues of the record versions in use."""
    decisions: tuple[DecisionMark, ...] = field(default=())
    """What people decided or proposed by then on records that are there, by number."""

    @property
    def answered_claims(self) -> dict[str, tuple[str, ...]]:
        """By statement id: the ids of the claims it is linked to, for every statement."""
        linked: dict[str, list[str]] = {statement.id: [] for statement in self.statements}
        for finding in self.findings:
            for pair in finding.links:
                linked[pair.statement].append(finding.claim)
        return {statement: tuple(sorted(claims)) for statement, claims in linked.items()}
