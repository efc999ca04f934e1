"""Why a claim has its flag, as lines of text and as JSON. Never quotes `text` or `persons`."""

from collections.abc import Iterator

from reconcile.cli.summaries import flag_in_words
from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.contradictions import contradiction_told
from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import Facet, Finding, Note, Pair, PairRole, RunRecord
from reconcile.domain.phrases import count

HEADINGS = {
    PairRole.LINKED: "Linked statements",
    PairRole.RUNNER_UP: "Runner-ups",
    PairRole.NEAR_MISS: "Nearest misses",
}


def explained_in_words(claim: ClaimAccount, finding: Finding, run: RunRecord) -> Iterator[str]:
    """Line by line: the claim, its flag and reason, then every kept pair with what decided it."""
    yield f"Claim {quoted(finding.claim)}, version {finding.version}, by {quoted(claim.record.claimant)}"
    yield f"Flag: {flag_in_words(finding)} (as of {iso_instant(run.as_of)}, {run.model})"
    yield f"Reason: {finding.reason}"
    for one in finding.contradictions:
        yield f"Contradiction ({one.kind.words}): {quoted(one.sentence)} [{one.record.value} {quoted(one.id)}]"
    yield from (f"Note: {quoted(note.sentence)}" for note in finding.notes)
    if finding.decisions:
        numbers = ", ".join(map(str, finding.decisions))
        yield f"Decided by people: {numbers} (reconcile review history); the comparison alone gives {_alone(finding)}"
    for role, heading in HEADINGS.items():
        pairs = finding.of_role(role)
        yield ""
        yield f"{heading}: {len(pairs) or 'none'}"
        for pair in pairs:
            yield from _pair_in_words(pair)


def _alone(finding: Finding) -> str:
    return "no flag" if finding.flag_by_machine is None else finding.flag_by_machine.told_alone


def _pair_in_words(pair: Pair) -> Iterator[str]:
    scored = pair.scored
    call = "" if scored.close_call is None else f"; for a person to look at ({scored.close_call.value})"
    flag = "" if pair.flag is None else f"{pair.flag.words}, "
    yield f"- {quoted(pair.statement)}: {flag}{scored.weight:+.1f} bits, probability {scored.probability:.3f}{call}"
    yield f"  {pair.sentence}"
    for facet in Facet:
        if facet in pair.facets:
            found = pair.facets[facet]
            yield f"  {facet.value}: {found.result.words}. {found.sentence}"
    steps = ", ".join(f"{score.comparison} {score.bits:+.1f} ({score.label})" for score in scored.scores)
    yield f"  weight: {steps}"
    if scored.coincidence is not None:
        share = "less than 0.1" if scored.coincidence < 0.001 else f"{100 * scored.coincidence:.1f}"
        yield (
            f"  chance: one of {count(scored.candidates, 'statement')} compared would fit as well by chance alone in "
            f"{share} % of cases"
        )


def explained_as_json(finding: Finding, run: RunRecord) -> dict[str, object]:
    """The same for programs."""
    return {
        "run": run.key,
        "claim": finding.claim,
        "version": finding.version,
        "flag": None if finding.flag is None else finding.flag.value,
        "status": finding.status.value,
        "stance": None if finding.stance is None else finding.stance.value,
        "reason": finding.reason,
        "contradictions": [contradiction_told(one) for one in finding.contradictions],
        "notes": [note_as_json(note) for note in finding.notes],
        "machine_flag": None if finding.flag_by_machine is None else finding.flag_by_machine.value,
        "decisions": list(finding.decisions),
        "pairs": [_pair_as_json(pair) for pair in finding.pairs],
    }


def note_as_json(note: Note) -> dict[str, object]:
    return {
        "kind": note.kind.value,
        "sentence": note.sentence,
        "records": list(note.records),
        "setting": note.setting,
        "flag": None if note.flag is None else note.flag.value,
    }


def _pair_as_json(pair: Pair) -> dict[str, object]:
    scored = pair.scored
    return {
        "statement": pair.statement,
        "version": pair.statement_version,
        "role": scored.role.value,
        "machine_role": (scored.machine_role or scored.role).value,
        "decision": pair.decision,
        "flag": None if pair.flag is None else pair.flag.value,
        "match_weight": scored.weight,
        "match_probability": scored.probability,
        "margin": scored.margin,
        "close_call": None if scored.close_call is None else scored.close_call.value,
        "candidates": scored.candidates,
        "coincidence": scored.coincidence,
        "failed": scored.failed,
        "distance_km": scored.distance_km,
        "days_apart": scored.days_apart,
        "sentence": pair.sentence,
        "facets": {facet.value: found.result.value for facet, found in pair.facets.items()},
        "weights": {score.comparison: score.bits for score in scored.scores},
    }
