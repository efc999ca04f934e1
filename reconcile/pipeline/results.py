"""What the jobs of the corridor give back to the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import FlagChange, Outcome, RunRecord


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
    """What one run found, as counts, and what it changed (or would change). What it found of each claim is in the
    database: to read all of that back would take longer than the run."""

    run: RunRecord
    changes: tuple[FlagChange, ...]
    dry_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    outcome: Outcome
    index: Path
    database: Path
