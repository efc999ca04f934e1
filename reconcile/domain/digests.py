"""The digest that tells one version of a record from another."""

import hashlib
import json
import unicodedata
from datetime import date

from reconcile.domain.fields import FIELDS
from reconcile.domain.records import ClaimRecord, Record, RecordKind


def kind_of(record: Record) -> RecordKind:
    return RecordKind.CLAIM if isinstance(record, ClaimRecord) else RecordKind.STATEMENT


def version_digest(record: Record) -> str:
    """SHA-256 over the canonical values of a record: 64 hexadecimal characters.

    Left out are the fields that say how and when it was read (`retrieved`, `reported`, `archive_url`) and empty
    ones, so that another order of keys, an added empty column, or CSV in place of JSON is no new version.
    """
    told = {
        field.name: _canonical(value)
        for field in FIELDS[kind_of(record)]
        if field.digested and (value := getattr(record, field.name)) not in (None, (), "")
    }
    told["extra"] = {name: _canonical(value) for name, value in sorted(record.extra.items())}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


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
