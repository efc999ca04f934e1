"""Where each account was read: addresses, archived copy, digests, versions and what changed between them."""

import hashlib
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.digests import kind_of
from reconcile.domain.fields import Field
from reconcile.domain.histories import AnyVersion, FieldChange, changes_between
from reconcile.domain.links import followable
from reconcile.domain.phrases import instant
from reconcile.domain.records import Attribution, ClaimRecord, RecordKind, StatementRecord
from reconcile.report import words
from reconcile.report.ledger import Ledger
from reconcile.report.neutral_ids import public_id
from reconcile.report.texts import one_value, shown, shown_or_none

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact of a citation."""

    name: str
    value: str
    link: str | None = None
    """An address a reader may follow; None: the value is shown and not linked."""
    digest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    label: str
    who: str
    id: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChange:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    number: int
    known: str
    changes: tuple[VersionChange, ...]
    """Against the version before; none for the first."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The versions of one record, oldest first."""

    label: str
    who: str
    id: str
    rows: tuple[VersionRow, ...]


def citation(label: str, account: Either, ledger: Ledger) -> Citation:
    record, version = account.record, account.version
    lines = [
        _line("publisher", record.publisher),
        *_voice(record),
        _line("published", _time(record.published)),
        _line("reported", _time(record.reported)),
        _line("retrieved", _time(record.retrieved)),
        _address("url", record.url, account, ledger),
        _address("archive_url", record.archive_url, account, ledger),
        _line("document", record.document),
        _line("grades", _grades(account)),
        _line("withdrawn", words.WITHDRAWN if record.withdrawn else None),
        _line("public_id", _public_id(account, ledger)),
        _line("version", words.version_known(version.version, version.known_from)),
        _digest("record_digest", version.digest),
        _digest("text_digest", None if record.text is None else _sha256(record.text)),
    ]
    return Citation(
        label=label,
        who=shown(record.speaker),
        id=shown(account.id),
        lines=tuple(line for line in lines if line is not None),
    )


def _public_id(account: Either, ledger: Ledger) -> str | None:
    """None where it is the id that is shown anyway."""
    return None if ledger.books.public else public_id(account, ledger.books.histories)


def versions(label: str, account: Either, ledger: Ledger) -> Versions | None:
    """None where the record was never changed."""
    known = ledger.books.histories.of(kind_of(account.record), account.id)
    if len(known) < 2:
        return None
    rows = [_version(None, known[0], account)]
    rows += [_version(before, after, account) for before, after in pairwise(known)]
    return Versions(label=label, who=shown(account.record.speaker), id=shown(account.id), rows=tuple(rows))


def _version(before: AnyVersion | None, version: AnyVersion, account: Either) -> VersionRow:
    changes = () if before is None else changes_between(before.record, version.record)
    return VersionRow(
        number=version.version,
        known=instant(version.known_from),
        changes=tuple(_change(change) for change in changes),
        current=version.version == account.version.version,
    )


def _change(change: FieldChange) -> VersionChange:
    """Restricted fields (texts, names of persons) are named and never shown."""
    if change.field.private:
        before, after = (words.restricted(stated=value is not None) for value in (change.before, change.after))
    else:
        before, after = _value(change.before), _value(change.after)
    return VersionChange(field=_field_name(change.field), before=before, after=after)


def _field_name(field: Field) -> str:
    return field.name.replace("_", " ")


def _value(value: object) -> str:
    if value is None or value == ():
        return words.NOT_STATED
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return value.isoformat() if isinstance(value, date) else one_value(str(value))


def _line(key: str, value: str | None) -> Line | None:
    told = shown_or_none(value)
    return None if told is None else Line(name=words.CITED[key], value=told)


def _digest(key: str, value: str | None) -> Line | None:
    return None if value is None else Line(name=words.CITED[key], value=value, digest=True)


def _address(key: str, address: str | None, account: Either, ledger: Ledger) -> Line | None:
    told = shown_or_none(address)
    if told is None:
        return None
    of_statement = kind_of(account.record) is RecordKind.STATEMENT
    link = followable(address, ledger.books.hosts, of_statement=of_statement)
    return Line(name=words.CITED[key], value=told, link=link)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _voice(record: ClaimRecord | StatementRecord) -> list[Line | None]:
    """Through whom the side spoke."""
    if isinstance(record, ClaimRecord):
        channel = None if record.channel is None else words.CHANNELS[record.channel]
        return [_line("outlet", record.outlet), _line("channel", channel)]
    kind = None if record.issuer_type is None else words.ISSUER_TYPES[record.issuer_type]
    return [_line("issuer_type", kind), _line("spoken", words.ATTRIBUTIONS[record.attribution or Attribution.DIRECT])]


def _time(text: str | None) -> str | None:
    return None if text is None else words.written_time(text)


def _grades(account: Either) -> str | None:
    grades = [shown(grade) for grade in (account.record.source_grade, account.record.item_grade) if grade is not None]
    return ", ".join(grades) or None
