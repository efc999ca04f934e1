"""How many links are missed, from the random sample; and what is done, by whom, and what is left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.domain.cases import Case, CaseReason, CaseStatus
from reconcile.domain.decisions import DecisionKind, DecisionState, Subject, Verdict
from reconcile.domain.outcomes import Finding, Flag
from reconcile.domain.proportions import Proportion
from reconcile.domain.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class MissEstimate:
    """What the sample says of the claims that the comparison alone links to nothing."""

    unlinked: int
    drawn: int
    missed: Proportion
    """Of the drawn claims that somebody looked at: those for which a statement of the same event was found."""

    @property
    def missed_links(self) -> tuple[float, float] | None:
        """The interval carried over to all unlinked claims: claims that lack a link; None where nobody looked."""
        interval = self.missed.interval
        return None if interval is None else (interval[0] * self.unlinked, interval[1] * self.unlinked)

    @property
    def sentence(self) -> str:
        """What the random sample says, with its interval."""
        interval, links = self.missed.interval, self.missed_links
        drawn = f"Sample of claims without a link: {self.drawn} of {self.unlinked} drawn"
        if interval is None or links is None:
            return f"{drawn}, none looked at yet; nothing can be said of missed links"
        return (
            f"{drawn}, {self.missed.whole} looked at, {self.missed.part} with a missed link: between "
            f"{100 * interval[0]:.1f} and {100 * interval[1]:.1f} % of claims without a link ({links[0]:.0f} to "
            f"{links[1]:.0f} claims; 95 % interval)"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where the review stands."""

    open: int
    waiting: int
    """Of the open ones those that ask for a decision of their own: not those that were only drawn at random."""
    done: int
    by_reason: Mapping[CaseReason, tuple[int, int]]
    """Open and done, by reason; a case with two reasons counts under both."""
    by_author: Mapping[str, int]
    """Decisions, confirmations and refusals by account."""
    assigned: Mapping[str, int]
    """Open cases by whom they are assigned to; the empty name: nobody."""


def estimate_misses(
    findings: Sequence[Finding], cases: Sequence[Case], standings: Mapping[Subject, Standing]
) -> MissEstimate:
    """A drawn claim counts as looked at when its case is checked or its flag decided, or a pair of it is."""
    unlinked = sum(finding.flag_by_machine is Flag.NO_OFFICIAL_COMMENT for finding in findings)
    drawn = [case for case in cases if CaseReason.SAMPLE in case.reasons]
    linked = {
        subject.claim
        for subject, standing in standings.items()
        if subject.kind is DecisionKind.PAIR
        and standing.in_force is not None
        and standing.in_force.verdict == Verdict.SAME_EVENT
    }
    missed = sum(case.subject.claim in linked for case in drawn)
    clean = sum(case.subject.claim not in linked and _looked_at(case) for case in drawn)
    return MissEstimate(unlinked=unlinked, drawn=len(drawn), missed=Proportion(part=missed, whole=missed + clean))


def _looked_at(case: Case) -> bool:
    decided = case.mark is not None and case.mark.state is DecisionState.IN_FORCE
    return decided or case.status is CaseStatus.CHECKED


def progress_of(cases: Sequence[Case], standings: Mapping[Subject, Standing]) -> Progress:
    """What is done, by whom, and what is left."""
    reasons = {
        reason: (
            sum(not case.done for case in cases if reason in case.reasons),
            sum(case.done for case in cases if reason in case.reasons),
        )
        for reason in CaseReason
    }
    authors = Counter(entry.author for standing in standings.values() for entry in standing.log)
    assigned = Counter(case.assignee or "" for case in cases if not case.done)
    return Progress(
        open=sum(not case.done for case in cases),
        waiting=sum(case.waits for case in cases),
        done=sum(case.done for case in cases),
        by_reason={reason: counts for reason, counts in reasons.items() if any(counts)},
        by_author=dict(sorted(authors.items())),
        assigned=dict(sorted(assigned.items())),
    )
