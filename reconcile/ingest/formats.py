"""Which reader a file is given to: its suffix decides."""

from reconcile.errors import InputError
from reconcile.ingest.delimited import read_delimited
from reconcile.ingest.faults import shown
from reconcile.ingest.files import InputFile
from reconcile.ingest.jsonlines import read_json_lines
from reconcile.ingest.parquet import read_parquet
from reconcile.ingest.rows import Table
from reconcile.ingest.sheets import read_sheet

JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")


def read_table(source: InputFile, known: frozenset[str]) -> Table:
    """The rows of a file; `known` are the column names that tell the delimiter of a CSV file.

    Raises InputError for a suffix that says none of our formats, and where the file cannot be read.
    """
    suffix = source.path.suffix.lower()
    if suffix in JSON_SUFFIXES:
        return read_json_lines(source)
    if suffix == ".csv":
        return read_delimited(source, known)
    if suffix == ".xlsx":
        return read_sheet(source)
    if suffix == ".parquet":
        return read_parquet(source)
    raise InputError(
        f"{shown(source.path)} is none of the formats read; expected a name ending in .jsonl, .csv, .xlsx or .parquet."
    )
