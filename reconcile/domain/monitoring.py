"""Who may still answer a claim, and who was collected while they could (contract: *Status*).

Verdicts rest on it, and so do the rates of silence: both ask here, so that no rate counts as silent what a verdict
calls not monitored.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import Status
from reconcile.domain.sources import Coverage, Source, SourceKind

EVERYTHING = "*"
"""In the table of topics: an issuer that never comments on any attack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWindow:
    """The time the issuers have before their silence is concluded."""

    opens: datetime
    closes: datetime

    @property
    def days(self) -> DateInterval:
        return DateInterval(self.opens.date(), self.closes.date())


def answer_window(claim: ClaimAccount, expected: Sequence[Source], pending_days: int) -> AnswerWindow:
    """From the later of event end and known-from; as long as the issuer with the most time has, else `pending_days`."""
    own = [pending_days if source.window_days is None else source.window_days for source in expected]
    opens = _opens(claim)
    return AnswerWindow(opens=opens, closes=opens + timedelta(days=max(own, default=pending_days)))


def _opens(claim: ClaimAccount) -> datetime:
    span = claim.values.date.span
    if span is None:
        return claim.version.known_from
    ends = datetime.combine(span.end + timedelta(days=1), time(), UTC)
    return max(ends, claim.version.known_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What was collected, and where the clock stands."""

    collected: Mapping[str, tuple[DateInterval, ...]]
    """By key of the issuer: the days it was collected. Outlets of claimants are not among them."""
    declared: bool
    """Whether anybody said of any source that it was collected."""
    as_of: datetime
    pending_days: int

    def issuers(self, window: DateInterval) -> tuple[str, ...]:
        """Keys of the issuers collected on at least one day of the window, sorted."""
        found = (key for key, spans in self.collected.items() if any(days.overlaps(window) for days in spans))
        return tuple(sorted(found))

    def status(self, claim: ClaimAccount, expected: Sequence[Source]) -> Status:
        """What a silence of the expected issuers would rest on, whether or not there is one.

        The first that holds of not_monitored, coverage_unknown, pending, structurally_silent and concluded.
        """
        if not self.declared:
            return Status.COVERAGE_UNKNOWN
        window = answer_window(claim, expected, self.pending_days)
        if not _monitored(expected, self.issuers(window.days)):
            return Status.NOT_MONITORED
        if self.as_of <= window.closes:
            return Status.PENDING
        if expected and all(never_comments(source, claim) for source in expected):
            return Status.STRUCTURALLY_SILENT
        return Status.CONCLUDED

    def followed_until(self, first: date, expected: Sequence[Source]) -> date | None:
        """The last day of unbroken collecting from `first` on, at most the as-of; None where `first` was missed.

        Every day counts on which one of the expected issuers (any issuer, where none is expected) was collected.
        """
        keys = [source.key for source in expected] if expected else sorted(self.collected)
        last: date | None = None
        for days in sorted(days for key in keys for days in self.collected.get(key, ())):
            reached = first if last is None else last + timedelta(days=1)
            if days.start <= reached <= days.end:
                last = days.end
        return None if last is None else min(last, max(first, self.as_of.astimezone(UTC).date()))


def watch_over(
    coverage: Iterable[Coverage], source_of: Callable[[str], Source | None], as_of: datetime, pending_days: int
) -> Watch:
    """`source_of` gives the source of a key; one that no table knows counts as an issuer."""
    collected: dict[str, list[DateInterval]] = {}
    spans = list(coverage)
    for span in spans:
        source = source_of(span.source)
        if source is None or source.kind is SourceKind.ISSUER:
            collected.setdefault(span.source, []).append(span.days)
    return Watch(
        collected={key: tuple(sorted(days)) for key, days in sorted(collected.items())},
        declared=bool(spans),
        as_of=as_of,
        pending_days=pending_days,
    )


def _monitored(expected: Sequence[Source], collected: Collection[str]) -> bool:
    return any(source.key in collected for source in expected) if expected else bool(collected)


def never_comments(source: Source, claim: ClaimAccount) -> bool:
    topics = {EVERYTHING, claim.values.target_family, claim.values.target}
    return not topics.isdisjoint(source.never_comments_on)
