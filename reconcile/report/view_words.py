"""What every page says of the part of the run it shows, and of what is left out of it."""

from datetime import date

from reconcile.domain.phrases import count, day, joined

PUBLIC = (
    "Public edition: districts and regions instead of places; original words, summaries and names of persons are left "
    "out."
)
NO_CLAIMANT = "Statements that answer no claim have no claimant and are left out."


def filtered(
    claimants: tuple[str, ...],
    issuers: tuple[str, ...],
    countries: tuple[str, ...],
    first: date | None,
    last: date | None,
) -> str | None:
    """What was asked for; None where everything was."""
    told = [f"claims by {joined(claimants, 'or')}"] if claimants else []
    told += [f"claims that {joined(issuers, 'or')} answers or is expected to answer"] if issuers else []
    told += [f"events in {joined(countries, 'or')}"] if countries else []
    told += [_days(first, last)] if first is not None or last is not None else []
    return "; ".join(told) or None


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"events from {day(first)} on" if first is not None else f"events until {day(last or date.max)}"
    return f"events of {day(first)}" if first == last else f"events from {day(first)} to {day(last)}"


def part(what: str, claims: int, all_claims: int, statements: int, all_statements: int) -> str:
    return (
        f"This report shows a part of the run: {what}. It holds {claims:,} of {count(all_claims, 'claim')} and "
        f"{statements:,} of {count(all_statements, 'statement')}; all its figures are of these."
    )


def delayed(days: int, last: date) -> str:
    return (
        f"Claims and statements of the last {count(days, 'day')} before the data cut-off, that is after {day(last)}, "
        "are left out, and so is every claim whose finding rests on one. What these say of other records is not told: "
        "that a page names no later account does not mean that there is none."
    )
