"""The access log: who looked at full texts and names, and who took exports."""

from dataclasses import dataclass

from starlette.responses import Response

from reconcile.domain.instants import iso_instant
from reconcile.report.texts import shown
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.pages.decisions import part_asked_for
from reconcile.serve.visits import Visit

PER_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    at: str
    who: str
    kind: str
    subject: str
    persons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPage:
    frame: WebFrame
    rows: tuple[Row, ...]
    total: int
    part: int
    parts: int


def access_page(visit: Visit) -> Response:
    """The latest entries first, in parts of `PER_PAGE`."""
    log = visit.site.database.access_log()
    parts = max(1, -(-len(log) // PER_PAGE))
    part = part_asked_for(visit, parts)
    page = AccessPage(
        frame=web_frame(visit, "Access log", "access"),
        rows=tuple(
            Row(
                at=iso_instant(entry.at),
                who=entry.account or "operator of the machine",
                kind=entry.kind.value,
                subject=shown(entry.subject),
                persons="with names" if entry.persons else "without names",
            )
            for entry in log[::-1][(part - 1) * PER_PAGE : part * PER_PAGE]
        ),
        total=len(log),
        part=part,
        parts=parts,
    )
    return answer("access.html.j2", page, visit.account)
