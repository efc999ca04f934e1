"""Cases: questions for a person, what makes each worth asking, who has it and how far it is."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reconcile.domain.decisions import DecisionState, Digests, Subject
from reconcile.domain.outcomes import CloseCall
from reconcile.domain.staleness import DecisionMark, FieldChange
from reconcile.domain.tolls import CountRange

KEY_LENGTH = 12
"""Hexadecimal digits of a case's key: among a million cases two share one in 1 of 500 databases."""


class CaseAct(StrEnum):
    ASSIGN = "assign"
    STATUS = "status"
    NOTE = "note"


class CaseStatus(StrEnum):
    """How far a case is, as people set it; a decision closes a case by itself."""

    OPEN = "open"
    IN_WORK = "in_work"
    WAITING = "waiting"
    """For something outside: another source, a translation."""
    CHECKED = "checked"
    """Looked at: what the comparison gives holds, and nothing was missed."""
    SET_ASIDE = "set_aside"
    """Left without a decision."""

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")

    @property
    def closes(self) -> bool:
        return self in (CaseStatus.CHECKED, CaseStatus.SET_ASIDE)


class CaseReason(StrEnum):
    """Why a question is asked."""

    PROPOSED = "proposed"
    """A decision waits for a second person."""
    STALE = "stale"
    """A record changed under a decision."""
    COMPETING = "competing"
    """Two claims compete for one statement, or two statements for one claim, and weigh nearly the same."""
    THRESHOLD = "threshold"
    """A little more or less evidence would make or unmake the link."""
    EPISODE = "episode"
    """One account tells of several days, the other of one of them."""
    EXCHANGED = "exchanged"
    """The dates would be the same with day and month exchanged."""
    DENIAL = "denial"
    """A linked statement denies the claim, or something in it."""
    OTHER_GROUP = "other_group"
    """A statement names another group than the claimant, or denies another group's claim of the event."""
    OFFICIALS_DISAGREE = "officials_disagree"
    """Linked statements say different things of one event."""
    HIGH_TOLL = "high_toll"
    """The claim gives many dead."""
    SAMPLE = "sample"
    """Drawn at random among the claims without a link, to estimate how many links are missed."""

    @property
    def words(self) -> str:
        return _REASONS[self]


_REASONS = {
    CaseReason.PROPOSED: "waits for a second person",
    CaseReason.STALE: "a record changed under a decision",
    CaseReason.COMPETING: "candidates compete",
    CaseReason.THRESHOLD: "near the threshold",
    CaseReason.EPISODE: "a battle of days and one of its days",
    CaseReason.EXCHANGED: "day and month exchanged, perhaps",
    CaseReason.DENIAL: "officials deny",
    CaseReason.OTHER_GROUP: "another group is named",
    CaseReason.OFFICIALS_DISAGREE: "officials disagree",
    CaseReason.HIGH_TOLL: "a high toll is claimed",
    CaseReason.SAMPLE: "drawn at random",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One entry in the log of a case."""

    act: CaseAct
    subject: Subject
    value: str
    """Name of an account (empty: nobody), a `CaseStatus`, or the words of a note."""
    author: str
    at: datetime


def case_key(subject: Subject) -> str:
    """A short name of a case that stays the same from run to run."""
    told = json.dumps([subject.kind.value, subject.claim, subject.statement, subject.other])
    return hashlib.sha256(told.encode()).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question for a person."""

    subject: Subject
    reasons: tuple[CaseReason, ...]
    """In the order of `CaseReason`; empty for what was decided without having been asked."""
    impact: float
    """What the answer may change: `docs/review.md`, *Order of the queue*."""
    doubt: float
    """0 to 1: how open the answer is."""
    question: str
    told: str
    """What the run says of it, in a sentence."""
    digests: Digests
    """Of the record versions that the run compared."""
    mark: DecisionMark | None
    """What stands on it now."""
    proposed: DecisionMark | None
    """What waits for a second person."""
    seen: int | None
    """Number of the latest decision on it."""
    assignee: str | None
    status: CaseStatus
    notes: tuple[CaseEvent, ...]

    @property
    def key(self) -> str:
        return case_key(self.subject)

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """What is otherwise in the records than when the decisions on it were made, each field once."""
        marks = [mark for mark in (self.mark, self.proposed) if mark is not None]
        return tuple(dict.fromkeys(change for mark in marks for change in mark.changes))

    @property
    def worth(self) -> float:
        """Impact times doubt: the queue begins with the largest."""
        return round(self.impact * self.doubt, 3)

    @property
    def done(self) -> bool:
        """Decided on the records as they are now, or closed by whoever looked at it."""
        return is_done(self.mark, self.proposed, self.status)

    @property
    def waits(self) -> bool:
        """Whether somebody should decide on it: `waits_for_decision`."""
        return waits_for_decision(self.reasons, done=self.done)


def is_done(mark: DecisionMark | None, proposed: DecisionMark | None, status: CaseStatus) -> bool:
    """Decided on the records as they are now, or closed by whoever looked at it."""
    if proposed is not None:
        return False
    decided = mark is not None and mark.state is DecisionState.IN_FORCE
    return decided or (status.closes and mark is None)


def waits_for_decision(reasons: Collection[CaseReason], *, done: bool) -> bool:
    """Whether a case asks for a decision of its own: what is only in the random sample is there to be counted."""
    return not done and set(reasons) != {CaseReason.SAMPLE}


class AskedPair(NamedTuple):
    """What of a pair makes it, or its claim, a question."""

    statement: str
    """Id."""
    linked: bool
    close_call: CloseCall | None
    denies: bool
    """Whether it is told as denying the claim or something in it."""
    record_denies: bool
    """The same of the record alone, whatever people decided."""
    killed: CountRange | None
    """The dead of the side attacked, as the statement gives them."""


class AskedClaim(NamedTuple):
    """What of a finding makes it a question; a claim that is listed apart (no flag) is none."""

    claim: str
    """Id."""
    killed: int | None
    """At least so many dead of the side attacked, as the claim gives them, 0 where it gives only a most; None: none."""
    other_group: bool
    """Whether a statement speaks of another group for what may be its event."""
    pairs: tuple[AskedPair, ...]
    """The links and the close calls."""
