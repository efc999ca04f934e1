"""What the reference data say of pairs of codes, as small look-up tables made once a run.

The tables are as large as the number of distinct codes in use, never as the number of records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from reconcile.domain.columns import Codes, Ints
from reconcile.reference import Reference

NOT_STATED, SAME, COMPATIBLE, DIFFERS = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTables:
    """Square tables of the outcomes above; the last row and column stand for code -1 (not stated)."""

    target: Ints
    actor: Ints
    """(eras, sets + 1, sets + 1): who belongs to whom changes on known days."""
    era_starts: Ints
    """(eras - 1,) first day of every era but the first, as ordinals."""
    attack: Ints

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


def _actor_tables(sets: tuple[str, ...], reference: Reference) -> Ints:
    """One table an era. Only pairs that belong together on some day are asked about for every era."""
    actors = reference.actors
    eras = [date.min, *actors.change_days]
    tables = np.full((len(eras), len(sets) + 1, len(sets) + 1), NOT_STATED, dtype=np.int64)
    parts = [tuple(codes.split()) for codes in sets]
    for i, one in enumerate(parts):
        for j, other in enumerate(parts[: i + 1]):
            ever = actors.compatible(one, other, None)
            if ever is None:
                continue
            tables[:, i, j] = SAME if one == other else DIFFERS
            if ever and one != other:
                together = [actors.compatible(one, other, day) for day in eras]
                tables[np.array(together, dtype=np.bool_), i, j] = COMPATIBLE
            tables[:, j, i] = tables[:, i, j]
    return tables
