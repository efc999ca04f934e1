"""What reading a text proposes: drafts of records, every value with the characters it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconcile.domain.records import RecordKind


class DraftKind(StrEnum):
    CLAIM = "claim"
    STATEMENT = "statement"
    SILENCE = "silence"
    """A text's remark that an institution had not commented: never a record, since silence is no statement."""

    @property
    def record_kind(self) -> RecordKind | None:
        return None if self is DraftKind.SILENCE else RecordKind(self.value)


class Voice(StrEnum):
    """On whose word a text tells something."""

    OWN = "own"
    """The publisher speaks in its own name."""
    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"


UNACCEPTED = "unaccepted_draft"
"""Column that a rehearsal gives to records which are drafts nobody accepted; every page of its report says so."""


class DraftState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    """Accepted with other values, which are kept beside the drafted ones."""
    REJECTED = "rejected"
    REPLACED = "replaced"
    """A newer version of the document, or of the rules, drafts something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftValue:
    """One value of a draft, as it would stand in a record file."""

    field: str
    """Column of the contract, or a name of our own that goes among the record's further columns."""
    value: str
    start: int | None
    end: int | None
    """Characters of the document's text it came from; None: from what is known of the document."""
    confidence: float
    """0 to 1: share of values of this rule that held on texts with known answers, else assessed."""
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One event as one side tells it, as far as the rules read it. What is not stated is not among the values."""

    key: str
    """Of its document and of its place in it; stable while the text stays the same."""
    document: str
    kind: DraftKind
    voice: Voice
    start: int
    end: int
    """The passage: from the first to the last character that tells of the event."""
    values: tuple[DraftValue, ...]
    notes: tuple[str, ...] = ()
    """Codes of what a person should look at: `quotes-claim`, `quotes-official-toll`, `wire-copy`, ..."""

    def value(self, field: str) -> str | None:
        return next((one.value for one in self.values if one.field == field), None)

    def cells(self) -> Mapping[str, str]:
        """The values as the cells of a record row."""
        return {one.field: one.value for one in self.values}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """A draft in the database and what became of it."""

    row: int
    draft: Draft
    state: DraftState
    document_row: int
    decided_by: str | None = None
    reason: str | None = None
    record_id: str | None = None
    corrections: Mapping[str, str | None] | None = None
    """By field: the value a person put in the place of the drafted one; None: taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the author of a text remarked: that an institution had not commented on a claim. It tells what the author
    had seen; it is no statement of the institution and changes no flag."""

    claim: str
    """Id of the claim it is about."""
    issuer: str
    author: str
    """Whose text it is."""
    published: str | None
