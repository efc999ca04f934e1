"""The page of one claim: flag and reason, both sides field by field, the evidence, what was not linked and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.crowds import in_full, others_in_full
from reconcile.domain.outcomes import Facet, Flag, Pair, PairRole
from reconcile.domain.phrases import named_first
from reconcile.domain.records import Stance
from reconcile.domain.tolls import Harm, TollSide
from reconcile.report import readings, words
from reconcile.report.figures.maps import Measured, Placed, draw_map
from reconcile.report.figures.marks import MapFigure, Side, TimelineFigure
from reconcile.report.figures.timelines import draw_timeline
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.brief import BriefRow, brief_rows, rival
from reconcile.report.pages.citations import Citation, Versions, citation, versions
from reconcile.report.pages.decided import DecisionRow, decision_rows, machine_note
from reconcile.report.pages.evidence import Waterfall, waterfall
from reconcile.report.pages.originals import Original, original
from reconcile.report.pages.place_tables import PlaceTables, place_tables
from reconcile.report.pages.shared import Badge, Frame, badge, beside, denials, denies_in_words, frame, is_denial
from reconcile.report.pages.side_by_side import SideBySide, side_by_side, side_by_sides
from reconcile.report.pages.times import TimeRow, time_rows
from reconcile.report.pages.toll_table import TollTable, toll_table
from reconcile.report.texts import shown

MAPPED_OTHERS = 2
"""Statements that were not linked but are drawn beside a silent claim: the nearest."""
NOTES = 40
"""Notes shown: more than a run makes today; runs of before made one of every two texts that repeat one another."""
DECIDING = (Facet.DATE, Facet.PLACE, Facet.TARGET)
"""The facets that make the flag (contract, *What the flags mean*)."""

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """How the best link compares in one facet, at a glance."""

    name: str
    sign: str
    result: str
    words: str
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPart:
    """One kept pair: a link, a runner-up or a near miss."""

    label: str
    who: str
    id: str
    anchor: str
    role: str
    stance: str
    sentence: str
    strength: str
    """Weight, probability and the word for it."""
    margin: str | None
    decided: str | None
    """That people made or unmade the link."""
    close_call: str | None
    """Why a person should look."""
    coincidence: str | None
    failed: str | None
    rival: tuple[str, str] | None
    """Words and address (within the folder of claim pages) of the claim that won the statement."""
    apart: str | None
    """Days and kilometres between the accounts."""
    evidence: Waterfall
    side_by_side: SideBySide | None
    """For pairs that were not linked: claim and this statement alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """Another claim that may tell of the same event."""

    id: str
    address: str
    """Within the folder of claim pages."""
    who: str
    date: str
    published: str
    toll: str
    flag: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    frame: Frame
    id: str
    eyebrow: str
    heading: str
    told: str
    """When the event is said to have been and when the claim was published, on one line."""
    badge: Badge
    headline: str
    status: str | None
    stance: str | None
    reason: str
    contradictions: tuple[tuple[str, str], ...]
    """How the claim is contradicted, in words, and what each side says."""
    contradictions_more: str | None
    """How many others contradict it, where they are too many to be written out."""
    notes: tuple[str, ...]
    """What the finding says beside its flag."""
    notes_more: str | None
    silence: str | None
    remarks: tuple[str, ...]
    """What authors remarked of somebody's silence on it."""
    chips: tuple[Chip, ...]
    """How the best link compares; none where nothing is linked."""
    chips_of: str
    side_by_sides: tuple[SideBySide, ...]
    toll: TollTable
    times: tuple[TimeRow, ...]
    timeline: TimelineFigure
    family: tuple[FamilyRow, ...]
    """The other claims that may tell of the same event; of many, the first."""
    family_more: tuple[tuple[str, str], ...]
    """Id and address (within the folder of claim pages) of all others of them."""
    links: tuple[PairPart, ...]
    """Of more than MOST_IN_FULL, those that are written out."""
    further: tuple[BriefRow, ...]
    """All other linked statements, in a line each; those of which the same is told, in one."""
    further_number: int
    further_told: str | None
    """How many are linked, and where those stand that are not written out; None: all are."""
    others: tuple[PairPart, ...]
    further_others: tuple[BriefRow, ...]
    map: MapFigure
    places: PlaceTables
    originals: tuple[Original, ...]
    quoted: bool
    """Whether any of them quotes a text, of which words are marked."""
    machine: str | None
    """That people decided otherwise than the comparison."""
    decisions: tuple[DecisionRow, ...]
    versions: tuple[Versions, ...]
    citations: tuple[Citation, ...]
    next: tuple[str, str] | None
    """Id and address of the claim that follows in the order of the report."""
    previous: tuple[str, str] | None


def claim_page(entry: Entry, ledger: Ledger) -> ClaimPage:
    account, finding = entry.account, entry.finding
    record = account.record
    heading = f"{shown(record.claimant)}, {readings.place_short(account, ledger)}"
    full, further = in_full(entry.links)
    others, further_others = others_in_full(entry.links, entry.others)
    mapped = _mapped(full or entry.others[:MAPPED_OTHERS])
    sources = _sources(entry.account, full, ledger)
    originals = tuple(told for label, one in sources if (told := original(label, one)) is not None)
    previous, following = _neighbours(entry, ledger)
    contradictions, more = named_first(finding.contradictions)
    family = [ledger.by_id[other] for other in finding.family if other in ledger.by_id]
    relatives, _ = named_first(family)
    return ClaimPage(
        frame=frame(ledger, heading, "claims", "../"),
        id=shown(account.id),
        eyebrow=words.eyebrow(record.claim_kind, entry.number, len(ledger.claims)),
        heading=heading,
        told=words.told_when(
            words.event_date(account.values.date), shown(words.published_or_read(record.published, record.reported))
        ),
        badge=badge(finding),
        headline=words.verdict_headline(finding.flag, record.claim_kind, denials(entry, ledger)),
        status=None if finding.flag is None else words.STATUSES[finding.status],
        stance=_stance(entry, ledger),
        reason=shown(finding.reason),
        contradictions=tuple((words.first_upper(one.kind.words), shown(one.sentence)) for one in contradictions),
        contradictions_more=words.more_contradictions(more) if more else None,
        notes=tuple(shown(note.sentence) for note in finding.notes[:NOTES]),
        notes_more=words.more_notes(len(finding.notes) - NOTES) if len(finding.notes) > NOTES else None,
        silence=_silence(entry),
        remarks=tuple(
            shown(words.remark_of_silence(one)) for one in ledger.books.remarks if one.claim == entry.account.id
        ),
        chips=_chips(entry),
        chips_of=ledger.issuer(entry.links[0]) if entry.links else "",
        side_by_sides=side_by_sides(account, full, ledger),
        toll=toll_table(account, full, ledger),
        times=time_rows(account, full, ledger),
        timeline=draw_timeline([entry], ledger, key="timeline"),
        family=tuple(map(_relative, relatives)),
        family_more=tuple(map(beside, family[len(relatives) :])),
        links=tuple(_part(pair, entry, ledger, number) for number, pair in enumerate(full, 1)),
        further=brief_rows(further, ledger),
        further_number=len(further),
        further_told=words.written_out(len(entry.links), len(full)) if further else None,
        others=tuple(_part(pair, entry, ledger, number) for number, pair in enumerate(others, 1)),
        further_others=brief_rows(further_others, ledger),
        map=_map(entry, mapped, ledger),
        places=place_tables(account, mapped, ledger),
        originals=originals,
        quoted=any(one.text is not None or one.translation is not None for one in originals),
        machine=machine_note(finding),
        decisions=decision_rows(entry, ledger),
        versions=tuple(kept for label, one in sources if (kept := versions(label, one, ledger)) is not None),
        citations=tuple(citation(label, one, ledger) for label, one in sources),
        next=following,
        previous=previous,
    )


def _sources(account: ClaimAccount, links: Sequence[Pair], ledger: Ledger) -> list[tuple[str, Either]]:
    """The claim and the statements that the page writes out, with their labels on it."""
    several = len(links) > 1
    linked = [
        (words.statement_label(number if several else None), ledger.statements[pair.statement])
        for number, pair in enumerate(links, 1)
    ]
    return [(words.CLAIM_LABEL, account), *linked]


def _neighbours(entry: Entry, ledger: Ledger) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    place = ledger.places[entry.account.id]
    before = ledger.entries[place - 1] if place > 0 else None
    after = ledger.entries[place + 1] if place + 1 < len(ledger.entries) else None
    return _named(before), _named(after)


def _named(entry: Entry | None) -> tuple[str, str] | None:
    return None if entry is None else beside(entry)


def _stance(entry: Entry, ledger: Ledger) -> str | None:
    """What the issuers that deny nothing make of the event; the headline names those that deny."""
    said: list[str] = []
    for stance in Stance:
        issuers = [ledger.issuer(pair) for pair in entry.links if pair.stance is stance and not is_denial(pair)]
        if issuers:
            said.append(words.issuer_stance(list(dict.fromkeys(issuers)), stance))
    return words.first_upper("; ".join(said)) + "." if said else None


def _silence(entry: Entry) -> str | None:
    if entry.finding.flag is not Flag.NO_OFFICIAL_COMMENT:
        return None
    return words.SILENCE_MEANINGS.get(entry.finding.status)


def _chips(entry: Entry) -> tuple[Chip, ...]:
    if not entry.links:
        return ()
    facets = entry.links[0].facets
    return tuple(
        Chip(
            name=words.FACETS[facet],
            sign=words.RESULT_SIGNS[facets[facet].result],
            result=facets[facet].result.value,
            words=words.RESULTS[facets[facet].result],
            decides=facet in DECIDING,
        )
        for facet in Facet
        if facet in facets
    )


def _relative(other: Entry) -> FamilyRow:
    account = other.account
    return FamilyRow(
        id=shown(account.id),
        address=other.address.removeprefix("claims/"),
        who=shown(account.record.claimant),
        date=words.event_date(account.values.date),
        published=words.written_time(account.record.published),
        toll=readings.toll(account, TollSide.OWN, Harm.KILLED) or words.NOT_STATED,
        flag=badge(other.finding),
    )


def _part(pair: Pair, entry: Entry, ledger: Ledger, number: int) -> PairPart:
    scored = pair.scored
    linked = scored.role is PairRole.LINKED
    several = len(entry.links) > 1
    label = (
        words.statement_label(number if several else None) if linked else words.first_upper(words.ROLES[scored.role])
    )
    anchor = f"{'link' if linked else 'other'}-{number}"
    return PairPart(
        label=label,
        who=ledger.issuer(pair),
        id=shown(pair.statement),
        anchor=anchor,
        role=words.ROLES[scored.role],
        stance=denies_in_words(pair.stance, pair.denies),
        sentence=shown(pair.sentence),
        strength=words.strength(scored.weight, scored.probability, rivalled=scored.role is PairRole.RUNNER_UP),
        margin=None if scored.margin is None else words.margin(scored.margin),
        decided=None if pair.decision is None else words.pair_decided(pair.decision, scored.machine_role),
        close_call=None if scored.close_call is None else words.CLOSE_CALLS[scored.close_call],
        coincidence=(None if scored.coincidence is None else words.coincidence(scored.coincidence, scored.candidates)),
        failed=None if linked else words.failed_test(scored.failed),
        rival=rival(pair, ledger),
        apart=words.apart(scored.days_apart, scored.distance_km),
        evidence=waterfall(scored, ledger.books.model, key=f"{anchor}-fall", who=ledger.issuer(pair)),
        side_by_side=None if linked else side_by_side(entry.account, [pair], ledger),
    )


def _mapped(pairs: Sequence[Pair]) -> list[tuple[str, Pair]]:
    """With their labels on the map."""
    return [(words.statement_mark(number), pair) for number, pair in enumerate(pairs, 1)]


def _map(entry: Entry, mapped: Sequence[tuple[str, Pair]], ledger: Ledger) -> MapFigure:
    """The claim beside the linked statements, or beside the nearest others where none is linked."""
    claim = Placed(
        label=words.CLAIM_MARK,
        side=Side.CLAIM,
        who=shown(entry.account.record.claimant),
        address=None,
        account=entry.account,
    )
    statements = [
        Placed(
            label=label,
            side=Side.STATEMENT,
            who=ledger.issuer(pair) + ("" if entry.links else f" ({words.ROLES[pair.scored.role]})"),
            address=None,
            account=ledger.statements[pair.statement],
        )
        for label, pair in mapped
    ]
    measured = [
        Measured(label_a=words.CLAIM_MARK, label_b=label, km=pair.scored.distance_km)
        for label, pair in mapped
        if pair.scored.distance_km is not None
    ]
    return draw_map([claim, *statements], ledger, key="map", pair=True, measured=measured)
