"""Where accounts of one event contradict one another on whose it was or whether it was: findings of their own.

None of them changes a flag. They stand beside the finding of a claim, are kept, exported and told of when they come
and go, since who denies what and who names whom is what an analyst asks after the flag.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from reconcile.domain.cleantext import one_line
from reconcile.domain.records import Denied, RecordKind


class ContradictionKind(StrEnum):
    """Who contradicts the claim, and how."""

    DENIED = "denied"
    """A linked statement denies the event or something in it."""
    ATTRIBUTED_ELSEWHERE = "attributed_elsewhere"
    """A statement, linked or not, names another armed group for what may be the same event."""
    OTHER_CLAIM_DENIED = "other_claim_denied"
    """A statement, linked or not, denies what another group is said to claim, of what may be the same event."""
    COMPETING_CLAIM = "competing_claim"
    """Another group claims what may be the same event."""

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    ContradictionKind.DENIED: "denied by an institution",
    ContradictionKind.ATTRIBUTED_ELSEWHERE: "attributed to another group",
    ContradictionKind.OTHER_CLAIM_DENIED: "another group's claim denied",
    ContradictionKind.COMPETING_CLAIM: "claimed by another group too",
}

OF_OTHER_GROUPS = (ContradictionKind.ATTRIBUTED_ELSEWHERE, ContradictionKind.OTHER_CLAIM_DENIED)
"""Statements that speak of another group than the claimant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One account that contradicts a claim."""

    kind: ContradictionKind
    record: RecordKind
    """Of which kind the contradicting record is."""
    id: str
    """Its id."""
    linked: bool
    """Whether it is a statement that is linked to the claim."""
    groups: tuple[str, ...] = ()
    """Codes of the other groups it names, or of the other claimant; empty for a denial that names none."""
    denies: tuple[Denied, ...] = ()
    """What it denies, where it says so."""
    sentence: str
    """What each side says."""

    @property
    def key(self) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
        """What makes it another one than before; the sentence may be put otherwise."""
        return self.kind.value, self.record.value, self.id, self.groups, tuple(thing.value for thing in self.denies)


class ContradictionTold(TypedDict):
    """A contradiction as programs read it."""

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
