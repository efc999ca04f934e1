"""The results as a zip of CSV tables (RFC 4180, UTF-8) with a data dictionary.

Text cells cannot be taken for formulas and addresses cannot be followed; numeric cells stay numbers. Original texts,
translations and names of persons are left out.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from reconcile.domain.cleantext import defanged, spreadsheet_safe
from reconcile.domain.outcomes import Outcome
from reconcile.report.exports.columns import (
    CLAIMS,
    CONTRADICTIONS,
    LINKS,
    STATEMENTS,
    Cell,
    ClaimLine,
    Column,
    ContradictionLine,
    LinkLine,
    StatementLine,
)
from reconcile.report.ledger import in_order

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time a zip can hold: the same results give the same bytes whenever they are exported."""
DICTIONARY_HEADS = ("table", "column", "type", "meaning")

L = TypeVar("L")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[L]):
    """One table of the results: its columns, and what its rows are made from."""

    name: str
    columns: Sequence[Column[L]]
    lines: Sequence[L]

    def rows(self) -> list[list[Cell]]:
        return [[column.value(line) for column in self.columns] for line in self.lines]

    def content(self) -> bytes:
        heads: list[Cell] = [column.name for column in self.columns]
        return _csv([heads, *self.rows()])

    def explained(self) -> list[list[Cell]]:
        return [[self.name, column.name, column.kind, column.meaning] for column in self.columns]


AnyTable = Table[ClaimLine] | Table[LinkLine] | Table[StatementLine] | Table[ContradictionLine]


def all_tables(outcome: Outcome) -> tuple[AnyTable, ...]:
    """Claims, links, statements and contradictions, each by id in code-point order."""
    return (
        Table(name="claims", columns=CLAIMS, lines=_claim_lines(outcome)),
        Table(name="links", columns=LINKS, lines=_link_lines(outcome)),
        Table(name="statements", columns=STATEMENTS, lines=_statement_lines(outcome)),
        Table(name="contradictions", columns=CONTRADICTIONS, lines=_contradiction_lines(outcome)),
    )


def export_csv(outcome: Outcome) -> bytes:
    """A zip of claims.csv, links.csv, statements.csv, contradictions.csv and data_dictionary.csv."""
    tables = all_tables(outcome)
    dictionary: list[Sequence[Cell]] = [DICTIONARY_HEADS]
    for table in tables:
        dictionary += table.explained()
    files = [(f"{table.name}.csv", table.content()) for table in tables]
    return _zip([*files, ("data_dictionary.csv", _csv(dictionary))])


def _claim_lines(outcome: Outcome) -> list[ClaimLine]:
    findings = {finding.claim: finding for finding in outcome.findings}
    accounts = sorted(outcome.claims, key=lambda account: account.id)
    return [ClaimLine(account=one, finding=findings[one.id], run=outcome.run) for one in accounts]


def _link_lines(outcome: Outcome) -> list[LinkLine]:
    findings = sorted(outcome.findings, key=lambda finding: finding.claim)
    return [
        LinkLine(pair=pair, finding=finding, run=outcome.run)
        for finding in findings
        for pair in in_order(finding.links)
    ]


def _statement_lines(outcome: Outcome) -> list[StatementLine]:
    answered = outcome.answered_claims
    accounts = sorted(outcome.statements, key=lambda account: account.id)
    return [StatementLine(account=one, claims=answered[one.id], run=outcome.run) for one in accounts]


def _contradiction_lines(outcome: Outcome) -> list[ContradictionLine]:
    return [
        ContradictionLine(one=one, finding=finding, run=outcome.run)
        for finding in sorted(outcome.findings, key=lambda finding: finding.claim)
        for one in finding.contradictions
    ]


def _csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return spreadsheet_safe(defanged(cell))
    return repr(cell) if isinstance(cell, float) else str(cell)


def _zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date_time=EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix everywhere: the default differs by platform and would change the bytes
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()
