"""From files to records in the database."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic

from reconcile.domain.issues import Issue
from reconcile.domain.records import RecordKind
from reconcile.ingest import Reading, read_coverage, read_records, require_replaceable, write_rejects
from reconcile.pipeline.journal import seconds_since, tell
from reconcile.pipeline.results import IngestResult
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import Batch, IngestCounts, KeptBatch, open_database, upgrade_database


def upgrade_schema(url: str) -> str:
    """Creates or migrates the schema; the revision it stands at then."""
    return upgrade_database(url)


def ingest_file(
    url: str,
    kind: RecordKind,
    path: Path,
    now: datetime,
    *,
    rejects: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> IngestResult:
    """Keeps the good rows of one file in one transaction and writes the others to `rejects`.

    Rejects are written once the good rows are kept: if that fails the same file can be read again, and nothing changes
    but the rejects file.
    """
    target = rejects or path.parent / f"{path.name}.rejects.jsonl"
    require_replaceable(target)
    began = monotonic()
    with open_database(url) as database, read_records(path, kind, progress) as reading:
        batch = Batch(file=reading.file_name, file_digest=reading.file_digest)
        lines = ((row.line, row.record) for row in reading)
        counts = database.add_records(kind, batch, lines, now, issues=reading.issues, digest_of=reading.digest_of)
        write_rejects(target, reading.rejected)
        tell_of_ingest(reading, counts, began)
        return IngestResult(
            counts={
                "read": reading.read,
                "new": counts.new,
                "new versions": counts.new_versions,
                "unchanged": counts.unchanged + reading.repeated,
                "rejected": len(reading.rejected),
            },
            issues=(*reading.issues, *counts.issues),
            rejects=target if reading.rejected else None,
        )


def tell_of_ingest(reading: Reading, counts: IngestCounts, began: float) -> None:
    """That a file was read and kept; `began`: the monotonic clock when that began."""
    tell(
        "ingest.finished",
        kind=reading.kind.value,
        batch=counts.batch,
        file_digest=reading.file_digest,
        read=reading.read,
        new=counts.new,
        new_versions=counts.new_versions,
        unchanged=counts.unchanged + reading.repeated,
        rejected=len(reading.rejected),
        seconds=seconds_since(began),
    )


def kept_batches(url: str) -> tuple[KeptBatch, ...]:
    """The readings of files, by number."""
    with open_database(url) as database:
        return database.batches()


def ingest_coverage(url: str, path: Path, settings: Settings) -> tuple[dict[str, int], tuple[Issue, ...]]:
    """Adds the declared days of a coverage file to the ledger; a source the table does not know is named."""
    sources = load_reference(settings.reference_folder).sources
    reading = read_coverage(path, lambda key: sources.get(key) is not None)
    with open_database(url) as database:
        database.add_coverage(reading.coverage)
    declared = len(reading.coverage)
    return {"read": declared + reading.rejected, "declared": declared, "rejected": reading.rejected}, reading.issues
