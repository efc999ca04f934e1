"""The first page, in the order of an analyst's reading, and the further parts of a long list of claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.domain.anchors import anchor_day
from reconcile.report import readings, title_words, words
from reconcile.report.figures.maps import Placed, draw_map
from reconcile.report.figures.marks import MapFigure, Side, TimelineFigure
from reconcile.report.figures.timelines import draw_timeline
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.attention import Attention
from reconcile.report.pages.basis import Basis, basis
from reconcile.report.pages.bottom_line import BottomLine, bottom_line
from reconcile.report.pages.changed import Changed, changed
from reconcile.report.pages.shared import Badge, Frame, PageLink, badge, frame, part_links
from reconcile.report.readings import Reading
from reconcile.report.texts import shown

PART = 200
"""Claims on one page: more make pages slow to open and figures too tall to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    number: int | None
    id: str
    address: str
    who: str
    what: str
    day: str
    """ISO day that the row is sorted by."""
    date: Reading
    where: str
    badge: Badge
    status: str | None
    """None for denials and allegations: their badge says it."""
    asks: str | None
    """Why a person should look, in a few words."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One part of the claims, with its figures."""

    rows: tuple[ClaimRow, ...]
    total: int
    parts: tuple[PageLink, ...]
    timeline: TimelineFigure
    map: MapFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    frame: Frame
    basis: Basis
    bottom: BottomLine
    changed: Changed | None
    attention: Attention
    listing: Listing
    apart: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """A further part of a long list of claims."""

    frame: Frame
    listing: Listing


def index_page(ledger: Ledger, asked: Attention) -> IndexPage:
    return IndexPage(
        frame=frame(ledger, words.INDEX_TITLE, "claims"),
        basis=basis(ledger),
        bottom=bottom_line(ledger),
        changed=changed(ledger),
        attention=asked,
        listing=_listing(ledger, 1, asked.by_claim),
        apart=tuple(claim_row(entry, ledger, {}) for entry in ledger.apart),
    )


def listing_page(ledger: Ledger, number: int, asks: Mapping[str, str]) -> ListingPage:
    """Part `number`, from 2: the first part stands on the first page."""
    title = title_words.page_title("claims", number, listing_parts(len(ledger.claims)))
    return ListingPage(frame=frame(ledger, title, "claims"), listing=_listing(ledger, number, asks))


def listing_parts(claims: int) -> int:
    """In how many parts so many claims are listed."""
    return max(1, -(-claims // PART))


def _listing(ledger: Ledger, number: int, asks: Mapping[str, str]) -> Listing:
    entries = ledger.claims[(number - 1) * PART : number * PART]
    return Listing(
        rows=tuple(claim_row(entry, ledger, asks) for entry in entries),
        total=len(ledger.claims),
        parts=part_links("claims", listing_parts(len(ledger.claims)), number),
        timeline=draw_timeline(entries, ledger, key="timeline"),
        map=draw_map(_placed(entries, ledger), ledger, key="map"),
    )


def claim_row(entry: Entry, ledger: Ledger, asks: Mapping[str, str]) -> ClaimRow:
    """One line of a list of claims; `asks` says by claim why a person should look."""
    return ClaimRow(
        number=entry.number,
        id=shown(entry.account.id),
        address=entry.address,
        who=shown(entry.account.record.claimant),
        what=readings.what(entry.account, ledger),
        day=anchor_day(entry.account).isoformat(),
        date=readings.event_date(entry.account),
        where=readings.place_short(entry.account, ledger),
        badge=badge(entry.finding),
        status=None if entry.finding.flag is None else words.STATUSES[entry.finding.status],
        asks=asks.get(entry.account.id),
        reason=shown(entry.finding.reason),
    )


def _placed(entries: Sequence[Entry], ledger: Ledger) -> list[Placed]:
    """The claims by their numbers, and the statements linked to them as S1, S2, …"""
    claims = [
        Placed(
            label=str(entry.number),
            side=Side.CLAIM,
            who=shown(entry.account.record.claimant),
            address=entry.address,
            account=entry.account,
        )
        for entry in entries
    ]
    linked = dict.fromkeys(pair.statement for entry in entries for pair in entry.links)
    statements = [
        Placed(
            label=f"S{number}",
            side=Side.STATEMENT,
            who=shown(ledger.statements[statement].record.issuer),
            address=None,
            account=ledger.statements[statement],
        )
        for number, statement in enumerate(linked, 1)
    ]
    return claims + statements
