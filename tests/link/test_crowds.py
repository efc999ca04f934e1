"""Among how many accounts a record is compared."""

from collections.abc import Sequence

import pytest

from reconcile.link import link_records
from reconcile.link.families import among_claims
from reconcile.link.layout import Laid
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


def test_among_claims_neither_of_a_pair_is_the_one_that_answers() -> None:
    told = columns([on(DAY, events=4), on(DAY), on(DAY)], [on(DAY)])
    crowds = among_claims(Laid.as_given(told).among_claims, SETTINGS).crowds
    assert crowds.claims.tolist() == crowds.statements.tolist() == [3, 3, 3]


def prior(claims: Sequence[Told], statement: Told) -> float:
    pairs = link_records(columns(claims, [statement]), REFERENCE.model, REFERENCE, SETTINGS).pairs
    (bits,) = {score.bits for pair in pairs for score in pair.scores if score.comparison == "prior"}
    return bits
