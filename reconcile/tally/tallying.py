"""All counts of a run."""

from reconcile.domain.outcomes import Outcome
from reconcile.domain.tallies import Tallies
from reconcile.reference import Reference
from reconcile.tally.accounts import open_books
from reconcile.tally.discrepancies import tally_discrepancies
from reconcile.tally.months import tally_months
from reconcile.tally.profiles import tally_claimants, tally_issuers, tally_overlaps
from reconcile.tally.silence import (
    tally_all,
    tally_by_claimant,
    tally_by_issuer,
    tally_by_region,
    tally_by_toll,
    tally_delays,
    tally_strata,
)


def tally_outcome(outcome: Outcome, reference: Reference, pending_days: int) -> Tallies:
    """The counts of one run; `pending_days` is the time issuers have unless the source table gives them their own."""
    books = open_books(outcome, reference, pending_days)
    return Tallies(
        claims=len(books.claims),
        all_claims=tally_all(books),
        by_issuer=tally_by_issuer(books),
        by_claimant=tally_by_claimant(books),
        by_region=tally_by_region(books),
        by_toll=tally_by_toll(books),
        strata=tally_strata(books),
        delay=tally_delays(books.claims, books),
        months=tally_months(books),
        discrepancies=tally_discrepancies(books),
        claimants=tally_claimants(books),
        issuers=tally_issuers(books),
        overlaps=tally_overlaps(books),
    )
