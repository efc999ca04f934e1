"""What is wrong with the records at hand, told before anything is compared."""

from collections.abc import Callable
from datetime import datetime

from reconcile.domain.issues import Issue
from reconcile.domain.records import RecordKind
from reconcile.pipeline.preparing import bring_reference, joined_digest, make_values, reference_digests
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database


def defects_now(
    url: str, settings: Settings, now: datetime, progress: Callable[[int], None] | None = None
) -> tuple[Issue, ...]:
    """What is not understood in the latest version known now of every record: claims first, in the order they came.

    Records that were not read yet are read, as the next run would read them.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database:
        bring_reference(database, reference, now)
        digest, marks = joined_digest(reference_digests(database, reference, settings)), database.marks()
        make_values(database, reference, settings, digest, now, marks, progress)
        known = {kind: sorted(one.row for one in database.known_versions(kind, now, marks)) for kind in RecordKind}
        return tuple(issue for kind, rows in known.items() for issue in database.remarks(kind, rows, digest))
