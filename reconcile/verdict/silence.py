"""What a silence rests on. Silence, denial and "we did not collect that source" are three different things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import AS_OF, Status
from reconcile.domain.phrases import count, day, interval
from reconcile.domain.sources import Coverage, Source, SourceKind
from reconcile.reference import Reference
from reconcile.settings import VerdictSettings
from reconcile.verdict.wording import listed

EVERYTHING = "*"
"""In the table of topics: an issuer that never comments on any attack."""
NAMES_SHOWN = 4
"""How many issuers a sentence names before it counts the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What is known of collecting: the source table and the days each source was collected."""

    reference: Reference
    coverage: Sequence[Coverage]
    as_of: datetime
    settings: VerdictSettings

    def issuers_collected(self, window: DateInterval) -> tuple[str, ...]:
        """Keys of the issuers collected on at least one day of the window, sorted."""
        found = {span.source for span in self.coverage if span.days.overlaps(window)}
        return tuple(sorted(key for key in found if self._is_issuer(key)))

    def _is_issuer(self, key: str) -> bool:
        source = self.reference.sources.get(key)
        return source is None or source.kind is SourceKind.ISSUER


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The status of a claim no statement is linked to, and the words for it."""

    status: Status
    sentence: str


def judge_silence(claim: ClaimAccount, ledger: Ledger) -> Silence:
    """The first that holds of not_monitored, coverage_unknown, pending, structurally_silent and concluded."""
    expected = ledger.reference.sources.expected_for(claim.values.target_actors, claim.values.country)
    opens = _window_opens(claim)
    closes = opens + timedelta(days=_window_days(expected, ledger.settings))
    window = DateInterval(opens.date(), closes.date())
    collected = ledger.issuers_collected(window)
    monitored = [source for source in expected if source.key in collected] if expected else list(collected)
    asked = _sources_in_words(expected)
    if not ledger.coverage:
        return Silence(status=Status.COVERAGE_UNKNOWN, sentence=_UNKNOWN)
    if not monitored:
        return Silence(
            status=Status.NOT_MONITORED,
            sentence=(
                f"No official comment among what was collected, but none of the issuers expected to answer{asked} "
                f"was collected from {interval(window)}."
            ),
        )
    sources = f"in {count(len(collected), 'monitored source')}"
    if ledger.as_of <= closes:
        return Silence(
            status=Status.PENDING,
            sentence=(
                f"No official comment found so far, as of {AS_OF}, {sources}; "
                f"the window stays open until {day(closes.date())}."
            ),
        )
    if expected and all(_never_comments(source, claim) for source in expected):
        return Silence(
            status=Status.STRUCTURALLY_SILENT,
            sentence=(
                f"No official comment found as of {AS_OF} {sources}; "
                f"the issuers expected to answer{asked} never comment on such attacks."
            ),
        )
    return Silence(
        status=Status.CONCLUDED,
        sentence=f"No official comment found as of {AS_OF} {sources}.",
    )


_UNKNOWN = (
    "No official comment among the statements at hand; nobody declared which sources were collected, "
    "so this says nothing about what officials said."
)


def _window_opens(claim: ClaimAccount) -> datetime:
    """The later of the end of the event and the instant from which the claim was known."""
    span = claim.values.date.span
    if span is None:
        return claim.version.known_from
    ends = datetime.combine(span.end + timedelta(days=1), time(), UTC)
    return max(ends, claim.version.known_from)


def _window_days(expected: Sequence[Source], settings: VerdictSettings) -> int:
    own = [settings.pending_days if s.window_days is None else s.window_days for s in expected]
    return max(own, default=settings.pending_days)


def _never_comments(source: Source, claim: ClaimAccount) -> bool:
    topics = {EVERYTHING, claim.values.target_family, claim.values.target}
    return not topics.isdisjoint(source.never_comments_on)


def _sources_in_words(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    names = [source.name for source in sources[:NAMES_SHOWN]]
    if len(sources) > NAMES_SHOWN:
        names.append(f"{len(sources) - NAMES_SHOWN} more")
    return f" ({listed(names)})"
