"""What the reference data say of pairs of codes, as small look-up tables made once a run.

The tables are as large as the number of distinct codes in use, never as the number of records.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Codes, Ints
from reconcile.domain.records import RecordKind
from reconcile.link.delays import DelayTable, delay_table
from reconcile.reference import Reference

NOT_STATED, SAME, COMPATIBLE, DIFFERS = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTables:
    """Square tables of the outcomes above; the last row and column stand for code -1 (not stated)."""

    target: Ints
    actor: NDArray[np.int8]
    """(eras, sets + 1, sets + 1): who belongs to whom changes on known days."""
    era_starts: Ints
    """(eras - 1,) first day of every era but the first, as ordinals."""
    attack: Ints
    claim_delays: DelayTable
    statement_delays: DelayTable

    def era(self, days: Ints) -> Ints:
        """The era each day (ordinal) lies in."""
        found: Ints = np.searchsorted(self.era_starts, days, side="right")
        return found


def link_tables(codes: Codes, reference: Reference) -> LinkTables:
    """The tables for the codes in use."""
    return LinkTables(
        target=_taxonomy_table(codes.targets, reference.targets.family, reference.targets.other),
        actor=_actor_tables(codes.actor_sets, reference),
        era_starts=np.array([day.toordinal() for day in reference.actors.change_days], dtype=np.int64),
        attack=_taxonomy_table(codes.attacks, reference.attacks.family, reference.attacks.other),
        claim_delays=delay_table(codes.speakers, reference.delays, RecordKind.CLAIM),
        statement_delays=delay_table(codes.speakers, reference.delays, RecordKind.STATEMENT),
    )


def _taxonomy_table(codes: tuple[str, ...], family: Callable[[str], str], other: str) -> Ints:
    silent = [i for i, code in enumerate(codes) if code == other]
    families = np.array([family(code) for code in codes])
    table = np.full((len(codes) + 1, len(codes) + 1), NOT_STATED, dtype=np.int64)
    if codes:
        table[:-1, :-1] = np.where(families[:, None] == families[None, :], COMPATIBLE, DIFFERS)
    table[np.arange(len(codes)), np.arange(len(codes))] = SAME
    table[silent, :] = NOT_STATED
    table[:, silent] = NOT_STATED
    return table


def _actor_tables(sets: tuple[str, ...], reference: Reference) -> NDArray[np.int8]:
    """One table an era. Only sets of actors with kin in common are asked about at all, and only those that belong
    together on some day for the days on which that can change: work that grows with the number of sets."""
    actors = reference.actors
    eras = [date.min, *actors.change_days]
    era_of = {day: era for era, day in enumerate(eras)}
    tables = np.full((len(eras), len(sets) + 1, len(sets) + 1), NOT_STATED, dtype=np.int8)
    tables[:, :-1, :-1] = DIFFERS
    parts = [tuple(codes.split()) for codes in sets]
    changes = [actors.days_of_change(codes) & era_of.keys() for codes in parts]
    for i, j in sorted(_with_kin_in_common(parts, reference)):
        if actors.compatible(parts[i], parts[j], None):
            starts = [date.min, *sorted(changes[i] | changes[j])]
            together = np.array([actors.compatible(parts[i], parts[j], day) for day in starts], dtype=np.bool_)
            lengths = np.diff([*(era_of[day] for day in starts), len(eras)])
            tables[np.repeat(together, lengths), i, j] = COMPATIBLE
            tables[:, j, i] = tables[:, i, j]
    tables[:, np.arange(len(sets)), np.arange(len(sets))] = SAME
    return tables


def _with_kin_in_common(parts: Sequence[tuple[str, ...]], reference: Reference) -> set[tuple[int, int]]:
    members: dict[str, list[int]] = {}
    for at, codes in enumerate(parts):
        for kin in sorted(frozenset[str]().union(*(reference.actors.kin(code) for code in codes))):
            members.setdefault(kin, []).append(at)
    return {pair for some in members.values() for pair in combinations(some, 2)}
