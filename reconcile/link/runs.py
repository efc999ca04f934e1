"""Records under keys, as runs of one row of records: a record under several keys stands in the row once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Ints
from reconcile.link.ordering import small_order

PIECE = 1 << 18
"""Records looked at together, those under several keys counted under each: what is known of them stays in the fast
memory of a core. All at once take twice the time at a million records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Which records are under each of a number of keys."""

    records: Ints
    """The row of records, in four bytes each."""
    low: Ints
    """(r,) the range of the row that each run is, the runs by key."""
    high: Ints
    begins: Ints
    """(keys + 1,) the first run of each key."""

    def counts(self) -> Ints:
        """(keys,) how many records are under each key."""
        running = np.concatenate(([0], np.cumsum(self.high - self.low)))
        found: Ints = np.diff(running[self.begins])
        return found

    def under(self, first: int, end: int) -> tuple[Ints, Ints]:
        """The records under the keys from `first` on and before `end`, by key, and the key of each, from 0 on."""
        runs = slice(int(self.begins[first]), int(self.begins[end]))
        keys = np.repeat(np.arange(end - first), np.diff(self.begins[first : end + 1]))
        key, position = expanded(keys, self.low[runs], self.high[runs])
        return self.records.take(position), key


def by_key(records: Ints, key: Ints, keys: int) -> Runs:
    """Records (n,), each under its one key (n,) of so many."""
    begins = np.concatenate(([0], np.cumsum(np.bincount(key, minlength=keys))))
    row = records.astype(np.int32).take(small_order(key, keys))
    return Runs(records=row, low=begins[:-1], high=begins[1:], begins=np.arange(keys + 1))


def pieces(*kept: Runs) -> Iterator[tuple[int, int]]:
    """Ranges of keys under which about PIECE records are kept in all (one key at least)."""
    held = np.cumsum(np.sum([runs.counts() for runs in kept], axis=0))
    ends = np.flatnonzero(np.diff(held // PIECE, append=-1)) + 1
    begin = 0
    for end in ends.tolist():
        yield begin, end
        begin = end


def expanded(owner: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All (owner, position) with low <= position < high, as flat arrays."""
    lengths = np.maximum(high - low, 0)
    owners = np.repeat(owner, lengths)
    begin = np.cumsum(lengths) - lengths
    positions = np.repeat(low - begin, lengths)
    positions += np.arange(len(owners))
    return owners, positions
