"""Who claims and who answers, counted over the whole run."""

from dataclasses import dataclass

from reconcile.domain.cleantext import quoted
from reconcile.domain.outcomes import Facet
from reconcile.domain.tallies import ClaimantTally, IssuerTally, OverlapTally
from reconcile.report import figure_words, tally_words, title_words
from reconcile.report.figures.ratios import RatioFigure, draw_ratios
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import Frame, frame
from reconcile.report.texts import shown

LISTED = 200
DRAWN = 12
LABEL_CHARACTERS = 28
RATIOS = 100
"""Pairs listed per claimant, the highest ratios first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantRow:
    name: str
    anchor: str
    claims: int
    answered: str
    answered_interval: str
    agreement: str
    agreement_interval: str
    denied: str
    ratio: str
    delay: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioRow:
    claim: str
    address: str
    issuer: str
    ratio: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantPart:
    """The ratios of one claimant, behind a fold."""

    name: str
    anchor: str
    line: str
    rows: tuple[RatioRow, ...]
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerRow:
    name: str
    statements: int
    linked: str
    official_only: int
    claims: int
    agreement: str
    agreement_interval: str
    denials: int
    delay: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapRow:
    """One claimant and one issuer that answers it."""

    claimant: str
    issuer: str
    answered: str
    agreement: str
    agreement_interval: str
    denied: str
    key: int
    """What the column of answers is sorted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilesPage:
    frame: Frame
    claimants: tuple[ClaimantRow, ...]
    claimants_more: str | None
    ratios: RatioFigure | None
    parts: tuple[ClaimantPart, ...]
    issuers: tuple[IssuerRow, ...]
    issuers_more: str | None
    overlaps: tuple[OverlapRow, ...]
    overlaps_more: str | None


def profiles_page(ledger: Ledger) -> ProfilesPage:
    tallies = ledger.books.tallies
    claimants, issuers = tallies.claimants, tallies.issuers
    return ProfilesPage(
        frame=frame(ledger, title_words.page_title("profiles"), "profiles"),
        claimants=tuple(_claimant(one, number) for number, one in enumerate(claimants[:LISTED], 1)),
        claimants_more=_more(len(claimants)),
        ratios=_figure(claimants),
        parts=tuple(_part(one, number, ledger) for number, one in enumerate(claimants[:LISTED], 1)),
        issuers=tuple(_issuer(one) for one in issuers[:LISTED]),
        issuers_more=_more(len(issuers)),
        overlaps=tuple(_overlap(one) for one in tallies.overlaps[:LISTED]),
        overlaps_more=_more(len(tallies.overlaps)),
    )


def _claimant(one: ClaimantTally, number: int) -> ClaimantRow:
    return ClaimantRow(
        name=shown(one.label),
        anchor=_anchor(number),
        claims=one.claims,
        answered=tally_words.share_line(one.judged, tally_words.MAY_BE_JUDGED),
        answered_interval=tally_words.interval(one.judged),
        agreement=tally_words.share_line(one.agreement, tally_words.LINKED),
        agreement_interval=tally_words.interval(one.agreement),
        denied=tally_words.share_line(one.denied, tally_words.LINKED),
        ratio=tally_words.spread(tuple(ratio for ratio, _ in one.ratios)),
        delay=tally_words.spread(one.delays, "day"),
    )


def _anchor(number: int) -> str:
    return f"claimant-{number}"


def _figure(claimants: tuple[ClaimantTally, ...]) -> RatioFigure | None:
    drawn = [one for one in claimants if one.ratios][:DRAWN]
    rows = []
    for one in drawn:
        ratios = tuple(ratio for ratio, _ in one.ratios)
        rows.append((quoted(shown(one.label), LABEL_CHARACTERS), ratios, tally_words.quantile(ratios, 0.5)))
    return draw_ratios(
        rows,
        key="ratios",
        title=figure_words.RATIOS,
        description="; ".join(f"{label}: {tally_words.spread(ratios)}" for label, ratios, _ in rows),
    )


def _part(one: ClaimantTally, number: int, ledger: Ledger) -> ClaimantPart:
    listed = one.ratios[::-1][:RATIOS]
    pairs = {(pair.claim, pair.statement): pair for at in listed for pair in ledger.by_id[at[1].claim].links}
    rows = []
    for ratio, at in listed:
        entry, pair = ledger.by_id[at.claim], pairs[at.claim, at.statement]
        rows.append(
            RatioRow(
                claim=shown(at.claim),
                address=entry.address,
                issuer=ledger.issuer(pair),
                ratio=tally_words.ratio(ratio),
                key=f"{ratio:.4f}",
                sentence=shown(pair.facets[Facet.TOLL].sentence),
            )
        )
    name = shown(one.label)
    return ClaimantPart(
        name=name,
        anchor=_anchor(number),
        line=tally_words.inflation_line(name, tuple(ratio for ratio, _ in one.ratios), one.official_zero),
        rows=tuple(rows),
        more=tally_words.more_rows(len(one.ratios) - RATIOS) if len(one.ratios) > RATIOS else None,
    )


def _issuer(one: IssuerTally) -> IssuerRow:
    return IssuerRow(
        name=shown(one.label),
        statements=one.statements,
        linked=f"{one.linked:,} of {one.statements:,}",
        official_only=one.statements - one.linked,
        claims=one.claims,
        agreement=tally_words.share_line(one.agreement, tally_words.ANSWERED),
        agreement_interval=tally_words.interval(one.agreement),
        denials=one.denials,
        delay=tally_words.spread(one.delays, "day"),
    )


def _overlap(one: OverlapTally) -> OverlapRow:
    return OverlapRow(
        claimant=shown(one.claimant),
        issuer=shown(one.issuer),
        answered=tally_words.share_line(one.answered, tally_words.CLAIMS),
        agreement=tally_words.share_line(one.agreement, tally_words.ANSWERED),
        agreement_interval=tally_words.interval(one.agreement),
        denied=tally_words.share_line(one.denied, tally_words.ANSWERED),
        key=one.answered.part,
    )


def _more(number: int) -> str | None:
    return tally_words.more_rows(number - LISTED) if number > LISTED else None
