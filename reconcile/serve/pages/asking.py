"""What a page asks of a person on one subject: what stands, who said so, what may be chosen, and the undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.domain.decisions import Account, Act, Decision, DecisionKind, DecisionState, Role, Subject, Verdict
from reconcile.domain.phrases import instant
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.standing import Standing
from reconcile.report.texts import shown, shown_or_none
from reconcile.serve.subjects import subject_fields

LABELS: Mapping[str, str] = {
    Verdict.SAME_EVENT: "Same event",
    Verdict.NOT_SAME: "Not the same",
    Verdict.CANNOT_TELL: "Cannot tell",
    Verdict.AGREEMENT: "Agreement",
    Verdict.PARTIAL_MATCH: "Partial match",
    Verdict.NO_OFFICIAL_COMMENT: "No official comment",
    Verdict.DENIED: "Denied by officials",
    Verdict.FALSE_CLAIM: "Held for a false claim",
    Verdict.WITHDRAWN: "Withdrawn",
    Verdict.DUPLICATE: "Second copy of another record",
    Verdict.OPEN: "Taken back",
}
KEYS: Mapping[str, str] = {Verdict.SAME_EVENT: "s", Verdict.NOT_SAME: "n", Verdict.CANNOT_TELL: "c"}
"""Keys of the first question of a page."""
STATES: Mapping[DecisionState, str] = {
    DecisionState.PROPOSED: "waits for a second person",
    DecisionState.IN_FORCE: "in force",
    DecisionState.STALE: "in force, but a record has changed since",
    DecisionState.SUPERSEDED: "replaced by a later one",
    DecisionState.REFUSED: "refused",
}
SET_ASIDE = "; set aside until somebody has looked again"
Marks = Mapping[int, DecisionMark]
"""Decisions beside the records of today, by number."""
NO_MARKS: Marks = {}
NO_RULES: Mapping[str, str] = {}
_ACTS: Mapping[Act, str] = {Act.DECIDE: "decided", Act.CONFIRM: "confirmed", Act.REFUSE: "refused"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: str
    key: str | None
    rule: str | None = None
    """When to choose it, where that is written down (grades)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry of the log in words."""

    number: int
    said: str
    state: str | None
    """What it is worth now; only decisions have one."""
    style: str
    reason: str | None
    changes: tuple[str, ...]
    """What is otherwise in the records than when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of a page."""

    key: str
    """Sets its fields apart from those of other questions of the page."""
    title: str
    note: str | None
    fields: Mapping[str, str]
    """Hidden: the subject, what was seen last, and the versions that were seen."""
    log: tuple[LogLine, ...]
    choices: tuple[Choice, ...]
    asks_original: bool
    """Whether the record that is kept can be named (for second copies)."""
    may_decide: bool
    proposal: int | None
    """A decision that waits for a second person."""
    may_answer: bool
    undo: str | None
    """What taking back would undo; None: nothing stands."""


def ask(
    subject: Subject,
    title: str,
    verdicts: Sequence[str],
    standing: Standing | None,
    digests: Mapping[str, str],
    account: Account,
    *,
    key: str,
    note: str | None = None,
    labels: Mapping[str, str] = LABELS,
    rules: Mapping[str, str] = NO_RULES,
    marks: Marks = NO_MARKS,
    by_keyboard: bool = False,
) -> Asked:
    """The question as `account` sees it. `digests`: of the versions shown, by `claim`, `statement`, `other`."""
    head = None if standing is None else standing.head
    proposed = None if standing is None else standing.proposed
    seen = {"seen": "" if head is None else str(head.number)}
    return Asked(
        key=key,
        title=title,
        note=note,
        fields=subject_fields(subject) | seen | {f"{place}_digest": digest for place, digest in digests.items()},
        log=() if standing is None else tuple(log_line(entry, standing, marks) for entry in standing.log),
        choices=tuple(
            Choice(
                value=verdict,
                label=labels[verdict],
                key=KEYS.get(verdict) if by_keyboard else None,
                rule=rules.get(verdict),
            )
            for verdict in verdicts
        ),
        asks_original=subject.kind is DecisionKind.RECORD,
        may_decide=account.role.at_least(Role.CODER),
        proposal=None if proposed is None else proposed.number,
        may_answer=proposed is not None and account.role.at_least(Role.REVIEWER) and proposed.author != account.name,
        undo=_standing_words(standing),
    )


def log_line(entry: Decision, standing: Standing, marks: Marks) -> LogLine:
    """An entry as it stands on the records of today. `marks`: by number of the decision."""
    mark = marks.get(entry.number)
    state = None if entry.act is not Act.DECIDE else standing.state(entry) if mark is None else mark.state
    set_aside = mark is not None and mark.stands and not mark.binds
    who = f"{entry.author} {_ACTS[entry.act]}"
    what = verdict_words(entry.verdict) if entry.act is Act.DECIDE else f"decision {entry.answers}"
    original = "" if entry.duplicate_of is None else f" ({shown(entry.duplicate_of)} is kept)"
    return LogLine(
        number=entry.number,
        said=f"{who}: {what}{original}, {instant(entry.decided_at)}",
        state=None if state is None else STATES[state] + (SET_ASIDE if set_aside else ""),
        style="" if state is None else state.value,
        reason=shown_or_none(entry.reason),
        changes=() if mark is None else tuple(shown(change.words) for change in mark.changes),
    )


def verdict_words(verdict: str) -> str:
    """In words; grades are their own."""
    return LABELS.get(verdict, verdict.replace("_", " ")).lower()


def _standing_words(standing: Standing | None) -> str | None:
    if standing is None:
        return None
    found = standing.proposed or standing.in_force
    return None if found is None else f"decision {found.number}, {verdict_words(found.verdict)}"
