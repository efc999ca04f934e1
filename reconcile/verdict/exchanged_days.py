"""Dates that would be the same if one side's day and month were exchanged (`04/05` read as 4 May and as 5 April).

Such pairs lie four weeks or more apart, so the link room does not compare them, and nothing is linked here: a person is
told where to look. Said only of a silent claim and an unanswered statement that agree on the place and do not differ
on the target.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reconcile.domain import phrases
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import FacetResult, Finding, Flag
from reconcile.reference import Reference
from reconcile.verdict.dates import EXCHANGED, exchanged, single_day
from reconcile.verdict.places import compare_places
from reconcile.verdict.targets import compare_targets
from reconcile.verdict.wording import possessive, speaker


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Statements that answer no claim, by the single day they name."""

    by_day: Mapping[date, tuple[StatementAccount, ...]]

    def reason(self, finding: Finding, claim: ClaimAccount, reference: Reference) -> str:
        """The reason of the finding, with the hint where the claim is silent."""
        hint = self.hint(claim, reference) if finding.flag is Flag.NO_OFFICIAL_COMMENT else None
        return finding.reason if hint is None else f"{finding.reason.removesuffix('.')}; {hint}."

    def hint(self, claim: ClaimAccount, reference: Reference) -> str | None:
        """Where the order of day and month would bring the claim and a statement together, as half a sentence."""
        day = single_day(claim.values.date)
        other = None if day is None else exchanged(day)
        if other is None:
            return None
        for statement in self.by_day.get(other, ()):
            if _alike(claim, statement, reference):
                told = f"{possessive(speaker(statement))} statement on {phrases.day(other)} names the same place"
                return f"{told}, and {EXCHANGED}"
        return None


def unanswered(statements: Iterable[StatementAccount]) -> Unanswered:
    by_day: dict[date, tuple[StatementAccount, ...]] = {}
    for statement in statements:
        day = single_day(statement.values.date)
        if day is not None:
            by_day[day] = (*by_day.get(day, ()), statement)
    return Unanswered(by_day)


def _alike(claim: ClaimAccount, statement: StatementAccount, reference: Reference) -> bool:
    place, target = compare_places(claim, statement), compare_targets(claim, statement, reference)
    return place.result is FacetResult.AGREES and target.result is not FacetResult.DIFFERS
