"""What of a run's findings makes them questions for people, as columns: the findings themselves are not built."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, func, or_, select

from reconcile.domain.cases import AskedClaim, AskedPair
from reconcile.domain.contradictions import OF_OTHER_GROUPS
from reconcile.domain.outcomes import CloseCall, PairRole
from reconcile.domain.records import Denied, RecordKind, Stance
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.store.chunks import among, chunked
from reconcile.store.fetching import fetch_rows
from reconcile.store.outcomes import done_run, held_when_ended
from reconcile.store.record_tables import ClaimRow, StatementRow
from reconcile.store.run_tables import FindingRow, PairRow
from reconcile.store.value_tables import TOLL_ROWS


def asked_claims(connection: Connection, number: int, high_toll: int) -> dict[int, AskedClaim]:
    """By row of the claim: those with a flag that may pose a question, since they have a close call, a denial or
    several links, give at least `high_toll` dead, or have an event for which another group may be named.

    Raises NotFoundError where there is no such run or it did not finish.
    """
    run = done_run(connection, number)
    pairs = _pairs(connection, run)
    linked = {row.statement_row for rows in pairs.values() for row in rows}
    official = _killed(connection, RecordKind.STATEMENT, run.reference, linked)
    query = select(FindingRow.claim, ClaimRow.__table__.c.record_id).join(ClaimRow, ClaimRow.id == FindingRow.claim)
    held = query.where(held_when_ended(FindingRow, run), FindingRow.flag.is_not(None))
    ids = dict(fetch_rows(connection, held))
    others = _of_another_group(connection, run)
    claimed = _killed(connection, RecordKind.CLAIM, run.reference, ids.keys(), high_toll)
    return {
        claim: AskedClaim(
            claim=ids[claim],
            killed=None if claim not in claimed else claimed[claim].low or 0,
            other_group=claim in others,
            pairs=tuple(_asked_pair(row, official.get(row.statement_row)) for row in pairs.get(claim, ())),
        )
        for claim in sorted(ids.keys() & (pairs.keys() | claimed.keys() | others))
    }


def _of_another_group(connection: Connection, run: Row[Any]) -> frozenset[int]:
    """Rows of the claims for whose event a statement names another group."""
    contradicted = FindingRow.contradictions.is_not(None)
    query = select(FindingRow.claim, FindingRow.contradictions).where(held_when_ended(FindingRow, run), contradicted)
    return frozenset(
        claim for claim, told in connection.execute(query) if any(one["kind"] in OF_OTHER_GROUPS for one in told)
    )


class _KeptPair(NamedTuple):
    """A link or a close call, with what the statement says itself."""

    claim: int
    statement_row: int
    role: PairRole
    close_call: CloseCall | None
    stance: Stance
    denies: tuple[Denied, ...]
    record_id: str
    own_stance: Stance | None
    own_denies: tuple[Denied, ...]


def _pairs(connection: Connection, run: Row[Any]) -> dict[int, list[_KeptPair]]:
    """By row of the claim: close calls, denials and the links of claims with several, with what the statements say
    themselves."""
    statement = StatementRow.__table__.c
    holds, linked = held_when_ended(PairRow, run), PairRow.role == PairRole.LINKED
    several = select(PairRow.claim).where(holds, linked).group_by(PairRow.claim).having(func.count() > 1)
    denied = and_(linked, or_(PairRow.stance == Stance.DENIES, PairRow.denies != ()))
    query = (
        select(
            PairRow.claim,
            PairRow.statement.label("statement_row"),
            PairRow.role,
            PairRow.close_call,
            PairRow.stance,
            PairRow.denies,
            statement.record_id,
            statement.stance.label("own_stance"),
            statement.denies.label("own_denies"),
        )
        .join(StatementRow, statement.id == PairRow.statement)
        .where(holds, or_(PairRow.close_call.is_not(None), denied, and_(linked, PairRow.claim.in_(several))))
    )
    found: defaultdict[int, list[_KeptPair]] = defaultdict(list)
    for row in map(_KeptPair._make, fetch_rows(connection, query)):
        found[row.claim].append(row)
    return found


def _killed(
    connection: Connection, kind: RecordKind, state: int, rows: Collection[int], least: int | None = None
) -> dict[int, CountRange]:
    """By row of the version: the dead of the side attacked, where they are stated; only those of which there are at
    least so many, where that is given."""
    table = TOLL_ROWS[kind]
    query = select(table.record, table.low, table.high).where(
        table.reference == state, table.side == TollSide.OWN, table.harm == Harm.KILLED
    )
    if least is not None:
        query = query.where(func.coalesce(table.low, 0) >= least)
    return {
        record: CountRange(low, high)
        for chunk in chunked(sorted(rows))
        for record, low, high in fetch_rows(connection, query.where(among(table.record, chunk)))
    }


def _asked_pair(row: _KeptPair, killed: CountRange | None) -> AskedPair:
    return AskedPair(
        statement=row.record_id,
        linked=row.role is PairRole.LINKED,
        close_call=row.close_call,
        denies=row.stance is Stance.DENIES or bool(row.denies),
        record_denies=row.own_stance is Stance.DENIES or bool(row.own_denies),
        killed=killed,
    )
