"""The statements no claim is linked to, in parts where there are many."""

from dataclasses import dataclass

from reconcile.domain.comparables import StatementAccount
from reconcile.report import title_words, words
from reconcile.report.addresses import STATEMENTS_PART as PART
from reconcile.report.figures.maps import Placed, draw_map
from reconcile.report.figures.marks import MapFigure, Side
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import Frame, PageLink, frame, part_links
from reconcile.report.pages.statement_lines import StatementLine, statement_line
from reconcile.report.texts import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestClaim:
    id: str
    address: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    line: StatementLine
    groups: tuple[str, ...]
    """Armed groups it names."""
    nearest: NearestClaim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialOnlyPage:
    frame: Frame
    rows: tuple[StatementRow, ...]
    count_line: str
    parts: tuple[PageLink, ...]
    map: MapFigure


def official_only_parts(statements: int) -> int:
    """In how many parts so many statements are listed; one empty part where every statement is linked."""
    return max(1, -(-statements // PART))


def official_only_page(ledger: Ledger, number: int) -> OfficialOnlyPage:
    """Part `number`, from 1."""
    parts = official_only_parts(len(ledger.official_only))
    first = (number - 1) * PART
    statements = ledger.official_only[first : first + PART]
    title = title_words.page_title("official-only", number, parts)
    return OfficialOnlyPage(
        frame=frame(ledger, title, "official-only"),
        rows=tuple(_row(one, first + place, ledger) for place, one in enumerate(statements, 1)),
        count_line=words.statements_line(
            len(ledger.outcome.statements) - len(ledger.official_only), len(ledger.outcome.statements)
        ),
        parts=part_links("official-only", parts, number),
        map=draw_map([_placed(one, first + n) for n, one in enumerate(statements, 1)], ledger, key="map"),
    )


def _row(account: StatementAccount, number: int, ledger: Ledger) -> StatementRow:
    return StatementRow(
        line=statement_line(account, number, ledger),
        groups=tuple(shown(group) for group in ledger.books.groups.get(account.version.row, ())),
        nearest=_nearest(account, ledger),
    )


def _nearest(account: StatementAccount, ledger: Ledger) -> NearestClaim | None:
    found = ledger.nearest.get(account.id)
    if found is None:
        return None
    return NearestClaim(id=shown(found.entry.account.id), address=found.entry.address, words=shown(found.pair.sentence))


def _placed(account: StatementAccount, number: int) -> Placed:
    return Placed(
        label=str(number), side=Side.STATEMENT, who=shown(account.record.issuer), address=None, account=account
    )
