"""The page of one claim: flag and reason, both sides field by field, the evidence, what was not linked and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain import phrases
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import Facet, Flag, Pair, PairRole
from reconcile.domain.records import Attribution, ClaimRecord, Stance, StatementRecord
from reconcile.domain.tolls import Harm, TollSide
from reconcile.report import readings, words
from reconcile.report.figures.maps import Measured, Placed, draw_map
from reconcile.report.figures.marks import MapFigure, Side
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.evidence import Waterfall, waterfall
from reconcile.report.pages.shared import Badge, Frame, badge, denials, denies_in_words, frame, is_denial
from reconcile.report.readings import Reading
from reconcile.report.texts import excerpt, language_tag, shown, shown_or_none

MAPPED_OTHERS = 2
"""Statements that were not linked but are drawn beside a silent claim: the nearest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One account of a side-by-side table."""

    label: str
    """`Claim`, `Statement 1`, …"""
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How one statement compares with the claim in one facet."""

    label: str
    sign: str
    result: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    name: str
    cells: tuple[Reading, ...]
    """The claim's first, then one per statement."""
    compared: tuple[Compared, ...]
    """One per statement where this field is compared, else none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    columns: tuple[Column, ...]
    fields: tuple[FieldRow, ...]
    tolls: tuple[FieldRow, ...]
    toll_compared: tuple[Compared, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPart:
    """One kept pair: a link, a runner-up or a near miss."""

    label: str
    who: str
    id: str
    role: str
    stance: str
    sentence: str
    strength: str
    """Weight, probability and the word for it."""
    margin: str | None
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
class Original:
    """What a record says in its own words, in excerpt."""

    label: str
    who: str
    summary: str | None
    text: str | None
    translation: str | None
    language: str | None
    graphic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    label: str
    who: str
    id: str
    lines: tuple[tuple[str, str], ...]
    digest: str


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
    badge: Badge
    headline: str
    status: str | None
    stance: str | None
    reason: str
    silence: str | None
    side_by_side: SideBySide
    family: tuple[FamilyRow, ...]
    """The other claims that may tell of the same event."""
    links: tuple[PairPart, ...]
    others: tuple[PairPart, ...]
    map: MapFigure
    originals: tuple[Original, ...]
    citations: tuple[Citation, ...]


Either = ClaimAccount | StatementAccount


def claim_page(entry: Entry, ledger: Ledger) -> ClaimPage:
    account, finding = entry.account, entry.finding
    record = account.record
    denied = denials(entry, ledger)
    accounts = [
        (f"Statement {number}", ledger.statements[pair.statement]) for number, pair in enumerate(entry.links, 1)
    ]
    sources: list[tuple[str, Either]] = [("Claim", account), *accounts]
    heading = f"{shown(record.claimant)}, {readings.place_short(account, ledger)}"
    return ClaimPage(
        frame=frame(ledger, heading, "claims", "../"),
        id=shown(account.id),
        eyebrow=words.eyebrow(record.claim_kind, entry.number, len(ledger.claims)),
        heading=heading,
        badge=badge(finding),
        headline=words.verdict_headline(finding.flag, record.claim_kind, denied),
        status=None if finding.flag is None else words.STATUSES[finding.status],
        stance=_stance(entry, ledger),
        reason=shown(finding.reason),
        silence=_silence(entry),
        side_by_side=side_by_side(account, entry.links, ledger),
        family=tuple(_relative(ledger.by_id[other]) for other in finding.family),
        links=tuple(_part(pair, entry, ledger, f"Statement {number}") for number, pair in enumerate(entry.links, 1)),
        others=tuple(_part(pair, entry, ledger, None) for pair in entry.others),
        map=_map(entry, ledger),
        originals=tuple(original for label, one in sources if (original := _original(label, one)) is not None),
        citations=tuple(_citation(label, one) for label, one in sources),
    )


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


def side_by_side(account: ClaimAccount, pairs: Sequence[Pair], ledger: Ledger) -> SideBySide:
    statements = [ledger.statements[pair.statement] for pair in pairs]
    accounts: list[Either] = [account, *statements]
    columns = [Column(label="Claim", who=shown(account.record.claimant))]
    for number, statement in enumerate(statements, 1):
        label = f"Statement {number}" if len(statements) > 1 else "Statement"
        columns.append(Column(label=label, who=shown(statement.record.issuer)))
    compared = {facet: _compared(facet, pairs, columns) for facet in Facet}
    fields = [
        FieldRow(name="Published", cells=tuple(_published(one) for one in accounts), compared=()),
        _field("Date of the event", [readings.event_date(one) for one in accounts], compared[Facet.DATE]),
        _field("Place", [readings.place(one) for one in accounts], compared[Facet.PLACE]),
        _field("Target", [readings.target(one, ledger) for one in accounts], compared[Facet.TARGET]),
        _field("Who was hit", [readings.target_actor(one, ledger) for one in accounts], ()),
        _field("Kind of attack", [readings.attack(one, ledger) for one in accounts], ()),
    ]
    return SideBySide(
        columns=tuple(columns),
        fields=tuple(fields),
        tolls=tuple(_tolls(accounts)),
        toll_compared=compared[Facet.TOLL],
    )


def _field(name: str, cells: Sequence[Reading], compared: tuple[Compared, ...]) -> FieldRow:
    return FieldRow(name=name, cells=tuple(cells), compared=compared)


def _published(account: Either) -> Reading:
    if account.record.published is None:
        return Reading(words=None)
    return Reading(words=words.written_time(account.record.published))


def _compared(facet: Facet, pairs: Sequence[Pair], columns: Sequence[Column]) -> tuple[Compared, ...]:
    """One per statement, in the order of the columns; none where a pair was not compared in this facet."""
    if any(facet not in pair.facets for pair in pairs):
        return ()
    return tuple(
        Compared(
            label=column.label,
            sign=words.RESULT_SIGNS[pair.facets[facet].result],
            result=pair.facets[facet].result.value,
            words=words.RESULTS[pair.facets[facet].result],
            sentence=shown(pair.facets[facet].sentence),
        )
        for pair, column in zip(pairs, columns[1:], strict=True)
    )


def _tolls(accounts: Sequence[Either]) -> list[FieldRow]:
    """One row per side and harm that any account counts, then what the figures stand for."""
    rows = []
    for side in TollSide:
        for harm in Harm:
            cells = [readings.toll(account, side, harm) for account in accounts]
            if any(cell is not None for cell in cells):
                name = words.first_upper(f"{words.HARMS[harm]}, {words.SIDES[side]}")
                rows.append(FieldRow(name=name, cells=tuple(Reading(words=cell) for cell in cells), compared=()))
    if rows:
        scopes = tuple(Reading(words=_toll_scope(account)) for account in accounts)
        rows.append(FieldRow(name="The figures count", cells=scopes, compared=()))
    return rows


def _toll_scope(account: Either) -> str | None:
    if not account.values.tolls:
        return None
    events = account.values.events
    return words.TOLL_SCOPES[account.values.toll_scope] + (f" ({phrases.count(events, 'event')})" if events > 1 else "")


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


def _part(pair: Pair, entry: Entry, ledger: Ledger, label: str | None) -> PairPart:
    scored = pair.scored
    linked = scored.role is PairRole.LINKED
    return PairPart(
        label=label or words.first_upper(words.ROLES[scored.role]),
        who=ledger.issuer(pair),
        id=shown(pair.statement),
        role=words.ROLES[scored.role],
        stance=denies_in_words(pair.stance, pair.denies),
        sentence=shown(pair.sentence),
        strength=words.strength(scored.weight, scored.probability, rivalled=scored.role is PairRole.RUNNER_UP),
        margin=None if scored.margin is None else words.margin(scored.margin),
        close_call=None if scored.close_call is None else words.CLOSE_CALLS[scored.close_call],
        coincidence=(None if scored.coincidence is None else words.coincidence(scored.coincidence, scored.candidates)),
        failed=None if linked else words.failed_test(scored.failed),
        rival=_rival(pair, entry, ledger),
        apart=words.apart(scored.days_apart, scored.distance_km),
        evidence=waterfall(scored, ledger.books.model),
        side_by_side=None if linked else side_by_side(entry.account, [pair], ledger),
    )


def _rival(pair: Pair, entry: Entry, ledger: Ledger) -> tuple[str, str] | None:
    row = pair.scored.rival_claim_row
    rival = None if row is None else ledger.by_row.get(row)
    if rival is None or rival is entry:
        return None
    return shown(rival.account.id), rival.address.removeprefix("claims/")


def _map(entry: Entry, ledger: Ledger) -> MapFigure:
    """The claim with its linked statements, or beside the nearest others where none is linked."""
    pairs = entry.links or entry.others[:MAPPED_OTHERS]
    claim = Placed(
        label="C", side=Side.CLAIM, who=shown(entry.account.record.claimant), address=None, account=entry.account
    )
    statements = [
        Placed(
            label=f"S{number}",
            side=Side.STATEMENT,
            who=ledger.issuer(pair) + ("" if entry.links else f" ({words.ROLES[pair.scored.role]})"),
            address=None,
            account=ledger.statements[pair.statement],
        )
        for number, pair in enumerate(pairs, 1)
    ]
    measured = [
        Measured(label_a="C", label_b=f"S{number}", km=pair.scored.distance_km)
        for number, pair in enumerate(pairs, 1)
        if pair.scored.distance_km is not None
    ]
    return draw_map([claim, *statements], ledger, key="map", pair=True, measured=measured)


def _original(label: str, account: Either) -> Original | None:
    record = account.record
    if record.summary is None and record.text is None and record.translation is None:
        return None
    return Original(
        label=label,
        who=shown(record.speaker),
        summary=shown_or_none(record.summary),
        text=None if record.text is None else excerpt(record.text),
        translation=None if record.translation is None else excerpt(record.translation),
        language=language_tag(record.language),
        graphic="graphic" in (record.sensitivity or "").casefold(),
    )


def _citation(label: str, account: Either) -> Citation:
    record, version = account.record, account.version
    lines = [
        ("Published by", shown_or_none(record.publisher)),
        *_voice(record),
        ("Published", _time(record.published)),
        ("Read via a page of", _time(record.reported)),
        ("Retrieved", _time(record.retrieved)),
        ("Address", shown_or_none(record.url)),
        ("Archived copy", shown_or_none(record.archive_url)),
        ("Document", shown_or_none(record.document)),
        ("Grades (source, item)", _grades(account)),
        ("Withdrawn", "by the side itself" if record.withdrawn else None),
        ("Version", f"{version.version}, known from {iso_instant(version.known_from)}"),
    ]
    return Citation(
        label=label,
        who=shown(record.speaker),
        id=shown(account.id),
        lines=tuple((name, value) for name, value in lines if value is not None),
        digest=version.digest,
    )


def _voice(record: ClaimRecord | StatementRecord) -> list[tuple[str, str | None]]:
    """Through whom the side spoke."""
    if isinstance(record, ClaimRecord):
        channel = None if record.channel is None else words.CHANNELS[record.channel]
        return [("Outlet", shown_or_none(record.outlet)), ("Channel", channel)]
    kind = None if record.issuer_type is None else words.ISSUER_TYPES[record.issuer_type]
    spoken = words.ATTRIBUTIONS[record.attribution or Attribution.DIRECT]
    return [("Kind of issuer", kind), ("Spoken", spoken)]


def _time(text: str | None) -> str | None:
    return None if text is None else shown(words.written_time(text))


def _grades(account: Either) -> str | None:
    grades = [shown(grade) for grade in (account.record.source_grade, account.record.item_grade) if grade is not None]
    return ", ".join(grades) or None
