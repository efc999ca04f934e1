"""The log of decisions: who decided what, when and why, the latest first."""

from dataclasses import dataclass

from starlette.responses import Response

from reconcile.domain.decisions import Subject
from reconcile.domain.standing import fold
from reconcile.report.addresses import claim_page
from reconcile.report.texts import shown
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.pages.asking import LogLine, log_line
from reconcile.serve.visits import BadRequestError, Visit, whole_number

PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    about: str
    address: str | None
    """Page of the claim; None: the decision is on a statement alone."""
    line: LogLine


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsPage:
    frame: WebFrame
    rows: tuple[Row, ...]
    total: int
    part: int
    """Counted from 1."""
    parts: int


def decisions_page(visit: Visit) -> Response:
    """Everything that was entered, in parts of `PER_PAGE`."""
    log = visit.site.database.decisions()
    standings = fold(log)
    marks = {mark.number: mark for mark in visit.site.database.decision_marks(visit.now)}
    parts = max(1, -(-len(log) // PER_PAGE))
    part = part_asked_for(visit, parts)
    latest_first = log[::-1][(part - 1) * PER_PAGE : part * PER_PAGE]
    page = DecisionsPage(
        frame=web_frame(visit, "Decisions", "decisions"),
        rows=tuple(
            Row(
                about=shown(entry.subject.words),
                address=_address(entry.subject),
                line=log_line(entry, standings[entry.subject], marks),
            )
            for entry in latest_first
        ),
        total=len(log),
        part=part,
        parts=parts,
    )
    return answer("decisions.html.j2", page, visit.account)


def part_asked_for(visit: Visit, parts: int) -> int:
    """Raises BadRequestError for a part that is not there."""
    wanted = whole_number(visit.query.get("part", "1"))
    if wanted is None or not 1 <= wanted <= parts:
        raise BadRequestError(f"There is no such part; there are {parts}.")
    return wanted


def _address(subject: Subject) -> str | None:
    return None if subject.claim is None else claim_page(subject.claim)
