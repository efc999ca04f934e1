"""What a run rests on: period, versions, sources collected with their gaps, issuers heard."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from hashlib import sha256

from reconcile.domain import phrases
from reconcile.domain.anchors import anchor_day
from reconcile.domain.dates import DateInterval
from reconcile.domain.sources import Coverage, joined_spans
from reconcile.report import words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import Count, Fact
from reconcile.report.texts import shown

DIGEST_SHOWN = 12
REFERENCE_SHOWN = 8
NOT_REFERENCE = frozenset({"settings", "model"})
"""Digests of a run that are of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source and the days it was collected for."""

    source: str
    kind: str
    days: str
    gaps: str | None
    """Days of the report's period without it; None: there are none."""
    basis: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    period: str
    as_of: str
    meta: tuple[str, ...]
    """Run, versions, sources collected with their gaps and issuers heard, in a few lines."""
    facts: tuple[Fact, ...]
    digests: tuple[Fact, ...]
    sources: tuple[SourceRow, ...]
    issuers: tuple[Count, ...]


def basis(ledger: Ledger) -> Basis:
    run = ledger.outcome.run
    sources, issuers = _sources(ledger), _issuers(ledger)
    return Basis(
        period=_period(ledger),
        as_of=phrases.instant(run.as_of),
        meta=(
            words.versions(run.key[:DIGEST_SHOWN], run.program, run.model, _reference(run.digests)),
            words.collected([row.source for row in sources], sum(row.gaps is not None for row in sources)),
            words.heard([issuer.words for issuer in issuers]),
        ),
        facts=_facts(ledger),
        digests=tuple(Fact(name=name, value=digest[:DIGEST_SHOWN]) for name, digest in sorted(run.digests.items())),
        sources=sources,
        issuers=issuers,
    )


def _reference(digests: Mapping[str, str]) -> str | None:
    """One digest of those of all reference tables, which stand apart further down."""
    told = [f"{name} {digest}" for name, digest in sorted(digests.items()) if name not in NOT_REFERENCE]
    return sha256("\n".join(told).encode("utf-8")).hexdigest()[:REFERENCE_SHOWN] if told else None


def _period(ledger: Ledger) -> str:
    spans = [span for entry in ledger.entries if (span := entry.account.values.date.span) is not None]
    undated = len(ledger.entries) - len(spans)
    if not spans:
        return words.NO_PERIOD
    covered = phrases.interval(DateInterval(min(s.start for s in spans), max(s.end for s in spans)))
    return words.period(covered, undated)


def _facts(ledger: Ledger) -> tuple[Fact, ...]:
    run = ledger.outcome.run
    told = (phrases.instant(run.as_of), _period(ledger), run.key, run.program, run.model)
    return tuple(Fact(name=name, value=value) for name, value in zip(words.RUN_FACTS, told, strict=True))


def _sources(ledger: Ledger) -> tuple[SourceRow, ...]:
    known = {source.key: source for source in ledger.outcome.sources}
    spans: defaultdict[str, list[Coverage]] = defaultdict(list)
    for span in ledger.outcome.coverage:
        spans[span.source].append(span)
    within = _window(ledger)
    rows = []
    for key in sorted(spans):
        told = sorted(spans[key], key=lambda span: (span.days, span.basis.value, span.note or ""))
        days, source = joined_spans(span.days for span in told), known.get(key)
        gaps = _gaps(days, within)
        rows.append(
            SourceRow(
                source=shown(key if source is None else source.name),
                kind="source" if source is None else source.kind.value,
                days=words.spans(days),
                gaps=words.spans(gaps) if gaps else None,
                basis=", ".join(dict.fromkeys(words.BASES[span.basis] for span in told)),
                notes=tuple(dict.fromkeys(shown(span.note) for span in told if span.note is not None)),
            )
        )
    return tuple(rows)


def _window(ledger: Ledger) -> DateInterval | None:
    """From the first claim to the data cut-off: where it matters whether anybody was collecting."""
    last = ledger.outcome.run.as_of.astimezone(UTC).date()
    days = [day for entry in ledger.claims if (day := anchor_day(entry.account)) <= last]
    return DateInterval(min(days), last) if days else None


def _gaps(covered: Sequence[DateInterval], within: DateInterval | None) -> list[DateInterval]:
    """The days of `within` that none of the merged spans holds."""
    if within is None:
        return []
    gaps: list[DateInterval] = []
    start: date | None = within.start
    for span in covered:
        if start is None or start > within.end:
            break
        if span.start > start:
            gaps.append(DateInterval(start, min(span.start - timedelta(days=1), within.end)))
        if span.end >= start:
            start = None if span.end == date.max else span.end + timedelta(days=1)
    if start is not None and start <= within.end:
        gaps.append(DateInterval(start, within.end))
    return gaps


def _issuers(ledger: Ledger) -> tuple[Count, ...]:
    heard = Counter(shown(statement.record.issuer) for statement in ledger.outcome.statements)
    total = heard.total()
    return tuple(
        Count(words=issuer, number=number, share=words.share(number, total), meaning="")
        for issuer, number in sorted(heard.items(), key=lambda item: (-item[1], item[0]))
    )
