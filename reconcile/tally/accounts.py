"""The claims of a run with what every count asks of them, looked up once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.monitoring import Watch, watch_over
from reconcile.domain.outcomes import Finding, Outcome, Pair, Status
from reconcile.domain.places import PlaceClass
from reconcile.domain.sources import Source
from reconcile.domain.tolls import Harm, TollSide
from reconcile.reference import Reference

TOLL_BANDS = (
    (0, 0, "0"),
    (1, 1, "1"),
    (2, 4, "2 to 4"),
    (5, 9, "5 to 9"),
    (10, 19, "10 to 19"),
    (20, None, "20 or more"),
)
"""Lowest and highest number of dead claimed, and the words. Officials speak of large attacks far more often than of
single deaths (Carpenter, Fuller and Roberts 2013: 94 % against 17 %), so rates of unlike bands are not comparable."""
NO_TOLL = "no figure"
NO_REGION = "no region stated"
OUTSIDE_COUNTRY = "country not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """One claim proper with the issuers expected to answer it."""

    account: ClaimAccount
    finding: Finding
    links: tuple[Pair, ...]
    expected: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """A run, indexed for counting; claims and statements by id, so that the order of the run changes no count."""

    reference: Reference
    watch: Watch
    claims: tuple[Answerable, ...]
    statements: Mapping[str, StatementAccount]
    regions: Mapping[str, str]
    """Names of first-order units by key."""
    known_statuses: dict[tuple[str, tuple[str, ...]], Status] = field(default_factory=dict, compare=False, repr=False)
    """By id of the claim and keys of the issuers asked: every count asks for the same few."""

    def status(self, claim: Answerable, issuers: tuple[Source, ...]) -> Status:
        """What a silence of these issuers on the claim would rest on, whether or not there is one."""
        asked = claim.account.id, tuple(source.key for source in issuers)
        known = self.known_statuses.get(asked)
        if known is None:
            known = self.known_statuses[asked] = self.watch.status(claim.account, issuers)
        return known

    def claimant(self, account: ClaimAccount) -> tuple[str, str]:
        """Key and label: the actor where the name is known, else the name as written."""
        return self._actor(account.values.speaker, account.record.claimant)

    def issuer(self, account: StatementAccount) -> tuple[str, str]:
        key = account.values.speaker
        source = None if key is None else self.reference.sources.get(key)
        return _written(account.record.issuer) if source is None else (source.key, source.name)

    def region(self, account: ClaimAccount) -> tuple[str, str]:
        """Country and first-order unit, of the likeliest reading of the place."""
        country = account.values.country
        named = OUTSIDE_COUNTRY if country is None else self._country(country)
        likeliest = max(account.values.places, key=lambda place: (-place.part, place.weight), default=None)
        unit = None if likeliest is None else likeliest.admin1
        if unit is not None:
            return unit, f"{self.regions.get(unit, account.record.admin1 or unit)}, {named}"
        if account.record.admin1 is not None:
            return f"{country}:{account.record.admin1.casefold()}", f"{account.record.admin1}, {named}"
        return f"{country}:", f"{NO_REGION}, {named}"

    def _actor(self, key: str | None, written: str) -> tuple[str, str]:
        if key is None or key not in self.reference.actors:
            return _written(written)
        return key, self.reference.actors.get(key).label

    def _country(self, code: str) -> str:
        country = self.reference.countries.get(code)
        return code if country is None else country.name


def open_books(outcome: Outcome, reference: Reference, pending_days: int) -> Books:
    findings = {finding.claim: finding for finding in outcome.findings}
    told: dict[tuple[tuple[str, ...], str | None], tuple[Source, ...]] = {}

    def expected(account: ClaimAccount) -> tuple[Source, ...]:
        asked = account.values.target_actors, account.values.country
        if asked not in told:
            told[asked] = reference.sources.expected_for(*asked)
        return told[asked]

    return Books(
        reference=reference,
        watch=watch_over(outcome.coverage, reference.sources.get, outcome.run.as_of, pending_days),
        claims=tuple(
            Answerable(
                account=account,
                finding=findings[account.id],
                links=findings[account.id].links,
                expected=expected(account),
            )
            for account in sorted(outcome.claims, key=lambda account: account.id)
            if account.record.is_claim
        ),
        statements={one.id: one for one in sorted(outcome.statements, key=lambda statement: statement.id)},
        regions={place.key: place.name for place in reference.places if place.place_class is PlaceClass.REGION},
    )


def toll_band(account: ClaimAccount) -> tuple[str, str]:
    """The band of the lowest number of dead the claim gives; its key sorts as the bands do."""
    toll = account.values.tolls.get((TollSide.OWN, Harm.KILLED))
    low = None if toll is None else toll.low if toll.low is not None else toll.high
    for number, (first, last, label) in enumerate(TOLL_BANDS):
        if low is not None and first <= low and (last is None or low <= last):
            return f"{number}", label
    return f"{len(TOLL_BANDS)}", NO_TOLL


def gathered(
    claims: Sequence[Answerable], named: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], list[Answerable]]:
    """Claims by key and label; `named` gives both by claim id. One key keeps the label met first."""
    labels: dict[str, str] = {}
    found: dict[tuple[str, str], list[Answerable]] = {}
    for claim in claims:
        key, label = named[claim.account.id]
        found.setdefault((key, labels.setdefault(key, label)), []).append(claim)
    return found


def _written(name: str) -> tuple[str, str]:
    return f"as written: {name.casefold()}", name
