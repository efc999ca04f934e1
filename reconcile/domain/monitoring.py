"""Who may still answer a claim, and who was collected while they could (contract: *Status*).

Verdicts rest on it, and so do the rates of silence: both ask here, so that no rate counts as silent what a verdict
calls not monitored.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import Status
from reconcile.domain.sources import Coverage, CoverageBasis, Source, SourceKind, joined_spans
from reconcile.domain.tellings import ToldClaim
from reconcile.domain.tolls import TollSide

EVERYTHING = "*"
"""In the table of topics: an issuer that never comments on any attack."""


OWN_LOSSES = "own_losses"
"""An issuer that never acknowledges losses of those it speaks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWindow:
    """The time the issuers have before their silence is concluded."""

    opens: datetime
    closes: datetime

    @property
    def days(self) -> DateInterval:
        """The days it touches."""
        return DateInterval(self.opens.date(), self.closes.date())


def answer_window(claim: ToldClaim, expected: Sequence[Source], pending_days: int) -> AnswerWindow:
    """From the later of event end and known-from; as long as the issuer with the most time has, else `pending_days`."""
    own = [pending_days if source.window_days is None else source.window_days for source in expected]
    opens = _opens(claim)
    return AnswerWindow(opens=opens, closes=opens + timedelta(days=max(own, default=pending_days)))


def _opens(claim: ToldClaim) -> datetime:
    span = claim.values.date.span
    if span is None:
        return claim.version.known_from
    ends = datetime.combine(span.end + timedelta(days=1), time(), UTC)
    return max(ends, claim.version.known_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days of a window on which an issuer was not collected."""

    source: str
    """Key of the issuer."""
    days: DateInterval
    lasts: bool
    """Whether it was still not collected when the clock stood there, with the window open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The days on which a source must have been collected by now."""

    due: DateInterval
    early: bool
    """Whether no day of the window has ended: `due` is the last day that has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What was collected, and where the clock stands."""

    collected: Mapping[str, tuple[DateInterval, ...]]
    """By key of the issuer: the days it was collected, apart from one another and in order. Outlets of claimants are
    not among them."""
    declared: bool
    """Whether anybody said of any source that it was collected."""
    as_of: datetime
    pending_days: int
    joined: dict[tuple[str, ...], tuple[DateInterval, ...]] = field(default_factory=dict, compare=False, repr=False)
    """By keys of issuers: the days any of them was collected, as far as they were asked for."""

    def asked(self, window: AnswerWindow) -> Asked:
        """The days on which a source must have been collected by now: those of the window that have ended.

        Before the first of them has ended, the last day that has stands for it: a source that was collected until
        then is not yet missed.
        """
        first = window.opens.date()
        ended = self.as_of.astimezone(UTC).date() - timedelta(days=1)
        last = min((window.closes - timedelta(microseconds=1)).date(), ended)
        early = first > last
        return Asked(due=DateInterval(ended, ended) if early else DateInterval(first, last), early=early)

    def issuers(self, window: AnswerWindow) -> tuple[str, ...]:
        """Keys of the issuers collected on every day that is due, sorted."""
        asked = self.asked(window)
        return tuple(key for key, spans in self.collected.items() if _throughout(spans, asked))

    def gaps(self, key: str, window: AnswerWindow) -> tuple[Gap, ...]:
        """The days due on which an issuer was not collected, in order; none: it was collected throughout."""
        asked = self.asked(window)
        due = asked.due
        spans = self.collected.get(key, ())
        if _throughout(spans, asked):
            return ()
        open_still = self.as_of <= window.closes
        missing: list[Gap] = []
        day = due.start
        if asked.early:
            # No day of the window has ended: the gap is told from its own first day, which stays the same till then.
            day = max((span.end + timedelta(days=1) for span in spans if span.end < day), default=day)
        for span in spans[max(0, bisect_right(spans, due.start, key=_start) - 1) :]:
            if span.start > due.end:
                break
            if day < span.start:
                missing.append(Gap(source=key, days=DateInterval(day, span.start - timedelta(days=1)), lasts=False))
            if span.end >= due.end:
                return tuple(missing)
            day = max(day, span.end + timedelta(days=1))
        missing.append(Gap(source=key, days=DateInterval(day, due.end), lasts=open_still))
        return tuple(missing)

    def status(self, claim: ToldClaim, expected: Sequence[Source]) -> Status:
        """What a silence of the expected issuers would rest on, whether or not there is one.

        The first that holds of not_monitored, coverage_unknown, pending, structurally_silent and concluded. Where
        nobody declared anything, what statements show of having been read is no ground to say not_monitored.
        """
        return self.status_in(answer_window(claim, expected, self.pending_days), claim, expected)

    def status_in(self, window: AnswerWindow, claim: ToldClaim, expected: Sequence[Source]) -> Status:
        """`status`, where the time they have is known already."""
        if not self._monitored(expected, window):
            return Status.NOT_MONITORED if self.declared else Status.COVERAGE_UNKNOWN
        if self.as_of <= window.closes:
            return Status.PENDING
        if expected and all(never_comments(source, claim) for source in expected):
            return Status.STRUCTURALLY_SILENT
        return Status.CONCLUDED

    def _monitored(self, expected: Sequence[Source], window: AnswerWindow) -> bool:
        """Whether one of the expected issuers (any issuer, where none is expected) was collected throughout."""
        keys = [source.key for source in expected if source.key in self.collected] if expected else self.collected
        if not keys:
            return False
        asked = self.asked(window)
        return any(_throughout(self.collected[key], asked) for key in keys)

    def followed_until(self, first: date, expected: Sequence[Source]) -> date | None:
        """The last day of unbroken collecting from `first` on, at most the as-of; None where `first` was missed.

        Every day counts on which one of the expected issuers (any issuer, where none is expected) was collected.
        """
        spans = self._together(tuple(sorted({source.key for source in expected}) if expected else self.collected))
        place = bisect_right(spans, first, key=_start) - 1
        if place < 0 or spans[place].end < first:
            return None
        return min(spans[place].end, max(first, self.as_of.astimezone(UTC).date()))

    def _together(self, keys: tuple[str, ...]) -> tuple[DateInterval, ...]:
        """Days on which any of these issuers was collected; thousands of claims ask for the same few."""
        if keys not in self.joined:
            self.joined[keys] = joined_spans(days for key in keys for days in self.collected.get(key, ()))
        return self.joined[keys]


def watch_over(
    coverage: Iterable[Coverage], source_of: Callable[[str], Source | None], as_of: datetime, pending_days: int
) -> Watch:
    """`source_of` gives the source of a key; one that no table knows counts as an issuer."""
    collected: dict[str, list[DateInterval]] = {}
    declared = False
    for span in coverage:
        declared = declared or span.basis is CoverageBasis.DECLARED
        collected.setdefault(span.source, []).append(span.days)
    issuers = [key for key in sorted(collected) if _is_issuer(source_of(key))]
    return Watch(
        collected={key: joined_spans(collected[key]) for key in issuers},
        declared=declared,
        as_of=as_of,
        pending_days=pending_days,
    )


def _is_issuer(source: Source | None) -> bool:
    return source is None or source.kind is SourceKind.ISSUER


def _throughout(spans: Sequence[DateInterval], asked: Asked) -> bool:
    """Whether one unbroken span holds all days that are due, or, before any is, begins on the day after."""
    place = bisect_right(spans, asked.due.start, key=_start) - 1
    if place >= 0 and spans[place].end >= asked.due.end:
        return True
    today = asked.due.end + timedelta(days=1)
    return asked.early and any(span.start == today for span in spans[place + 1 : place + 2])


def _start(span: DateInterval) -> date:
    return span.start


def never_comments(source: Source, claim: ToldClaim) -> bool:
    """Whether a source is known never to comment on such: on anything, on attacks on such a target, or, where the
    claim states killed or wounded, on losses of its own."""
    topics = {EVERYTHING, claim.values.target_family, claim.values.target}
    if any(
        side is TollSide.OWN and (count.high or count.low or 0) > 0 for (side, _), count in claim.values.tolls.items()
    ):
        topics.add(OWN_LOSSES)
    return not topics.isdisjoint(source.never_comments_on)
