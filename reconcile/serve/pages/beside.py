"""Looking for what the comparison may have missed: statements and claims by words, the nearest in time first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.domain.anchors import anchor_day
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.digests import kind_of
from reconcile.domain.names import plain
from reconcile.domain.phrases import count, interval
from reconcile.domain.records import RecordKind
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.texts import shown

SHOWN = 20
"""Records offered at once; whoever finds theirs not among them adds a word."""

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A record that may be compared with the claim."""

    id: str
    kind: str
    who: str
    told: str
    """Day and place, as far as they are stated, and how far the day lies from the claim's."""
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits the words somebody looked for."""

    near: tuple[Near, ...]
    total: int


def find_beside(entry: Entry, ledger: Ledger, wanted: str) -> Found:
    """Statements and other claims of the run that hold all the words, by how near their day is to the claim's.

    Of one day the statements come first. Without words: all of them. Looked through are id, speaker, place, region and
    summary.
    """
    words = plain(wanted).split()
    middle = anchor_day(entry.account).toordinal()
    fitting = [
        (abs(anchor_day(one).toordinal() - middle), kind is RecordKind.CLAIM, one.id, one)
        for kind, one in _others(entry, ledger)
        if all(word in _told(one) for word in words)
    ]
    nearest = sorted(fitting, key=lambda found: found[:3])[:SHOWN]
    return Found(near=tuple(_near(one, days) for days, _, _, one in nearest), total=len(fitting))


def _others(entry: Entry, ledger: Ledger) -> Iterator[tuple[RecordKind, Either]]:
    for statement in ledger.statements.values():
        yield RecordKind.STATEMENT, statement
    for other in ledger.entries:
        if other.account.id != entry.account.id:
            yield RecordKind.CLAIM, other.account


def _told(one: Either) -> str:
    record = one.record
    parts = (record.id, record.speaker, record.place, record.admin1, record.summary)
    return plain(" ".join(part for part in parts if part))


def _near(one: Either, days: int) -> Near:
    span, record = one.values.date.span, one.record
    apart = "on the claim's day" if days == 0 else f"{count(days, 'day')} from the claim's"
    parts: Sequence[str] = (
        "no date stated" if span is None else interval(span),
        record.place or record.admin1 or "no place stated",
        apart,
    )
    return Near(
        id=record.id,
        kind=kind_of(record).value.capitalize(),
        who=shown(record.speaker),
        told=shown(", ".join(parts)),
        summary=shown(record.summary or ""),
    )
