"""What changed between two runs, claim by claim, and why. A change is one of what was found, never of what happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from reconcile.domain.contradictions import Contradiction
from reconcile.domain.light_values import light_value
from reconcile.domain.outcomes import (
    ClaimStance,
    Facet,
    FacetResult,
    Finding,
    Flag,
    Pair,
    PairRole,
    RunRecord,
    Status,
)
from reconcile.domain.records import Denied, RecordKind, Stance


class CauseKind(StrEnum):
    """Why a later run says something else. The first group is about records, the last about everything at once."""

    NEW_CLAIM = "new_claim"
    NEW_STATEMENT = "new_statement"
    AMENDED_CLAIM = "amended_claim"
    AMENDED_STATEMENT = "amended_statement"
    REVISED_TOLL = "revised_toll"
    """A new version that gives other figures and leaves all else that is compared as it was."""
    WITHDRAWN_RECORD = "withdrawn_record"
    """The side that published it took it back."""
    SUPERSEDED_RECORD = "superseded_record"
    """Its own side replaced it by another record."""
    WITHDRAWN_BATCH = "withdrawn_batch"
    """Whoever ingested the file took it back: the version before holds again, or none."""

    NEW_DECISION = "new_decision"
    """People decided, or decided otherwise; `before` and `after` hold the verdicts."""
    REVOKED_DECISION = "revoked_decision"
    """Taken back, or no longer binding because a record that it rests on tells of something else now."""

    WINDOW_CLOSED = "window_closed"
    """The time in which officials may still answer ran out."""
    COVERAGE_CHANGED = "coverage_changed"
    """Another set of days is known to have been collected of a source expected to answer."""
    COVERAGE_DECLARED = "coverage_declared"
    """Somebody declared which sources were collected, where nobody had; or (`after` is None) no declaration is left."""
    DAYS_ENDED = "days_ended"
    """More days had ended on which an issuer expected to answer had to be collected."""

    OTHER_AS_OF = "other_as_of"
    """The later run tells what was known at an earlier instant."""
    OTHER_RECORDS = "other_records"
    """Records elsewhere changed how rare a date, place or name is, or among how many accounts a pair was chosen."""
    SETTINGS_CHANGED = "settings_changed"
    NEW_MODEL = "new_model"
    NEW_REFERENCE = "new_reference"
    """Tables of actors, targets, words or sources, or a gazetteer."""
    NEW_PROGRAM = "new_program"


@light_value(frozen=True, slots=True, kw_only=True)
class Cause:
    """One thing that is otherwise than at the run before."""

    kind: CauseKind
    record: RecordKind | None = None
    """Which kind of record `id` names; None where the cause is no record."""
    id: str | None = None
    """Of the record or decision; the name of the digest (`settings`, `model`, `actors`, `gazetteer`, …); the key of
    the source whose coverage changed."""
    version_before: int | None = None
    """Of the record; None: it was not there."""
    version_after: int | None = None
    """None: it is no longer there."""
    fields: tuple[str, ...] = ()
    """Amended records: the contract's names of the fields that differ, in its order."""
    before: str | None = None
    """What stood there before, in words: tolls, the instant, a short digest, the days collected (which an edition with
    a delay does not tell)."""
    after: str | None = None


FacetGist = tuple[FacetResult, str | None, str | None]
"""How a facet compares, what the claim says and what the statement says. A plain tuple: a large run sends hundreds of
thousands of these from one process to another."""


class PairGist(NamedTuple):
    """What of a kept pair makes another of it, or leads to what did."""

    statement: str
    linked: bool
    flag: Flag | None
    stance: Stance
    denies: tuple[Denied, ...]
    facets: Mapping[Facet, FacetGist]
    """Of links; of other pairs none, since no change tells of them."""
    rival_claim_row: int | None
    rival_statement_row: int | None


class FindingGist(NamedTuple):
    """What of a finding makes another of it, or leads to what did: a large run holds these where it cannot hold all
    its findings, which may have been made in other processes."""

    claim: str
    claim_row: int
    version: int
    flag: Flag | None
    status: Status
    stance: ClaimStance | None
    family: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    pairs: tuple[PairGist, ...]
    """By statement."""


def in_order(pairs: Iterable[PairGist]) -> tuple[PairGist, ...]:
    return tuple(sorted(pairs, key=attrgetter("statement")))


def gist_of(finding: Finding, *, links_only: bool = False) -> FindingGist:
    """`links_only`: without the other pairs, which lead to what made a finding another than it was before."""
    pairs = finding.links if links_only else finding.pairs
    return FindingGist(
        claim=finding.claim,
        claim_row=finding.claim_row,
        version=finding.version,
        flag=finding.flag,
        status=finding.status,
        stance=finding.stance,
        family=finding.family,
        contradictions=finding.contradictions,
        pairs=in_order([_pair_gist(pair) for pair in pairs]),
    )


def _pair_gist(pair: Pair) -> PairGist:
    scored = pair.scored
    linked = scored.role is PairRole.LINKED
    return PairGist(
        statement=pair.statement,
        linked=linked,
        flag=pair.flag,
        stance=pair.stance,
        denies=pair.denies,
        facets={
            facet: (found.result, found.claim_says, found.statement_says)
            for facet, found in pair.facets.items()
            if linked
        },
        rival_claim_row=scored.rival_claim_row,
        rival_statement_row=scored.rival_statement_row,
    )


@light_value(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """A link that one of two runs has and the other has not, or has otherwise."""

    statement: str
    before: PairGist | None
    """None: the claim was not linked to this statement."""
    after: PairGist | None
    facets: tuple[Facet, ...] = ()
    """Linked in both: the facets whose result or values differ."""


@light_value(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """A claim of which the later run says something else: flag, status, stance, links, or what contradicts it."""

    claim: str
    before: FindingGist | None
    """None: the earlier run did not know the claim."""
    after: FindingGist | None
    links: tuple[LinkChange, ...]
    """By statement id."""
    contradicted: tuple[Contradiction, ...] = ()
    """By accounts that did not contradict it before."""
    no_longer_contradicted: tuple[Contradiction, ...] = ()
    causes: tuple[Cause, ...]
    """What this claim's finding rests on and is otherwise; what changed for all claims alike where nothing of its
    own did."""

    @property
    def flag_changed(self) -> bool:
        return (self.before and self.before.flag) is not (self.after and self.after.flag)

    @property
    def reopens_silence(self) -> bool:
        """Whether an official comment came after the silence on the claim had been concluded."""
        if self.before is None or self.after is None or self.before.flag is not Flag.NO_OFFICIAL_COMMENT:
            return False
        final = (Status.CONCLUDED, Status.STRUCTURALLY_SILENT)
        return self.before.status in final and self.after.flag in (Flag.AGREEMENT, Flag.PARTIAL_MATCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLog:
    """What changed from one run to another."""

    before: RunRecord | None
    """None: there was no earlier run, so everything is new."""
    after: RunRecord
    claims: tuple[ClaimChange, ...]
    """By claim id; claims of which both runs say the same are left out."""
    records: tuple[Cause, ...]
    """Every record that is new, amended, withdrawn or taken back, claims first, by id; also where no finding
    changed by it."""
    decisions: tuple[Cause, ...] = ()
    """Every decision of people that binds now and did not, or no longer does, by number; also where no finding changed
    by it."""
    shared: tuple[Cause, ...]
    """What changed for all claims alike: settings, model, reference data, program, as-of."""

    @property
    def flags(self) -> tuple[ClaimChange, ...]:
        """Those whose flag changed."""
        return tuple(change for change in self.claims if change.flag_changed)
