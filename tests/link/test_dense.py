"""A dense day in a dense town: nothing is cut, and memory stays bounded."""

import tracemalloc

import numpy as np

from reconcile.link.blocking import find_candidates
from reconcile.link.crowds import count_crowds
from reconcile.link.layout import Numbers
from reconcile.link.linking import link_records
from reconcile.link.pairs import MOST_KEPT
from reconcile.link.partitions import partitions, score_partition
from reconcile.link.passing import HERE, Work
from reconcile.link.windows import SLICE_PAIRS
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Spot, columns, on
from tests.link.ways import way as way

DAY = 736_000
GAO = Spot(lat=16.27, lon=-0.04, key=1, name=0)
SETTINGS = LinkSettings()


def test_every_pair_of_a_dense_day_is_a_candidate_in_slices_of_bounded_size() -> None:
    records = [on(DAY, spots=[GAO])] * 10_000
    sides = columns(records, records)
    found = find_candidates(sides.claims, sides.statements, SETTINGS)
    met = np.zeros(len(records), dtype=np.int64)
    tracemalloc.start()
    for i, _ in found.slices():
        assert len(i) <= SLICE_PAIRS + len(records)
        met += np.bincount(i, minlength=len(records))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (met == len(records)).all()
    assert peak < 100 * SLICE_PAIRS


def test_a_dense_day_is_cut_among_its_claims() -> None:
    records = [on(DAY, spots=[GAO])] * 300
    sides = columns(records, records)
    crowds = count_crowds(sides, find_candidates(sides.claims, sides.statements, SETTINGS))
    parts = list(partitions(sides, Numbers.as_given(sides), crowds, SETTINGS, 10_000))
    assert len(parts) >= 9
    assert all(len(part.claim) * len(part.statement) <= 10_000 + len(records) for part in parts)
    assert sum(len(part.claim) for part in parts) == len(records)


def test_an_overloaded_day_keeps_the_heaviest_pairs_and_says_so_wherever_it_is_compared() -> None:
    reference = load_reference(None)
    records = [on(DAY, spots=[GAO], target=0, attack=2, actors=1)] * (MOST_KEPT + 40)
    sides = columns(records, records)
    in_turn = Work(spread=lambda books, parts: [score_partition(books, part) for part in parts], pairs=5_000)
    for work in (HERE, in_turn):
        found = link_records(sides, reference.model, reference, SETTINGS, work=work)
        assert found.overloaded == len(records)
        assert {pair.claim_row for pair in found.pairs} == set(range(1, len(records) + 1))
    few = columns(records[:MOST_KEPT], records[:MOST_KEPT])
    assert link_records(few, reference.model, reference, SETTINGS).overloaded == 0
