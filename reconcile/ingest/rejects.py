"""Rejected rows written out, so that they can be mended and ingested again."""

import json
from collections.abc import Iterable
from datetime import date, time
from pathlib import Path

from reconcile.errors import OutputError
from reconcile.ingest.faults import shown
from reconcile.ingest.jsonlines import REJECT_KEYS
from reconcile.ingest.outputs import replacing
from reconcile.ingest.reading import RejectedRow


def write_rejects(path: Path, rejected: Iterable[RejectedRow]) -> None:
    """One JSON object per rejected row: file, line, reasons, and the row as read.

    Where nothing was rejected no file is left: an earlier rejects file at `path` is removed, lest it speak of faults
    that were mended. Raises OutputError where something else stands at `path`, or it cannot be written.
    """
    require_replaceable(path)
    lines = [json.dumps(_told(row), ensure_ascii=False, default=_plain) for row in rejected]
    if not lines:
        path.unlink(missing_ok=True)
        return
    # Half a surrogate pair has no UTF-8; its backslash escape is what JSON writes for it anyway.
    with replacing(path) as stream:
        stream.writelines(line.encode("utf-8", "backslashreplace") + b"\n" for line in lines)


def _told(rejected: RejectedRow) -> dict[str, object]:
    reasons = [
        {"field": issue.field, "code": issue.code, "found": issue.found, "message": issue.message}
        for issue in rejected.issues
    ]
    return {"file": rejected.file, "line": rejected.line, "reasons": reasons, "row": rejected.row}


def _plain(cell: object) -> str:
    """Dates and times of a spreadsheet as ingest reads them back."""
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def require_replaceable(path: Path) -> None:
    """An earlier rejects file may be replaced; a file of records, or anything else, may not.

    Asked before a file is read, too, so that nothing of it is kept where its rejected rows could not be written out.
    Raises OutputError.
    """
    try:
        with path.open("rb") as stream:
            first = json.loads(stream.readline())
    except FileNotFoundError:
        return
    except (OSError, ValueError, RecursionError):
        first = None
    if not isinstance(first, dict) or first.keys() != REJECT_KEYS:
        raise OutputError(f"{shown(path)} exists and is no rejects file; name another one with --rejects.")
