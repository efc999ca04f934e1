"""What people decide: appended, never edited. Each decision keeps what it rested on, who made it, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reconcile.domain.records import RecordKind


class DecisionKind(StrEnum):
    """What a person decides on."""

    PAIR = "pair"
    """A claim and a statement: whether they tell of one event."""
    FLAG = "flag"
    """The flag of a claim, in place of the one the comparison gives."""
    STANCE = "stance"
    """What is to be said of a claim beside its flag: that officials deny it, or that reviewers hold it for false."""
    FAMILY = "family"
    """Two claims: whether they tell of one event."""
    RECORD = "record"
    """A claim or a statement: that it was withdrawn, or is a second copy of another record."""
    GRADE = "grade"
    """The analyst's own grade of a claim, in words (`reference/tables/grades.csv`)."""


class Verdict(StrEnum):
    """What was decided. The verdict of a grade is a key of the table of grades instead."""

    SAME_EVENT = "same_event"
    NOT_SAME = "not_same"
    CANNOT_TELL = "cannot_tell"
    AGREEMENT = "agreement"
    PARTIAL_MATCH = "partial_match"
    NO_OFFICIAL_COMMENT = "no_official_comment"
    DENIED = "denied"
    FALSE_CLAIM = "false_claim"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    OPEN = "open"
    """Takes the decision before it back: the machine's own proposal stands again."""

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


EVENT_VERDICTS = (Verdict.SAME_EVENT, Verdict.NOT_SAME, Verdict.CANNOT_TELL)
VERDICTS: Mapping[DecisionKind, tuple[Verdict, ...]] = {
    DecisionKind.PAIR: EVENT_VERDICTS,
    DecisionKind.FLAG: (Verdict.AGREEMENT, Verdict.PARTIAL_MATCH, Verdict.NO_OFFICIAL_COMMENT),
    DecisionKind.STANCE: (Verdict.DENIED, Verdict.FALSE_CLAIM),
    DecisionKind.FAMILY: EVENT_VERDICTS,
    DecisionKind.RECORD: (Verdict.WITHDRAWN, Verdict.DUPLICATE),
    DecisionKind.GRADE: (),
}
"""The verdicts of each kind beside `open`, which all have."""


def verdicts_of(kind: DecisionKind, grades: Sequence[str]) -> tuple[str, ...]:
    """What may be decided on a subject of this kind; `grades`: keys of the table of grades."""
    own = tuple(grades) if kind is DecisionKind.GRADE else tuple(verdict.value for verdict in VERDICTS[kind])
    return (*own, Verdict.OPEN.value)


class Act(StrEnum):
    """What an entry in the log of decisions does."""

    DECIDE = "decide"
    CONFIRM = "confirm"
    """A second person agrees with a proposed decision: it comes into force."""
    REFUSE = "refuse"
    """A second person does not agree: what stood before it stands on."""


class DecisionState(StrEnum):
    """What a decision is worth now."""

    PROPOSED = "proposed"
    """A second person has yet to confirm it."""
    IN_FORCE = "in_force"
    STALE = "stale"
    """A record it rests on has changed since: to be looked at again (`docs/review.md` says whether it still binds)."""
    SUPERSEDED = "superseded"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class Role(StrEnum):
    """What an account may do, each more than the one before."""

    VIEWER = "viewer"
    """Reads."""
    CODER = "coder"
    """Proposes decisions, codes blind samples."""
    REVIEWER = "reviewer"
    """Decides, and confirms or refuses what others proposed."""
    ADMIN = "admin"
    """A reviewer who also keeps accounts."""

    def at_least(self, other: "Role") -> bool:
        roles = list(Role)
        return roles.index(self) >= roles.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may read or decide. Accounts are disabled, never removed: their decisions name them."""

    name: str
    role: Role
    active: bool
    created_at: datetime
    changed_at: datetime
    """When role, password or activity last changed: sessions begun before are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a decision is about, by record ids. Two values that are equal are one subject.

    Raises ValueError where the ids do not fit the kind; for families the lesser claim id comes first.
    """

    kind: DecisionKind
    claim: str | None = None
    statement: str | None = None
    other: str | None = None
    """Second claim of a family."""

    def __post_init__(self) -> None:
        given = (self.claim is not None, self.statement is not None, self.other is not None)
        if given not in _IDS[self.kind]:
            raise ValueError(f"a decision on a {self.kind.value} names {_NAMED[self.kind]}")
        if self.other is not None and self.claim is not None:
            if self.other == self.claim:
                raise ValueError("a family is of two claims")
            if self.other < self.claim:
                lesser, greater = self.other, self.claim
                object.__setattr__(self, "claim", lesser)
                object.__setattr__(self, "other", greater)

    @property
    def records(self) -> tuple[tuple[RecordKind, str], ...]:
        """Kind and id of each record the decision rests on: claim, statement, other claim."""
        named = (
            (RecordKind.CLAIM, self.claim),
            (RecordKind.STATEMENT, self.statement),
            (RecordKind.CLAIM, self.other),
        )
        return tuple((kind, record) for kind, record in named if record is not None)

    @property
    def words(self) -> str:
        """`pair of claim c1 and statement s1`."""
        named = " and ".join(f"{kind.value} {record}" for kind, record in self.records)
        return f"{self.kind.value} of {named}"


_ONLY_CLAIM, _ONLY_STATEMENT = (True, False, False), (False, True, False)
_IDS: Mapping[DecisionKind, tuple[tuple[bool, bool, bool], ...]] = {
    DecisionKind.PAIR: ((True, True, False),),
    DecisionKind.FLAG: (_ONLY_CLAIM,),
    DecisionKind.STANCE: (_ONLY_CLAIM,),
    DecisionKind.FAMILY: ((True, False, True),),
    DecisionKind.RECORD: (_ONLY_CLAIM, _ONLY_STATEMENT),
    DecisionKind.GRADE: (_ONLY_CLAIM,),
}
_NAMED: Mapping[DecisionKind, str] = {
    DecisionKind.PAIR: "a claim and a statement",
    DecisionKind.FLAG: "a claim",
    DecisionKind.STANCE: "a claim",
    DecisionKind.FAMILY: "two claims",
    DecisionKind.RECORD: "a claim or a statement",
    DecisionKind.GRADE: "a claim",
}

Digests = Mapping[tuple[RecordKind, str], str]
"""Version digest by kind and id of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody asks to have decided, confirmed or refused; nothing is kept of it yet."""

    act: Act
    subject: Subject
    verdict: str
    """A `Verdict`, or a key of the table of grades. For a confirmation: what is confirmed."""
    reason: str | None = None
    duplicate_of: str | None = None
    """For duplicates: id of the record, of the same kind, that is kept."""
    seen: int | None = None
    """Number of the latest decision on the subject that the person saw; None: there was none."""
    digests: Digests = field(default_factory=dict)
    """Digests of the record versions that the person saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry in the log of decisions."""

    number: int
    """Counted from 1, in the order of the log."""
    act: Act
    subject: Subject
    verdict: str
    reason: str | None
    duplicate_of: str | None
    author: str
    """Name of the account."""
    decided_at: datetime
    digests: Digests
    """Of the versions it rests on, for each record of the subject."""
    takes_two: bool
    """Whether a second person must confirm it before it is in force: settled when it was made."""
    supersedes: int | None = None
    """The decision on the same subject before this one."""
    answers: int | None = None
    """For confirmations and refusals: the decision they are about."""
