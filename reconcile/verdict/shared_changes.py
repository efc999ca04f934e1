"""What is otherwise for all claims alike: settings, model, reference data, program, coverage, as-of."""

from collections import defaultdict
from collections.abc import Sequence

from reconcile.domain.changes import Cause, CauseKind
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import Outcome
from reconcile.domain.phrases import instant, interval, joined
from reconcile.domain.sources import Coverage, joined_spans

SHOWN_DIGITS = 8
"""Of a digest: enough to tell two apart."""
_KINDS = {
    "settings": CauseKind.SETTINGS_CHANGED,
    "delays": CauseKind.SETTINGS_CHANGED,
    "model": CauseKind.NEW_MODEL,
    "rules": CauseKind.NEW_PROGRAM,
}
"""By name of the digest; all others are reference data."""


def shared_changes(before: Outcome, after: Outcome) -> tuple[Cause, ...]:
    """By kind, then name."""
    one, other = before.run, after.run
    found = [
        Cause(
            kind=_KINDS.get(name, CauseKind.NEW_REFERENCE),
            id=name,
            before=_short(one.digests.get(name)),
            after=_short(other.digests.get(name)),
        )
        for name in sorted(one.digests.keys() | other.digests.keys())
        if one.digests.get(name) != other.digests.get(name)
    ]
    if one.program != other.program:
        found.append(Cause(kind=CauseKind.NEW_PROGRAM, before=one.program, after=other.program))
    if other.as_of < one.as_of:
        found.append(Cause(kind=CauseKind.OTHER_AS_OF, before=instant(one.as_of), after=instant(other.as_of)))
    order = list(CauseKind)
    return tuple(sorted(found, key=lambda cause: (order.index(cause.kind), cause.id or "")))


def coverage_changes(before: Sequence[Coverage], after: Sequence[Coverage]) -> tuple[Cause, ...]:
    """By source: the days it was collected, declared or shown, before and after."""
    one, other = _days(before), _days(after)
    return tuple(
        Cause(kind=CauseKind.COVERAGE_CHANGED, id=source, before=one.get(source), after=other.get(source))
        for source in sorted(one.keys() | other.keys())
        if one.get(source) != other.get(source)
    )


def _days(spans: Sequence[Coverage]) -> dict[str, str]:
    of_source: defaultdict[str, list[DateInterval]] = defaultdict(list)
    for span in spans:
        of_source[span.source].append(span.days)
    return {
        source: joined([interval(days) for days in joined_spans(of_source[source])]) for source in sorted(of_source)
    }


def _short(digest: str | None) -> str | None:
    return None if digest is None else digest[:SHOWN_DIGITS]
