"""What the day of publication says of an event without date: accounts follow their event after days, not weeks."""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Bools, Floats, Ints, SideColumns
from reconcile.domain.delays import Delays
from reconcile.domain.records import RecordKind

NEAR_DAYS = 10
"""Days around publication in which most accounts of an event appear (14 documented claims: median 3, at most 8)."""
MOST_BITS, LEAST_BITS = 2.5, -2.0
"""Bounds of the adjustment: few cases are known of any speaker."""
LEAST_SHARE = 1e-4
"""Of any day: no habit is known so well that a day is impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayTable:
    """Habits of publishing of one kind of record."""

    running: Floats
    """(speakers + 1, days + 1) share published before each day after the event; the last row for unknown speakers."""
    near: float
    """Mean share of a day up to NEAR_DAYS after the event in the general habit."""
    later: float
    """The same of the days after."""

    def bits(self, speaker: Ints, first: Ints, last: Ints, near: Bools) -> Floats:
        """(n,) bits to add to the date level of records published `first` to `last` days after the event.

        log2 of how often the speaker publishes so late over what the level supposes. `last` is more than `first` where
        the event may lie on one of several days.
        """
        days = self.running.shape[1] - 1
        low, high = np.clip(first, 0, days - 1), np.clip(last, 0, days - 1) + 1
        told = (self.running[speaker, high] - self.running[speaker, low]) / (high - low)
        expected = np.where(near, self.near, self.later)
        found: Floats = np.clip(np.log2(np.maximum(told, LEAST_SHARE) / expected), LEAST_BITS, MOST_BITS)
        return found


def delay_table(speakers: tuple[str, ...], delays: Delays, kind: RecordKind) -> DelayTable:
    """The table for the speakers in use."""
    general = np.array(delays.general[kind])
    habits = [delays.shares(kind, speaker) for speaker in (*speakers, None)]
    days = max(map(len, habits))
    running = np.zeros((len(habits), days + 1))
    for row, shares in zip(running, habits, strict=True):
        row[1 : len(shares) + 1] = np.cumsum(shares)
        row[len(shares) + 1 :] = row[len(shares)]
    cut = min(NEAR_DAYS + 1, len(general) - 1)
    return DelayTable(
        running=running,
        near=max(float(general[:cut].mean()), LEAST_SHARE),
        later=max(float(general[cut:].mean()), LEAST_SHARE),
    )


def delay_bits(
    claims: SideColumns, statements: SideColumns, i: Ints, j: Ints, tables: tuple[DelayTable, DelayTable]
) -> Floats:
    """(n,) bits for pairs in which one side states its date and the other no more than its publication; else 0."""
    bits = np.zeros(len(i))
    undated_claim = np.flatnonzero((claims.published[i] >= 0) & statements.stated[j])
    undated_statement = np.flatnonzero((statements.published[j] >= 0) & claims.stated[i])
    bits[undated_claim] = _bits(claims, i[undated_claim], statements, j[undated_claim], tables[0])
    bits[undated_statement] = _bits(statements, j[undated_statement], claims, i[undated_statement], tables[1])
    return bits


def _bits(undated: SideColumns, at: Ints, dated: SideColumns, on: Ints, table: DelayTable) -> Floats:
    published = undated.published[at]
    first_day = dated.date_first[dated.date_offset[on]]
    last_day = dated.date_last[dated.date_offset[on + 1] - 1]
    return table.bits(
        undated.speaker[at], published - last_day, published - first_day, published - last_day <= NEAR_DAYS
    )
