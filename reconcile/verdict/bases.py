"""What each finding rests on, as one digest: where it is the same as at the run before, the finding is too.

A run that comes every hour finds nearly everything as it was. Only the findings whose basis is another are made anew;
so whatever a finding is made of must be told here. What bears on all findings alike (weights, settings, reference data,
the program) is one digest of its own, `world`. Where a basis is None the finding is made anew at every run: it rests on
what people decided, or on a silence whose window may still be open.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from reconcile.domain.outcomes import Alternative, Linked
from reconcile.verdict.collected_days import CollectedDays
from reconcile.verdict.findings import Surroundings
from reconcile.verdict.silence import Ledger

DIGEST_BYTES = 16
FORM = 3
"""Of what this room makes of a basis. Raised where it makes another finding or other words of the same one, so that
findings of before are not kept beside those of today."""
_DAY = timedelta(days=1)


class ClaimOutline(NamedTuple):
    """What of a claim must be known before its account is read."""

    row: int
    id: str
    known_from: datetime
    competes: bool
    last_day: date | None
    """The last day it may mean; None: it states no date."""


class PairOutline(NamedTuple):
    """What of a kept pair must be known before it is made."""

    statement_row: int
    statement: str
    """Id"""
    linked: bool


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What the findings of one run rest on."""

    world: str
    """Digest of all that bears on every finding alike."""
    ledger: Ledger
    linked: Linked
    around: Surroundings
    evidence: Mapping[int, bytes]
    """By row of each claim that has pairs: all that is known of them."""
    pairs: Mapping[int, Sequence[PairOutline]]
    """By row of each claim that has pairs."""
    decided: Collection[str]
    """Ids of the claims and statements that people decided on."""
    _silences: dict[date, str | None] = field(default_factory=dict)
    """By the day on which a claim could first be answered."""

    def basis(self, claim: ClaimOutline) -> str | None:
        """None: the finding must be made anew."""
        pairs = self.pairs.get(claim.row, ())
        if self.decided and (claim.id in self.decided or any(pair.statement in self.decided for pair in pairs)):
            return None
        silent = claim.competes and True not in [pair.linked for pair in pairs]
        silence = self._silence(claim) if silent else ""
        if silence is None:
            return None
        told = (
            self.world,
            self.around.replaced_claims.get(claim.id),
            self.linked.families.get(claim.row),
            tuple([(one.setting, one.words, one.links[claim.row]) for one in self._turned.get(claim.row, ())]),
            tuple([self._of_statement(pair) for pair in pairs]),
            silence,
        )
        digest = hashlib.blake2b(repr(told).encode(), digest_size=DIGEST_BYTES)
        digest.update(self.evidence.get(claim.row, b""))
        return digest.hexdigest()

    @cached_property
    def _turned(self) -> Mapping[int, Sequence[Alternative]]:
        """By row of each claim that would have other links under another setting: these."""
        found: defaultdict[int, list[Alternative]] = defaultdict(list)
        for one in self.linked.alternatives:
            for row in one.links:
                found[row].append(one)
        return found

    def _of_statement(self, pair: PairOutline) -> tuple[str | None, tuple[int, ...]]:
        """What replaced it, and where it is linked: a near miss tells of the best claim of them, a note of whether all
        of them are of one family."""
        return self.around.replaced_statements.get(pair.statement), self.around.answered.get(pair.statement_row, ())

    def _silence(self, claim: ClaimOutline) -> str | None:
        """What was collected while the claim could be answered; None while it still may be."""
        opens = claim.known_from.date()
        if claim.last_day is not None and claim.last_day >= opens:
            opens = claim.last_day + _DAY
        if opens not in self._silences:
            self._silences[opens] = self._told_silence(opens)
        return self._silences[opens]

    def _told_silence(self, opens: date) -> str | None:
        first, last = opens - _DAY, opens + timedelta(days=self._longest_window)
        if self.ledger.as_of.astimezone(UTC).date() <= last + _DAY:
            return None
        return self._collected(first, last)

    @cached_property
    def _longest_window(self) -> int:
        """Days the issuer with the most time has."""
        own = [source.window_days for source in self.ledger.reference.sources.all if source.window_days is not None]
        return max([*own, self.ledger.settings.pending_days])

    @cached_property
    def _days_collected(self) -> CollectedDays:
        return CollectedDays(self.ledger.watch.collected)

    def _collected(self, first: date, last: date) -> str:
        """Digest of who was collected on which of these days, and of who was collected at all."""
        told = repr((self.ledger.watch.declared, *self.ledger.watch.collected)).encode()
        digest = hashlib.blake2b(told, digest_size=DIGEST_BYTES)
        digest.update(self._days_collected.between(first, last).tobytes())
        return digest.hexdigest()
