"""Where linked accounts say different things, and where officials differ among themselves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import StatementAccount
from reconcile.domain.contradictions import Contradiction
from reconcile.domain.outcomes import Facet, Pair
from reconcile.domain.records import RecordKind, Stance
from reconcile.domain.tallies import Conflict, OfficialConflict, PairRef, TollGap
from reconcile.domain.tolls import Harm, TollSide
from reconcile.report import figure_words, readings, tally_words, title_words, words
from reconcile.report.figures.gaps import Gap, GapFigure, draw_gaps
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.shared import Frame, denies_in_words, frame
from reconcile.report.texts import shown

LISTED = 200
"""Rows of one table: the widest gaps are what a reader looks for; exports hold all."""
DRAWN = 24
LABEL_CHARACTERS = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One linked pair, and what its two accounts say differently."""

    claim: str
    address: str
    claimant: str
    issuer: str
    date: str
    figures: tuple[str, ...]
    """Cells between who speaks and the sentence."""
    key: str
    """What the last figure sorts by."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTable:
    id: str
    title: str
    line: str
    """How many of how many."""
    note: str | None
    heads: tuple[str, ...]
    """Of the figures."""
    rows: tuple[PairRow, ...]
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    claim: str
    address: str
    claimant: str
    one: str
    other: str
    about: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionRow:
    """An account that contradicts a claim, whether it is linked to it or not."""

    claim: str
    address: str
    claimant: str
    who: str
    """Who contradicts it."""
    kind: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepanciesPage:
    frame: Frame
    gaps: GapFigure | None
    tolls: PairTable
    tables: tuple[PairTable, ...]
    officials_line: str
    conflicts: tuple[ConflictRow, ...]
    conflicts_more: str | None
    contradictions_line: str
    contradictions: tuple[ContradictionRow, ...]
    contradictions_more: str | None


def discrepancies_page(ledger: Ledger) -> DiscrepanciesPage:
    found = ledger.books.tallies.discrepancies
    pairs = {(pair.claim, pair.statement): pair for entry in ledger.claims for pair in entry.links}
    differing = len({conflict.claim for conflict in found.officials})
    return DiscrepanciesPage(
        frame=frame(ledger, title_words.page_title("discrepancies"), "discrepancies"),
        gaps=_gaps(found.tolls, ledger),
        tolls=PairTable(
            id="tolls",
            title=title_words.DISCREPANCIES["tolls"][0],
            line=tally_words.gaps_line(len(found.tolls), found.toll_pairs),
            note=words.TOLL_NOTE,
            heads=title_words.DISCREPANCIES["tolls"][1],
            rows=_rows(found.tolls[:LISTED], lambda gap: gap.pair, Facet.TOLL, ledger, pairs, _toll_cells),
            more=_more(len(found.tolls)),
        ),
        tables=(
            _table("targets", Facet.TARGET, found.targets, ledger, pairs),
            _denials(found.denials, ledger, pairs),
            PairTable(
                id="dates",
                title=title_words.DISCREPANCIES["dates"][0],
                line=tally_words.of_links(len(found.dates), found.links, title_words.DIFFERENCES["dates"]),
                note=tally_words.DATES_NOTE,
                heads=title_words.DISCREPANCIES["dates"][1],
                rows=_rows(
                    found.dates[:LISTED],
                    lambda one: one[0],
                    Facet.DATE,
                    ledger,
                    pairs,
                    lambda one: ((tally_words.days_apart(one[1]),), str(one[1])),
                ),
                more=_more(len(found.dates)),
            ),
            PairTable(
                id="places",
                title=title_words.DISCREPANCIES["places"][0],
                line=tally_words.of_links(len(found.places), found.links, title_words.DIFFERENCES["places"]),
                note=tally_words.PLACES_NOTE,
                heads=title_words.DISCREPANCIES["places"][1],
                rows=_rows(
                    found.places[:LISTED],
                    lambda one: one[0],
                    Facet.PLACE,
                    ledger,
                    pairs,
                    lambda one: ((tally_words.km_apart(one[1]),), "" if one[1] is None else f"{one[1]:.1f}"),
                ),
                more=_more(len(found.places)),
            ),
        ),
        officials_line=tally_words.officials_line(differing, found.answered_twice),
        conflicts=tuple(_conflict(one, ledger) for one in found.officials[:LISTED]),
        conflicts_more=_more(len(found.officials)),
        contradictions_line=tally_words.contradictions_line(
            sum(bool(entry.finding.contradictions) for entry in ledger.claims), len(ledger.claims)
        ),
        contradictions=tuple(_contradictions(ledger)[:LISTED]),
        contradictions_more=_more(len(_contradictions(ledger))),
    )


T = TypeVar("T")
Pairs = dict[tuple[str, str], Pair]


def _table(id_: str, facet: Facet, found: Sequence[PairRef], ledger: Ledger, pairs: Pairs) -> PairTable:
    links = ledger.books.tallies.discrepancies.links
    return PairTable(
        id=id_,
        title=title_words.DISCREPANCIES[id_][0],
        line=tally_words.of_links(len(found), links, title_words.DIFFERENCES[id_]),
        note=None,
        heads=(),
        rows=_rows(found[:LISTED], lambda one: one, facet, ledger, pairs, lambda _: ((), "")),
        more=_more(len(found)),
    )


def _denials(found: Sequence[PairRef], ledger: Ledger, pairs: Pairs) -> PairTable:
    links = ledger.books.tallies.discrepancies.links

    def denied(one: PairRef) -> tuple[tuple[str, ...], str]:
        told = words.issuer_denial("", pairs[one.claim, one.statement].denies).strip()
        return (told,), told

    return PairTable(
        id="denials",
        title=title_words.DISCREPANCIES["denials"][0],
        line=tally_words.of_links(len(found), links, title_words.DIFFERENCES["denials"]),
        note=tally_words.DENIALS_NOTE,
        heads=title_words.DISCREPANCIES["denials"][1],
        rows=_rows(found[:LISTED], lambda one: one, None, ledger, pairs, denied),
        more=_more(len(found)),
    )


def _rows(
    found: Iterable[T],
    pair_of: Callable[[T], PairRef],
    facet: Facet | None,
    ledger: Ledger,
    pairs: Pairs,
    cells: Callable[[T], tuple[tuple[str, ...], str]],
) -> tuple[PairRow, ...]:
    """`facet` gives the sentence; without one, that of the pair. `cells` gives the figures and their sort key."""
    rows = []
    for one in found:
        at = pair_of(one)
        entry, pair = ledger.by_id[at.claim], pairs[at.claim, at.statement]
        figures, key = cells(one)
        rows.append(
            PairRow(
                claim=shown(at.claim),
                address=entry.address,
                claimant=shown(entry.account.record.claimant),
                issuer=ledger.issuer(pair),
                date=words.event_date(entry.account.values.date),
                figures=figures,
                key=key,
                sentence=shown(pair.sentence if facet is None else pair.facets[facet].sentence),
            )
        )
    return tuple(rows)


def _toll_cells(gap: TollGap) -> tuple[tuple[str, ...], str]:
    figures = (str(gap.claimed), str(gap.official), words.SIDES[gap.side], tally_words.ratio(gap.ratio))
    return figures, "" if gap.ratio is None else f"{gap.ratio:.4f}"


def _gaps(gaps: Sequence[TollGap], ledger: Ledger) -> GapFigure | None:
    drawn = gaps[:DRAWN]
    return draw_gaps(
        [
            Gap(
                label=_label(ledger.by_id[gap.pair.claim]),
                claimed=gap.claimed,
                official=gap.official,
                ratio="–" if gap.ratio is None else f"×{tally_words.ratio(gap.ratio)}",
            )
            for gap in drawn
        ],
        key="gaps",
        title=figure_words.TOLL_GAPS,
        description=figure_words.gaps_description(len(drawn), len(gaps)),
    )


def _label(entry: Entry) -> str:
    record = entry.account.record
    place = record.place or record.admin1
    named = shown(record.claimant) if place is None else f"{shown(record.claimant)}, {shown(place)}"
    return f"{entry.number}  {quoted(named, LABEL_CHARACTERS)}"


def _conflict(conflict: OfficialConflict, ledger: Ledger) -> ConflictRow:
    entry = ledger.by_id[conflict.claim]
    one, other = ledger.statements[conflict.one], ledger.statements[conflict.other]
    return ConflictRow(
        claim=shown(conflict.claim),
        address=entry.address,
        claimant=shown(entry.account.record.claimant),
        one=shown(one.record.issuer),
        other=shown(other.record.issuer),
        about=tally_words.CONFLICTS[conflict.about],
        says=tally_words.set_beside(
            shown(one.record.issuer),
            _says(one, conflict, ledger),
            shown(other.record.issuer),
            _says(other, conflict, ledger),
        ),
    )


def _contradictions(ledger: Ledger) -> list[ContradictionRow]:
    return [
        ContradictionRow(
            claim=shown(entry.account.id),
            address=entry.address,
            claimant=shown(entry.account.record.claimant),
            who=_contradicting(one, ledger),
            kind=words.first_upper(one.kind.words),
            says=shown(one.sentence),
        )
        for entry in ledger.claims
        for one in entry.finding.contradictions
    ]


def _contradicting(one: Contradiction, ledger: Ledger) -> str:
    """Who speaks in the record; its id where the report does not hold it."""
    if one.record is RecordKind.STATEMENT and one.id in ledger.statements:
        return shown(ledger.statements[one.id].record.issuer)
    if one.record is RecordKind.CLAIM and one.id in ledger.by_id:
        return shown(ledger.by_id[one.id].account.record.claimant)
    return shown(one.id)


def _told(account: StatementAccount, conflict: OfficialConflict, ledger: Ledger) -> tuple[str, str]:
    """Who speaks, and what it says."""
    return shown(account.record.issuer), shown(_says(account, conflict, ledger))


def _says(account: StatementAccount, conflict: OfficialConflict, ledger: Ledger) -> str:
    """What one side says in the point at issue, with its verb."""
    if conflict.about is Conflict.STANCE:
        return denies_in_words(account.record.stance or Stance.UNKNOWN, account.record.denies)
    if conflict.about is Conflict.TOLL:
        told = [(side, toll) for side in TollSide if (toll := readings.toll(account, side, Harm.KILLED)) is not None]
        return tally_words.gives([(toll, words.SIDES[side]) for side, toll in told])
    reading = readings.event_date(account) if conflict.about is Conflict.DATE else readings.target(account, ledger)
    return tally_words.says(reading.words or reading.written or words.NOT_STATED)


def _more(number: int) -> str | None:
    return tally_words.more_rows(number - LISTED) if number > LISTED else None
