"""What a verdict reads of an account: a third of what a record has fields for, so that a run can read hundreds of
thousands.

A telling has the names of the account it is taken from (`version`, `record`, `values`), so that whatever compares
accounts compares tellings too. Tuples, since they are made in a fraction of the time that frozen dataclasses take.
"""

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from reconcile.domain.comparables import ClaimAccount, Comparable, StatementAccount
from reconcile.domain.records import Attribution, ClaimKind, ClaimRecord, Denied, Stance


class ClaimTelling(NamedTuple):
    """Fields of a claim, by their names in the contract."""

    id: str
    claimant: str
    claim_kind: ClaimKind | None
    place: str | None
    admin1: str | None
    lat: float | None
    target_type: str | None
    target_actor: str | None
    summary: str | None
    text: str | None
    withdrawn: bool | None
    killed_min: int | None
    killed_max: int | None
    wounded_min: int | None
    wounded_max: int | None
    own_killed_min: int | None
    own_killed_max: int | None

    @property
    def speaker(self) -> str:
        return self.claimant


class StatementTelling(NamedTuple):
    """Fields of a statement, by their names in the contract."""

    id: str
    issuer: str
    attribution: Attribution | None
    stance: Stance | None
    denies: tuple[Denied, ...]
    place: str | None
    admin1: str | None
    lat: float | None
    target_type: str | None
    target_actor: str | None
    summary: str | None
    text: str | None
    withdrawn: bool | None
    own_killed_min: int | None
    own_killed_max: int | None
    own_wounded_min: int | None
    own_wounded_max: int | None
    civilians_killed_min: int | None
    civilians_killed_max: int | None
    civilians_wounded_min: int | None
    civilians_wounded_max: int | None
    attackers_killed_min: int | None
    attackers_killed_max: int | None
    attackers_wounded_min: int | None
    attackers_wounded_max: int | None

    @property
    def speaker(self) -> str:
        return self.issuer


T = TypeVar("T", ClaimTelling, StatementTelling)


class ToldVersion(NamedTuple):
    """Which version of a record it is."""

    row: int
    version: int
    known_from: datetime


class Told(NamedTuple, Generic[T]):
    """A telling with its version and the comparable values of that (without what normalising had to remark)."""

    id: str
    version: ToldVersion
    record: T
    values: Comparable


ToldClaim = Told[ClaimTelling] | ClaimAccount
ToldStatement = Told[StatementTelling] | StatementAccount
AnyTold = ToldClaim | ToldStatement


def is_claim(account: AnyTold) -> bool:
    return isinstance(account.record, (ClaimTelling, ClaimRecord))
