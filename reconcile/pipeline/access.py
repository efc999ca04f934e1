"""Who looked at full texts and names of persons, and who took exports: kept, and read back."""

from datetime import datetime

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.decisions import Subject
from reconcile.domain.outcomes import Outcome
from reconcile.domain.people import Access, AccessKind
from reconcile.domain.records import RecordKind
from reconcile.store import open_database


def log_access(
    url: str, kind: AccessKind, subject: str, now: datetime, *, account: str | None = None, persons: bool = False
) -> None:
    """`account` None: an operator of the machine, who needs no account to read the database."""
    with open_database(url) as database:
        database.log_access([Access(kind=kind, account=account, at=now, subject=subject, persons=persons)])


def access_log(url: str, *, since: datetime | None = None, account: str | None = None) -> tuple[Access, ...]:
    """Oldest first."""
    with open_database(url) as database:
        return database.access_log(since=since, account=account)


def accounts_of(outcome: Outcome, subject: Subject) -> list[ClaimAccount | StatementAccount]:
    """The records of a subject as a run knew them, in the subject's order."""
    known: dict[tuple[RecordKind, str], ClaimAccount | StatementAccount] = {}
    known |= {(RecordKind.CLAIM, one.id): one for one in outcome.claims}
    known |= {(RecordKind.STATEMENT, one.id): one for one in outcome.statements}
    return [known[key] for key in subject.records if key in known]
