"""The results as JSON, in the form of the contract (*Results out*)."""

import json
from typing import TypedDict

from reconcile.domain.cleantext import one_line
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.contradictions import contradiction_told
from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import Facet, FacetResult, Finding, Note, Outcome, Pair
from reconcile.report.ledger import in_order

WEIGHT_DIGITS = 3
PROBABILITY_DIGITS = 6


class LinkTold(TypedDict):
    statement: str
    flag: str | None
    match_weight: float
    match_probability: float
    facets: dict[str, str]
    stance: str
    denies: list[str]


class NoteTold(TypedDict):
    kind: str
    sentence: str
    records: list[str]
    setting: str | None
    flag: str | None


class ClaimTold(TypedDict):
    id: str
    version: int
    flag: str | None
    status: str
    stance: str | None
    reason: str
    family: list[str]
    notes: list[NoteTold]
    machine_flag: str | None
    decided_by_review: list[int]
    erased: dict[str, str]
    links: list[LinkTold]


class StatementTold(TypedDict):
    id: str
    version: int
    claims: list[str]
    erased: dict[str, str]


def export_json(outcome: Outcome) -> bytes:
    """Every claim and every statement once, by id in code-point order; then what contradicts the claims.

    Letters beyond ASCII are written as escapes: ids stay exact, and no bidi or control code of an id reaches a
    terminal.
    """
    run, answered = outcome.run, outcome.answered_claims
    accounts = {account.id: account for account in outcome.claims}
    findings = sorted(outcome.findings, key=lambda finding: finding.claim)
    told = {
        "run": {"id": run.key, "as_of": iso_instant(run.as_of), "program": run.program, "model": run.model},
        "claims": [_claim(finding, accounts[finding.claim]) for finding in findings],
        "statements": [
            StatementTold(id=one.id, version=one.version.version, claims=list(answered[one.id]), erased=erased(one))
            for one in sorted(outcome.statements, key=lambda one: one.id)
        ],
        "contradictions": [
            {"claim": finding.claim, **contradiction_told(one)}
            for finding in findings
            for one in finding.contradictions
        ],
    }
    return (json.dumps(told, indent=2, allow_nan=False) + "\n").encode("ascii")


def erased(account: ClaimAccount | StatementAccount) -> dict[str, str]:
    """What of the record was erased for good: names of fields, each with the instant."""
    return {name: iso_instant(instant) for name, instant in sorted(account.version.erased.items())}


def _claim(finding: Finding, account: ClaimAccount) -> ClaimTold:
    return ClaimTold(
        id=finding.claim,
        version=finding.version,
        flag=None if finding.flag is None else finding.flag.value,
        status=finding.status.value,
        stance=None if finding.stance is None else finding.stance.value,
        reason=one_line(finding.reason),
        family=list(finding.family),
        notes=[_note(note) for note in finding.notes],
        machine_flag=None if finding.flag_by_machine is None else finding.flag_by_machine.value,
        decided_by_review=list(finding.decisions),
        erased=erased(account),
        links=[_link(pair) for pair in in_order(finding.links)],
    )


def _note(note: Note) -> NoteTold:
    return NoteTold(
        kind=note.kind.value,
        sentence=one_line(note.sentence),
        records=list(note.records),
        setting=note.setting,
        flag=None if note.flag is None else note.flag.value,
    )


def _link(pair: Pair) -> LinkTold:
    return LinkTold(
        statement=pair.statement,
        flag=None if pair.flag is None else pair.flag.value,
        match_weight=round(pair.scored.weight, WEIGHT_DIGITS) + 0.0,
        match_probability=round(pair.scored.probability, PROBABILITY_DIGITS),
        facets={facet.value: facet_result(pair, facet).value for facet in Facet},
        stance=pair.stance.value,
        denies=sorted(thing.value for thing in pair.denies),
    )


def facet_result(pair: Pair, facet: Facet) -> FacetResult:
    found = pair.facets.get(facet)
    return FacetResult.NOT_STATED if found is None else found.result
