"""What the jobs of the corridor give back to the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reconcile.domain.changes import ChangeLog, FindingGist
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import Flag, FlagChange, Outcome, RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """What became of one file."""

    counts: Mapping[str, int]
    """read, new, new versions, unchanged, rejected: read is the sum of the others."""
    issues: tuple[Issue, ...]
    rejects: Path | None
    """Where the rejected rows are; None where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerResult:
    """What became of one file of places."""

    name: str
    """Of the gazetteer in the database."""
    unchanged: bool
    """The same file was there already: nothing was read."""
    replaced: bool
    counts: Mapping[str, int]
    """read, left out, rejected: rows; places and names: what was kept of the others."""
    issues: tuple[Issue, ...]
    rejects: Path | None
    """Where the rejected rows are; None where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What one run found, and what it changed (or would change)."""

    run: RunRecord
    log: ChangeLog
    needing_decision: tuple[str, ...]
    """Keys, sorted, of the cases that wait for people at its end, as the queue has them."""
    drift: tuple[Issue, ...]
    """Warnings: what stands apart from earlier runs."""
    dry_run: bool
    stale: tuple[int, ...] = ()
    """Runs without an end that this one closed."""
    behind: datetime | None = None
    """The latest start of another run, where this machine's clock stands before it; None: it does not."""

    @property
    def changes(self) -> tuple[FlagChange, ...]:
        """The claims whose flag changed, by claim."""
        return tuple(
            FlagChange(claim=one.claim, before=_flag(one.before), after=_flag(one.after)) for one in self.log.flags
        )


def _flag(finding: FindingGist | None) -> Flag | None:
    return None if finding is None else finding.flag


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    outcome: Outcome
    index: Path
    database: Path
