"""Files to records: JSON Lines, CSV and spreadsheets are read row by row; bad rows become issues."""

from reconcile.ingest.coverage import CoverageReading, read_coverage
from reconcile.ingest.reading import Reading, ReadRow, RejectedRow, read_records
from reconcile.ingest.rejects import require_replaceable, write_rejects
from reconcile.ingest.sheets import read_named_sheets, read_plain_sheet
from reconcile.ingest.template import write_template

__all__ = [
    "CoverageReading",
    "ReadRow",
    "Reading",
    "RejectedRow",
    "read_coverage",
    "read_named_sheets",
    "read_plain_sheet",
    "read_records",
    "require_replaceable",
    "write_rejects",
    "write_template",
]
