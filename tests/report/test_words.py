"""Phrases a reader quotes: dates, counts, verdicts."""

from datetime import UTC, date, datetime

import pytest

from reconcile.domain import phrases
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import ClaimStance, Flag, Status
from reconcile.domain.records import ClaimKind, Denied
from reconcile.report import words

AS_OF = datetime(2017, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2017-04-18", "2017-04-18", "18 April 2017"),
        ("2017-04-16", "2017-04-18", "16 to 18 April 2017"),
        ("2017-04-01", "2017-04-30", "April 2017"),
        ("2017-04-01", "2017-04-29", "1 to 29 April 2017"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2017-03-30", "2017-04-02", "30 March to 2 April 2017"),
        ("2016-12-31", "2017-01-01", "31 December 2016 to 1 January 2017"),
        ("2015-01-01", "2015-12-31", "2015"),
        ("2015-01-01", "2016-12-31", "1 January 2015 to 31 December 2016"),
        ("9999-12-01", "9999-12-31", "December 9999"),
    ],
)
def test_intervals(first: str, last: str, said: str) -> None:
    assert phrases.interval(DateInterval(date.fromisoformat(first), date.fromisoformat(last))) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2017-04-18", "18 April 2017"),
        ("2017-04-18T14:05:00+02:00", "18 April 2017, 12:05 UTC"),
        ("2017-04-18T23:30:00", "18 April 2017, 23:30 UTC"),
        (None, "not stated"),
        ("soon\u202e", "soon"),
    ],
)
def test_times_as_written(written: str | None, said: str) -> None:
    assert words.written_time(written) == said


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(parts: list[str], said: str) -> None:
    assert phrases.joined(parts) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 4, "25\u00a0%"), (0, 4, "0\u00a0%"), (0, 0, "–"), (4, 4, "100\u00a0%")]
)
def test_shares(part: int, whole: int, said: str) -> None:
    assert words.share(part, whole) == said


@pytest.mark.parametrize(
    ("value", "said"), [(3.25, "+3.2"), (-1.0, "−1.0"), (0.0, "0.0"), (-0.01, "0.0"), (0.06, "+0.1")]
)
def test_bits_carry_their_sign(value: float, said: str) -> None:
    assert words.bits(value) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0499, "almost no chance"), (0.05, "very unlikely"), (0.1999, "very unlikely"), (0.2, "unlikely"),
        (0.4499, "unlikely"), (0.45, "roughly even chance"), (0.5499, "roughly even chance"), (0.55, "likely"),
        (0.7999, "likely"), (0.8, "very likely"), (0.9499, "very likely"), (0.95, "almost certain"),
    ],
)  # fmt: skip
def test_words_of_likelihood(probability: float, said: str) -> None:
    assert words.likelihood(probability) == said


def test_a_denial_names_its_things_in_one_order() -> None:
    assert words.issuer_denial("X", (Denied.TOLL, Denied.EVENT)) == "X denies the event and the toll"
    assert words.issuer_denial("X", ()) == "X denies it"


def test_agreement_is_never_alone_beside_a_denial() -> None:
    said = words.verdict_headline(Flag.AGREEMENT, None, ["X denies the toll"])
    assert said == "Agreement on date, place and target; X denies the toll"
    assert words.badge(Flag.AGREEMENT, Status.CONCLUDED, ClaimStance.DENIED).endswith("; denied")
    assert words.badge(Flag.AGREEMENT, Status.CONCLUDED, ClaimStance.MIXED).endswith("; officials differ")
    assert words.badge(Flag.AGREEMENT, Status.CONCLUDED, ClaimStance.REPORTED) == "agreement"


def test_a_group_that_denies_has_no_flag() -> None:
    assert words.verdict_headline(None, ClaimKind.DENIAL, []) == "The group denies"
    assert words.verdict_headline(None, ClaimKind.ALLEGATION, []) == "Allegation by the group"


def test_every_silence_reads_differently() -> None:
    said = {words.silence(status, AS_OF, 3) for status in words.SILENCE_ORDER}
    assert len(said) == len(set(words.SILENCE_MEANINGS.values())) == 5


def test_one_and_many() -> None:
    flags = {Flag.AGREEMENT: 1, Flag.PARTIAL_MATCH: 1, Flag.NO_OFFICIAL_COMMENT: 0}
    (sentence,) = words.bottom_line(flags, 0, AS_OF)
    assert sentence.startswith("Of 2 claims, 1 agrees with an official statement on date, place and target, 1 matches")
    assert words.bottom_line(dict.fromkeys(Flag, 0), 0, AS_OF) == [words.NO_CLAIMS]
    assert words.statements_line(1, 1) == ("Of 1 official statement, 1 is linked to a claim and 0 are official-only.")
    assert words.apart_line(0, 0) is None
    assert words.apart_line(2, 0) == "2 denials by groups are listed apart and counted in none of these figures."


def test_nothing_says_that_anybody_did_anything() -> None:
    """Sentences say what sides say; these words would say what happened, or take a side."""
    told = " ".join(
        str(value).lower()
        for name, value in vars(words).items()
        if name.isupper() and isinstance(value, str | dict | tuple)
    )
    for word in ("terrorist", "martyr", "regime", "truth is", "lied", "false claim", "confirmed attack"):
        assert word not in told


@pytest.mark.parametrize(
    ("sources", "gaps", "told"),
    [
        (["MINUSMA"], 0, "Sources collected: MINUSMA; on every day"),
        (["MINUSMA"], 1, "Sources collected: MINUSMA; not on every day"),
        (["MINUSMA", "ONUCI"], 1, "Sources collected: MINUSMA and ONUCI; 1 of them not on every day"),
        (["MINUSMA", "ONUCI"], 2, "Sources collected: MINUSMA and ONUCI; none of them on every day"),
    ],
)
def test_how_many_sources_were_collected_throughout(sources: list[str], gaps: int, told: str) -> None:
    assert words.collected(sources, gaps) == f"{told} from the first claim to the cut-off."
