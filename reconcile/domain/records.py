"""Records as they came in: one event as one side tells it, every value as written (contract: *Records in*)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from reconcile.domain.light_values import light_value


class RecordKind(StrEnum):
    """The two kinds of record, stored apart and never merged."""

    CLAIM = "claim"
    STATEMENT = "statement"

    @property
    def plural(self) -> str:
        return f"{self.value}s"


class DatePrecision(StrEnum):
    """How exactly an event date is known."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class ClaimKind(StrEnum):
    """Whether a group claims an attack, denies one, or accuses somebody else."""

    CLAIM = "claim"
    DENIAL = "denial"
    ALLEGATION = "allegation"


class Channel(StrEnum):
    """How a claim reached the public."""

    OFFICIAL = "official"
    UNOFFICIAL = "unofficial"
    MEDIA = "media"


class IssuerType(StrEnum):
    MILITARY = "military"
    UN = "un"
    GOVERNMENT = "government"
    POLICE = "police"
    OTHER = "other"


class Attribution(StrEnum):
    """In whose name a statement was made. The last two are shown but do not end a silence."""

    DIRECT = "direct"
    RELAYED = "relayed"
    ANONYMOUS = "anonymous"
    QUOTED_BY_CLAIMANT = "quoted_by_claimant"

    @property
    def ends_silence(self) -> bool:
        return self in (Attribution.DIRECT, Attribution.RELAYED)


class Stance(StrEnum):
    """How a statement stands to the attack it speaks of."""

    REPORTS = "reports"
    CONFIRMS = "confirms"
    DENIES = "denies"
    UNKNOWN = "unknown"


class Denied(StrEnum):
    """What a statement denies. A counter-figure or "repelled" is no denial."""

    EVENT = "event"
    TOLL = "toll"
    OUTCOME = "outcome"
    ATTRIBUTION = "attribution"
    TARGET = "target"


class TollScope(StrEnum):
    """What a toll counts."""

    EVENT = "event"
    SEVERAL = "several"
    RUNNING_TOTAL = "running_total"


class Relation(StrEnum):
    """What a record is to the earlier records it names."""

    RETRACTS = "retracts"
    CORRECTS = "corrects"
    QUOTES = "quotes"
    REPEATS = "repeats"
    DENIES = "denies"


@light_value(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """What claims and statements have in common. None means *not stated*; field names are the contract's."""

    id: str
    document: str | None = None
    published: str | None = None
    """ISO date or date-time, checked but kept as written."""
    reported: str | None = None
    event_date: str | None = None
    event_date_start: date | None = None
    event_date_end: date | None = None
    date_precision: DatePrecision | None = None
    date_text: str | None = None
    country: str | None = None
    admin1: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    attack_type: str | None = None
    target_type: str | None = None
    target_actor: str | None = None
    events: int | None = None
    toll_scope: TollScope | None = None
    summary: str | None = None
    text: str | None = None
    language: str | None = None
    translation: str | None = None
    persons: str | None = None
    sensitivity: str | None = None
    url: str | None = None
    archive_url: str | None = None
    publisher: str | None = None
    retrieved: str | None = None
    supersedes: str | None = None
    refers_to: str | None = None
    relation: Relation | None = None
    withdrawn: bool | None = None
    source_grade: str | None = None
    item_grade: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    """Unknown columns, kept as text."""


@light_value(frozen=True, slots=True, kw_only=True)
class ClaimRecord(SourceRecord):
    """A claim of responsibility, or a group's denial or allegation."""

    claimant: str
    outlet: str | None = None
    channel: Channel | None = None
    claim_kind: ClaimKind | None = None
    killed_min: int | None = None
    killed_max: int | None = None
    wounded_min: int | None = None
    wounded_max: int | None = None
    own_killed_min: int | None = None
    own_killed_max: int | None = None
    captured: str | None = None

    @property
    def speaker(self) -> str:
        return self.claimant

    @property
    def is_claim(self) -> bool:
        """Whether it competes for statements; denials and allegations are listed apart."""
        return self.claim_kind in (None, ClaimKind.CLAIM)


@light_value(frozen=True, slots=True, kw_only=True)
class StatementRecord(SourceRecord):
    """What an institution says in its own name or through a named speaker."""

    issuer: str
    issuer_type: IssuerType | None = None
    attribution: Attribution | None = None
    stance: Stance | None = None
    denies: tuple[Denied, ...] = ()
    own_killed_min: int | None = None
    own_killed_max: int | None = None
    own_wounded_min: int | None = None
    own_wounded_max: int | None = None
    civilians_killed_min: int | None = None
    civilians_killed_max: int | None = None
    civilians_wounded_min: int | None = None
    civilians_wounded_max: int | None = None
    attackers_killed_min: int | None = None
    attackers_killed_max: int | None = None
    attackers_wounded_min: int | None = None
    attackers_wounded_max: int | None = None

    @property
    def speaker(self) -> str:
        return self.issuer

    @property
    def ends_silence(self) -> bool:
        return self.attribution is None or self.attribution.ends_silence


Record = ClaimRecord | StatementRecord
