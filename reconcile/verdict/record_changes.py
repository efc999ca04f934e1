"""Records that a later run has and an earlier one has not, or has in another version."""

from collections.abc import Mapping
from dataclasses import replace

from reconcile.domain.changes import Cause, CauseKind
from reconcile.domain.comparables import ClaimAccount, Comparable, StatementAccount
from reconcile.domain.fields import FIELDS
from reconcile.domain.outcomes import Outcome
from reconcile.domain.phrases import joined
from reconcile.domain.records import RecordKind
from reconcile.domain.tolls import TollSide

RecordKey = tuple[RecordKind, str]
AnyAccount = ClaimAccount | StatementAccount

_NEW = {RecordKind.CLAIM: CauseKind.NEW_CLAIM, RecordKind.STATEMENT: CauseKind.NEW_STATEMENT}
_AMENDED = {RecordKind.CLAIM: CauseKind.AMENDED_CLAIM, RecordKind.STATEMENT: CauseKind.AMENDED_STATEMENT}


def new_records(versions: Mapping[RecordKind, Mapping[str, int]]) -> dict[RecordKey, Cause]:
    """By kind and id, claims first, by id: where there was nothing before, every record is new. `versions`: the number
    of each record's version, by id."""
    return {
        (kind, id_): Cause(kind=_NEW[kind], record=kind, id=id_, version_after=version)
        for kind in RecordKind
        for id_, version in sorted(versions[kind].items())
    }


def record_changes(before: Outcome, after: Outcome) -> dict[RecordKey, Cause]:
    """By kind and id, claims first, by id: what became of each record that is not as it was."""
    back = after.run.as_of < before.run.as_of
    found: dict[RecordKey, Cause] = {}
    for kind in RecordKind:
        held, holds = _accounts(before, kind), _accounts(after, kind)
        for id_ in sorted(held.keys() | holds.keys()):
            cause = _cause(kind, id_, held.get(id_), holds.get(id_), back=back)
            if cause is not None:
                found[kind, id_] = cause
        _add_superseded(kind, held, holds, found)
    return dict(sorted(found.items(), key=lambda item: (list(RecordKind).index(item[0][0]), item[0][1])))


def _add_superseded(
    kind: RecordKind, held: Mapping[str, AnyAccount], holds: Mapping[str, AnyAccount], found: dict[RecordKey, Cause]
) -> None:
    """Records that stayed as they are, but that another one says it replaces."""
    for id_, account in sorted(holds.items()):
        replaced = account.record.supersedes
        said_before = id_ in held and held[id_].record.supersedes == replaced
        if replaced is None or said_before or (kind, replaced) in found or not {replaced} <= held.keys() & holds.keys():
            continue
        one, other = held[replaced].version.version, holds[replaced].version.version
        found[kind, replaced] = Cause(
            kind=CauseKind.SUPERSEDED_RECORD, record=kind, id=replaced, version_before=one, version_after=other,
            after=id_,
        )  # fmt: skip


def _accounts(outcome: Outcome, kind: RecordKind) -> Mapping[str, AnyAccount]:
    accounts = outcome.claims if kind is RecordKind.CLAIM else outcome.statements
    return {account.id: account for account in accounts}


def _cause(
    kind: RecordKind, id_: str, before: AnyAccount | None, after: AnyAccount | None, *, back: bool
) -> Cause | None:
    """`back`: the later run looks at an earlier instant, so a record that is not there was not known yet."""
    one, other = (None if account is None else account.version.version for account in (before, after))
    told = Cause(kind=_NEW[kind], record=kind, id=id_, version_before=one, version_after=other)
    if before is None:
        return told
    if after is None or after.version.version < before.version.version:
        return replace(told, kind=CauseKind.OTHER_AS_OF if back else CauseKind.WITHDRAWN_BATCH)
    if after.version.version == before.version.version:
        return None
    return replace(
        told,
        kind=_amendment(kind, before, after),
        fields=_fields_that_differ(kind, before, after),
        before=_tolls_in_words(before.values) if _tolls_differ(before, after) else None,
        after=_tolls_in_words(after.values) if _tolls_differ(before, after) else None,
    )


def _amendment(kind: RecordKind, before: AnyAccount, after: AnyAccount) -> CauseKind:
    if after.record.withdrawn and not before.record.withdrawn:
        return CauseKind.WITHDRAWN_RECORD
    if _tolls_differ(before, after) and _all_but_tolls(before.values) == _all_but_tolls(after.values):
        return CauseKind.REVISED_TOLL
    return _AMENDED[kind]


def _tolls_differ(before: AnyAccount, after: AnyAccount) -> bool:
    return (before.values.tolls, before.values.toll_scope) != (after.values.tolls, after.values.toll_scope)


def _all_but_tolls(values: Comparable) -> tuple[object, ...]:
    """What else is compared; the publication that bounds an undated event is not what the record tells."""
    return (
        values.country, values.date.intervals, values.places, values.target, values.attack, values.target_actors,
        values.speaker, values.events,
    )  # fmt: skip


def _fields_that_differ(kind: RecordKind, before: AnyAccount, after: AnyAccount) -> tuple[str, ...]:
    return tuple(
        field.name for field in FIELDS[kind] if getattr(before.record, field.name) != getattr(after.record, field.name)
    )


def _tolls_in_words(values: Comparable) -> str:
    """`25 killed and 4 wounded`, `civilians: 3 killed`; `no toll`."""
    told = [
        f"{'' if side is TollSide.OWN else f'{side.value}: '}{count} {harm.value}"
        for (side, harm), count in sorted(values.tolls.items())
    ]
    return joined(told) or "no toll"
