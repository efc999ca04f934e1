"""The digest that tells one version of a record from another."""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from datetime import date
from operator import attrgetter

from reconcile.domain.fields import FIELDS
from reconcile.domain.records import ClaimRecord, Record, RecordKind


def kind_of(record: Record) -> RecordKind:
    return RecordKind.CLAIM if isinstance(record, ClaimRecord) else RecordKind.STATEMENT


def version_digest(record: Record) -> str:
    """SHA-256 over the canonical values of a record: 64 hexadecimal characters.

    Left out are the fields that say how and when it was read (`retrieved`, `reported`, `archive_url`) and empty
    ones, so that another order of keys, an added empty column, or CSV in place of JSON is no new version.
    """
    names, values = _DIGESTED[kind_of(record)]
    told: dict[str, object] = {
        name: _canonical(value)
        for name, value in zip(names, values(record), strict=True)
        if value is not None and value not in ((), "")
    }
    told["extra"] = {name: _canonical(value) for name, value in sorted(record.extra.items())}
    return hashlib.sha256(_CANONICAL.encode(told).encode("utf-8")).hexdigest()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` makes a new one at every call."""


def _digested(kind: RecordKind) -> tuple[tuple[str, ...], Callable[[Record], tuple[object, ...]]]:
    """Names of the fields that count, and what takes their values out of a record."""
    names = tuple(field.name for field in FIELDS[kind] if field.digested)
    return names, attrgetter(*names)


_DIGESTED = {kind: _digested(kind) for kind in RecordKind}


def _canonical(value: object) -> object:
    if type(value) is str and value.isascii():
        return value.strip()
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value)).strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return sorted(str(part) for part in value)
    if isinstance(value, float):
        return repr(value)
    return value
