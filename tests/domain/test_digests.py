"""What makes another version of a record, and what does not."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from reconcile.domain.digests import version_digest
from reconcile.domain.records import Channel, ClaimRecord, Denied, StatementRecord

CLAIM = ClaimRecord(id="c", claimant="JNIM", place="Tessalit", event_date_start=date(2017, 4, 18), killed_min=3)


@pytest.mark.parametrize(
    "other",
    [
        replace(CLAIM, retrieved="2020-01-01"),
        replace(CLAIM, reported="2020-01-01"),
        replace(CLAIM, archive_url="https://archive.example/1"),
        replace(CLAIM, summary=""),
        replace(CLAIM, place=" Tessalit "),
        replace(CLAIM, extra={}),
    ],
)
def test_no_new_version(other: ClaimRecord) -> None:
    assert version_digest(other) == version_digest(CLAIM)


@pytest.mark.parametrize(
    "other",
    [
        replace(CLAIM, killed_min=4),
        replace(CLAIM, killed_max=3),
        replace(CLAIM, killed_min=0),
        replace(CLAIM, killed_min=None),
        replace(CLAIM, published="2017-04-18"),
        replace(CLAIM, withdrawn=False),
        replace(CLAIM, extra={"note": "x"}),
    ],
)
def test_a_new_version(other: ClaimRecord) -> None:
    assert version_digest(other) != version_digest(CLAIM)


def test_composed_and_decomposed_letters_are_one_content() -> None:
    assert version_digest(replace(CLAIM, place="Ménaka")) == version_digest(replace(CLAIM, place="Me\u0301naka"))


def test_order_within_a_set_and_among_columns_does_not_count() -> None:
    one = StatementRecord(id="s", issuer="X", denies=(Denied.TOLL, Denied.EVENT), extra={"a": "1", "b": "2"})
    other = StatementRecord(id="s", issuer="X", denies=(Denied.EVENT, Denied.TOLL), extra={"b": "2", "a": "1"})
    assert version_digest(one) == version_digest(other)


def test_a_claim_and_a_statement_of_the_same_words_differ() -> None:
    assert version_digest(ClaimRecord(id="x", claimant="Y")) != version_digest(StatementRecord(id="x", issuer="Y"))


def test_the_digest_is_that_of_canonical_json() -> None:
    """The digests of versions that are held must stay what they are."""
    record = replace(
        CLAIM,
        place='  M\u00e9naka "nord"\n\\ ',
        lat=20.25,
        withdrawn=True,
        channel=Channel.MEDIA,
        retrieved="2020-01-01",
        extra={"note": " x ", "\u00e0": "Me\u0301naka"},
    )
    told = (
        '{"channel":"media","claimant":"JNIM","event_date_start":"2017-04-18","extra":{"note":"x","\u00e0":"M\u00e9naka"},'
        '"id":"c","killed_min":3,"lat":"20.25","place":"M\u00e9naka \\"nord\\"\\n\\\\","withdrawn":true}'
    )
    assert version_digest(record) == hashlib.sha256(told.encode()).hexdigest()
    denying = StatementRecord(id="s", issuer="X", denies=(Denied.TOLL, Denied.EVENT))
    told = '{"denies":["event","toll"],"extra":{},"id":"s","issuer":"X"}'
    assert version_digest(denying) == hashlib.sha256(told.encode()).hexdigest()
