"""The versions a record went through, and what one says otherwise than the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconcile.domain.comparables import RecordVersion
from reconcile.domain.digests import kind_of
from reconcile.domain.fields import FIELDS, Field
from reconcile.domain.records import ClaimRecord, Record, RecordKind, StatementRecord

AnyVersion = RecordVersion[ClaimRecord] | RecordVersion[StatementRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """By record id: every version known as of a run, oldest first; records of one version are left out."""

    claims: Mapping[str, tuple[RecordVersion[ClaimRecord], ...]] = field(default_factory=dict)
    statements: Mapping[str, tuple[RecordVersion[StatementRecord], ...]] = field(default_factory=dict)

    def of(self, kind: RecordKind, record_id: str) -> tuple[AnyVersion, ...]:
        """The versions of one record; none where it has but one."""
        return (self.claims if kind is RecordKind.CLAIM else self.statements).get(record_id, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that two versions fill otherwise; None: not stated."""

    field: Field
    before: object
    after: object


def changes_between(before: Record, after: Record) -> tuple[FieldChange, ...]:
    """The contract's fields that differ, in its order. How and when a record was read makes no version: left out."""
    return tuple(
        FieldChange(field=one, before=getattr(before, one.name), after=getattr(after, one.name))
        for one in FIELDS[kind_of(after)]
        if one.digested and getattr(before, one.name) != getattr(after, one.name)
    )
