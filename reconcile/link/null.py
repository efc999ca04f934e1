"""What chance alone produces: the same claims compared with statements moved by whole fortnights.

A moved statement cannot tell of the event of a claim, but it keeps its place, target, weekday and wording, and the
statements keep their density. What pairs of moved statements weigh is what unrelated accounts weigh. The days wrap
around the span of the data, so that no shift loses statements at its ends.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import UNBOUNDED_LAST, Columns, Floats, Ints, SideColumns
from reconcile.link.blocking import day_range, find_candidates
from reconcile.link.crowds import count_crowds
from reconcile.link.patterns import Patterns, patterns_of
from reconcile.link.scoring import ScoringBooks, score_pairs

FORTNIGHT = 14
NEAREST_SHIFT = 4
"""Fortnights: nearer ones would meet the windows of undated accounts."""
LEAST_SPAN = 4 * NEAREST_SHIFT
"""Fortnights the data must span for shifts to mean anything."""
EVERYTHING = -1e9
"""Keep threshold that keeps every candidate pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One pass of comparing: the true alignment, or one shift."""

    candidates: int
    patterns: Patterns
    """All candidate pairs that were scored."""
    weights: Floats
    """(k,) match weight of each pattern with the model in force, prior included."""
    evidence: Floats
    """(k,) the same without the prior."""

    def at_least(self, bits: Floats, threshold: float) -> int:
        return int(self.patterns.count[bits >= threshold].sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class NullComparison:
    """The true alignment beside its shifts."""

    aligned: Sample
    shifted: tuple[Sample, ...]
    crowding_bits: float
    """Bits taken off for every doubling of the number of accounts near."""

    def true_pairs(self, threshold: float) -> tuple[float, float]:
        """Pairs at or above the threshold beyond what the shifts give, and the standard deviation of the shifts."""
        counts = np.array([sample.at_least(sample.weights, threshold) for sample in self.shifted], dtype=np.float64)
        aligned = self.aligned.at_least(self.aligned.weights, threshold)
        return float(aligned - counts.mean()), float(counts.std())

    def tail(self, thresholds: Floats) -> Floats:
        """Share of unrelated candidate pairs whose evidence adds up to at least each threshold."""
        candidates = sum(sample.candidates for sample in self.shifted)
        counts = [sum(sample.at_least(sample.evidence, t) for sample in self.shifted) for t in thresholds]
        found: Floats = np.array(counts, dtype=np.float64) / max(candidates, 1)
        return found


def compare_with_null(
    columns: Columns, books: ScoringBooks, shifts: int, progress: Callable[[int], None] | None = None
) -> NullComparison:
    """Scores the data as they are and with the statements moved `shifts` times, spread evenly over the span.

    `progress` is told of each pass. Raises ValueError where the data span too few fortnights.
    """
    everything = replace(books, settings=replace(books.settings, keep_threshold_bits=EVERYTHING))
    samples = []
    for days in (0, *_shifts(columns, shifts)):
        moved = replace(columns, statements=_moved(columns.statements, days, columns))
        samples.append(_sample(moved, everything))
        if progress is not None:
            progress(1)
    return NullComparison(aligned=samples[0], shifted=tuple(samples[1:]), crowding_bits=books.settings.crowding_bits)


def _span(columns: Columns) -> tuple[int, int]:
    """First day of the data, and how many whole fortnights they span."""
    first, last = zip(*(_bounded(side) for side in (columns.claims, columns.statements)), strict=True)
    return min(first), (max(last) - min(first)) // FORTNIGHT + 1


def _bounded(side: SideColumns) -> tuple[int, int]:
    first, last = day_range(side)
    known = last < UNBOUNDED_LAST
    if not known.any():
        raise ValueError("no record has a day")
    return int(first[known].min()), int(last[known].max())


def _shifts(columns: Columns, wanted: int) -> list[int]:
    """Days of the shifts: whole fortnights, evenly over the span, none near 0 or the whole of it."""
    _, span = _span(columns)
    if span < LEAST_SPAN:
        raise ValueError(f"the records span {span} fortnights; at least {LEAST_SPAN} are needed")
    usable = np.linspace(NEAREST_SHIFT, span - NEAREST_SHIFT, wanted)
    return [FORTNIGHT * int(step) for step in np.unique(np.round(usable))]


def _moved(statements: SideColumns, days: int, columns: Columns) -> SideColumns:
    if days == 0:
        return statements
    first, span = _span(columns)

    def around(start: Ints) -> Ints:
        moved: Ints = first + (start - first + days) % (span * FORTNIGHT)
        return moved

    bounded = statements.bound_last < UNBOUNDED_LAST
    bound_first = np.where(bounded, around(statements.bound_first), statements.bound_first)
    return replace(
        statements,
        date_first=around(statements.date_first),
        date_last=around(statements.date_first) + (statements.date_last - statements.date_first),
        bound_first=bound_first,
        published=np.where(statements.published >= 0, around(statements.published), statements.published),
        bound_last=np.where(
            bounded, bound_first + (statements.bound_last - statements.bound_first), statements.bound_last
        ),
    )


def _sample(columns: Columns, books: ScoringBooks) -> Sample:
    found = find_candidates(columns.claims, columns.statements, books.settings)
    books = replace(books, crowds=count_crowds(columns, found))
    candidates = 0
    slices = []
    for i, j in found.slices():
        candidates += len(i)
        slices.append(patterns_of(score_pairs(columns, i, j, books), books))
    patterns = Patterns.joined(slices)
    evidence = patterns.evidence({c.name: books.bits(c.name) for c in books.model.comparisons})
    return Sample(
        candidates=candidates,
        patterns=patterns,
        weights=books.model.prior_bits - books.settings.crowding_bits * patterns.crowd + evidence,
        evidence=evidence,
    )
