"""Killed and wounded as each account counts them: by side, with ratio, scope and how a side revised its figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.domain import phrases
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.digests import kind_of
from reconcile.domain.histories import AnyVersion
from reconcile.domain.like_with_like import TollPair, like_with_like, ratio
from reconcile.domain.outcomes import Facet, Pair
from reconcile.domain.records import Record, RecordKind
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.domain.written_tolls import written_toll
from reconcile.report import readings, words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.side_by_side import Column
from reconcile.report.texts import shown

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRow:
    name: str
    cells: tuple[str | None, ...]
    """The claim's first, then one per statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TollComparison:
    """The figures of one statement beside the claim's."""

    label: str
    who: str
    claimed: str | None
    official: str | None
    of: str
    """Whose losses."""
    sign: str
    result: str
    words: str
    ratio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What one version, or an earlier record of the same side, gave."""

    label: str
    who: str
    told: str
    """Which version or record, and from when it was known."""
    toll: str
    ratio: str | None
    """Of the claim's figures now to these; None for the claim itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TollTable:
    columns: tuple[Column, ...]
    rows: tuple[TollRow, ...]
    comparisons: tuple[TollComparison, ...]
    bulletins: tuple[Bulletin, ...]
    """Figures over time, oldest first within each side; none where nobody revised."""


def toll_table(account: ClaimAccount, pairs: Sequence[Pair], ledger: Ledger) -> TollTable:
    statements = [ledger.statements[pair.statement] for pair in pairs]
    labels = [words.statement_label(number if len(pairs) > 1 else None) for number in range(1, len(pairs) + 1)]
    accounts: list[Either] = [account, *statements]
    return TollTable(
        columns=tuple(
            Column(label=label, who=shown(one.record.speaker))
            for label, one in zip([words.CLAIM_LABEL, *labels], accounts, strict=True)
        ),
        rows=tuple(_rows(accounts)),
        comparisons=tuple(
            _comparison(label, account, statement, pair)
            for label, statement, pair in zip(labels, statements, pairs, strict=True)
            if Facet.TOLL in pair.facets
        ),
        bulletins=tuple(_bulletins(account, list(zip(labels, statements, strict=True)), ledger)),
    )


def _rows(accounts: Sequence[Either]) -> list[TollRow]:
    """One row per side and harm that any account counts, then what the figures stand for."""
    rows = []
    for side in TollSide:
        for harm in Harm:
            cells = [readings.toll(account, side, harm) for account in accounts]
            if any(cell is not None for cell in cells):
                name = words.first_upper(f"{words.HARMS[harm]}, {words.SIDES[side]}")
                rows.append(TollRow(name=name, cells=tuple(cells)))
    if rows:
        rows.append(TollRow(name=words.SCOPE, cells=tuple(_scope(account) for account in accounts)))
    return rows


def _scope(account: Either) -> str | None:
    if not account.values.tolls:
        return None
    events = account.values.events
    return words.TOLL_SCOPES[account.values.toll_scope] + (f" ({phrases.count(events, 'event')})" if events > 1 else "")


def _comparison(label: str, claim: ClaimAccount, statement: StatementAccount, pair: Pair) -> TollComparison:
    compared, result = like_with_like(claim, statement), pair.facets[Facet.TOLL].result
    return TollComparison(
        label=label,
        who=shown(statement.record.issuer),
        claimed=None if compared.claimed is None else str(compared.claimed),
        official=None if compared.official is None else str(compared.official),
        of=words.SIDES[compared.side],
        sign=words.RESULT_SIGNS[result],
        result=result.value,
        words=words.RESULTS[result],
        ratio=ratio_of(compared),
    )


def ratio_of(compared: TollPair) -> str:
    """The claim's figure over the official one, or why there is no ratio."""
    if compared.claimed is None or compared.official is None:
        return words.NO_RATIO_UNSTATED
    if not compared.same_scope:
        return words.NO_RATIO_SCOPE
    found = ratio(compared.claimed, compared.official)
    if found is None:
        return words.NO_RATIO_ZERO
    return words.toll_ratio(found, _span(compared.claimed, compared.official))


def _span(claimed: CountRange, official: CountRange) -> tuple[float, float] | None:
    """Least and greatest ratio that closed ranges allow; None where an end is open, 0 or both are single figures."""
    if claimed.low is None or claimed.high is None or not official.low or official.high is None:
        return None
    least, greatest = claimed.low / official.high, claimed.high / official.low
    return None if least == greatest else (least, greatest)


def _bulletins(
    claim: ClaimAccount, statements: Sequence[tuple[str, StatementAccount]], ledger: Ledger
) -> Iterator[Bulletin]:
    yield from _bulletins_of(words.CLAIM_LABEL, claim, None, None, ledger)
    claimed = claim.values.tolls.get((TollSide.OWN, Harm.KILLED))
    for label, statement in statements:
        yield from _bulletins_of(label, statement, like_with_like(claim, statement).side, claimed, ledger)


def _bulletins_of(
    label: str, account: Either, side: TollSide | None, claimed: CountRange | None, ledger: Ledger
) -> Iterator[Bulletin]:
    """Nothing where the side gave the same figures throughout. `side`: whose dead are set beside those claimed."""
    told = list(_told(account, ledger))
    if len({toll for _, toll, _ in told}) < 2:
        return
    for which, toll, record in told:
        official = None if side is None else written_toll(record, side, Harm.KILLED)
        found = None if claimed is None or official is None else ratio(claimed, official)
        yield Bulletin(
            label=label,
            who=shown(account.record.speaker),
            told=which,
            toll=toll,
            ratio=None if found is None else f"{found:.2f}",
        )


def _told(account: Either, ledger: Ledger) -> Iterator[tuple[str, str, Record]]:
    """What the side gave at first and since: earlier records that this one replaces, then its own versions."""
    kind = kind_of(account.record)
    known = ledger.books.histories
    for earlier in _replaced(account, ledger):
        which = words.earlier_record(shown(earlier.id), earlier.version.known_from)
        yield which, _toll_words(earlier.record), earlier.record
    versions: tuple[AnyVersion, ...] = known.of(kind, account.id) or (account.version,)
    for version in versions:
        if version.version <= account.version.version:
            yield words.version_known(version.version, version.known_from), _toll_words(version.record), version.record


def _replaced(account: Either, ledger: Ledger) -> list[Either]:
    """The chain of records this one supersedes, oldest first, as far as they were collected."""
    claims = kind_of(account.record) is RecordKind.CLAIM
    chain: list[Either] = []
    seen = {account.id}
    wanted = account.record.supersedes
    while wanted is not None and wanted not in seen:
        seen.add(wanted)
        found = _account_of(wanted, ledger, claims=claims)
        if found is None:
            break
        chain.insert(0, found)
        wanted = found.record.supersedes
    return chain


def _account_of(record_id: str, ledger: Ledger, *, claims: bool) -> Either | None:
    if not claims:
        return ledger.statements.get(record_id)
    entry = ledger.by_id.get(record_id)
    return None if entry is None else entry.account


def _toll_words(record: Record) -> str:
    told = [
        words.first_upper(f"{words.HARMS[harm]}, {words.SIDES[side]}: {count}")
        for side in TollSide
        for harm in Harm
        if (count := written_toll(record, side, harm)) is not None
    ]
    return "; ".join(told) or words.NO_TOLL
