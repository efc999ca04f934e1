"""Dates that would be the same if one side's day and month were exchanged (`04/05` read as 4 May and as 5 April).

Such pairs lie four weeks or more apart, so the link room does not compare them, and nothing is linked here: a person is
told where to look. Said only of a silent claim and an unanswered statement that agree on the place, do not differ on
the target, and of which at least one may have meant the other day when it was published.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import FacetResult
from reconcile.reference import Reference
from reconcile.verdict.dates import EXCHANGED, exchanged, single_day
from reconcile.verdict.places import compare_places
from reconcile.verdict.targets import compare_targets
from reconcile.verdict.wording import day_in_words, possessive, speaker

_ZONES = timedelta(days=1)
"""A text dated in one time zone may tell of the next day in another."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Statements that answer no claim, by the single day they name."""

    by_day: Mapping[date, tuple[StatementAccount, ...]]

    def hint(self, claim: ClaimAccount, reference: Reference) -> str | None:
        """Where the order of day and month would bring the claim and a statement together, as half a sentence."""
        day = single_day(claim.values.date)
        other = None if day is None else exchanged(day)
        if day is None or other is None:
            return None
        for statement in self.by_day.get(other, ()):
            may_be_meant = _published_by(claim, other) or _published_by(statement, day)
            if may_be_meant and _alike(claim, statement, reference):
                told = f"{possessive(speaker(statement))} statement on {day_in_words(other)} names the same place"
                return f"{told}, and {EXCHANGED}"
        return None


def unanswered(statements: Iterable[StatementAccount]) -> Unanswered:
    by_day: dict[date, tuple[StatementAccount, ...]] = {}
    for statement in statements:
        day = single_day(statement.values.date)
        if day is not None:
            by_day[day] = (*by_day.get(day, ()), statement)
    return Unanswered(by_day)


def _published_by(account: ClaimAccount | StatementAccount, day: date) -> bool:
    """Whether the text was already known on the day it would then tell of."""
    return day <= account.version.known_from.date() + _ZONES


def _alike(claim: ClaimAccount, statement: StatementAccount, reference: Reference) -> bool:
    place, target = compare_places(claim, statement), compare_targets(claim, statement, reference)
    return place.result is FacetResult.AGREES and target.result is not FacetResult.DIFFERS
