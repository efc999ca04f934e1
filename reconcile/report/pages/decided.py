"""What people decided on a claim and its statements, with the history of each question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reconcile.domain.decisions import Act, Decision, DecisionKind, DecisionState
from reconcile.domain.outcomes import Finding
from reconcile.domain.phrases import instant
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.standing import Standing
from reconcile.report import words
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.texts import one_value, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One entry of the log: a decision, a confirmation or a refusal."""

    number: int
    question: str
    verdict: str
    state: str
    """What it is worth in this run."""
    changed: tuple[str, ...]
    """What changed under it since, field by field, where it is stale."""
    author: str
    when: str
    reason: str | None


def decision_rows(entry: Entry, ledger: Ledger) -> tuple[DecisionRow, ...]:
    """Everything decided on the claim, its pairs, its family and the statements kept beside it, oldest first."""
    marks = {mark.number: mark for mark in ledger.outcome.decisions}
    standings = list(ledger.standings.get((RecordKind.CLAIM, entry.account.id), ()))
    for pair in entry.pairs:
        on_statement = ledger.standings.get((RecordKind.STATEMENT, pair.statement), ())
        standings += [standing for standing in on_statement if standing.subject.kind is DecisionKind.RECORD]
    rows = [row for standing in standings for row in _rows(standing, marks)]
    return tuple(sorted(rows, key=lambda row: row.number))


def _rows(standing: Standing, marks: Mapping[int, DecisionMark]) -> Iterator[DecisionRow]:
    for entry in standing.log:
        mark = marks.get(entry.number)
        yield DecisionRow(
            number=entry.number,
            question=shown(standing.subject.words),
            verdict=_verdict(entry),
            state=_state(entry, standing, mark),
            changed=() if mark is None else tuple(_changes(mark)),
            author=shown(entry.author),
            when=instant(entry.decided_at),
            reason=None if entry.reason is None else shown(entry.reason),
        )


def _verdict(entry: Decision) -> str:
    if entry.act is not Act.DECIDE:
        return words.ACTS[entry.act].format(entry.answers)
    told = shown(entry.verdict.replace("_", " "))
    return told if entry.duplicate_of is None else f"{told}: {shown(entry.duplicate_of)}"


def _state(entry: Decision, standing: Standing, mark: DecisionMark | None) -> str:
    """As the run had it; a decision made since then is worth what the log says, from the next run on."""
    if entry.act is not Act.DECIDE:
        return "–"
    if mark is not None:
        return words.DECISION_STATES[mark.state] + ("" if mark.binds or not mark.stands else words.SET_ASIDE)
    state = standing.state(entry)
    after_run = state in (DecisionState.IN_FORCE, DecisionState.PROPOSED)
    return words.DECISION_STATES[state] + (words.SINCE_RUN if after_run else "")


def _changes(mark: DecisionMark) -> Iterator[str]:
    for change in mark.changes:
        field = shown(change.field.replace("_", " "))
        before, after = (words.NOT_SHOWN if one is None else one_value(one) for one in (change.before, change.after))
        yield words.changed_under(change.record.value, shown(change.id), field, before, after)


def machine_note(finding: Finding) -> str | None:
    """That people decided otherwise than the comparison; None where they did not."""
    if finding.machine_flag is None or finding.machine_flag is finding.flag or finding.flag is None:
        return None
    return words.machine_flag(finding.machine_flag, list(finding.decisions))
