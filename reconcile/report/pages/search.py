"""One search over all claims and statements, where lists stand in many parts: an index within the page, packed."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reconcile.domain.anchors import anchor_day
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.crowds import in_full
from reconcile.domain.dates import DateInterval
from reconcile.domain.phrases import interval
from reconcile.report import addresses, readings, title_words, words
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.index import PART, listing_parts
from reconcile.report.pages.originals import is_graphic
from reconcile.report.pages.shared import Frame, PageLink, badge, frame
from reconcile.report.texts import shown

PACKED_LIMIT = 1_800_000
"""Characters of the packed index: with it the page stays below 2 MB."""

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    frame: Frame
    packed: str | None
    """The index (JSON, deflated, base64); None where it would be too large for a page."""
    told: str
    """What is searched."""
    claims: tuple[PageLink, ...]
    """The parts of the list of claims with their days, for those whose browser runs no script."""
    statements: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One claim or statement to be found."""

    id: str
    address: str
    head: str
    """What is shown beside the id."""
    text: str
    """What is searched besides, and shown below it."""


def search_page(ledger: Ledger) -> SearchPage:
    rows = [*map(_claim, ledger.entries, [ledger] * len(ledger.entries)), *_statements(ledger)]
    packed, told = _packed(rows, linked=bool(ledger.in_brief))
    parts = listing_parts(len(ledger.claims))
    claims = [entry.account for entry in ledger.claims]
    return SearchPage(
        frame=frame(ledger, title_words.page_title("search"), "search"),
        packed=packed,
        told=told,
        claims=_parts("claims", claims, PART) if parts > 1 else (),
        statements=_parts("official-only", ledger.official_only, addresses.STATEMENTS_PART),
    )


def _claim(entry: Entry, ledger: Ledger) -> Row:
    account = entry.account
    found = badge(entry.finding)
    answers = [f"{ledger.issuer(pair)} {shown(pair.statement)}" for pair in in_full(entry.links)[0]]
    status = "" if entry.finding.flag is None else words.STATUSES[entry.finding.status]
    return Row(
        id=shown(account.id),
        address=entry.address,
        head="; ".join(
            part
            for part in (
                shown(account.record.claimant),
                readings.place_short(account, ledger),
                words.event_date(account.values.date),
                found.words,
                status,
            )
            if part
        ),
        text=" · ".join([readings.what(account, ledger), shown(entry.finding.reason), *answers, *_summary(account)]),
    )


def _statements(ledger: Ledger) -> Iterator[Row]:
    """Those without a claim, and those that no claim's row names because it has too many."""
    told = [(account, title_words.OFFICIAL_ONLY) for account in ledger.official_only]
    told += [(account, title_words.LINKED) for account in ledger.in_brief]
    for account, kind in told:
        head = (
            shown(account.record.issuer),
            readings.place_short(account, ledger),
            words.event_date(account.values.date),
            kind,
        )
        groups = ledger.books.groups.get(account.version.row, ())
        yield Row(
            id=shown(account.id),
            address=ledger.statement_addresses[account.id],
            head="; ".join(head),
            text=" · ".join([readings.what(account, ledger), *map(shown, groups), *_summary(account)]),
        )


def _summary(account: Either) -> list[str]:
    summary = account.record.summary
    return [] if summary is None or is_graphic(account) else [shown(summary)]


def _packed(rows: Sequence[Row], *, linked: bool) -> tuple[str | None, str]:
    """With all words where the page holds them, else with what is shown in one line, else none. `linked`: whether
    statements that are linked have rows of their own."""
    for texts in (True, False):
        packed = _pack([row.id, row.address, row.head, *([row.text] if texts else [])] for row in rows)
        if len(packed) <= PACKED_LIMIT:
            return packed, words.searched(len(rows), texts=texts, linked=linked)
    return None, words.NOT_SEARCHED


def _pack(rows: Iterable[list[str]]) -> str:
    told = json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(told.encode("utf-8", "replace"), 9)).decode("ascii")


def _parts(name: str, accounts: Sequence[Either], size: int) -> tuple[PageLink, ...]:
    found = []
    for number, start in enumerate(range(0, len(accounts), size), 1):
        days = [anchor_day(account) for account in accounts[start : start + size]]
        told = f"{title_words.part(number)}: {interval(DateInterval(min(days), max(days)))}"
        found.append(PageLink(words=told, address=addresses.numbered_page(name, number), current=False))
    return tuple(found)
