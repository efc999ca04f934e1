"""Runs made by hand, for tests of the tally room."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.dates import DateInterval
from reconcile.domain.instants import parse_instant
from reconcile.domain.outcomes import Linked, Outcome, RunRecord, RunState
from reconcile.domain.sources import Coverage
from reconcile.domain.tallies import Tallies
from reconcile.reference import load_reference
from reconcile.settings import VerdictSettings
from reconcile.tally import tally_outcome
from reconcile.verdict import Ledger
from tests.verdict.building import claim, days, linked
from tests.whole_runs import whole_findings

REFERENCE = load_reference(None)
EXPECTED = REFERENCE.sources.expected_for
AS_OF = datetime(2017, 5, 20, tzinfo=UTC)
SPRING = DateInterval(date(2017, 3, 1), date(2017, 5, 31))


def collected(source: str, first: str = "2017-03-01", last: str = "2017-05-31") -> Coverage:
    return Coverage(source=source, days=DateInterval(date.fromisoformat(first), date.fromisoformat(last)))


def run_of(
    claims: Sequence[ClaimAccount],
    statements: Sequence[StatementAccount] = (),
    links: Sequence[tuple[int, int]] = (),
    *,
    coverage: Sequence[Coverage] = (Coverage(source="minusma", days=SPRING),),
    as_of: datetime = AS_OF,
    **scored: object,
) -> Outcome:
    """`links` are (row of the claim, row of the statement)."""
    ledger = Ledger(reference=REFERENCE, coverage=coverage, as_of=as_of, settings=VerdictSettings())
    pairs = tuple(linked(one, other, **scored) for one, other in links)
    findings = whole_findings(claims, statements, Linked(pairs=pairs, families={}), ledger)
    run = RunRecord(
        number=1, key="k", state=RunState.DONE, as_of=as_of, started=as_of, ended=None, program="reconcile",
        model="m", digests={}, counts={},
    )  # fmt: skip
    return Outcome(
        run=run,
        claims=tuple(claims),
        statements=tuple(statements),
        findings=findings,
        coverage=tuple(coverage),
        sources=REFERENCE.sources.all,
    )


def tallies_of(outcome: Outcome) -> Tallies:
    return tally_outcome(outcome, REFERENCE, VerdictSettings().pending_days)


def event(row: int, day: str = "2017-04-10", **more: Any) -> ClaimAccount:
    """A claim made on the day of its event."""
    made = claim(row, {"published": day}, date=days(day), **more)
    return replace(made, version=replace(made.version, known_from=parse_instant(day)))
