"""One pair of accounts: its facets, its flag, and the sentence that says how they compare or why it is no link."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reconcile.domain.dates import NIGHT_DAYS, DatePrecision
from reconcile.domain.outcomes import (
    DECISIVE,
    CloseCall,
    Facet,
    FacetFinding,
    FacetResult,
    Pair,
    PairRole,
    ScoredPair,
    flag_of,
)
from reconcile.domain.phrases import count
from reconcile.domain.records import Attribution, Stance
from reconcile.domain.replacements import PLACE_TAKEN_BY
from reconcile.domain.tellings import AnyTold, ToldClaim, ToldStatement
from reconcile.reference import Reference
from reconcile.verdict.dates import EXCHANGED, compare_dates
from reconcile.verdict.hearing import Heard
from reconcile.verdict.places import compare_places
from reconcile.verdict.stances import denied_in_words
from reconcile.verdict.targets import compare_targets
from reconcile.verdict.tolls import compare_tolls
from reconcile.verdict.wording import listed

# Names of the module are found ten times as fast as members in their class, which counts pair by pair.
_DATE = Facet.DATE
_PLACE = Facet.PLACE
_TARGET = Facet.TARGET
_TOLL = Facet.TOLL
_AGREES = FacetResult.AGREES
_COARSER = FacetResult.COARSER
_DIFFERS = FacetResult.DIFFERS
_LINKED = PairRole.LINKED
_UNKNOWN = Stance.UNKNOWN
_DENIES = Stance.DENIES
_RANGE = DatePrecision.RANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The accounts of a run by their row in the store."""

    claims: Mapping[int, ToldClaim]
    statements: Mapping[int, ToldStatement]
    answered: Mapping[int, tuple[int, ...]]
    """By row of the statement: the rows of the claims it is linked to, best first."""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """By id of a statement: the id of the one that its issuer put in its place."""
    heard_claims: "_Hearing" = field(init=False)
    """Claims beside their words, by row."""
    heard_statements: "_Hearing" = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "heard_claims", _Hearing(self.claims))
        object.__setattr__(self, "heard_statements", _Hearing(self.statements))


class _Hearing(dict[int, Heard]):
    """By row: what an account says, put in words when it is first asked for."""

    def __init__(self, accounts: Mapping[int, AnyTold]) -> None:
        self._accounts = accounts

    def __missing__(self, row: int) -> Heard:
        heard = self[row] = Heard(self._accounts[row])
        return heard


def judge_pair(scored: ScoredPair, accounts: Accounts, reference: Reference) -> Pair:
    """The pair with facets, flag (links only) and sentence."""
    one, other = accounts.heard_claims[scored.claim_row], accounts.heard_statements[scored.statement_row]
    claim, statement = accounts.claims[scored.claim_row], accounts.statements[scored.statement_row]
    facets = {
        _DATE: compare_dates(one, other),
        _PLACE: compare_places(one, other),
        _TARGET: compare_targets(one, other, reference),
        _TOLL: compare_tolls(one, other),
    }
    linked = scored.role is _LINKED
    if linked and _episode(claim, statement):
        scored = replace(scored, close_call=CloseCall.EPISODE)
    return Pair(
        scored=scored,
        claim=claim.id,
        statement=statement.id,
        statement_version=statement.version.version,
        flag=flag_of(facets) if linked else None,
        facets=facets,
        stance=statement.record.stance or _UNKNOWN,
        denies=statement.record.denies,
        sentence=(
            _link_sentence(scored, one, other, statement, facets)
            if linked
            else _why_not(scored, other, statement, accounts, facets)
        ),
    )


def _episode(claim: ToldClaim, statement: ToldStatement) -> bool:
    """Whether one account tells of several days together and the other of a single day or night."""
    if _RANGE not in (claim.values.date.precision, statement.values.date.precision):
        return False
    dates = sorted((claim.values.date, statement.values.date), key=lambda date: date.span.days if date.span else 0)
    short, long = (date.span for date in dates)
    if short is None or long is None:
        return False
    return short.days <= NIGHT_DAYS < long.days and dates[1].precision is _RANGE


def facets_in_words(facets: Mapping[Facet, FacetFinding]) -> str:
    """`place and target agree; the claim states no date`: what agrees first, then each facet that does not."""
    date, place, target = facets[_DATE], facets[_PLACE], facets[_TARGET]
    return _compared_in_words(
        (date.result, place.result, target.result),
        (date.claim_says is None, place.claim_says is None, target.claim_says is None),
        (date.statement_says is None, place.statement_says is None, target.statement_says is None),
    )


_Silent = tuple[bool, bool, bool]


@lru_cache(maxsize=4096)
def _compared_in_words(
    results: tuple[FacetResult, FacetResult, FacetResult], claim_silent: _Silent, statement_silent: _Silent
) -> str:
    """There are some hundred ways in which two accounts compare on date, place and target, however many pairs.
    `claim_silent`, `statement_silent`: whether it says nothing of each."""
    told = list(zip(DECISIVE, results, claim_silent, statement_silent, strict=True))
    agreeing = [facet.value for facet, result, _, _ in told if result is _AGREES]
    parts = [f"{listed(agreeing)} {'agrees' if len(agreeing) == 1 else 'agree'}"] if agreeing else []
    parts += [_short_of_agreement(*found) for found in told if found[0].value not in agreeing]
    return "; ".join(parts)


def _short_of_agreement(facet: Facet, result: FacetResult, claim_silent: bool, statement_silent: bool) -> str:
    name = facet.value
    if result is _DIFFERS:
        return f"the {name} differs"
    if result is _COARSER:
        return f"the {name} is less exact on one side"
    if claim_silent and statement_silent:
        return f"neither states a {name}"
    if claim_silent:
        return f"the claim states no {name}"
    if statement_silent:
        return f"the statement states no {name}"
    return f"the {name} is not named in a way that can be compared"


def _link_sentence(
    scored: ScoredPair,
    one: Heard,
    other: Heard,
    statement: ToldStatement,
    facets: Mapping[Facet, FacetFinding],
) -> str:
    compared = f"tell of the same event: {facets_in_words(facets)}"
    if scored.days_exchanged:
        compared += f"; {EXCHANGED}"
    if statement.record.stance is _DENIES or statement.record.denies:
        compared += f"; {other.speaker} denies {denied_in_words(statement.record.denies)}"
    toll = facets[_TOLL]
    if toll.claim_says is not None or toll.statement_says is not None:
        compared += f". Toll: {toll.sentence.rstrip('.')}"
    return f"{one.possessive} claim and {other.possessive} statement {compared}."


def _why_not(
    scored: ScoredPair,
    other: Heard,
    statement: ToldStatement,
    accounts: Accounts,
    facets: Mapping[Facet, FacetFinding],
) -> str:
    told = f"{other.possessive} statement {_of_event(other)}"
    if statement.record.withdrawn:
        return f"{told} was withdrawn by {other.speaker}; it is shown but does not end a silence."
    if statement.id in accounts.replaced:
        return f"{told} was replaced by {other.speaker}; {PLACE_TAKEN_BY}{accounts.replaced[statement.id]}."
    if scored.failed == "attribution":
        return f"{told} {_unheard(statement)}; it is shown but does not end a silence."
    if scored.failed == "decision":
        return f"{told} is not linked: reviewers decided against it."
    if scored.failed == "competition":
        return f"{told} {_differences(scored, facets)}and {_better(scored, accounts)}."
    hint = f", but {EXCHANGED}" if points_to_exchange(scored, facets) else ""
    return f"{told} is not linked: {_test(scored)}{hint}{_elsewhere(scored, accounts)}."


def _unheard(statement: ToldStatement) -> str:
    if statement.record.attribution is Attribution.ANONYMOUS:
        return "comes from an unnamed official"
    if statement.record.attribution is Attribution.QUOTED_BY_CLAIMANT:
        return "is known only through the claimant"
    return "does not compete"


def _of_event(statement: Heard) -> str:
    return f"on an event of {statement.date}" if statement.date else "on an event without a date"


def _differences(scored: ScoredPair, facets: Mapping[Facet, FacetFinding]) -> str:
    """`is 2 days away from the claim's date, names another target `: what a reader would object first."""
    parts = []
    if scored.days_apart:
        parts.append(f"lies {count(scored.days_apart, 'day')} from the date claimed")
    if facets[_PLACE].result is _DIFFERS:
        parts.append("names another place")
    if facets[_TARGET].result is _DIFFERS:
        parts.append("names another target")
    return f"{', '.join(parts)} " if parts else "could belong to this claim "


def _better(scored: ScoredPair, accounts: Accounts) -> str:
    bits = "" if scored.margin is None else f" by {abs(scored.margin):.1f} bits"
    if scored.rival_claim_row is not None:
        rival = accounts.heard_claims[scored.rival_claim_row]
        of = f" of {rival.date}" if rival.date else ""
        return f"fits {rival.possessive} claim{of} better{bits}"
    if scored.rival_statement_row is not None:
        other = accounts.heard_statements[scored.rival_statement_row]
        return f"this claim is better matched by {other.possessive} statement {_of_event(other)}{bits}"
    return "another pair fits better"


def points_to_exchange(scored: ScoredPair, facets: Mapping[Facet, FacetFinding]) -> bool:
    """Whether the order of day and month is all that keeps the accounts apart."""
    if facets[_PLACE].result is not _AGREES or facets[_TARGET].result is _DIFFERS:
        return False
    return scored.days_exchanged


def _test(scored: ScoredPair) -> str:
    """The test a near miss failed."""
    if scored.failed == "date" and scored.days_apart:
        return f"its date lies {count(scored.days_apart, 'day')} from the one claimed"
    if scored.failed == "place" and scored.distance_km:
        return f"its place lies {scored.distance_km:.0f} km from the one claimed"
    labels = [score.label for score in scored.scores if score.comparison == scored.failed]
    return next(iter(labels), None) or f"what the two accounts share weighs too little ({scored.weight:+.1f} bits)"


def _elsewhere(scored: ScoredPair, accounts: Accounts) -> str:
    """Where the statement is linked instead."""
    rows = accounts.answered.get(scored.statement_row, ())
    if not rows:
        return ""
    other = accounts.heard_claims[rows[0]]
    return f", and it is linked to {other.possessive} claim{f' of {other.date}' if other.date else ''}"
