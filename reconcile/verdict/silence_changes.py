"""Why a silence is told otherwise: what was collected of the issuers expected to answer the claim, and the time."""

from collections.abc import Collection, Iterator
from datetime import UTC

from reconcile.domain.changes import Cause, CauseKind, FindingGist
from reconcile.domain.outcomes import Outcome, Status
from reconcile.domain.phrases import instant
from reconcile.domain.sources import ExpectedFor, SourceKind
from reconcile.verdict.shared_changes import coverage_changes

_UNMONITORED = frozenset({Status.NOT_MONITORED, Status.COVERAGE_UNKNOWN})
_FINAL = frozenset({Status.CONCLUDED, Status.STRUCTURALLY_SILENT})
_SILENT = _UNMONITORED | _FINAL | {Status.PENDING}


class SilenceChanges:
    """What can have made a silence another, from one run to a later one."""

    def __init__(self, before: Outcome, after: Outcome, expected_for: ExpectedFor) -> None:
        """Of `after` the accounts are read of the claims that are asked for."""
        self._coverage = coverage_changes(before.coverage, after.coverage)
        self._outlets = {source.key for source in after.sources if source.kind is SourceKind.OUTLET}
        self._values = {one.version.row: one.values for one in after.claims}
        self._expected_for = expected_for
        self._instants = (before.run.as_of, after.run.as_of)

    def causes(self, before: FindingGist, after: FindingGist) -> Iterator[Cause]:
        """None where both runs give the silence the same status, or one of them tells of no silence."""
        if not retold(before, after):
            return
        collected = self._collected(after)
        yield from collected
        yield from self._declared(before.status, after.status)
        yield from self._time(before.status, after.status, bool(collected))

    def _collected(self, finding: FindingGist) -> list[Cause]:
        """Of the issuers expected to answer (of all issuers, where none is), those collected on other days."""
        if not self._coverage:
            return []
        asked = self._expected(finding)
        return [one for one in self._coverage if (one.id in asked if asked else one.id not in self._outlets)]

    def _expected(self, finding: FindingGist) -> Collection[str]:
        values = self._values[finding.claim_row]
        return {source.key for source in self._expected_for(values.target_actors, values.country)}

    def _declared(self, before: Status, after: Status) -> Iterator[Cause]:
        """What parts these two is whether anything was declared at all, no matter of which source."""
        if {before, after} == _UNMONITORED:
            told = after is Status.NOT_MONITORED
            yield Cause(kind=CauseKind.COVERAGE_DECLARED, after="declared" if told else None)

    def _time(self, before: Status, after: Status, collected: bool) -> Iterator[Cause]:
        one, other = self._instants
        if before is Status.PENDING and after in _FINAL and one < other:
            yield Cause(kind=CauseKind.WINDOW_CLOSED, before=instant(one), after=instant(other))
        elif one.astimezone(UTC).date() < other.astimezone(UTC).date() and _by_days(before, after, collected):
            yield Cause(kind=CauseKind.DAYS_ENDED, before=instant(one), after=instant(other))


def _by_days(before: Status, after: Status, collected: bool) -> bool:
    """Whether one status leads to the other as days end.

    A source ceases to be monitored on a day of an open window that was missed. That one becomes monitored while the
    same days are known of it happens only before the first day of the window has ended.
    """
    if after in _UNMONITORED:
        return before is Status.PENDING
    return before in _UNMONITORED and not collected


def retold(before: FindingGist, after: FindingGist) -> bool:
    """Whether both tell of a silence and do not give it the same status."""
    return before.status is not after.status and {before.status, after.status} <= _SILENT
