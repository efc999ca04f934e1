"""Cases, decisions and progress as lines of text and as JSON. Never quotes `text`; `persons` only where asked for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.domain.cases import Case
from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.decisions import Act, Decision, Subject
from reconcile.domain.digests import kind_of
from reconcile.domain.instants import iso_instant
from reconcile.domain.phrases import count
from reconcile.domain.staleness import DecisionMark

if TYPE_CHECKING:
    from reconcile.pipeline.review_sheets import SheetResult
    from reconcile.review import MissEstimate, Progress

HEADINGS = ("case", "worth", "question", "why", "state")
SHARES = (0, 0, 6, 3, 3)


def case_row(case: Case) -> list[str]:
    return [
        case.key,
        f"{case.worth:.2f}",
        case.question,
        "; ".join(reason.words for reason in case.reasons) or "decided unasked",
        case_state(case),
    ]


def case_state(case: Case) -> str:
    """`open, kim`; `decided: same event, ada`."""
    if case.proposed is not None:
        decision = case.proposed.decision
        return f"proposed: {_verdict(decision)}, {decision.author} ({decision.number})"
    if case.mark is not None:
        decision = case.mark.decision
        return f"{case.mark.state.words}: {_verdict(decision)}, {decision.author} ({decision.number})"
    return case.status.words + (f", {case.assignee}" if case.assignee else "")


def case_in_words(case: Case) -> Iterator[str]:
    """Everything about one case but the accounts themselves."""
    yield f"Case {case.key}: {case.question}"
    yield f"State: {case_state(case)}; {'done' if case.done else 'open'}"
    yield f"Worth: {case.worth:.2f} (impact {case.impact:.2f}, doubt {case.doubt:.2f})"
    for reason in case.reasons:
        yield f"- {reason.words}"
    if case.told:
        yield f"As compared: {case.told}"
    for mark in (case.mark, case.proposed):
        if mark is not None:
            yield from mark_in_words(mark)
    for note in case.notes:
        yield f"Note of {note.author}, {iso_instant(note.at)}: {note.value}"


def record_named(account: ClaimAccount | StatementAccount) -> str:
    """`claim c1`."""
    return f"{kind_of(account.record).value} {account.id}"


def restricted_in_words(account: ClaimAccount | StatementAccount, *, text: bool, persons: bool) -> Iterator[str]:
    """What is shown only where somebody asked for it: the full words, the names of persons."""
    record = account.record
    yield f"{record_named(account)} by {quoted(record.speaker)}"
    if persons:
        yield f"  persons: {record.persons or 'none named'}"
    if text:
        yield f"  text: {record.text or 'not kept'}"
        if record.translation:
            yield f"  translation: {record.translation}"


def restricted_as_json(account: ClaimAccount | StatementAccount, *, text: bool, persons: bool) -> dict[str, object]:
    record = account.record
    told: dict[str, object] = {"record": kind_of(record).value, "id": account.id}
    if persons:
        told["persons"] = record.persons
    if text:
        told |= {"text": record.text, "translation": record.translation}
    return told


def mark_in_words(mark: DecisionMark) -> Iterator[str]:
    decision = mark.decision
    confirmed = "" if mark.confirmed_by is None else f", confirmed by {mark.confirmed_by}"
    yield decision_in_words(decision) + f" [{mark.state.words}{confirmed}]"
    if mark.stands and mark.changes:
        yield f"  {'binds all the same' if mark.binds else 'set aside until somebody looks again'}; since then:"
    for change in mark.changes:
        yield f"  {change.words}"


def decision_in_words(decision: Decision) -> str:
    """One line of the log."""
    acts = {Act.DECIDE: "", Act.CONFIRM: "confirms ", Act.REFUSE: "refuses "}
    what = f"{acts[decision.act]}{_verdict(decision)}"
    answers = "" if decision.answers is None else f" (decision {decision.answers})"
    copy = "" if decision.duplicate_of is None else f" of {quoted(decision.duplicate_of)}"
    why = "" if decision.reason is None else f": {decision.reason}"
    return (
        f"{decision.number}. {iso_instant(decision.decided_at)} {decision.author} on {decision.subject.words}: "
        f"{what}{copy}{answers}{why}"
    )


def progress_in_words(progress: "Progress", misses: "MissEstimate") -> Iterator[str]:
    yield f"{count(progress.open, 'case')} open, {progress.waiting} of them wait for a decision, {progress.done} done"
    for reason, (left, done) in progress.by_reason.items():
        yield f"  {reason.words}: {left} open, {done} done"
    for name, number in progress.by_author.items():
        yield f"by {name}: {count(number, 'entry', 'entries')} in the log"
    for name, number in progress.assigned.items():
        yield f"left to {name or 'nobody in particular'}: {number}"
    yield misses.sentence


def sheet_in_words(result: "SheetResult") -> Iterator[str]:
    for place, decision in result.decisions:
        state = "proposed" if decision.takes_two else "in force"
        yield f"{place.words}: {decision.act.value} {_verdict(decision)} on the {decision.subject.words} ({state})"
    for fault in result.faults:
        yield f"{fault.place.words} refused: {fault.message}"


def subject_as_json(subject: Subject) -> dict[str, object]:
    named = {"kind": subject.kind.value, "claim": subject.claim, "statement": subject.statement, "other": subject.other}
    return {name: value for name, value in named.items() if value is not None}


def decision_as_json(decision: Decision) -> dict[str, object]:
    return {
        "number": decision.number,
        "act": decision.act.value,
        **subject_as_json(decision.subject),
        "verdict": decision.verdict,
        "duplicate_of": decision.duplicate_of,
        "reason": decision.reason,
        "author": decision.author,
        "decided_at": iso_instant(decision.decided_at),
        "takes_two": decision.takes_two,
        "supersedes": decision.supersedes,
        "answers": decision.answers,
    }


def mark_as_json(mark: DecisionMark | None) -> dict[str, object] | None:
    if mark is None:
        return None
    return {
        **decision_as_json(mark.decision),
        "state": mark.state.value,
        "binds": mark.binds,
        "confirmed_by": mark.confirmed_by,
        "changes": [
            {"record": c.record.value, "id": c.id, "field": c.field, "before": c.before, "after": c.after}
            for c in mark.changes
        ],
    }


def case_as_json(case: Case) -> dict[str, object]:
    return {
        "case": case.key,
        **subject_as_json(case.subject),
        "question": case.question,
        "reasons": [reason.value for reason in case.reasons],
        "worth": case.worth,
        "impact": round(case.impact, 3),
        "doubt": case.doubt,
        "done": case.done,
        "status": case.status.value,
        "assignee": case.assignee,
        "decision": mark_as_json(case.mark),
        "proposed": mark_as_json(case.proposed),
        "told": case.told,
        "notes": [{"author": n.author, "at": iso_instant(n.at), "note": n.value} for n in case.notes],
    }


def progress_as_json(progress: "Progress", misses: "MissEstimate") -> dict[str, object]:
    return {
        "open": progress.open,
        "waiting": progress.waiting,
        "done": progress.done,
        "by_reason": {r.value: {"open": left, "done": done} for r, (left, done) in progress.by_reason.items()},
        "by_author": dict(progress.by_author),
        "assigned": dict(progress.assigned),
        "sample": {
            "unlinked": misses.unlinked,
            "drawn": misses.drawn,
            "looked_at": misses.missed.whole,
            "missed": misses.missed.part,
            "interval": None if misses.missed.interval is None else [round(x, 4) for x in misses.missed.interval],
        },
    }


def _verdict(decision: Decision) -> str:
    return decision.verdict.replace("_", " ")
