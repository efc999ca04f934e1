"""Statements that claims' pages tell in a line alone, each once with its words and where it was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.domain.comparables import StatementAccount
from reconcile.report import title_words, words
from reconcile.report.addresses import STATEMENTS_PART as PART
from reconcile.report.ledger import Ledger
from reconcile.report.pages.citations import Citation, citation
from reconcile.report.pages.shared import Frame, PageLink, frame, part_links
from reconcile.report.pages.side_by_side import killed
from reconcile.report.pages.statement_lines import StatementLine, statement_line
from reconcile.report.texts import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRow:
    """One statement."""

    line: StatementLine
    killed: str | None
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
    best = ledger.nearest[account.id].entry
    return LinkedRow(
        line=statement_line(account, number, ledger),
        killed=killed(account).words,
        claims=len(ledger.answered[account.id]),
        best=(shown(best.account.id), best.address),
        citation=citation("", account, ledger),
    )
