"""What of a run's findings makes them questions for people, as columns: the findings themselves are not built."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, or_, select

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


def asked_claims(connection: Connection, number: int) -> dict[int, AskedClaim]:
    """By row of the claim: those with a flag of which a run kept a link or a close call, that state their dead, or for
    whose event another group may be named.

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
    claimed = _killed(connection, RecordKind.CLAIM, run.reference, ids.keys())
    return {
        claim: AskedClaim(
            claim=id_,
            killed=None if claim not in claimed else claimed[claim].low or 0,
            other_group=claim in others,
            pairs=tuple(_asked_pair(row, official.get(row.statement_row)) for row in pairs.get(claim, ())),
        )
        for claim, id_ in ids.items()
        if claim in pairs or claim in claimed or claim in others
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
    """By row of the claim: the links and the close calls, with what the statements say themselves."""
    statement = StatementRow.__table__.c
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
        .where(held_when_ended(PairRow, run), or_(PairRow.role == PairRole.LINKED, PairRow.close_call.is_not(None)))
    )
    found: defaultdict[int, list[_KeptPair]] = defaultdict(list)
    for row in map(_KeptPair._make, fetch_rows(connection, query)):
        found[row.claim].append(row)
    return found


def _killed(connection: Connection, kind: RecordKind, state: int, rows: Collection[int]) -> dict[int, CountRange]:
    """By row of the version: the dead of the side attacked, where they are stated."""
    table = TOLL_ROWS[kind]
    query = select(table.record, table.low, table.high).where(
        table.reference == state, table.side == TollSide.OWN, table.harm == Harm.KILLED
    )
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
