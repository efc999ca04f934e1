"""What people decided, brought to the findings: the flag in force, that of the comparison alone, and words for both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.domain.decisions import Decision, DecisionKind, Verdict
from reconcile.domain.outcomes import FLAG_ORDER, ClaimStance, Finding, Flag, Pair, Status
from reconcile.domain.phrases import joined
from reconcile.domain.records import RecordKind
from reconcile.domain.replacements import COPY_OF
from reconcile.domain.staleness import DecisionMark
from reconcile.verdict.wording import possessive


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decisions of people that stand, by what they bear on."""

    by_claim: Mapping[str, tuple[DecisionMark, ...]]
    by_statement: Mapping[str, tuple[DecisionMark, ...]]
    """Those on a statement as a whole."""
    speakers: Mapping[tuple[RecordKind, str], str]
    """Who speaks in each record, as written."""


def sorted_out(marks: Iterable[DecisionMark], speakers: Mapping[tuple[RecordKind, str], str]) -> Decided:
    """Proposals say nothing of a finding until somebody confirms them."""
    by_claim: defaultdict[str, list[DecisionMark]] = defaultdict(list)
    by_statement: defaultdict[str, list[DecisionMark]] = defaultdict(list)
    for mark in marks:
        if not mark.stands:
            continue
        subject = mark.decision.subject
        for claim in {subject.claim, subject.other} - {None}:
            by_claim[str(claim)].append(mark)
        if subject.claim is None and subject.statement is not None:
            by_statement[subject.statement].append(mark)
    return Decided(
        by_claim={claim: tuple(found) for claim, found in by_claim.items()},
        by_statement={statement: tuple(found) for statement, found in by_statement.items()},
        speakers=speakers,
    )


def machine_flag(pairs: Sequence[Pair]) -> Flag:
    """The flag the comparison alone gives a claim."""
    flags = [pair.flag_if_linked for pair in pairs if pair.scored.linked_by_machine]
    return max(flags, key=FLAG_ORDER.index, default=Flag.NO_OFFICIAL_COMMENT)


def with_decisions(finding: Finding, decided: Decided) -> Finding:
    """The finding with the flag and stance in force, the decisions on it, and a reason that tells of them."""
    marks = _bearing(finding, decided)
    if not marks and [pair.scored.machine_role for pair in finding.pairs].count(None) == len(finding.pairs):
        return finding
    alone = finding.flag if finding.flag is None else machine_flag(finding.pairs)
    told = replace(finding, pairs=tuple(_with_number(pair, marks) for pair in finding.pairs))
    for mark in marks:
        if mark.binds:
            told = _overridden(told, mark.decision)
    clauses = [clause for mark in marks if (clause := _clause(mark, finding, decided, told, alone))]
    if alone is not told.flag and not any(mark.decision.subject.kind is DecisionKind.FLAG for mark in marks):
        clauses.append(_by_comparison(alone))
    return replace(
        told,
        reason=_with_clauses(finding.reason, clauses),
        machine_flag=None if alone is told.flag else alone,
        decisions=tuple(sorted({mark.number for mark in marks})),
    )


def _bearing(finding: Finding, decided: Decided) -> tuple[DecisionMark, ...]:
    if not decided.by_claim and not decided.by_statement:
        return ()
    of_statements = [
        mark for pair in finding.pairs for mark in decided.by_statement.get(pair.statement, ()) if _matters(pair)
    ]
    return tuple(sorted([*decided.by_claim.get(finding.claim, ()), *of_statements], key=lambda mark: mark.number))


def _matters(pair: Pair) -> bool:
    """A statement set aside is told of where the comparison alone would have linked it."""
    return pair.scored.linked_by_machine or pair.flag is not None


def _with_number(pair: Pair, marks: Sequence[DecisionMark]) -> Pair:
    numbers = [mark.number for mark in marks if mark.decision.subject.statement == pair.statement]
    return replace(pair, decision=max(numbers)) if numbers else pair


def _overridden(finding: Finding, decision: Decision) -> Finding:
    if not finding.links:
        return finding
    if decision.subject.kind is DecisionKind.FLAG and decision.verdict in (Flag.AGREEMENT, Flag.PARTIAL_MATCH):
        return replace(finding, flag=Flag(decision.verdict), status=Status.CONCLUDED)
    if decision.verdict == Verdict.DENIED:
        return replace(finding, stance=ClaimStance.DENIED)
    return finding


def _with_clauses(reason: str, clauses: Sequence[str]) -> str:
    return reason if not clauses else "; ".join([reason.removesuffix("."), *clauses]) + "."


def _by_comparison(flag: Flag | None) -> str:
    return f"the comparison alone gives {'no flag' if flag is None else flag.told_alone}"


def _clause(mark: DecisionMark, finding: Finding, decided: Decided, told: Finding, alone: Flag | None) -> str | None:
    decision = mark.decision
    number = f"decision {decision.number}"
    if not mark.binds:
        changed = joined(sorted({change.field.replace("_", " ") for change in mark.changes if change.decisive}))
        return f"{number} of reviewers no longer binds, because a record now states another {changed}"
    said = _said(decision, finding, decided, told, alone)
    if said is None:
        return None
    stale = ", made before a record changed" if mark.changes else ""
    return f"{said} ({number}{stale})"


def _said(decision: Decision, finding: Finding, decided: Decided, told: Finding, alone: Flag | None) -> str | None:
    kind, verdict = decision.subject.kind, decision.verdict
    if kind is DecisionKind.FLAG:
        if told.flag is None or told.flag.value != verdict:
            return f"reviewers gave the flag {verdict.replace('_', ' ')}, but no statement is linked now"
        return f"reviewers gave the flag {told.flag.words}, {_by_comparison(alone)}"
    if kind is DecisionKind.PAIR:
        return _of_event(verdict, f"{_speaker(decided, RecordKind.STATEMENT, decision.subject.statement)} statement")
    if kind is DecisionKind.FAMILY:
        subject = decision.subject
        other = subject.other if subject.claim == finding.claim else subject.claim
        return _of_event(verdict, f"{_speaker(decided, RecordKind.CLAIM, other)} claim {other}")
    if kind is DecisionKind.RECORD:
        return _of_record(decision, decided)
    return _MARKS.get(verdict)


_MARKS: Mapping[str, str] = {
    Verdict.DENIED: "reviewers say that officials deny the claim",
    Verdict.FALSE_CLAIM: "reviewers say that the accounts at hand speak against the claim as a whole",
}


def _of_event(verdict: str, what: str) -> str | None:
    return {
        Verdict.SAME_EVENT.value: f"reviewers say that {what} tells of the same event",
        Verdict.NOT_SAME.value: f"reviewers say that {what} tells of another event",
        Verdict.CANNOT_TELL.value: f"reviewers cannot tell whether {what} speaks of the same event",
    }.get(verdict)


def _of_record(decision: Decision, decided: Decided) -> str | None:
    kind, id_ = decision.subject.records[0]
    what = "the claim" if kind is RecordKind.CLAIM else f"{_speaker(decided, kind, id_)} statement {id_}"
    return {
        Verdict.WITHDRAWN.value: f"reviewers say that {what} was taken back",
        Verdict.DUPLICATE.value: f"reviewers say that {what} {COPY_OF}{decision.duplicate_of}",
    }.get(decision.verdict)


def _speaker(decided: Decided, kind: RecordKind, id_: str | None) -> str:
    return possessive(decided.speakers.get((kind, str(id_)), "an unknown speaker"))
