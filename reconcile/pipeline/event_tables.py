"""Tables of event projects into the database, as statements of their sources."""

import json
import tempfile
from datetime import datetime
from pathlib import Path

from reconcile.collect import TableFormat, file_content, statement_rows
from reconcile.domain.names import name_key
from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.results import IngestResult
from reconcile.reference import load_reference
from reconcile.settings import Settings


def ingest_table(url: str, path: Path, kind: str, settings: Settings, now: datetime) -> IngestResult:
    """The events of an ACLED or GED table as statements, through the ordinary ingest."""
    countries = load_reference(settings.reference_folder).countries
    codes = {name_key(name): code for code, country in countries.items() for name in (country.name, *country.names)}
    rows = statement_rows(file_content(path), path.name, TableFormat(kind), lambda name: _code(codes, name))
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        written = Path(folder) / f"{path.name}.jsonl"
        with written.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return ingest_file(
            url, RecordKind.STATEMENT, written, now, rejects=path.with_name(f"{path.name}.rejects.jsonl")
        )


def _code(codes: dict[str, str], name: str) -> str | None:
    """`Yemen (North Yemen)` is Yemen."""
    return codes.get(name_key(name)) or codes.get(name_key(name.partition("(")[0]))
