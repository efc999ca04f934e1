"""Figures for Prometheus, as a text file that its node exporter reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconcile.errors import OutputError
from reconcile.pipeline.monitoring import SourceDays

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

LAST_SUCCESS = "reconcile_last_success_timestamp_seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is told of a run and of the database it leaves behind. None: not known, so not told."""

    ended: datetime
    succeeded: bool
    seconds: float
    changed: int | None
    last_success: datetime | None = None
    """None where the database could not be asked: what the file told before is told again."""
    claims: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """By flag and status, as they hold."""
    statements: Mapping[tuple[str], int] = field(default_factory=dict)
    """`yes`: linked, `no`: not."""
    overdue: int | None = None
    """Claims called pending by the latest run whose window has closed since."""
    backlog: int | None = None
    """Cases that wait for a person, as the queue has them."""
    sources: Sequence[SourceDays] = ()


def write_metrics(path: Path, figures: Figures) -> None:
    """Writes the figures, then renames: whoever reads the file never sees half of it.

    Raises OutputError where it cannot be written.
    """
    # Most runs are asked for no figures.
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()
    last_success = _instant(figures.last_success) or _told_before(path)
    singles: dict[str, tuple[str, float | None]] = {
        "reconcile_last_run_timestamp_seconds": ("When the last run ended.", figures.ended.timestamp()),
        "reconcile_last_run_success": ("1 where the last run was done, 0 where it failed.", int(figures.succeeded)),
        "reconcile_last_run_duration_seconds": ("How long the last run took.", figures.seconds),
        LAST_SUCCESS: ("When the latest run that was done ended.", last_success),
        "reconcile_changed_flags": ("Claims whose flag the last run changed.", figures.changed),
        "reconcile_pending_overdue": (
            "Claims that the latest finished run calls pending although their window has closed since.",
            figures.overdue,
        ),
        "reconcile_review_backlog": (
            "Cases that wait for a person: the queue without what was only drawn at random.",
            figures.backlog,
        ),
    }
    for name, (words, value) in singles.items():
        if value is not None:
            Gauge(name, words, registry=registry).set(value)
    words = "Claims by flag and status; flag none: denials and allegations, listed apart."
    _labelled(registry, "reconcile_claims", words, ("flag", "status"), figures.claims)
    words = "Statements, linked to a claim or not."
    _labelled(registry, "reconcile_statements", words, ("linked",), figures.statements)
    _labelled(
        registry,
        "reconcile_source_last_day_timestamp_seconds",
        "Start of the last day on which a source was collected, declared or seen.",
        ("source",),
        {(source.key,): _start_of(source.last) for source in figures.sources},
    )
    try:
        write_to_textfile(str(path), registry)
    except OSError as error:
        raise OutputError(f"The metrics cannot be written to {path}: {error.strerror}.") from error


def _labelled(
    registry: "CollectorRegistry",
    name: str,
    words: str,
    labels: Iterable[str],
    values: Mapping[Any, float],
) -> None:
    from prometheus_client import Gauge

    gauge = Gauge(name, words, tuple(labels), registry=registry)
    for key, value in sorted(values.items()):
        gauge.labels(*key).set(value)


def _instant(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _start_of(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()


def _told_before(path: Path) -> float | None:
    """The last success that this file told of; None where it tells none."""
    from prometheus_client.parser import text_string_to_metric_families

    try:
        families = list(text_string_to_metric_families(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
    found = [sample.value for family in families for sample in family.samples if sample.name == LAST_SUCCESS]
    return found[0] if found else None
