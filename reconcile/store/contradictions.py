"""Contradictions as they are kept beside a finding, and back."""

from collections.abc import Mapping
from typing import Any

from reconcile.domain.contradictions import Contradiction, ContradictionKind
from reconcile.domain.records import Denied, RecordKind


def contradiction_content(one: Contradiction) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "record": one.record.value,
        "id": one.id,
        "linked": one.linked,
        "groups": list(one.groups),
        "denies": [thing.value for thing in one.denies],
        "sentence": one.sentence,
    }


def contradiction_from(told: Mapping[str, Any]) -> Contradiction:
    return Contradiction(
        kind=ContradictionKind(told["kind"]),
        record=RecordKind(told["record"]),
        id=told["id"],
        linked=told["linked"],
        groups=tuple(told["groups"]),
        denies=tuple(Denied(thing) for thing in told["denies"]),
        sentence=told["sentence"],
    )
