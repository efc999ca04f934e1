"""Among how many accounts a record is compared."""

from collections.abc import Sequence

import pytest

from reconcile.link import link_records
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Told, columns, on

REFERENCE = load_reference(None)
SETTINGS = LinkSettings(keep_threshold_bits=-60.0)
DAY = 736_437


@pytest.mark.parametrize(("events", "alone_among"), [(1, 8), (2, 4), (3, 3), (7, 2), (100, 2)])
def test_of_several_events_each_has_its_share_of_the_crowd(events: int, alone_among: int) -> None:
    """Eight claims and one statement: whether a claim is one of seven attacks told of is a question among two."""
    told, alone = ([on(DAY) for _ in range(number)] for number in (8, alone_among))
    assert prior(told, on(DAY, events=events)) == prior(alone, on(DAY))


def prior(claims: Sequence[Told], statement: Told) -> float:
    pairs = link_records(columns(claims, [statement]), REFERENCE.model, REFERENCE, SETTINGS).pairs
    (bits,) = {score.bits for pair in pairs for score in pair.scores if score.comparison == "prior"}
    return bits
