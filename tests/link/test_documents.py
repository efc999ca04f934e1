"""Accounts without a date beside others of the same text."""

import pytest

from reconcile.domain.columns import UNBOUNDED_FIRST, UNBOUNDED_LAST
from reconcile.link import link_records
from reconcile.link.documents import FOLLOWS_DAYS, bounded_by_documents
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Told, columns, on

REFERENCE = load_reference(None)
SETTINGS = LinkSettings(keep_threshold_bits=-60.0)
DAY = 736_437
TWO_READINGS = Told(days=[(DAY - 260, DAY - 260), (DAY, DAY)], document=0)


@pytest.mark.parametrize(
    ("claims", "first", "last"),
    [
        ([Told(document=0), on(DAY, document=0)], DAY - SETTINGS.claim_delay_days, DAY + FOLLOWS_DAYS),
        ([Told(document=0), on(DAY - 40, document=0), on(DAY, document=0)], DAY - 45, DAY + FOLLOWS_DAYS),
        ([Told(document=0), on(DAY, document=1)], UNBOUNDED_FIRST, UNBOUNDED_LAST),
        ([Told(document=0), Told(document=0)], UNBOUNDED_FIRST, UNBOUNDED_LAST),
        ([Told(document=0), Told(days=[(DAY - 364, DAY)], document=0)], UNBOUNDED_FIRST, UNBOUNDED_LAST),
        ([Told(document=0), TWO_READINGS], UNBOUNDED_FIRST, UNBOUNDED_LAST),
        ([Told(), on(DAY)], UNBOUNDED_FIRST, UNBOUNDED_LAST),
        ([Told(document=0, bounds=(DAY - 90, DAY - 50)), on(DAY, document=0)], DAY - 90, DAY - 50),
    ],
    ids=["one", "latest", "other text", "no date", "a year", "two readings", "no text", "own publication"],
)
def test_the_days_of_a_text_bound_what_it_does_not_date(claims: list[Told], first: int, last: int) -> None:
    found = bounded_by_documents(columns(claims, [on(DAY)]), SETTINGS).claims
    assert (found.bound_first[0], found.bound_last[0]) == (first, last)
    assert found.bound_first[1:].tolist() == columns(claims, [on(DAY)]).claims.bound_first[1:].tolist()


def test_statements_have_their_own_time() -> None:
    found = bounded_by_documents(columns([on(DAY)], [Told(document=0), on(DAY, document=0)]), SETTINGS).statements
    assert found.bound_first[0] == DAY - SETTINGS.statement_delay_days


def test_such_a_claim_is_compared_with_the_days_around_its_text_alone() -> None:
    told = columns([Told(document=0), on(DAY, document=0)], [on(DAY - 3), on(DAY - 400)])
    pairs = link_records(told, REFERENCE.model, REFERENCE, SETTINGS).pairs
    assert {(pair.claim_row, pair.days_apart) for pair in pairs if pair.claim_row == told.claims.row[0]}
    assert [pair.statement_row for pair in pairs if pair.claim_row == told.claims.row[0]] == [told.statements.row[0]]


@pytest.mark.parametrize("days", [-6, -1, 0, 3])
def test_the_days_just_before_and_behind_weigh_alike(days: int) -> None:
    told = columns([Told(document=0), on(DAY, document=0)], [on(DAY + days)])
    pairs = link_records(told, REFERENCE.model, REFERENCE, SETTINGS).pairs
    (pair,) = (one for one in pairs if one.claim_row == told.claims.row[0])
    assert next(score.level for score in pair.scores if score.comparison == "date") == "bounded_near"
