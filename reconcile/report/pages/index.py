"""The first page: what the run covered, the bottom line, the claims; and the further parts of a long list."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.domain import phrases
from reconcile.domain.anchors import anchor_day
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import ClaimStance, Flag, Status
from reconcile.domain.records import ClaimKind
from reconcile.domain.sources import SourceKind
from reconcile.report import readings, words
from reconcile.report.figures.maps import Placed, draw_map
from reconcile.report.figures.marks import MapFigure, Side, TimelineFigure
from reconcile.report.figures.timelines import draw_timeline
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.shared import Badge, Fact, Frame, PageLink, badge, frame, part_links
from reconcile.report.readings import Reading
from reconcile.report.texts import shown

PART = 200
"""Claims on one page: more make pages slow to open and figures too tall to read."""
DIGEST_SHOWN = 12
BAR_WIDTH = 640.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    words: str
    number: int
    share: str
    meaning: str
    shape: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    shape: str
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    sentences: tuple[str, ...]
    flags: tuple[Count, ...]
    silences: tuple[Count, ...]
    stances: tuple[Count, ...]
    statements: tuple[Count, ...]
    apart: tuple[Count, ...]
    claims: int
    silent: int
    linked: int
    all_statements: int
    segments: tuple[Segment, ...]
    segments_in_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    source: str
    kind: str
    days: str
    basis: str
    note: str | None


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
    period: str
    as_of: str
    meta: tuple[str, ...]
    """Run, versions, sources collected and issuers heard, in a few lines."""
    facts: tuple[Fact, ...]
    digests: tuple[Fact, ...]
    coverage: tuple[CoverageRow, ...]
    issuers: tuple[Count, ...]
    bottom: BottomLine
    listing: Listing
    apart: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """A further part of a long list of claims."""

    frame: Frame
    listing: Listing


def index_page(ledger: Ledger) -> IndexPage:
    return IndexPage(
        frame=frame(ledger, "Claims and official statements", "claims"),
        period=_period(ledger),
        as_of=phrases.instant(ledger.outcome.run.as_of),
        meta=_meta(ledger),
        facts=_facts(ledger),
        digests=tuple(
            Fact(name=name, value=digest[:DIGEST_SHOWN]) for name, digest in sorted(ledger.outcome.run.digests.items())
        ),
        coverage=_coverage(ledger),
        issuers=_issuers(ledger),
        bottom=_bottom(ledger),
        listing=_listing(ledger, 1),
        apart=tuple(_row(entry, ledger) for entry in ledger.apart),
    )


def listing_pages(ledger: Ledger) -> Iterator[tuple[int, ListingPage]]:
    """The parts after the first, with their numbers."""
    for number in range(2, _parts(ledger) + 1):
        title = f"Claims, part {number} of {_parts(ledger)}"
        yield number, ListingPage(frame=frame(ledger, title, "claims"), listing=_listing(ledger, number))


def _parts(ledger: Ledger) -> int:
    return max(1, -(-len(ledger.claims) // PART))


def _listing(ledger: Ledger, number: int) -> Listing:
    entries = ledger.claims[(number - 1) * PART : number * PART]
    return Listing(
        rows=tuple(_row(entry, ledger) for entry in entries),
        total=len(ledger.claims),
        parts=part_links("claims", _parts(ledger), number),
        timeline=draw_timeline(entries, ledger, key="timeline"),
        map=draw_map(_placed(entries, ledger), ledger, key="map"),
    )


def _row(entry: Entry, ledger: Ledger) -> ClaimRow:
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


def _period(ledger: Ledger) -> str:
    spans = [span for entry in ledger.entries if (span := entry.account.values.date.span) is not None]
    undated = len(ledger.entries) - len(spans)
    if not spans:
        return "No claim states the date of its event."
    covered = phrases.interval(DateInterval(min(s.start for s in spans), max(s.end for s in spans)))
    without = f"; {phrases.count(undated, 'record states', 'records state')} no date" if undated else ""
    return f"Events dated {covered}{without}"


def _facts(ledger: Ledger) -> tuple[Fact, ...]:
    run = ledger.outcome.run
    return (
        Fact(name="Data as of", value=phrases.instant(run.as_of)),
        Fact(name="Period of the events claimed", value=_period(ledger)),
        Fact(name="Run", value=run.key),
        Fact(name="Program", value=run.program),
        Fact(name="Model", value=run.model),
    )


def _meta(ledger: Ledger) -> tuple[str, ...]:
    run = ledger.outcome.run
    return (
        words.versions(run.key[:DIGEST_SHOWN], run.program, run.model),
        words.collected(list(dict.fromkeys(row.source for row in _coverage(ledger)))),
        words.heard([issuer.words for issuer in _issuers(ledger)]),
    )


def _coverage(ledger: Ledger) -> tuple[CoverageRow, ...]:
    sources = {source.key: source for source in ledger.outcome.sources}
    rows = []
    for span in sorted(ledger.outcome.coverage, key=lambda c: (c.source, c.days, c.basis.value, c.note or "")):
        source = sources.get(span.source)
        rows.append(
            CoverageRow(
                source=shown(span.source if source is None else source.name),
                kind="source" if source is None else source.kind.value,
                days=phrases.interval(span.days),
                basis=words.BASES[span.basis],
                note=None if span.note is None else shown(span.note),
            )
        )
    return tuple(rows)


def _issuers(ledger: Ledger) -> tuple[Count, ...]:
    heard = Counter(shown(statement.record.issuer) for statement in ledger.outcome.statements)
    total = heard.total()
    return tuple(
        Count(words=issuer, number=number, share=words.share(number, total), meaning="")
        for issuer, number in sorted(heard.items(), key=lambda item: (-item[1], item[0]))
    )


def _monitored(ledger: Ledger) -> int:
    issuers = {source.key for source in ledger.outcome.sources if source.kind is SourceKind.ISSUER}
    return len({span.source for span in ledger.outcome.coverage if span.source in issuers})


def _bottom(ledger: Ledger) -> BottomLine:
    findings = [entry.finding for entry in ledger.claims]
    flags = Counter(finding.flag for finding in findings)
    stances = Counter(finding.stance for finding in findings if finding.flag is not Flag.NO_OFFICIAL_COMMENT)
    silent = Counter(finding.status for finding in findings if finding.flag is Flag.NO_OFFICIAL_COMMENT)
    by_flag = {flag: flags[flag] for flag in Flag}
    denied = stances[ClaimStance.DENIED] + stances[ClaimStance.MIXED]
    total, statements = len(findings), len(ledger.outcome.statements)
    linked = statements - len(ledger.official_only)
    apart = _apart(ledger)
    apart_line = words.apart_line(apart[0].number, apart[1].number)
    sentences = [
        *words.bottom_line(by_flag, denied, ledger.outcome.run.as_of),
        words.statements_line(linked, statements),
        *([apart_line] if apart_line is not None else []),
    ]
    return BottomLine(
        sentences=tuple(sentences),
        flags=tuple(
            Count(
                words=words.first_upper(words.FLAGS[flag]),
                number=number,
                share=words.share(number, total),
                meaning=words.FLAG_MEANINGS[flag],
                shape=flag.value,
            )
            for flag, number in by_flag.items()
        ),
        silences=_silences(ledger, silent),
        stances=_stances(stances, total - flags[Flag.NO_OFFICIAL_COMMENT]),
        statements=_statement_counts(linked, statements),
        apart=apart,
        claims=total,
        silent=flags[Flag.NO_OFFICIAL_COMMENT],
        linked=total - flags[Flag.NO_OFFICIAL_COMMENT],
        all_statements=statements,
        segments=_segments(by_flag),
        segments_in_words="; ".join(f"{words.FLAGS[flag]}: {number}" for flag, number in by_flag.items()),
    )


def _silences(ledger: Ledger, silent: Counter[Status]) -> tuple[Count, ...]:
    total = silent.total()
    monitored = _monitored(ledger)
    return tuple(
        Count(
            words=words.first_upper(words.STATUSES[status]),
            number=silent[status],
            share=words.share(silent[status], total),
            meaning=words.silence(status, ledger.outcome.run.as_of, monitored),
        )
        for status in words.SILENCE_ORDER
    )


def _stances(stances: Counter[ClaimStance | None], linked: int) -> tuple[Count, ...]:
    return tuple(
        Count(
            words=words.first_upper(words.CLAIM_STANCES[stance]),
            number=stances[stance],
            share=words.share(stances[stance], linked),
            meaning=words.STANCE_MEANINGS[stance],
        )
        for stance in (*ClaimStance, None)
        if stance is not None or stances[None]
    )


def _statement_counts(linked: int, total: int) -> tuple[Count, ...]:
    return (
        Count(words="Linked to a claim", number=linked, share=words.share(linked, total), meaning=words.LINKED_MEANING),
        Count(
            words="Official-only",
            number=total - linked,
            share=words.share(total - linked, total),
            meaning=words.OFFICIAL_ONLY_MEANING,
        ),
    )


def _apart(ledger: Ledger) -> tuple[Count, Count]:
    kinds = Counter(entry.account.record.claim_kind for entry in ledger.apart)
    return (
        Count(words="Denials by groups", number=kinds[ClaimKind.DENIAL], share="", meaning=words.GROUP_DENIES_MEANING),
        Count(words="Allegations", number=kinds[ClaimKind.ALLEGATION], share="", meaning=words.ALLEGATION_MEANING),
    )


def _segments(flags: dict[Flag, int]) -> tuple[Segment, ...]:
    """The flags as parts of one bar, as wide as their shares."""
    total = sum(flags.values())
    segments, x = [], 0.0
    for flag, number in flags.items():
        if number:
            width = BAR_WIDTH * number / total
            segments.append(Segment(shape=flag.value, x=round(x, 1), width=round(width, 1), words=f"{number:,}"))
            x += width
    return tuple(segments)
