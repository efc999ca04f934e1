"""The batches of ingest, in a line for a terminal and as JSON for programs."""

from typing import TYPE_CHECKING

from reconcile.domain.cleantext import quoted
from reconcile.domain.instants import iso_instant

if TYPE_CHECKING:
    from reconcile.store import KeptBatch


def batch_line(batch: "KeptBatch") -> str:
    """`2  2026-11-25T09:00:00Z  claims  april.csv: read 12, new 10, …; taken back 2026-11-26T08:00:00Z`."""
    counts = f"read {batch.read}, new {batch.new}, new versions {batch.new_versions}, unchanged {batch.unchanged}"
    back = "" if batch.withdrawn_at is None else f"; taken back {iso_instant(batch.withdrawn_at)}"
    when = iso_instant(batch.ingested_at)
    told = f"{quoted(batch.file)}: {counts}, rejected {batch.rejected}{back}"
    return f"{batch.number}  {when}  {batch.kind.plural}  {told}"


def batch_as_json(batch: "KeptBatch") -> dict[str, object]:
    return {
        "batch": batch.number,
        "kind": batch.kind,
        "file": batch.file,
        "source": batch.source,
        "ingested_at": iso_instant(batch.ingested_at),
        "read": batch.read,
        "new": batch.new,
        "new_versions": batch.new_versions,
        "unchanged": batch.unchanged,
        "rejected": batch.rejected,
        "withdrawn_at": None if batch.withdrawn_at is None else iso_instant(batch.withdrawn_at),
    }
