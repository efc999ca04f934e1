"""What a page asks of a person on one subject: what stands, who said so, what may be chosen, and the undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.domain.decisions import Account, Act, Decision, DecisionKind, Role, Subject, Verdict
from reconcile.domain.instants import iso_instant
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
_ACTS: Mapping[Act, str] = {Act.DECIDE: "decided", Act.CONFIRM: "confirmed", Act.REFUSE: "refused"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: str
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry of the log in words."""

    number: int
    said: str
    state: str | None
    """Only decisions have one."""
    reason: str | None


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
        log=() if standing is None else log_lines(standing),
        choices=tuple(
            Choice(value=verdict, label=labels[verdict], key=KEYS.get(verdict) if by_keyboard else None)
            for verdict in verdicts
        ),
        asks_original=subject.kind is DecisionKind.RECORD,
        may_decide=account.role.at_least(Role.CODER),
        proposal=None if proposed is None else proposed.number,
        may_answer=proposed is not None and account.role.at_least(Role.REVIEWER) and proposed.author != account.name,
        undo=_standing_words(standing),
    )


def log_lines(standing: Standing) -> tuple[LogLine, ...]:
    """Oldest first."""
    return tuple(log_line(entry, standing) for entry in standing.log)


def log_line(entry: Decision, standing: Standing) -> LogLine:
    who = f"{entry.author} {_ACTS[entry.act]}"
    what = verdict_words(entry.verdict) if entry.act is Act.DECIDE else f"decision {entry.answers}"
    original = "" if entry.duplicate_of is None else f" ({shown(entry.duplicate_of)} is kept)"
    return LogLine(
        number=entry.number,
        said=f"{who}: {what}{original}, {iso_instant(entry.decided_at)}",
        state=standing.state(entry).value if entry.act is Act.DECIDE else None,
        reason=shown_or_none(entry.reason),
    )


def verdict_words(verdict: str) -> str:
    """In words; grades are their own."""
    return LABELS.get(verdict, verdict.replace("_", " ")).lower()


def _standing_words(standing: Standing | None) -> str | None:
    if standing is None:
        return None
    found = standing.proposed or standing.in_force
    return None if found is None else f"decision {found.number}, {verdict_words(found.verdict)}"
