"""What figures are called and how they are described to those who do not see them."""

from collections.abc import Sequence

from reconcile.domain.phrases import count, joined
from reconcile.domain.tallies import DelayCurve
from reconcile.report import tally_words

TOLL_GAPS = "Dead claimed beside dead officials give"
RATIOS = "Dead claimed over dead officials give, by claimant"
MONTHS = "Claims by month, and what became of them"
DELAY_CURVE = "Share of claims still without an official comment"
DELAY_AXIS = "days after the last day of the event"
HALF = "half"
NINE_IN_TEN = "nine in ten"
PLACES = "Map of the places named"


def map_title(countries: Sequence[str]) -> str:
    if not countries:
        return PLACES
    return f"Map: {joined(countries) if len(countries) <= 3 else count(len(countries), 'country', 'countries')}"


def map_description(claims: int, statements: int, others: int) -> str:
    """`others` are further readings of names, drawn thin."""
    further = f" {count(others, 'further reading')} of these names {'is' if others == 1 else 'are'} drawn thin."
    return (
        f"{count(claims, 'place')} named by claims and {count(statements, 'place')} named by official statements, each "
        f"with a ring as wide as its uncertainty; the table beside the map lists them.{further if others else ''}"
    )


def timeline_description(claims: int, period: str) -> str:
    return (
        f"Timeline of {count(claims, 'claim')}, {period}: days of the event, publication of claim and of linked "
        "official statements; the table under the figure lists them."
    )


def gaps_description(drawn: int, gaps: int) -> str:
    return (
        f"The {drawn} widest of {gaps} gaps, one row each, on a scale that multiplies; the table under the figure "
        "lists them."
    )


def curve_description(curve: DelayCurve) -> str:
    half, nine = (tally_words.days_or_not_reached(curve, days) for days in (curve.median, curve.ninetieth))
    return (
        f"A falling line over {curve.followed:,} claims, {curve.answered:,} of them answered; half are answered: "
        f"{half}; nine in ten: {nine}. The table under the figure lists every step."
    )


def months_description(first: str, last: str) -> str:
    return f"Columns for {first} to {last}; the table under the figure lists them."
