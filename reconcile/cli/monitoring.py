"""The ledger of collected days, for a terminal and for programs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reconcile.domain.dates import DateInterval
from reconcile.domain.phrases import count, day, interval, joined, joined_in_short

if TYPE_CHECKING:
    from reconcile.pipeline.monitoring import SourceDays
    from reconcile.pipeline.withdrawing import Withdrawn

SHOWN_SPANS = 6
"""Spans of one kind that are told before the rest is counted; --json has them all."""


def coverage_in_words(source: "SourceDays") -> str:
    """One line a source: declared days, days seen, gaps, age."""
    parts = [f"declared {_spans(source.declared)}"] if source.declared else ["nothing declared"]
    if source.inferred:
        parts.append(f"statements show it was read on {_spans(source.inferred)}")
    if source.gaps:
        parts.append(f"not collected {_spans(source.gaps)}")
    ago = "" if source.age_days == 0 else f", {count(source.age_days, 'day')} ago"
    return f"{source.name} ({source.key}): {'; '.join(parts)}; last day {day(source.last)}{ago}"


def coverage_as_json(source: "SourceDays") -> dict[str, object]:
    return {
        "source": source.key,
        "name": source.name,
        "declared": _as_json(source.declared),
        "seen": _as_json(source.inferred),
        "gaps": _as_json(source.gaps),
        "last_day": source.last.isoformat(),
        "age_days": source.age_days,
    }


def declared_in_words(told: "Withdrawn") -> Iterator[str]:
    """What of the issuers of a batch that was taken back is, or was until then, declared as collected."""
    if not told.declared:
        return
    days = joined_in_short([f"{one.name} ({_spans(one.spans)})" for one in told.declared])
    if told.with_declared:
        yield f"No longer declared as collected: {days}."
        yield "Declare with `reconcile coverage add` those of these days that were collected all the same."
        return
    yield f"Still declared as collected: {days}."
    yield (
        "Until the right file is in, a claim that only this batch answers reads as silence of theirs; "
        f"`reconcile ingest withdraw {told.counts.batch} --with-declared`, before the next run, takes these days back."
    )


def _spans(spans: Sequence[DateInterval]) -> str:
    told = [interval(span) for span in spans[:SHOWN_SPANS]]
    if len(spans) > SHOWN_SPANS:
        told.append(f"{len(spans) - SHOWN_SPANS} more spans")
    return joined(told)


def _as_json(spans: Sequence[DateInterval]) -> list[dict[str, str]]:
    return [{"from": span.start.isoformat(), "to": span.end.isoformat()} for span in spans]
