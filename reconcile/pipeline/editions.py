"""Which part of a run a report shows, and for whom: filters, the public edition, the run it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta

from reconcile.domain.changes import ChangeLog
from reconcile.domain.comparables import StatementAccount
from reconcile.domain.decisions import Decision
from reconcile.domain.histories import Histories
from reconcile.domain.outcomes import Outcome
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.reference import Reference
from reconcile.report import Selection, neutral_ids, public_outcome, select_changes, select_outcome, view_words
from reconcile.store import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a report is asked to be."""

    claimants: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    since_run: int | None = None
    """The run whose findings the change log is set beside; None: the run before."""
    public: bool = False
    delay_days: int | None = None
    """Public edition: days before the data cut-off that are left out."""


WHOLE = Edition()
"""All of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What goes into the report."""

    outcome: Outcome
    changes: ChangeLog | None
    histories: Histories
    decisions: tuple[Decision, ...]
    elsewhere: tuple[StatementAccount, ...]
    lines: tuple[str, ...]
    """What every page says of the part it shows."""


def edited(
    outcome: Outcome,
    changes: ChangeLog | None,
    histories: Histories,
    decisions: tuple[Decision, ...],
    edition: Edition,
    reference: Reference,
    units: Mapping[str, GazetteerPlace],
) -> Shown:
    """The part of the run that the edition shows, public or whole.

    `units` are the districts and regions by key, for the public edition. Raises NotFoundError where the run knows no
    such claimant, issuer or country.
    """
    whole = public_outcome(outcome, units) if edition.public else outcome
    selection = _selection(edition, outcome)
    selected = select_outcome(whole, selection, reference.sources.expected_for, outcome.decisions)
    shown = Shown(
        outcome=selected.outcome,
        changes=None if changes is None else select_changes(changes, selected),
        histories=histories,
        decisions=decisions,
        elsewhere=selected.elsewhere,
        lines=_lines(edition, selection, outcome, selected.outcome),
    )
    return _numbered(shown) if edition.public else shown


def _numbered(shown: Shown) -> Shown:
    """Under the ids of the public edition, without earlier versions and decisions."""
    statements = (*shown.outcome.statements, *shown.elsewhere)
    ids = neutral_ids(shown.outcome.claims, statements, shown.histories)
    return replace(
        shown,
        outcome=ids.outcome(shown.outcome),
        changes=None if shown.changes is None else ids.changes(shown.changes),
        histories=Histories(),
        decisions=(),
        elsewhere=ids.accounts(shown.elsewhere),
    )


def units_of(database: Database) -> dict[str, GazetteerPlace]:
    """Districts and regions by key."""
    return {unit.key: unit for level in (PlaceClass.DISTRICT, PlaceClass.REGION) for unit in database.units(level)}


def _selection(edition: Edition, outcome: Outcome) -> Selection:
    hidden_after = None
    if edition.delay_days is not None:
        hidden_after = outcome.run.as_of.astimezone(UTC).date() - timedelta(days=edition.delay_days)
    return Selection(
        claimants=edition.claimants,
        issuers=edition.issuers,
        countries=edition.countries,
        first=edition.first,
        last=edition.last,
        hidden_after=hidden_after,
    )


def _lines(edition: Edition, selection: Selection, whole: Outcome, shown: Outcome) -> tuple[str, ...]:
    asked = view_words.filtered(edition.claimants, edition.issuers, edition.countries, edition.first, edition.last)
    told = []
    if asked is not None:
        numbers = len(shown.claims), len(whole.claims), len(shown.statements), len(whole.statements)
        told.append(view_words.part(asked, *numbers))
    if edition.claimants:
        told.append(view_words.NO_CLAIMANT)
    if edition.public:
        told.append(view_words.PUBLIC)
    if edition.delay_days is not None and selection.hidden_after is not None:
        told.append(view_words.delayed(edition.delay_days, selection.hidden_after))
    return tuple(told)
