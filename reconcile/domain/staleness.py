"""Whether a decision still rests on what it was made on, and whether it binds (docs/review.md, *Stale decisions*)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reconcile.domain.cleantext import quoted
from reconcile.domain.decisions import Decision, DecisionKind, DecisionState
from reconcile.domain.fields import FIELDS
from reconcile.domain.records import Record, RecordKind

RecordKey = tuple[RecordKind, str]

_WHEN = ("event_date", "event_date_start", "event_date_end", "date_precision", "date_text")
_WHERE = ("country", "admin1", "place", "lat", "lon")
_WHO = ("claimant", "issuer", "claim_kind")
_WHAT = ("target_type", "target_actor")
EVENT_FIELDS = frozenset({*_WHEN, *_WHERE, *_WHO})
"""What says of which event a record tells: where one of these changed, it is another question."""
DECISIVE_FIELDS: Mapping[DecisionKind, frozenset[str]] = {
    DecisionKind.PAIR: EVENT_FIELDS,
    DecisionKind.FAMILY: EVENT_FIELDS,
    DecisionKind.RECORD: EVENT_FIELDS,
    DecisionKind.FLAG: EVENT_FIELDS | frozenset(_WHAT),
    DecisionKind.STANCE: EVENT_FIELDS | frozenset({*_WHAT, "relation", "withdrawn"}),
    DecisionKind.GRADE: EVENT_FIELDS,
}
"""By kind: the fields whose change sets a decision aside until somebody has looked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of one record that is not as it was when the decision was made."""

    record: RecordKind
    id: str
    field: str
    before: str | None
    """None: not stated, or not shown (private fields)."""
    after: str | None
    decisive: bool
    """Whether it sets the decision aside."""

    @property
    def words(self) -> str:
        """`statement s1: own killed min was 4, is 25`; of private fields only that they changed."""
        name = f"{self.record.value} {quoted(self.id)}: {self.field.replace('_', ' ')}"
        if self.before is None and self.after is None:
            return f"{name} changed"
        before, after = (("nothing" if told is None else quoted(told)) for told in (self.before, self.after))
        return f"{name} was {before}, is {after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMark:
    """A decision as one run, or today, has it: what it is worth and what changed under it."""

    decision: Decision
    confirmed_by: str | None
    state: DecisionState
    """In force, stale or proposed."""
    changes: tuple[FieldChange, ...]
    """Empty unless stale."""
    rows: tuple[int, ...]
    """Rows of the versions that are there now, in the order of the subject's records."""
    original_row: int | None = None
    """For duplicates: row of the record that is kept, if it is there."""

    @property
    def stands(self) -> bool:
        """In force or stale: no mere proposal."""
        return self.state is not DecisionState.PROPOSED

    @property
    def binds(self) -> bool:
        """A stale decision binds on, unless what changed makes it another question."""
        return self.stands and not any(change.decisive for change in self.changes)

    @property
    def number(self) -> int:
        return self.decision.number


def changes_since(
    decision: Decision, before: Mapping[RecordKey, Record], after: Mapping[RecordKey, Record]
) -> tuple[FieldChange, ...]:
    """What is otherwise in the records of a decision than when it was made, field by field.

    A record missing in `before` (its version was erased) or unchanged tells nothing.
    """
    decisive = DECISIVE_FIELDS[decision.subject.kind]
    found: list[FieldChange] = []
    for kind, id_ in decision.subject.records:
        if (kind, id_) in before and (kind, id_) in after:
            found += _field_changes(kind, id_, before[kind, id_], after[kind, id_], decisive)
    return tuple(found)


def _field_changes(
    kind: RecordKind, id_: str, before: Record, after: Record, decisive: frozenset[str]
) -> Iterator[FieldChange]:
    worded = _anchored(before) or _anchored(after)
    for field in FIELDS[kind]:
        one, other = getattr(before, field.name), getattr(after, field.name)
        if not field.digested or one == other:
            continue
        shown = not field.private
        yield FieldChange(
            record=kind,
            id=id_,
            field=field.name,
            before=_told(one) if shown else None,
            after=_told(other) if shown else None,
            decisive=field.name in decisive or (field.name == "published" and worded),
        )


def _anchored(record: Record) -> bool:
    """Whether its event date is told from the day of publication (`Sunday`): another day of that is another date."""
    if record.event_date is None or record.event_date_start is not None:
        return False
    try:
        date.fromisoformat(record.event_date.strip()[:10])
    except ValueError:
        return not record.event_date.strip()[:4].isdigit()
    return False


def _told(value: object) -> str | None:
    if value in (None, ()):
        return None
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(str(part) for part in value)
    return str(value)
