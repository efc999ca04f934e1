"""What this run says otherwise than the one before it: claims from flag to flag with the reason, and the records."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.domain.change_phrases import cause_in_words, counted_by_kind
from reconcile.domain.changes import Cause, CauseKind, ChangeLog, ClaimChange, LinkChange
from reconcile.domain.phrases import named_first
from reconcile.domain.records import RecordKind
from reconcile.report import change_words, tally_words, title_words, words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import Badge, Frame, PageLink, badge, frame, part_links
from reconcile.report.texts import shown

PART = 300
"""Changed claims on one page."""
RECORDS = 300
"""Records listed: those that say something otherwise before those that are merely new."""
_MERELY_NEW = (CauseKind.NEW_CLAIM, CauseKind.NEW_STATEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    claim: str
    address: str | None
    """None where the claim is no longer there."""
    who: str
    before: Badge | None
    before_words: str
    after: Badge | None
    after_words: str
    flag_changed: bool
    reopens: str | None
    links: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    kind: str
    record: str
    id: str
    address: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    frame: Frame
    since: str
    sentences: tuple[str, ...]
    shared: tuple[str, ...]
    parts: tuple[PageLink, ...]
    rows: tuple[ChangeRow, ...]
    counts: tuple[tuple[str, int], ...]
    records: tuple[RecordRow, ...]
    more: str | None


def changes_pages(ledger: Ledger) -> Iterator[tuple[int, ChangesPage]]:
    """Page data with part numbers from 1; one part where nothing changed or nothing came before."""
    log = ledger.books.changes
    changed = () if log is None or log.before is None else _ordered(log)
    parts = max(1, -(-len(changed) // PART))
    for number in range(1, parts + 1):
        rows = changed[(number - 1) * PART : number * PART]
        title = title_words.page_title("changes", number, parts)
        first = number == 1 and log is not None and log.before is not None
        records = _listed(log) if first and log is not None else ()
        yield (
            number,
            ChangesPage(
                frame=frame(ledger, title, "changes"),
                since=change_words.since(log),
                sentences=change_words.summary(log),
                shared=tuple(change_words.of_all(cause_in_words(cause)) for cause in log.shared) if log else (),
                parts=part_links("changes", parts, number),
                rows=tuple(_row(change, ledger) for change in rows),
                counts=_counts(log) if first and log is not None else (),
                records=tuple(_record(cause, ledger) for cause in records[:RECORDS]),
                more=tally_words.more_rows(len(records) - RECORDS) if len(records) > RECORDS else None,
            ),
        )


def _ordered(log: ChangeLog) -> tuple[ClaimChange, ...]:
    """Flags that changed first, reopened silences before all; then by claim."""
    return tuple(sorted(log.claims, key=lambda one: (not one.reopens_silence, not one.flag_changed, one.claim)))


def _row(change: ClaimChange, ledger: Ledger) -> ChangeRow:
    entry = ledger.by_id.get(change.claim)
    before, after = change.before, change.after
    return ChangeRow(
        claim=shown(change.claim),
        address=None if entry is None else entry.address,
        who=words.NOT_STATED if entry is None else shown(entry.account.record.claimant),
        before=None if before is None else badge(before),
        before_words=change_words.status(before),
        after=None if after is None else badge(after),
        after_words=change_words.status(after),
        flag_changed=change.flag_changed,
        reopens=change_words.REOPENED if change.reopens_silence else None,
        links=_in_short([*(_link(link, ledger) for link in change.links), *_contradictions(change)]),
        because=_in_short([words.first_upper(shown(cause_in_words(cause))) for cause in change.causes]),
    )


def _in_short(lines: Sequence[str]) -> tuple[str, ...]:
    """Of many lines the first, and how many others there are; the claim's page and `changes --json` hold all."""
    first, others = named_first(lines)
    return (*first, words.and_others(others)) if others else tuple(first)


def _contradictions(change: ClaimChange) -> Iterator[str]:
    for those, come in ((change.contradicted, True), (change.no_longer_contradicted, False)):
        for kind, records in counted_by_kind(those, shown):
            yield change_words.contradiction(kind, records, come=come)


def _link(link: LinkChange, ledger: Ledger) -> str:
    account = ledger.statements.get(link.statement)
    issuer = None if account is None else shown(account.record.issuer)
    return change_words.link(shown(link.statement), issuer, link)


def _counts(log: ChangeLog) -> tuple[tuple[str, int], ...]:
    found = Counter(cause.kind for cause in log.records)
    return tuple((change_words.KINDS[kind], found[kind]) for kind in change_words.KINDS if found[kind])


def _listed(log: ChangeLog) -> Sequence[Cause]:
    return sorted(log.records, key=lambda cause: cause.kind in _MERELY_NEW)


def _record(cause: Cause, ledger: Ledger) -> RecordRow:
    return RecordRow(
        kind=change_words.KINDS.get(cause.kind, cause.kind.value.replace("_", " ")),
        record=words.NOT_STATED if cause.record is None else cause.record.value,
        id=shown(cause.id or ""),
        address=_address(cause, ledger),
        words=words.first_upper(shown(cause_in_words(cause))),
    )


def _address(cause: Cause, ledger: Ledger) -> str | None:
    """The page of the claim; of a statement, that of a claim it is linked to, else its place in official-only."""
    if cause.id is None:
        return None
    if cause.record is RecordKind.CLAIM:
        entry = ledger.by_id.get(cause.id)
        return None if entry is None else entry.address
    return ledger.statement_addresses.get(cause.id)
