"""One pair of accounts: its facets, its flag, and the sentence that says how they compare or why it is no link."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reconcile.domain.comparables import ClaimAccount, StatementAccount
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
from reconcile.domain.records import Stance
from reconcile.reference import Reference
from reconcile.verdict.dates import EXCHANGED, compare_dates
from reconcile.verdict.dates import said as date_said
from reconcile.verdict.places import compare_places
from reconcile.verdict.stances import denied_in_words
from reconcile.verdict.targets import compare_targets
from reconcile.verdict.tolls import compare_tolls
from reconcile.verdict.wording import listed, possessive, speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The accounts of a run by their row in the store."""

    claims: Mapping[int, ClaimAccount]
    statements: Mapping[int, StatementAccount]
    answered: Mapping[int, tuple[int, ...]]
    """By row of the statement: the rows of the claims it is linked to, best first."""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """By id of a statement: the id of the one that its issuer put in its place."""


def judge_pair(scored: ScoredPair, accounts: Accounts, reference: Reference) -> Pair:
    """The pair with facets, flag (links only) and sentence."""
    claim, statement = accounts.claims[scored.claim_row], accounts.statements[scored.statement_row]
    facets = {
        Facet.DATE: compare_dates(claim, statement),
        Facet.PLACE: compare_places(claim, statement),
        Facet.TARGET: compare_targets(claim, statement, reference),
        Facet.TOLL: compare_tolls(claim, statement),
    }
    linked = scored.role is PairRole.LINKED
    if linked and _episode(claim, statement):
        scored = replace(scored, close_call=CloseCall.EPISODE)
    return Pair(
        scored=scored,
        claim=claim.id,
        statement=statement.id,
        statement_version=statement.version.version,
        flag=flag_of(facets) if linked else None,
        facets=facets,
        stance=statement.record.stance or Stance.UNKNOWN,
        denies=statement.record.denies,
        sentence=(
            _link_sentence(scored, claim, statement, facets)
            if linked
            else _why_not(scored, claim, statement, accounts, facets)
        ),
    )


def _episode(claim: ClaimAccount, statement: StatementAccount) -> bool:
    """Whether one account tells of several days together and the other of a single day or night."""
    dates = sorted((claim.values.date, statement.values.date), key=lambda date: date.span.days if date.span else 0)
    short, long = (date.span for date in dates)
    if short is None or long is None:
        return False
    return short.days <= NIGHT_DAYS < long.days and dates[1].precision is DatePrecision.RANGE


def facets_in_words(facets: Mapping[Facet, FacetFinding]) -> str:
    """`place and target agree; the claim states no date`: what agrees first, then each facet that does not."""
    agreeing = [facet.value for facet in DECISIVE if facets[facet].result is FacetResult.AGREES]
    parts = [f"{listed(agreeing)} {'agrees' if len(agreeing) == 1 else 'agree'}"] if agreeing else []
    parts += [_short_of_agreement(facets[facet]) for facet in DECISIVE if facet.value not in agreeing]
    return "; ".join(parts)


def _short_of_agreement(found: FacetFinding) -> str:
    name = found.facet.value
    if found.result is FacetResult.DIFFERS:
        return f"the {name} differs"
    if found.result is FacetResult.COARSER:
        return f"the {name} is less exact on one side"
    if found.claim_says is None and found.statement_says is None:
        return f"neither states a {name}"
    if found.claim_says is None:
        return f"the claim states no {name}"
    if found.statement_says is None:
        return f"the statement states no {name}"
    return f"the {name} is not named in a way that can be compared"


def _link_sentence(
    scored: ScoredPair, claim: ClaimAccount, statement: StatementAccount, facets: Mapping[Facet, FacetFinding]
) -> str:
    a, b = speaker(claim), speaker(statement)
    compared = f"tell of the same event: {facets_in_words(facets)}"
    if scored.days_exchanged:
        compared += f"; {EXCHANGED}"
    if statement.record.stance is Stance.DENIES or statement.record.denies:
        compared += f"; {b} denies {denied_in_words(statement.record.denies)}"
    toll = facets[Facet.TOLL]
    if toll.claim_says is not None or toll.statement_says is not None:
        compared += f". Toll: {toll.sentence.rstrip('.')}"
    return f"{possessive(a)} claim and {possessive(b)} statement {compared}."


def _why_not(
    scored: ScoredPair,
    claim: ClaimAccount,
    statement: StatementAccount,
    accounts: Accounts,
    facets: Mapping[Facet, FacetFinding],
) -> str:
    b = speaker(statement)
    told = f"{possessive(b)} statement {_of_event(statement)}"
    if statement.record.withdrawn:
        return f"{told} was withdrawn by {b}; it is shown but does not end a silence."
    if statement.id in accounts.replaced:
        return f"{told} was replaced by {b}; its place is taken by {accounts.replaced[statement.id]}."
    if scored.failed == "attribution":
        return f"{told} is anonymous or known only through the claimant; it is shown but does not end a silence."
    if scored.failed == "decision":
        return f"{told} is not linked: reviewers decided against it."
    if scored.failed == "competition":
        return f"{told} {_differences(scored, facets)}and {_better(scored, accounts)}."
    hint = f", but {EXCHANGED}" if points_to_exchange(scored, facets) else ""
    return f"{told} is not linked: {_test(scored)}{hint}{_elsewhere(scored, accounts)}."


def _of_event(statement: StatementAccount) -> str:
    day = date_said(statement.values.date)
    return f"on {day}" if day else "without a date"


def _differences(scored: ScoredPair, facets: Mapping[Facet, FacetFinding]) -> str:
    """`is 2 days away from the claim's date, names another target `: what a reader would object first."""
    parts = []
    if scored.days_apart:
        parts.append(f"lies {count(scored.days_apart, 'day')} from the date claimed")
    if facets[Facet.PLACE].result is FacetResult.DIFFERS:
        parts.append("names another place")
    if facets[Facet.TARGET].result is FacetResult.DIFFERS:
        parts.append("names another target")
    return f"{', '.join(parts)} " if parts else "could belong to this claim "


def _better(scored: ScoredPair, accounts: Accounts) -> str:
    bits = "" if scored.margin is None else f" by {abs(scored.margin):.1f} bits"
    if scored.rival_claim_row is not None:
        rival = accounts.claims[scored.rival_claim_row]
        day = date_said(rival.values.date)
        of = f" of {day}" if day else ""
        return f"fits {possessive(speaker(rival))} claim{of} better{bits}"
    if scored.rival_statement_row is not None:
        other = accounts.statements[scored.rival_statement_row]
        return f"this claim is better matched by {possessive(speaker(other))} statement {_of_event(other)}{bits}"
    return "another pair fits better"


def points_to_exchange(scored: ScoredPair, facets: Mapping[Facet, FacetFinding]) -> bool:
    """Whether the order of day and month is all that keeps the accounts apart."""
    place, target = facets[Facet.PLACE].result, facets[Facet.TARGET].result
    return scored.days_exchanged and place is FacetResult.AGREES and target is not FacetResult.DIFFERS


def _test(scored: ScoredPair) -> str:
    """The test a near miss failed."""
    if scored.failed == "date" and scored.days_apart:
        return f"its date lies {count(scored.days_apart, 'day')} from the one claimed"
    if scored.failed == "place" and scored.distance_km:
        return f"its place lies {scored.distance_km:.0f} km from the one claimed"
    label = next((score.label for score in scored.scores if score.comparison == scored.failed), None)
    return label or f"what the two accounts share weighs too little ({scored.weight:+.1f} bits)"


def _elsewhere(scored: ScoredPair, accounts: Accounts) -> str:
    """Where the statement is linked instead."""
    rows = accounts.answered.get(scored.statement_row, ())
    if not rows:
        return ""
    other = accounts.claims[rows[0]]
    day = date_said(other.values.date)
    return f", and it is linked to {possessive(speaker(other))} claim{f' of {day}' if day else ''}"
