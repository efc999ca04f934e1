"""The queue: what is worth a decision, the most worth first; who has it, how far it is, what is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from reconcile.domain.cases import Case, CaseAct, CaseReason, CaseStatus
from reconcile.domain.decisions import DecisionKind, Role
from reconcile.domain.phrases import count, instant
from reconcile.pipeline.reviewing import Queue, enter_event
from reconcile.report.addresses import claim_page
from reconcile.report.texts import shown
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.pages.decisions import part_asked_for
from reconcile.serve.subjects import subject_fields, subject_from
from reconcile.serve.visits import BadRequestError, Visit, local_address

PER_PAGE = 50
FILTERS = ("reason", "kind", "status", "state", "whose")
KINDS: Mapping[DecisionKind, str] = {
    DecisionKind.PAIR: "claim and statement",
    DecisionKind.FLAG: "flag of a claim",
    DecisionKind.STANCE: "denied, or spoken against",
    DecisionKind.FAMILY: "two claims",
    DecisionKind.RECORD: "taken back, or second copy",
    DecisionKind.GRADE: "grade of a claim",
}
"""What a question is about."""
MINE, NOBODY = "mine", "nobody"
"""Choices of the filter on whom a case is assigned to, beside the accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a filter."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    key: str
    address: str | None
    """Page of the claim; None: the case is of a statement alone."""
    question: str
    told: str
    reasons: str
    worth: str
    state: str
    changes: tuple[str, ...]
    """What is otherwise in the records than when it was decided."""
    assignee: str | None
    status: str
    fields: Mapping[str, str]
    notes: tuple[Note, ...]
    statuses: tuple[Option, ...]
    assignees: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    frame: WebFrame
    rows: tuple[Row, ...]
    found: str
    open: int
    done: int
    by_author: tuple[tuple[str, int], ...]
    misses: str | None
    """What the random sample says of links that were missed; None: nothing was drawn."""
    reasons: tuple[Option, ...]
    kinds: tuple[Option, ...]
    statuses: tuple[Option, ...]
    states: tuple[Option, ...]
    whose: tuple[Option, ...]
    part: int
    parts: int
    turning: str
    back: str
    may_work: bool
    """Whether this account may hand on cases and note."""


def queue_page(visit: Visit) -> Response:
    """The open cases that fit the filters, in parts of `PER_PAGE`."""
    queue = visit.site.desk.queue(visit.now)
    fitting = [case for case in queue.cases if _fits(case, visit)]
    parts = max(1, -(-len(fitting) // PER_PAGE))
    part = part_asked_for(visit, parts)
    names = tuple(a.name for a in visit.site.database.accounts() if a.active and a.role.at_least(Role.CODER))
    chosen = {name: value for name, value in visit.query.items() if name in FILTERS and value}
    back = f"/queue?{urlencode(chosen)}" if chosen else "/queue"
    page = QueuePage(
        frame=web_frame(visit, "Queue", "queue"),
        rows=tuple(_row(case, names) for case in fitting[(part - 1) * PER_PAGE : part * PER_PAGE]),
        found=f"{count(len(fitting), 'case fits', 'cases fit')}.",
        open=sum(not case.done for case in queue.cases),
        done=sum(case.done for case in queue.cases),
        by_author=tuple(sorted(queue.progress.by_author.items())),
        misses=_misses(queue),
        reasons=_options(visit.query.get("reason", ""), {reason.value: reason.words for reason in CaseReason}),
        kinds=_options(visit.query.get("kind", ""), {kind.value: KINDS[kind] for kind in DecisionKind}),
        statuses=_options(visit.query.get("status", ""), {status.value: status.words for status in CaseStatus}),
        states=_options(visit.query.get("state", ""), {"open": "open", "done": "done"}),
        whose=_options(visit.query.get("whose", ""), {MINE: "mine", NOBODY: "nobody's"} | {n: n for n in names}),
        part=part,
        parts=parts,
        turning=f"queue?{urlencode(chosen)}&" if chosen else "queue?",
        back=back,
        may_work=visit.someone.role.at_least(Role.CODER),
    )
    return answer("queue.html.j2", page, visit.account)


def add_event(visit: Visit) -> Response:
    """Hand a case on, set how far it is, or note something; then the page it came from."""
    try:
        act = CaseAct(visit.form.get("act", ""))
    except ValueError as error:
        raise BadRequestError("The form asks for something that no case has.") from error
    enter_event(
        visit.site.database,
        subject_from(visit.form),
        act,
        visit.form.get("value", ""),
        visit.someone.name,
        visit.now,
    )
    return RedirectResponse(local_address(visit.form.get("back"), "/queue"), status_code=303)


def _fits(case: Case, visit: Visit) -> bool:
    reason, kind, status, state, whose = (visit.query.get(name, "") for name in FILTERS)
    if reason and reason not in case.reasons:
        return False
    if (kind and kind != case.subject.kind) or (status and status != case.status):
        return False
    if (state or "open") != ("done" if case.done else "open"):
        return False
    if whose == NOBODY:
        return case.assignee is None
    return not whose or case.assignee == (visit.someone.name if whose == MINE else whose)


def _options(chosen: str, words: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value=value, words=told, chosen=value == chosen) for value, told in words.items())


def _row(case: Case, names: tuple[str, ...]) -> Row:
    return Row(
        key=case.key,
        address=None if case.subject.claim is None else claim_page(case.subject.claim),
        question=shown(case.question),
        told=shown(case.told),
        reasons="; ".join(reason.words for reason in case.reasons) or "decided unasked",
        worth=f"{case.worth:.1f}",
        state=_state(case),
        changes=tuple(shown(change.words) for change in case.changes),
        assignee=case.assignee,
        status=case.status.words,
        fields=subject_fields(case.subject),
        notes=tuple(Note(words=shown(note.value), by=f"{note.author}, {instant(note.at)}") for note in case.notes),
        statuses=_options(case.status.value, {status.value: status.words for status in CaseStatus}),
        assignees=_options(case.assignee or "", {"": "nobody"} | {name: name for name in names}),
    )


def _state(case: Case) -> str:
    if case.proposed is not None:
        return "proposed"
    return "undecided" if case.mark is None else case.mark.state.words


def _misses(queue: Queue) -> str | None:
    """The estimate in a sentence."""
    return f"{queue.misses.sentence}." if queue.misses.drawn else None
