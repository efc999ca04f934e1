"""Parquet files: columns under the names of the contract, for exchange too large for text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reconcile.errors import InputError
from reconcile.ingest.faults import shown
from reconcile.ingest.files import InputFile
from reconcile.ingest.rows import RawRow, Table, row_under

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

BATCH = 2_000
"""Rows turned into Python values at a time."""


def read_parquet(source: InputFile) -> Table:
    """The rows of a Parquet file under its column names.

    Raises InputError for what is no Parquet file, and where the library that reads it is not installed.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(
            f"{shown(source.path)} needs pyarrow to be read; install it with pip install 'reconcile[parquet]'."
        ) from error
    source.rewind()
    try:
        file = ParquetFile(source.stream)
        headings = tuple(str(name) for name in file.schema_arrow.names)
    except (ArrowException, OSError, ValueError) as error:
        raise InputError(f"{shown(source.path)} is no Parquet file, or a damaged one; write it again.") from error
    return Table(rows=_rows(source, file, headings, ArrowException), headings=headings)


def _rows(
    source: InputFile, file: "ParquetFile", headings: tuple[str, ...], broken: type[Exception]
) -> Iterator[RawRow]:
    number = 0
    batches = file.iter_batches(batch_size=BATCH)
    while True:
        try:
            batch = next(batches, None)
            columns = None if batch is None else [column.to_pylist() for column in batch.columns]
        except (broken, OSError, ValueError) as error:
            raise InputError(
                f"{shown(source.path)} is damaged beyond row {number}, or holds values no other format has; write it "
                "again."
            ) from error
        if columns is None:
            return
        for cells in zip(*columns, strict=True):
            number += 1
            row = row_under(headings, [_cell(cell) for cell in cells], number)
            if row is not None:
                yield row


def _cell(value: Any) -> object:
    """Not a number is how data frames write an empty cell."""
    return None if isinstance(value, float) and value != value else value
