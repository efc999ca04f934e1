"""Scores of candidate pairs, a slice at a time: the union over slices is exactly the whole."""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Columns, Floats, Ints
from reconcile.domain.places import UNKNOWN_REGION
from reconcile.domain.weights import LinkageModel
from reconcile.link.blocking import find_candidates, last_days
from reconcile.link.compare.coded import ACTOR_LEVELS, ATTACK_LEVELS, TARGET_LEVELS, translated
from reconcile.link.compare.dates import date_levels
from reconcile.link.compare.place_names import NameLikeness
from reconcile.link.compare.places import PlaceBooks, place_levels
from reconcile.link.crowds import Crowds, count_crowds
from reconcile.link.delays import delay_bits
from reconcile.link.frequencies import MOST_BITS, fit_frequencies
from reconcile.link.pairs import ScoredPairs
from reconcile.link.tables import LinkTables
from reconcile.link.windows import Candidates
from reconcile.settings import LinkSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringBooks:
    """Everything scoring reads besides the columns; made once a run and the same for every slice."""

    model: LinkageModel
    tables: LinkTables
    places: PlaceBooks
    crowds: Crowds
    settings: LinkSettings
    asked_bits: float | None = None
    """Weight that is asked for whatever the settings say; None: that from which a pair may still be kept."""

    @property
    def least_bits(self) -> float:
        """Weight from which a pair may still be kept: the prior learnt from all pairs can only raise it so far."""
        if self.asked_bits is not None:
            return self.asked_bits
        return self.settings.keep_threshold_bits + min(self.model.prior_bits, 0.0)

    def index(self, comparison: str) -> dict[str, int]:
        return level_index(self.model, comparison)

    def bits(self, comparison: str) -> Floats:
        return level_bits(self.model, comparison)


def level_index(model: LinkageModel, comparison: str) -> dict[str, int]:
    """Place of each level's key among the levels of a comparison."""
    found = next(c for c in model.comparisons if c.name == comparison)
    return {level.key: place for place, level in enumerate(found.levels)}


def level_bits(model: LinkageModel, comparison: str) -> Floats:
    found = next(c for c in model.comparisons if c.name == comparison)
    return np.array([level.bits for level in found.levels])


def scoring_books(
    columns: Columns,
    model: LinkageModel,
    tables: LinkTables,
    settings: LinkSettings,
    candidates: Candidates | None = None,
    places: PlaceBooks | None = None,
) -> ScoringBooks:
    """The books for these columns. `candidates`, `places`: those of the columns, where they are at hand already."""
    found = candidates or find_candidates(columns.claims, columns.statements, settings)
    return ScoringBooks(
        model=model,
        tables=tables,
        places=places or place_books(columns, model, settings),
        crowds=count_crowds(columns, found),
        settings=settings,
    )


def place_books(columns: Columns, model: LinkageModel, settings: LinkSettings) -> PlaceBooks:
    """How common places are is counted over all statements, whatever the slices."""
    comparison = next(c for c in model.comparisons if c.name == "place")
    codes = columns.codes
    return PlaceBooks(
        index=level_index(model, "place"),
        bits=level_bits(model, "place"),
        likeness=NameLikeness(codes.names),
        frequencies=fit_frequencies(columns.statements, len(codes.names), len(codes.admin1), comparison),
        unknown_region=np.array([key.startswith(UNKNOWN_REGION) for key in codes.admin1], dtype=np.bool_),
        limit_km=settings.place_limit_km,
    )


def score_pairs(columns: Columns, i: Ints, j: Ints, books: ScoringBooks, *, every: bool = False) -> ScoredPairs:
    """The pairs of one slice that can reach the keep threshold, with levels and weights; `every`: all of them."""
    a, b = columns.claims, columns.statements
    date, days_apart = date_levels(a, b, i, j, books.index("date"), books.settings)
    target = translated(books.tables.target[a.target[i], b.target[j]], TARGET_LEVELS, books.index("target"))
    era = books.tables.era(np.minimum(last_days(a, i), last_days(b, j)))
    sides = books.tables.actor[era, a.actors[i], b.actors[j]]
    actor = translated(sides, ACTOR_LEVELS, books.index("actor"))
    attack = translated(books.tables.attack[a.attack[i], b.attack[j]], ATTACK_LEVELS, books.index("attack"))
    delays = (books.tables.claim_delays, books.tables.statement_delays)
    date_bits = books.bits("date")[date] + delay_bits(a, b, i, j, delays)
    prior = books.model.prior_bits - books.crowds.bits(i, j, books.settings)
    prior = prior + np.where(b.denies[j], books.model.denial_bits, 0.0)
    without_place = (
        prior + date_bits + books.bits("target")[target] + books.bits("actor")[actor] + books.bits("attack")[attack]
    )
    reachable = without_place + books.places.bits.max() + MOST_BITS >= books.least_bits
    some = np.flatnonzero(every | (reachable & (date != books.index("date")["too_far"])))
    place = place_levels(a, b, i[some], j[some], books.places)
    scored = ScoredPairs(
        claim=i[some],
        statement=j[some],
        claim_part=place.claim_part.astype(np.int8),
        statement_part=place.statement_part.astype(np.int8),
        prior=prior[some],
        date=date[some].astype(np.int8),
        place=place.level.astype(np.int8),
        target=target[some].astype(np.int8),
        actor=actor[some].astype(np.int8),
        attack=attack[some].astype(np.int8),
        date_bits=date_bits[some],
        place_bits=place.bits,
        weight=np.round(without_place[some] + place.bits, 3),
        distance_km=place.distance_km,
        days_apart=days_apart[some].astype(np.int32),
    )
    return scored if every else scored.where(scored.weight >= books.least_bits)
