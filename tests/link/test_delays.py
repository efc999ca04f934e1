"""Habits of publishing: how many days after its event an account of each speaker appears."""

import numpy as np
import pytest

from reconcile.domain.columns import Floats
from reconcile.domain.records import RecordKind
from reconcile.link.delays import LEAST_BITS, MOST_BITS, NEAR_DAYS, DelayTable, delay_bits, delay_table
from reconcile.reference import load_reference
from tests.link.building import Told, columns, on

DELAYS = load_reference(None).delays
SPEAKERS = ("AL_SHABAAB", "IS", "JNIM")
CLAIMS = delay_table(SPEAKERS, DELAYS, RecordKind.CLAIM)
STATEMENTS = delay_table(SPEAKERS, DELAYS, RecordKind.STATEMENT)
DAY = 736_437


def bits(table: DelayTable, speaker: str | None, days: int, until: int | None = None) -> float:
    code = -1 if speaker is None else SPEAKERS.index(speaker)
    first = np.array([days])
    last = first if until is None else np.array([until])
    return float(table.bits(np.array([code]), first, last, first <= NEAR_DAYS)[0])


def test_every_habit_sums_to_one() -> None:
    for shares in (*DELAYS.general.values(), *DELAYS.of_speaker.values()):
        assert sum(shares) == pytest.approx(1)


def test_a_day_weighs_as_the_speaker_publishes() -> None:
    assert bits(CLAIMS, "AL_SHABAAB", 0) > bits(CLAIMS, None, 0) > bits(CLAIMS, "JNIM", 0)
    assert bits(CLAIMS, "JNIM", 5) > bits(CLAIMS, None, 5) > bits(CLAIMS, "AL_SHABAAB", 5)
    assert bits(CLAIMS, "IS", 2) > bits(CLAIMS, "JNIM", 2)
    assert bits(STATEMENTS, None, 0) > bits(STATEMENTS, None, 2) > bits(STATEMENTS, None, 8)


def test_an_unknown_speaker_has_the_general_habit() -> None:
    assert bits(STATEMENTS, "JNIM", 1) == bits(STATEMENTS, None, 1)


def test_the_adjustment_is_bounded_and_means_nothing_on_the_whole() -> None:
    every = [bits(CLAIMS, None, day) for day in range(NEAR_DAYS + 1)]
    assert all(LEAST_BITS <= value <= MOST_BITS for value in every)
    assert np.mean(2.0 ** np.array(every)) == pytest.approx(1, abs=0.05)
    assert bits(CLAIMS, "JNIM", 300) < -1


def test_an_event_on_one_of_several_days_weighs_their_mean() -> None:
    mean = np.mean([2.0 ** bits(CLAIMS, None, day) for day in (2, 3, 4)])
    assert bits(CLAIMS, None, 2, 4) == pytest.approx(np.log2(mean))


def found(claim: Told, statement: Told) -> Floats:
    sides = columns([claim], [statement])
    zero = np.zeros(1, dtype=np.int64)
    tables = (delay_table((), DELAYS, RecordKind.CLAIM), delay_table((), DELAYS, RecordKind.STATEMENT))
    return delay_bits(sides.claims, sides.statements, zero, zero, tables)


def test_only_a_dated_publication_beside_a_stated_date_counts() -> None:
    bounded = Told(bounds=(DAY - 40, DAY + 5), published=DAY + 4)
    assert found(bounded, on(DAY))[0] == pytest.approx(bits(CLAIMS, None, 4))
    assert found(on(DAY), bounded)[0] == pytest.approx(bits(STATEMENTS, None, 4))
    assert found(bounded, bounded)[0] == 0
    assert found(on(DAY), on(DAY))[0] == 0
    assert found(Told(bounds=(DAY - 40, DAY + 5)), on(DAY))[0] == 0
