"""Sentences about counts. Each carries its denominator, and none calls silent what nobody collected."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from reconcile.domain.outcomes import Status
from reconcile.domain.phrases import MONTHS, count, day, joined
from reconcile.domain.proportions import Proportion
from reconcile.domain.tallies import Conflict, DelayCurve, DelayTally, MonthPart, SilenceTally
from reconcile.report.words import first_upper, kilometres

APART = {
    Status.PENDING: "time not over",
    Status.NOT_MONITORED: "not monitored",
    Status.COVERAGE_UNKNOWN: "coverage unknown",
    Status.STRUCTURALLY_SILENT: "structurally silent",
}
APART_MEANINGS = {
    Status.PENDING: "The time the issuers have to answer is not over.",
    Status.NOT_MONITORED: "None of the issuers expected to answer was collected on every day it had.",
    Status.COVERAGE_UNKNOWN: "Nobody declared which sources were collected.",
    Status.STRUCTURALLY_SILENT: "The issuers expected to answer never comment on such events.",
}
TOPICS = {"own_losses": "its own losses", "*": "any attack"}
MONTH_PARTS = {
    MonthPart.AGREEMENT: "agreement",
    MonthPart.PARTIAL_MATCH: "partial match",
    MonthPart.SILENT: "no official comment, time over",
    MonthPart.PENDING: "no official comment yet, time not over",
    MonthPart.NOT_MONITORED: "no official comment, not monitored or coverage unknown",
}
CONFLICTS = {
    Conflict.STANCE: "one denies what the other does not",
    Conflict.TOLL: "figures",
    Conflict.DATE: "date",
    Conflict.TARGET: "target",
}
LEAST_FOR_HALF = 4
NO_RATE = "no rate"
NOT_REACHED = "not reached"
SILENCE_NOTE = (
    "A rate counts only claims whose silence would mean something: an issuer expected to answer was collected, the "
    "time it has is over, and it does comment on such events. Such claims may be judged, answered or not. What was not "
    "monitored stands apart and is part of no rate. Intervals are 95 % (Wilson): with few cases they are wide, and two "
    "rates whose intervals overlap widely do not differ for certain."
)
STRATA_NOTE = (
    "Officials speak of large attacks far more often than of small ones, so rates of institutions that answer for "
    "unlike attacks cannot be set beside one another without these strata."
)
DELAY_NOTE = (
    "The line is the share of claims still without an official comment, by days after the last day of the event "
    "(Kaplan and Meier 1958). A claim without a comment counts as waiting for as long as somebody collected without a "
    "gap, at most until the data cut-off; a short upright stroke marks where such claims leave. Dashed lines bound the "
    "95 % interval."
)
MONTHS_NOTE = (
    "Claims by the month of their event, from its stated date, else from publication. The number over a column is that "
    "of its claims. Recent months hold claims whose time to be answered is not over."
)
GAP_NOTE = (
    "What a claim says it inflicted (round marks, solid line) beside what officials give for the same side (diamonds, "
    "dashed line), on a scale where each step multiplies; 0 stands by itself on the left. An arrow means *at least*. "
    "Attackers' losses are never compared with those of the side attacked."
).replace("*", "")
RATIO_NOTE = (
    "Dead claimed over dead given by officials, by the lowest figure of each and the latest official statement that "
    "counts the same side and the same event. 1 means that both give the same; the scale multiplies at each step."
)
PLACES_NOTE = (
    "Distances are between the readings of the two places that fit best; each place is uncertain by its radius."
)
DATES_NOTE = "Days between the nearest ends of the two stated dates."
DENIALS_NOTE = (
    "A denial is an official comment, not a silence. It stands beside the flag and changes it nowhere; what is denied "
    "may be the event, its toll, its outcome, who was behind it, or the target."
)
CONTRADICTIONS_NOTE = (
    "Statements that deny a claim or something in it, statements that name another group for what may be the same "
    "event or deny what another group is said to claim, and claims of another group. None of them changes a flag; a "
    "statement need not be linked to be listed here."
)
OFFICIALS_NOTE = (
    "Claims that two or more institutions answer, where their latest statements differ from one another. Neither is "
    "taken as the truth."
)
CLAIMANTS_NOTE = (
    "What can be counted of each claimant. A ratio above 1 means that the claimant gives more dead than officials do; "
    "either may be wrong."
)
ISSUERS_NOTE = "What can be counted of each issuer: what it published, and which claims it answers."
OVERLAPS_NOTE = (
    "Claims of each claimant that each issuer answers, whether or not it was expected to. Shares are of what was "
    "collected: an issuer that stands in no row answers none of these claims there."
)

MAY_BE_JUDGED = "that may be judged"
LINKED = "linked"
ANSWERED = "answered"
CLAIMS = "claims"


def proportion(value: Proportion) -> str:
    """`9 of 12`."""
    return f"{value.part:,} of {value.whole:,}"


def percent(value: Proportion) -> str:
    """`75 %`; that there is no rate where there is no case."""
    return NO_RATE if value.share is None else f"{_whole(value.share)}\u00a0%"


def interval(value: Proportion) -> str:
    """`47 to 91 %`; empty where there is no case."""
    bounds = value.interval
    return "" if bounds is None else f"{_whole(bounds[0])} to {_whole(bounds[1])}\u00a0%"


def _whole(share: float) -> int:
    """Per cent, halves rounded up, so that a share never differs by platform."""
    return int(100 * share + 0.5)


def silence_of_all(tally: SilenceTally, as_of: datetime) -> str:
    return _silence(tally, as_of, f"Of {count(tally.expected, 'claim')}", "official comment")


def silence_of_issuer(tally: SilenceTally, name: str, as_of: datetime) -> str:
    return _silence(tally, as_of, f"Of {count(tally.expected, 'claim')} that {name} is expected to answer", "comment")


def silence_of_claimant(tally: SilenceTally, name: str, as_of: datetime) -> str:
    return _silence(tally, as_of, f"Of {count(tally.expected, 'claim')} by {name}", "official comment")


def silence_of_region(tally: SilenceTally, name: str, as_of: datetime) -> str:
    return _silence(tally, as_of, f"Of {count(tally.expected, 'claim')} of events in {name}", "official comment")


def silence_of_toll(tally: SilenceTally, name: str, as_of: datetime) -> str:
    give = "gives" if tally.expected == 1 else "give"
    told = f"with {name}" if not name[:1].isdigit() else f"that {give} {name} killed"
    return _silence(tally, as_of, f"Of {count(tally.expected, 'claim')} {told}", "official comment")


def _silence(tally: SilenceTally, as_of: datetime, of: str, comment: str) -> str:
    """The sentence to quote: what the rate is of, and as of when."""
    when = day(as_of.astimezone(UTC).date())
    judged = tally.judged
    if not judged.whole:
        return f"{of}, none may be judged as of {when}."
    if judged.whole == tally.expected:
        return f"{of}, {judged.part:,} had no {comment} found as of {when}."
    return f"{of}, {judged.whole:,} may be judged; {judged.part:,} of these had no {comment} found as of {when}."


def that_is(value: Proportion) -> str:
    return f"That is {percent(value)}, 95 % interval {interval(value)}."


def of_which_answered(found: Proportion) -> str:
    return f"{found.whole:,}" + (f", of which {found.part:,} answered" if found.part else "")


def collected_in_part(tally: SilenceTally) -> str | None:
    return f"{tally.covered_in_part:,} collected in part" if tally.covered_in_part else None


def apart(tally: SilenceTally) -> str | None:
    """`3 not monitored (1 of them answered)`; None where every claim may be judged."""
    told = [
        f"{found.whole:,} {APART[status]}" + (f" ({found.part:,} of them answered)" if found.part else "")
        for status, found in tally.apart.items()
        if found.whole
    ]
    return joined(told) or None


def covered_in_part(tally: SilenceTally) -> str | None:
    if not tally.covered_in_part:
        return None
    unmonitored = count(tally.apart[Status.NOT_MONITORED].whole, "claim")
    return (
        f"For {tally.covered_in_part:,} of the {unmonitored} not monitored, an "
        "issuer expected to answer was collected on some days of the time it has and not on others: a comment may have "
        "been missed."
    )


def never_comments(topics: tuple[str, ...]) -> str | None:
    named = [TOPICS.get(topic, topic.replace("_", " ")) for topic in topics]
    return f"never comments on {joined(named, 'or')}" if named else None


def delay_sentences(delay: DelayTally) -> list[str]:
    curve = delay.curve
    if not curve.followed:
        return ["No claim could be followed, so nothing can be said of delays."]
    first = (
        f"Of {count(curve.followed, 'claim')} that could be followed, {curve.answered:,} had a first official comment "
        f"within the days they were followed, at most {count(curve.last_day, 'day')}."
    )
    told = [first, _reached(curve)]
    left = []
    if delay.not_followed:
        left.append(
            f"{count(delay.not_followed, 'claim')} whose issuers were not collected from the last day of the event on"
        )
    if delay.never_answered:
        left.append(f"{count(delay.never_answered, 'claim')} whose expected issuers never comment on such events")
    if left:
        told.append(f"Left out: {joined(left)}.")
    return told


def _reached(curve: DelayCurve) -> str:
    within = f"within the {count(curve.last_day, 'day')} that any was followed"
    if curve.median is None:
        return f"By the estimate below, fewer than half had one {within}: median and 90th percentile are not reached."
    half = f"By the estimate below, half had one by {_by(curve.median)} (median)"
    if curve.ninetieth is None:
        return f"{half}; fewer than nine in ten had one {within}, so the 90th percentile is not reached."
    return f"{half} and nine in ten by {_by(curve.ninetieth)} (90th percentile)."


def _by(days: int) -> str:
    return "the last day of the event" if days == 0 else f"{count(days, 'day')} after the event"


def days_or_not_reached(curve: DelayCurve | None, days: int | None) -> str:
    if curve is None or not curve.followed:
        return "–"
    return NOT_REACHED if days is None else count(days, "day")


def month(value: date) -> str:
    return f"{MONTHS[value.month - 1]} {value.year}"


def short_month(value: date) -> str:
    return f"{MONTHS[value.month - 1][:3]} {value.year}"


def month_in_words(label: str, parts: Mapping[MonthPart, int]) -> str:
    told = [f"{MONTH_PARTS[part]} {number:,}" for part, number in parts.items() if number]
    return f"{label}: {'; '.join(told) if told else 'no claim'}"


def ratio(value: float | None) -> str:
    """`3.0 times`; that there is none where officials give 0."""
    if value is None:
        return "no ratio: officials give 0"
    return f"{value:.2g}" if 0 < value < 0.1 else f"{value:,.1f}" if value >= 2 else f"{value:.2f}"


def gaps_line(gaps: int, pairs: int) -> str:
    if not pairs:
        return "No linked pair gives figures on both sides that can be set beside one another."
    return (
        f"Of {count(pairs, 'linked pair')} with figures on both sides that count the same, {_some(gaps)} "
        f"{'gives' if gaps < 2 else 'give'} figures that do not agree: a ratio above 1.5, and more than 2 people."
    )


def of_links(number: int, links: int, what: str) -> str:
    """`The targets differ in 3 of 40 linked pairs.`"""
    if not links:
        return "No claim is linked to a statement."
    return f"{first_upper(what)} in {_some(number)} of {count(links, 'linked pair')}."


def _some(number: int) -> str:
    return f"{number:,}" if number else "none"


def contradictions_line(contradicted: int, claims: int) -> str:
    return f"{contradicted:,} of {count(claims, 'claim')} {'is' if contradicted == 1 else 'are'} contradicted."


def officials_line(conflicts: int, answered_twice: int) -> str:
    if not answered_twice:
        return "No claim is answered by two institutions."
    claims, some = count(answered_twice, "claim is", "claims are"), _some(conflicts)
    return f"{claims} answered by two or more institutions; in {some} of these they differ from one another."


def set_beside(one: str, says: str, other: str, other_says: str) -> str:
    """`Malian army gives 3 killed (side attacked); MINUSMA gives 30 killed (side attacked).`"""
    return f"{one} {says}; {other} {other_says}."


def gives(tolls: Sequence[tuple[str, str]]) -> str:
    return f"gives {joined([f'{number} killed ({side})' for number, side in tolls])}"


def says(value: str) -> str:
    return f"says {value}"


def days_apart(days: int) -> str:
    return count(days, "day")


def km_apart(km: float | None) -> str:
    return "not measurable" if km is None else kilometres(km)


def spread(numbers: tuple[float, ...] | tuple[int, ...], unit: str | None = None) -> str:
    """Median with the middle half, from four cases on: `2.6 (middle half 1.3 to 7.3; 12 cases)`."""
    if not numbers:
        return "–"
    low, middle, high = (quantile(numbers, share) for share in (0.25, 0.5, 0.75))
    shown = [_number(value) for value in (middle, low, high)]
    told = f"{shown[0]}{'' if unit is None else ' ' + (unit if shown[0] == '1' else unit + 's')}"
    half = f"middle half {shown[1]} to {shown[2]}; " if len(numbers) >= LEAST_FOR_HALF else ""
    return f"{told} ({half}{count(len(numbers), 'case')})"


def quantile(ordered: tuple[float, ...] | tuple[int, ...], share: float) -> float:
    """Of rising numbers, by straight lines between them (Hyndman and Fan 1996, type 7)."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _number(value: float) -> str:
    text = f"{value:.2f}" if value < 10 else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def inflation_line(name: str, ratios: tuple[float, ...], official_zero: int) -> str:
    """The median ratio, with its denominator in words."""
    if not ratios:
        more = f" (officials give 0 for {official_zero:,})" if official_zero else ""
        return f"No claim of {name} can be set beside an official figure that counts the same{more}."
    above, below = sum(value > 1 for value in ratios), sum(value < 1 for value in ratios)
    zero = f" For {official_zero:,} more, officials give 0." if official_zero else ""
    return (
        f"Of {count(len(ratios), 'claim')} of {name} with an official figure that counts the same, {_some(above)} "
        f"{'gives' if above < 2 else 'give'} more dead than officials, {_some(below)} "
        f"{'gives' if below < 2 else 'give'} fewer; the middle ratio is {_number(quantile(ratios, 0.5))}.{zero}"
    )


def share_line(value: Proportion, what: str) -> str:
    """`4 of 9 linked claims (44 %)`."""
    return f"{proportion(value)} {what} ({percent(value)})" if value.whole else "–"


def more_rows(hidden: int) -> str:
    return f"{first_upper(count(hidden, 'further row is', 'further rows are'))} not listed here; the exports hold all."
