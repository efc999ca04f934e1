"""All claims of the latest run, to find any of them by."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from reconcile.domain.names import plain
from reconcile.report.ledger import Entry
from reconcile.report.pages.attention import attention
from reconcile.report.pages.index import ClaimRow, claim_row
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.pages.decisions import part_asked_for
from reconcile.serve.visits import Visit

PER_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    frame: WebFrame
    rows: tuple[ClaimRow, ...]
    wanted: str
    """What was searched for; empty: nothing."""
    found: int
    total: int
    part: int
    parts: int
    turning: str
    """Address of the list without its part."""


def claims_page(visit: Visit) -> Response:
    """The claims whose id, claimant or place hold what was searched for, in the order of the report."""
    ledger = visit.site.desk.latest().ledger
    wanted = visit.query.get("q", "").strip()
    found = [entry for entry in ledger.entries if _holds(entry, plain(wanted))]
    parts = max(1, -(-len(found) // PER_PAGE))
    part = part_asked_for(visit, parts)
    asks = attention(ledger).by_claim
    shown = found[(part - 1) * PER_PAGE : part * PER_PAGE]
    page = ClaimsPage(
        frame=web_frame(visit, "Claims", "claims"),
        rows=tuple(claim_row(entry, ledger, asks) for entry in shown),
        wanted=wanted,
        found=len(found),
        total=len(ledger.entries),
        part=part,
        parts=parts,
        turning=f"claims?{urlencode({'q': wanted})}&",
    )
    return answer("claims.html.j2", page, visit.account)


def _holds(entry: Entry, wanted: str) -> bool:
    record = entry.account.record
    told = (record.id, record.claimant, record.place or "", record.admin1 or "")
    return not wanted or any(wanted in plain(text) for text in told)
