"""The written values that the reference tables do not know, counted over all records."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.comparables import Comparable
from reconcile.domain.records import RecordKind
from reconcile.normalise import KnownPlaces, normalise_records
from reconcile.pipeline.looking_up import places_for
from reconcile.pipeline.preparing import CHUNK, date_bounds
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database

FIELDS = ("target_type", "attack_type", "target_actor", "claimant", "issuer")
"""The fields whose words are looked up in tables that a person edits; texts and persons are none of them."""
_CODES = frozenset(("target-unknown", "attack-unknown", "actor-unknown", "speaker-unknown"))
_NO_STATE = ""
"""Digest of no state of the reference data: every version lacks values for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmappedValue:
    """A value that maps to nothing."""

    field: str
    value: str
    """As written, shortened to 80 characters."""
    records: int
    """In how many records it stands."""


def unmapped_values(
    url: str, settings: Settings, now: datetime, *, progress: Callable[[int], None] | None = None
) -> tuple[UnmappedValue, ...]:
    """By field, the commonest first, over the latest version of every record. Nothing is written.

    The records are read anew with the tables in force, so that an edited table shows its effect before the next run.
    """
    reference = load_reference(settings.reference_folder)
    found: Counter[tuple[str, str]] = Counter()
    known: KnownPlaces = {}
    with open_database(url) as database:
        for kind in RecordKind:
            for chunk in database.written_without_values(kind, now, _NO_STATE, size=CHUNK):
                records = [record for _, record in chunk]
                places = places_for(database, reference, records, known)
                values = normalise_records(records, reference, places, date_bounds(settings), known)
                found.update(_unknown(values))
                if progress is not None:
                    progress(len(chunk))
    unmapped = [UnmappedValue(field=field, value=value, records=n) for (field, value), n in found.items()]
    return tuple(sorted(unmapped, key=lambda one: (FIELDS.index(one.field), -one.records, one.value)))


def _unknown(values: Iterable[Comparable]) -> Iterable[tuple[str, str]]:
    for value in values:
        for issue in value.issues:
            if issue.code in _CODES and issue.field in FIELDS and issue.found is not None:
                yield issue.field, issue.found
