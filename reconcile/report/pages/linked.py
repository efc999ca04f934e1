"""Statements that claims' pages tell in a line alone, each once with its words and where it was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.domain.comparables import StatementAccount
from reconcile.domain.records import Attribution
from reconcile.report import readings, title_words, words
from reconcile.report.addresses import STATEMENTS_PART as PART
from reconcile.report.addresses import statement_anchor
from reconcile.report.ledger import Ledger
from reconcile.report.pages.citations import Citation, citation
from reconcile.report.pages.originals import is_graphic
from reconcile.report.pages.shared import Frame, PageLink, frame, part_links, stance_in_words
from reconcile.report.pages.side_by_side import killed
from reconcile.report.readings import Reading
from reconcile.report.texts import shown, shown_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRow:
    """One statement."""

    anchor: str
    number: int
    id: str
    who: str
    spoken: str
    stance: str
    what: str
    killed: str | None
    date: Reading
    where: str
    published: str
    summary: str | None
    graphic: bool
    claims: int
    """How many claims it is linked to."""
    best: tuple[str, str]
    """Id and address of the claim it fits best."""
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPage:
    frame: Frame
    total: str
    rows: tuple[LinkedRow, ...]
    parts: tuple[PageLink, ...]


def linked_pages(ledger: Ledger) -> Iterator[tuple[int, LinkedPage]]:
    """Page data with part numbers from 1; none where every claim's page writes out all its statements."""
    parts = -(-len(ledger.in_brief) // PART)
    for number in range(1, parts + 1):
        first = (number - 1) * PART
        statements = ledger.in_brief[first : first + PART]
        yield (
            number,
            LinkedPage(
                frame=frame(ledger, title_words.page_title("linked", number, parts), "claims"),
                total=words.told_in_brief(len(ledger.in_brief)),
                rows=tuple(_row(one, first + place, ledger) for place, one in enumerate(statements, 1)),
                parts=part_links("linked", parts, number),
            ),
        )


def _row(account: StatementAccount, number: int, ledger: Ledger) -> LinkedRow:
    record = account.record
    best = ledger.nearest[account.id].entry
    return LinkedRow(
        anchor=statement_anchor(account.id),
        number=number,
        id=shown(account.id),
        who=shown(record.issuer),
        spoken=words.ATTRIBUTIONS[record.attribution or Attribution.DIRECT],
        stance=stance_in_words(account),
        what=readings.what(account, ledger),
        killed=killed(account).words,
        date=readings.event_date(account),
        where=readings.place_short(account, ledger),
        published=shown(words.written_time(record.published)),
        summary=shown_or_none(record.summary),
        graphic=is_graphic(account),
        claims=len(ledger.answered[account.id]),
        best=(shown(best.account.id), best.address),
        citation=citation("", account, ledger),
    )
