"""What needs a person's decision, by reason: where a comparison is close, and where accounts contradict each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconcile.domain.changes import ClaimChange
from reconcile.domain.contradictions import OF_OTHER_GROUPS
from reconcile.domain.like_with_like import TollPair, consistent, like_with_like, ratio
from reconcile.domain.outcomes import ClaimStance, CloseCall, Facet, FacetResult, Pair
from reconcile.domain.records import Denied
from reconcile.report import readings, words
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.shared import is_denial
from reconcile.report.texts import shown

SHARP_RATIO = 3.0
"""Beyond this tolls differ sharply: the median ratio of documented cases is 2.6, and a third is settled by scope."""
LISTED = 5
"""Claims named at once; the others stand behind a fold."""
FOLDED = 45


class Reason(StrEnum):
    """Why a claim should be looked at, the most urgent first."""

    REOPENED = "reopened"
    STALE = "stale"
    PROPOSED = "proposed"
    MARGIN = "margin"
    THRESHOLD = "threshold"
    EPISODE = "episode"
    EXCHANGED = "exchanged"
    DENIED = "denied"
    ATTRIBUTION = "attribution"
    OFFICIALS = "officials"
    TOLL = "toll"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One claim to look at."""

    id: str
    address: str
    who: str
    told: str
    """What is to be looked at, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    name: str
    meaning: str
    number: int
    first: tuple[Item, ...]
    folded: tuple[Item, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    sentence: str
    rows: tuple[ReasonRow, ...]
    by_claim: Mapping[str, str]
    """Ids of the claims to look at, with the reasons in a few words."""


def attention(ledger: Ledger) -> Attention:
    """Reasons with any claim; a claim stands under each of its reasons."""
    found: dict[Reason, list[Item]] = {reason: [] for reason in Reason}
    changes = _changes(ledger)
    by_claim: dict[str, str] = {}
    for entry in ledger.claims:
        reasons = dict(reasons_of(entry, ledger, changes.get(entry.account.id)))
        if reasons:
            by_claim[entry.account.id] = words.asked([words.REASONS[reason.value][0] for reason in reasons])
        for reason, told in reasons.items():
            found[reason].append(_item(entry, ledger, told))
    return Attention(
        sentence=words.asking(len(by_claim), len(ledger.claims)),
        rows=tuple(_row(reason, items) for reason, items in found.items() if items),
        by_claim=by_claim,
    )


def _changes(ledger: Ledger) -> Mapping[str, ClaimChange]:
    log = ledger.books.changes
    return {} if log is None else {change.claim: change for change in log.claims}


def reasons_of(entry: Entry, ledger: Ledger, change: ClaimChange | None) -> Iterator[tuple[Reason, str]]:
    """The reasons to look at a claim, each with a sentence."""
    if change is not None and change.reopens_silence:
        yield Reason.REOPENED, shown(entry.finding.reason)
    yield from _decided(entry, ledger)
    yield from _close_calls(entry)
    yield from _contradictions(entry, ledger)


def _decided(entry: Entry, ledger: Ledger) -> Iterator[tuple[Reason, str]]:
    """Decisions that wait for somebody to look again, or for a second person."""
    marks = ledger.marks.get(entry.account.id, ())
    stale = [mark for mark in marks if mark.changes]
    waiting = sum(not mark.stands for mark in marks)
    if stale:
        changed = list(dict.fromkeys(change.field for mark in stale for change in mark.changes))
        yield Reason.STALE, shown(words.stale(len(stale), changed))
    if waiting:
        yield Reason.PROPOSED, words.proposed(waiting)


def _close_calls(entry: Entry) -> Iterator[tuple[Reason, str]]:
    seen: set[CloseCall] = set()
    for pair in entry.pairs:
        call = pair.scored.close_call
        if call is not None and call not in seen:
            seen.add(call)
            yield Reason(call.value), shown(pair.sentence)


def _contradictions(entry: Entry, ledger: Ledger) -> Iterator[tuple[Reason, str]]:
    denied = [pair for pair in entry.links if is_denial(pair)]
    whole = [pair for pair in denied if not pair.denies or Denied.EVENT in pair.denies]
    if denied:
        told = whole[0] if whole else denied[0]
        yield Reason.DENIED, words.first_upper(words.issuer_denial(ledger.issuer(told), told.denies)) + "."
    others = [one for one in entry.finding.contradictions if one.kind in OF_OTHER_GROUPS]
    if others:
        yield Reason.ATTRIBUTION, shown(others[0].sentence)
    figures = [(pair, like_with_like(entry.account, ledger.statements[pair.statement])) for pair in entry.links]
    if entry.finding.stance is ClaimStance.MIXED or _officials_differ(figures):
        yield Reason.OFFICIALS, words.officials_differ([_said(pair, toll, ledger) for pair, toll in figures])
    sharp = [pair for pair, toll in figures if _sharp(pair, toll)]
    if sharp:
        yield Reason.TOLL, shown(sharp[0].facets[Facet.TOLL].sentence)


def _officials_differ(figures: list[tuple[Pair, TollPair]]) -> bool:
    """Whether two statements give dead of the same side that do not fit together."""
    told = [toll for _, toll in figures if toll.comparable and toll.official is not None]
    return any(
        one.side is other.side
        and one.official is not None
        and other.official is not None
        and not consistent(one.official, other.official)
        for number, one in enumerate(told)
        for other in told[number + 1 :]
    )


def _said(pair: Pair, toll: TollPair, ledger: Ledger) -> str:
    figure = None if toll.official is None else f"{toll.official} killed"
    denial = words.issuer_denial("", pair.denies).strip() if is_denial(pair) else None
    said = [part for part in (figure, denial) if part]
    return f"{ledger.issuer(pair)}: {', '.join(said) or words.STANCE_VERBS[pair.stance][0]}"


def _sharp(pair: Pair, toll: TollPair) -> bool:
    found = pair.facets.get(Facet.TOLL)
    if found is None or found.result is not FacetResult.DIFFERS or toll.claimed is None or toll.official is None:
        return False
    times = ratio(toll.claimed, toll.official)
    return times is None or times > SHARP_RATIO or times < 1 / SHARP_RATIO


def _item(entry: Entry, ledger: Ledger, told: str) -> Item:
    return Item(
        id=shown(entry.account.id),
        address=entry.address,
        who=f"{shown(entry.account.record.claimant)}, {readings.place_short(entry.account, ledger)}",
        told=told,
    )


def _row(reason: Reason, items: list[Item]) -> ReasonRow:
    name, meaning = words.REASONS[reason.value]
    return ReasonRow(
        name=name,
        meaning=meaning,
        number=len(items),
        first=tuple(items[:LISTED]),
        folded=tuple(items[LISTED : LISTED + FOLDED]),
        left_out=max(0, len(items) - LISTED - FOLDED),
    )
