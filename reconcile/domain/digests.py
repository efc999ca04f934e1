"""The digest that tells one version of a record from another."""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from json.encoder import encode_basestring
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
    starts, values = _DIGESTED[kind_of(record)]
    told = [
        start + (_ascii(value) if type(value) is str and value.isascii() else _json(value))
        for start, value in zip(starts, values(record), strict=True)
        if value is not None and value not in ((), "")
    ]
    return hashlib.sha256(f"{{{','.join(told)}}}".encode()).hexdigest()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` makes a new one at every call."""


def _digested(kind: RecordKind) -> tuple[tuple[str, ...], Callable[[Record], tuple[object, ...]]]:
    """The fields that count, in the order of their names: what begins each in JSON, and what takes their values out
    of a record."""
    names = sorted(["extra", *(field.name for field in FIELDS[kind] if field.digested)])
    return tuple(f'"{name}":' for name in names), attrgetter(*names)


_DIGESTED = {kind: _digested(kind) for kind in RecordKind}


def _json(value: object) -> str:
    if isinstance(value, Mapping):
        return _CANONICAL.encode({name: _canonical(part) for name, part in value.items()})
    return _CANONICAL.encode(_canonical(value))


def _ascii(text: str) -> str:
    return encode_basestring(text.strip())


def _canonical(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value)).strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return sorted(str(part) for part in value)
    if isinstance(value, float):
        return repr(value)
    return value
