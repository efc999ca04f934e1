"""What holds now, counted: for those who watch the database, not for those who read its findings."""

from typing import Any

from sqlalchemy import Connection, func, select

from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.outcomes import Status
from reconcile.domain.records import RecordKind
from reconcile.store.accounts import load_accounts
from reconcile.store.run_tables import FindingRow
from reconcile.store.runs import find_run


def claims_by_flag_and_status(connection: Connection) -> dict[tuple[str, str], int]:
    """Flag `none`: denials and allegations, listed apart."""
    columns = (FindingRow.flag, FindingRow.status)
    found = connection.execute(select(*columns, func.count()).where(FindingRow.last_run.is_(None)).group_by(*columns))
    return {(flag.value if flag else "none", status.value): number for flag, status, number in found}


def pending_claims(connection: Connection, run: int) -> tuple[ClaimAccount, ...]:
    """The claims that run `run`, the latest that was done, calls pending."""
    query = select(FindingRow.claim).where(FindingRow.last_run.is_(None), FindingRow.status == Status.PENDING)
    rows = list(connection.execute(query).scalars())
    state = find_run(connection, run).reference
    accounts: dict[int, Any] = load_accounts(connection, RecordKind.CLAIM, rows, state) if rows else {}
    return tuple(accounts.values())
