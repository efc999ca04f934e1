"""The desk of whoever reviews: the queue, and what is decided, confirmed, noted and handed on.

Browser, spreadsheet and command line all come through here; `author` is always an account that proved itself
(`reconcile.pipeline.accounts.authenticate`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.cases import Case, CaseAct, CaseEvent, CaseStatus
from reconcile.domain.cleantext import one_line
from reconcile.domain.decisions import Act, Decision, Draft, Role, Subject
from reconcile.domain.outcomes import Outcome
from reconcile.domain.standing import Standing, fold
from reconcile.errors import NotFoundError, RefusedError
from reconcile.pipeline.accounts import authenticate
from reconcile.pipeline.publishing import outcome_of
from reconcile.reference import load_reference
from reconcile.review import MissEstimate, Progress, estimate_misses, open_cases, progress_of
from reconcile.settings import Settings
from reconcile.store import Database, open_database

LONGEST_NOTE = 2000
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """All cases of the latest run, with what was decided since."""

    outcome: Outcome
    cases: tuple[Case, ...]
    """Open ones first, the most worth deciding first."""
    misses: MissEstimate
    progress: Progress
    standings: Mapping[Subject, Standing]

    def case(self, key: str) -> Case:
        """By its key or the beginning of it. Raises NotFoundError where none or several fit."""
        found = [case for case in self.cases if case.key.startswith(key)] if key else []
        if len(found) != 1:
            count = "no case" if not found else f"{len(found)} cases"
            raise NotFoundError(f"There is {count} {key!r}; `reconcile review list` lists them.")
        return found[0]


def prove(url: str, name: str, password: str, role: Role = Role.VIEWER) -> str:
    """The name of the account, once the password has shown that it is theirs and the role suffices."""
    with open_database(url) as database:
        account = authenticate(database, name, password)
    if not account.role.at_least(role):
        raise RefusedError(f"{account.name} is a {account.role.value}; this takes at least a {role.value}.")
    return account.name


def review_rules(settings: Settings) -> ReviewRules:
    """What decisions must keep to, by these settings and tables."""
    grades = load_reference(settings.reference_folder).grades
    return ReviewRules(two_person=frozenset(settings.review.two_person), grades=tuple(grade.key for grade in grades))


def load_queue(url: str, settings: Settings, now: datetime) -> Queue:
    """Raises NotFoundError where no run was finished yet."""
    with open_database(url) as database:
        return queue_of(database, outcome_of(database), settings, now)


def queue_of(database: Database, outcome: Outcome, settings: Settings, now: datetime) -> Queue:
    """The cases of a run that was read already, with what was decided since."""
    standings = fold(database.decisions())
    cases = open_cases(outcome, database.decision_marks(now), standings, database.case_events(), settings.review)
    return Queue(
        outcome=outcome,
        cases=cases,
        misses=estimate_misses(outcome.findings, cases, standings),
        progress=progress_of(cases, standings),
        standings=standings,
    )


def decide(url: str, settings: Settings, drafts: Sequence[Draft], author: str, now: datetime) -> tuple[Decision, ...]:
    """All or none. Raises RefusedError, saying why."""
    with open_database(url) as database:
        return database.decide(drafts, author, review_rules(settings), now)


def rehearse(url: str, settings: Settings, drafts: Sequence[Draft], author: str, now: datetime) -> tuple[Decision, ...]:
    """What `decide` would do; nothing is kept. Raises RefusedError as it would."""
    with open_database(url) as database:
        considered = database.consider(drafts, author, review_rules(settings), now)
    for refusal in considered.refusals:
        raise RefusedError(refusal.reason)
    return considered.decisions


def draft_on(
    url: str, subject: Subject, verdict: str, *, reason: str | None = None, duplicate_of: str | None = None
) -> Draft:
    """A draft by somebody who sees the present log, and the record versions of the latest run if there is one."""
    with open_database(url) as database:
        standing = database.standing(subject)
        latest = database.latest_run()
        digests = {} if latest is None else database.digests_seen(latest, subject)
    return Draft(
        act=Act.DECIDE,
        subject=subject,
        verdict=verdict,
        reason=reason,
        duplicate_of=duplicate_of,
        seen=None if standing is None else standing.head.number,
        digests=digests,
    )


def answer_to(url: str, number: int, act: Act, reason: str | None) -> Draft:
    """A confirmation or refusal of proposal `number`. Raises NotFoundError where there is no such decision."""
    found = next((entry for entry in history_of(url) if entry.number == number), None)
    if found is None:
        raise NotFoundError(f"There is no decision {number}; `reconcile review history` lists them.")
    return Draft(act=act, subject=found.subject, verdict=found.verdict, reason=reason, seen=number)


def add_event(url: str, subject: Subject, act: CaseAct, value: str, author: str, now: datetime) -> CaseEvent:
    """Hand a case on, set how far it is, or note something. Raises RefusedError, NotFoundError."""
    with open_database(url) as database:
        return enter_event(database, subject, act, value, author, now)


def enter_event(
    database: Database, subject: Subject, act: CaseAct, value: str, author: str, now: datetime
) -> CaseEvent:
    """The same in a database that is open."""
    event = CaseEvent(act=act, subject=subject, value=one_line(value), author=author, at=now)
    _require_event(database, event)
    database.add_case_events([event])
    return event


def history_of(url: str, record: str | None = None) -> tuple[Decision, ...]:
    """The log, or what of it is about one record id, oldest first."""
    with open_database(url) as database:
        log = database.decisions()
    return log if record is None else tuple(e for e in log if record in [id_ for _, id_ in e.subject.records])


def _require_event(database: Database, event: CaseEvent) -> None:
    if not database.account(event.author).role.at_least(Role.CODER):
        raise RefusedError(f"{event.author} is a viewer; cases are handed on and noted by coders and reviewers.")
    if event.act is CaseAct.ASSIGN and event.value:
        account = database.account(event.value)
        if not account.active or not account.role.at_least(Role.CODER):
            raise RefusedError(f"{account.name} cannot be given a case: a viewer, or disabled.")
    if event.act is CaseAct.NOTE and not event.value:
        raise RefusedError("A note says something.")
    if event.act is CaseAct.STATUS and event.value not in [status.value for status in CaseStatus]:
        raise RefusedError(f"{event.value!r} is no status; known are {', '.join(CaseStatus)}.")
    if event.act is CaseAct.STATUS and CaseStatus(event.value).closes:
        _require_nothing_waits(database, event.subject)
    if len(event.value) > LONGEST_NOTE:
        raise RefusedError(f"The note is {len(event.value)} characters long; at most {LONGEST_NOTE} are kept.")


def _require_nothing_waits(database: Database, subject: Subject) -> None:
    """A case is not closed over the head of whoever proposed something on it."""
    standing = database.standing(subject)
    proposed = None if standing is None else standing.proposed
    if proposed is not None:
        raise RefusedError(f"Decision {proposed.number} waits for a second person; confirm or refuse it first.")
