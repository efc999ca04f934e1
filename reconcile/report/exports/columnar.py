"""The results as Parquet: the tables of the CSV export with their types, for exchange too large for text."""

import io
import json
import zipfile

from reconcile.domain.cleantext import defanged, spreadsheet_safe
from reconcile.domain.outcomes import Outcome
from reconcile.errors import OutputError
from reconcile.report.exports.columns import Cell, Kind
from reconcile.report.exports.tables import EARLIEST, AnyTable, all_tables

MEANINGS = "reconcile.columns"
"""Key of the file's metadata under which the data dictionary stands: column, type and meaning, as JSON."""


def export_parquet(outcome: Outcome) -> bytes:
    """A zip of claims.parquet, links.parquet and statements.parquet, each with its data dictionary in its metadata.

    Text is left as in the CSV export: safe to be opened in a spreadsheet, with addresses nobody can follow by mistake.
    Raises OutputError where the library that writes it is not installed.
    """
    packed = io.BytesIO()
    # Stored, not deflated: Parquet is packed already.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for table in all_tables(outcome):
            entry = zipfile.ZipInfo(f"{table.name}.parquet", EARLIEST)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _content(table))
    return packed.getvalue()


def _content(table: AnyTable) -> bytes:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise OutputError(
            "The Parquet export needs pyarrow; install it with pip install 'reconcile[parquet]'."
        ) from error
    rows = table.rows()
    kinds = [column.kind for column in table.columns]
    types = {Kind.NUMBER: pyarrow.float64(), Kind.COUNT: pyarrow.int64()}
    made = pyarrow.Table.from_arrays(
        [
            pyarrow.array([_safe(row[at]) for row in rows], type=types.get(kind, pyarrow.string()))
            for at, kind in enumerate(kinds)
        ],
        names=[column.name for column in table.columns],
    )
    told = json.dumps(table.explained(), ensure_ascii=False)
    written = io.BytesIO()
    parquet.write_table(made.replace_schema_metadata({MEANINGS: told}), written, compression="zstd")
    return written.getvalue()


def _safe(cell: Cell) -> Cell:
    return spreadsheet_safe(defanged(cell)) if isinstance(cell, str) else cell
