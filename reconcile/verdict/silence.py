"""What a silence rests on. Silence, denial and "we did not collect that source" are three different things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.monitoring import Watch, answer_window, watch_over
from reconcile.domain.outcomes import AS_OF, Status
from reconcile.domain.phrases import count, day, interval
from reconcile.domain.sources import Coverage, Source
from reconcile.reference import Reference
from reconcile.settings import VerdictSettings
from reconcile.verdict.wording import listed

NAMES_SHOWN = 4
"""How many issuers a sentence names before it counts the rest."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What is known of collecting: the source table and the days each source was collected."""

    reference: Reference
    coverage: Sequence[Coverage]
    as_of: datetime
    settings: VerdictSettings

    @cached_property
    def watch(self) -> Watch:
        return watch_over(self.coverage, self.reference.sources.get, self.as_of, self.settings.pending_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The status of a claim no statement is linked to, and the words for it."""

    status: Status
    sentence: str


def judge_silence(claim: ClaimAccount, ledger: Ledger) -> Silence:
    """What a silence rests on, and the sentence that says so."""
    expected = ledger.reference.sources.expected_for(claim.values.target_actors, claim.values.country)
    status = ledger.watch.status(claim, expected)
    window = answer_window(claim, expected, ledger.settings.pending_days)
    asked = _sources_in_words(expected)
    sources = f"in {count(len(ledger.watch.issuers(window.days)), 'monitored source')}"
    sentence = {
        Status.COVERAGE_UNKNOWN: (
            "No official comment among the statements at hand; nobody declared which sources were collected, "
            "so this says nothing about what officials said."
        ),
        Status.NOT_MONITORED: (
            f"No official comment among what was collected, but none of the issuers expected to answer{asked} "
            f"was collected from {interval(window.days)}."
        ),
        Status.PENDING: (
            f"No official comment found so far, as of {AS_OF}, {sources}; "
            f"the window stays open until {day(window.closes.date())}."
        ),
        Status.STRUCTURALLY_SILENT: (
            f"No official comment found as of {AS_OF} {sources}; "
            f"the issuers expected to answer{asked} never comment on such attacks."
        ),
        Status.CONCLUDED: f"No official comment found as of {AS_OF} {sources}.",
    }[status]
    return Silence(status=status, sentence=sentence)


def _sources_in_words(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    names = [source.name for source in sources[:NAMES_SHOWN]]
    if len(sources) > NAMES_SHOWN:
        names.append(f"{len(sources) - NAMES_SHOWN} more")
    return f" ({listed(names)})"
