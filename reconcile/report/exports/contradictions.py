"""Contradictions as programs read them."""

from typing import TypedDict

from reconcile.domain.cleantext import one_line
from reconcile.domain.contradictions import Contradiction


class ContradictionTold(TypedDict):
    kind: str
    record: str
    id: str
    linked: bool
    groups: list[str]
    denies: list[str]
    sentence: str


def contradiction_told(one: Contradiction) -> ContradictionTold:
    return ContradictionTold(
        kind=one.kind.value,
        record=one.record.value,
        id=one.id,
        linked=one.linked,
        groups=list(one.groups),
        denies=sorted(thing.value for thing in one.denies),
        sentence=one_line(one.sentence),
    )
