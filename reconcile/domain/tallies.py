"""What is counted over a whole run: rates of silence, delays, gaps between figures, profiles of who speaks.

Every count carries its denominator. Labels are as written in records or reference tables: not yet fit for a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reconcile.domain.outcomes import Status
from reconcile.domain.proportions import Proportion
from reconcile.domain.tolls import CountRange, TollSide


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveStep:
    """What an answer on one day makes of the share of claims still unanswered."""

    day: int
    """Days after the origin."""
    at_risk: int
    """Claims still followed and unanswered just before."""
    answered: int
    unanswered: float
    """Kaplan-Meier estimate from this day on, between 0 and 1."""
    low: float
    high: float
    """95 % interval, by Greenwood's variance on the scale log(-log)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayCurve:
    """How long claims stay without a first official comment, the unanswered counted as far as they were followed."""

    steps: tuple[CurveStep, ...]
    """One per day with an answer."""
    censored: tuple[tuple[int, int], ...]
    """Day, and how many unanswered claims were followed to that day and no further."""
    followed: int
    answered: int

    def quantile(self, share: float) -> int | None:
        """The first day by which at least `share` of the claims are answered; None where the curve ends before it."""
        return next((step.day for step in self.steps if step.unanswered <= 1 - share + 1e-12), None)

    @property
    def median(self) -> int | None:
        return self.quantile(0.5)

    @property
    def ninetieth(self) -> int | None:
        return self.quantile(0.9)

    @property
    def last_day(self) -> int:
        """The longest that any claim was followed."""
        days = [step.day for step in self.steps] + [day for day, _ in self.censored]
        return max(days, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceTally:
    """What became of the claims of one stratum: how many may be judged, and what stands apart."""

    key: str
    label: str
    expected: int
    """Claims of the stratum; for an issuer, those it is expected to answer."""
    judged: Proportion
    """No comment found, of the claims whose issuers were collected and whose time to answer is over."""
    apart: Mapping[Status, Proportion]
    """Claims that say nothing of a rate, by why: `part` of them answered nevertheless."""
    covered_in_part: int
    """Of those not monitored, for how many an issuer was collected on some days of the window and missed on others."""
    never_comments_on: tuple[str, ...] = ()
    """Issuers: codes of the topics on which it never comments."""
    curve: DelayCurve | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayTally:
    """The delay to the first official comment, over all claims that could be followed."""

    curve: DelayCurve
    not_followed: int
    """Claims whose issuers were not collected on the day of the event (or nobody declared it)."""
    never_answered: int
    """Claims whose expected issuers never comment on such events."""


class MonthPart(StrEnum):
    """The claims of a month, each in exactly one part."""

    AGREEMENT = "agreement"
    PARTIAL_MATCH = "partial_match"
    SILENT = "silent"
    """No official comment, and the time to answer is over."""
    PENDING = "pending"
    NOT_MONITORED = "not_monitored"
    """No official comment, but nobody collected the issuers, or nobody declared it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTally:
    month: date
    """Its first day."""
    parts: Mapping[MonthPart, int]

    @property
    def claims(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRef:
    claim: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollGap:
    """Figures of a linked pair that do not agree, like with like."""

    pair: PairRef
    side: TollSide
    claimed: CountRange
    official: CountRange
    ratio: float | None
    """Claimed over official, by the lowest figures; None where the official one is 0."""


class Conflict(StrEnum):
    """In what two officials differ of whom both answer one claim."""

    STANCE = "stance"
    TOLL = "toll"
    DATE = "date"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialConflict:
    claim: str
    one: str
    other: str
    """Ids of the two statements."""
    about: Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancies:
    links: int
    toll_pairs: int
    """Linked pairs in which both sides give figures that can be set beside one another."""
    tolls: tuple[TollGap, ...]
    """The widest first."""
    targets: tuple[PairRef, ...]
    denials: tuple[PairRef, ...]
    officials: tuple[OfficialConflict, ...]
    answered_twice: int
    """Claims that two or more issuers answer: the denominator of `officials`."""
    dates: tuple[tuple[PairRef, int], ...]
    """Linked pairs whose stated dates lie apart, and how many days; the widest first."""
    places: tuple[tuple[PairRef, float | None], ...]
    """Linked pairs whose places differ, and the kilometres between them; the widest first, unknown ones last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantTally:
    key: str
    label: str
    claims: int
    judged: Proportion
    """Answered, of the claims that may be judged."""
    agreement: Proportion
    """Of the linked claims."""
    denied: Proportion
    """Denied in whole or in part, of the linked claims."""
    ratios: tuple[tuple[float, PairRef], ...]
    """Claimed over official dead, one per claim (its latest comparable official figure), rising."""
    official_zero: int
    """Claims whose latest comparable official figure is 0, so that no ratio can be formed."""
    delays: tuple[int, ...]
    """Days from the last day of the event to the publication of the claim, rising; claims with both stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerTally:
    key: str
    label: str
    statements: int
    linked: int
    """Statements linked to at least one claim."""
    denials: int
    """Linked statements that deny something."""
    claims: int
    """Claims it answers."""
    agreement: Proportion
    """Of these: those with which a statement of its agrees on date, place and target."""
    delays: tuple[int, ...]
    """Days from the last day of the event, as it states it, to its publication, rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapTally:
    """The claims of one claimant that one issuer answers."""

    claimant: str
    issuer: str
    """Labels."""
    answered: Proportion
    """Of all claims of the claimant."""
    agreement: Proportion
    """Of the answered: those with which a statement of the issuer agrees on date, place and target."""
    denied: Proportion
    """Of the answered: those of which a statement of the issuer denies something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    claims: int
    """Claims proper; denials and allegations by groups are counted nowhere here."""
    all_claims: SilenceTally
    by_issuer: tuple[SilenceTally, ...]
    by_claimant: tuple[SilenceTally, ...]
    by_region: tuple[SilenceTally, ...]
    by_toll: tuple[SilenceTally, ...]
    strata: tuple[tuple[tuple[str, str, str], SilenceTally], ...]
    """By labels of issuer, region and toll band; only those with a claim that may be judged."""
    delay: DelayTally
    months: tuple[MonthTally, ...]
    """Every month from the first to the last with a claim."""
    discrepancies: Discrepancies
    claimants: tuple[ClaimantTally, ...]
    issuers: tuple[IssuerTally, ...]
    overlaps: tuple[OverlapTally, ...]
    """Of every claimant and issuer with at least one link; most claims answered first."""
