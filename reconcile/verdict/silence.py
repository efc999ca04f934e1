"""What a silence rests on. Silence, denial and "we did not collect that source" are three different things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reconcile.domain.monitoring import AnswerWindow, Asked, Gap, Watch, answer_window, watch_over
from reconcile.domain.outcomes import AS_OF, Status
from reconcile.domain.phrases import count, day, interval, joined
from reconcile.domain.sources import Coverage, Source
from reconcile.domain.tellings import ToldClaim
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

    def issuers_collected(self, window: AnswerWindow) -> tuple[str, ...]:
        """Keys of the issuers collected throughout a window; asked once for all claims that have the same."""
        asked = self.watch.asked(window)
        if asked not in self._asked:
            self._asked[asked] = self.watch.issuers(window)
        return self._asked[asked]

    @cached_property
    def _asked(self) -> dict[Asked, tuple[str, ...]]:
        return {}

    def silence(self, status: Status, expected: Sequence[Source], window: AnswerWindow) -> "Silence":
        """The status and its words; made once for all claims that the same could answer in the same time."""
        keys = tuple([source.key for source in expected])
        asked = (status, keys, window.opens, window.closes)
        if asked not in self._silences:
            sentence = f"{_SENTENCES[status](expected, window, self)}."
            self._silences[asked] = Silence(status=status, sentence=sentence)
        return self._silences[asked]

    @cached_property
    def _silences(self) -> dict[tuple[Status, tuple[str, ...], datetime, datetime], "Silence"]:
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The status of a claim no statement is linked to, and the words for it."""

    status: Status
    sentence: str


def judge_silence(claim: ToldClaim, ledger: Ledger) -> Silence:
    """What a silence rests on, and the sentence that says so."""
    expected = ledger.reference.sources.expected_for(claim.values.target_actors, claim.values.country)
    window = answer_window(claim, expected, ledger.settings.pending_days)
    status = ledger.watch.status_in(window, claim, expected)
    return ledger.silence(status, expected, window)


def _unknown(expected: Sequence[Source], window: AnswerWindow, ledger: Ledger) -> str:
    return (
        "No official comment among the statements at hand; nobody declared which sources were collected, "
        "so this says nothing about what officials said"
    )


def _not_monitored(expected: Sequence[Source], window: AnswerWindow, ledger: Ledger) -> str:
    gaps = _gaps_in_words(expected, window, ledger)
    return (
        f"No official comment among what was collected, but none of the issuers expected to answer"
        f"{_sources_in_words(expected)} was collected throughout the window of {interval(window.days)}{gaps}"
    )


def _pending(expected: Sequence[Source], window: AnswerWindow, ledger: Ledger) -> str:
    return (
        f"No official comment found so far, as of {AS_OF}, {_sources(window, ledger)}; "
        f"the window stays open until {day(window.closes.date())}{_gaps_in_words(expected, window, ledger)}"
    )


def _structural(expected: Sequence[Source], window: AnswerWindow, ledger: Ledger) -> str:
    return (
        f"No official comment found as of {AS_OF} {_sources(window, ledger)}; the issuers expected to answer"
        f"{_sources_in_words(expected)} never comment on such{_gaps_in_words(expected, window, ledger)}"
    )


def _concluded(expected: Sequence[Source], window: AnswerWindow, ledger: Ledger) -> str:
    found = f"No official comment found as of {AS_OF} {_sources(window, ledger)}"
    return found + _gaps_in_words(expected, window, ledger)


_SENTENCES = {
    Status.COVERAGE_UNKNOWN: _unknown,
    Status.NOT_MONITORED: _not_monitored,
    Status.PENDING: _pending,
    Status.STRUCTURALLY_SILENT: _structural,
    Status.CONCLUDED: _concluded,
}


def _sources(window: AnswerWindow, ledger: Ledger) -> str:
    return f"in {count(len(ledger.issuers_collected(window)), 'monitored source')}"


def _gaps_in_words(expected: Sequence[Source], window: AnswerWindow, ledger: Ledger) -> str:
    """Which of the expected issuers was collected for a part of the window only, and which days are missing.

    Issuers never collected at all are not told one by one: the list of what was collected stands in the report.
    """
    told = []
    for source in expected:
        gaps = ledger.watch.gaps(source.key, window)
        if gaps and source.key in ledger.watch.collected:
            told.append(f"{source.name} was not collected {joined([_gap(gap) for gap in gaps])}")
    shown = told[:NAMES_SHOWN] + (
        [f"{count(len(told) - NAMES_SHOWN, 'more issuer')} missed days"] if told[NAMES_SHOWN:] else []
    )
    return f"; {joined(shown)}" if shown else ""


def _gap(gap: Gap) -> str:
    """A gap that lasts is told by its first day alone, so that a finding that holds is not written anew every day."""
    if gap.lasts:
        return f"since {day(gap.days.start)}"
    return f"{'on' if gap.days.days == 1 else 'from'} {interval(gap.days)}"


def _sources_in_words(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    names = [source.name for source in sources[:NAMES_SHOWN]]
    if len(sources) > NAMES_SHOWN:
        names.append(f"{len(sources) - NAMES_SHOWN} more")
    return f" ({listed(names)})"
