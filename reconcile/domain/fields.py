"""The contract's columns as one table: ingest checks by it, the store keeps by it, the template explains by it.

The names are those of the dataclass fields in `reconcile.domain.records`; a test holds the two together.
"""

from dataclasses import dataclass
from enum import StrEnum

from reconcile.domain.records import (
    Attribution,
    Channel,
    ClaimKind,
    DatePrecision,
    Denied,
    IssuerType,
    RecordKind,
    Relation,
    Stance,
    TollScope,
)


class FieldKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INSTANT = "instant"
    """ISO date or date-time, kept as written."""
    DATE = "date"
    NUMBER = "number"
    COUNT = "count"
    """Whole number from 0."""
    FLAG = "flag"
    CODE = "code"
    """One of a closed list."""
    CODES = "codes"
    """Any of a closed list, separated by commas or semicolons (or a JSON list)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a record file."""

    name: str
    kind: FieldKind
    help: str
    codes: type[StrEnum] | None = None
    required: bool = False
    digested: bool = True
    """Whether another value makes another version; how and when it was read does not."""
    private: bool = False
    """Never quoted in messages, logs or terminal output."""


def _text(name: str, told: str, *, required: bool = False, digested: bool = True, private: bool = False) -> Field:
    return Field(name=name, kind=FieldKind.TEXT, help=told, required=required, digested=digested, private=private)


def _instant(name: str, told: str, *, digested: bool = True) -> Field:
    return Field(name=name, kind=FieldKind.INSTANT, help=told, digested=digested)


def _code(name: str, codes: type[StrEnum], told: str) -> Field:
    return Field(name=name, kind=FieldKind.CODE, codes=codes, help=told)


def _counts(prefix: str, told: str) -> tuple[Field, Field]:
    low = f"At least this many {told}; without a maximum it means 'at least'"
    high = f"At most this many {told}"
    return (
        Field(name=f"{prefix}_min", kind=FieldKind.COUNT, help=low),
        Field(name=f"{prefix}_max", kind=FieldKind.COUNT, help=high),
    )


_HEAD = (
    _text(
        "id",
        "The collector's own key, unique per kind; the same id with other content is a new version",
        required=True,
    ),
)

_COMMON = (
    _text("document", "Key of the text this record was taken from"),
    _instant("published", "When the side published it: ISO date or date-time"),
    _instant("reported", "Date of the page through which it was read", digested=False),
    _text(
        "event_date",
        "Date of the event: ISO (2017-04-18, 2017-04, 2017-04-16/2017-04-18) or as worded (Sunday)",
    ),
    Field(
        name="event_date_start",
        kind=FieldKind.DATE,
        help="First day of the event, already resolved: ISO date",
    ),
    Field(name="event_date_end", kind=FieldKind.DATE, help="Last day of the event, already resolved: ISO date"),
    _code("date_precision", DatePrecision, "How exactly the resolved date is known"),
    _text("date_text", "The wording of the date"),
    _text("country", "ISO 3166 alpha-2 code; event days are local days of it"),
    _text("admin1", "First-order region, as written"),
    _text("place", "Place, as written (about 30 km south of Tessalit)"),
    Field(name="lat", kind=FieldKind.NUMBER, help="Latitude, WGS 84, -90 to 90, if the side or a coder gave it"),
    Field(name="lon", kind=FieldKind.NUMBER, help="Longitude, WGS 84, -180 to 180"),
    _text("attack_type", "A code or the words used (IED, ambush)"),
    _text("target_type", "A code or the words used (outpost, logistics convoy)"),
    _text("target_actor", "Who was hit, as written (MINUSMA (Chad))"),
    Field(
        name="events",
        kind=FieldKind.COUNT,
        help="How many events the record covers that cannot be split; default 1",
    ),
    _code("toll_scope", TollScope, "What the toll counts: one event, several, or a running total"),
    _text("summary", "One neutral sentence"),
    _text("text", "The original words", private=True),
    _text("language", "Language of the text, ISO 639-1"),
    _text("translation", "A translation of the text, if any", private=True),
    _text("persons", "Names of victims or captives (restricted)", private=True),
    _text("sensitivity", "graphic, and other marks"),
    _text("url", "Where it was read"),
    _text("archive_url", "The archived copy", digested=False),
    _text("publisher", "Who carried it"),
    _instant("retrieved", "When it was read", digested=False),
    _text("supersedes", "Id of the earlier record this one replaces"),
    _text("refers_to", "Id of the earlier record this one speaks of"),
    _code("relation", Relation, "What this record does to the one it refers to"),
    Field(name="withdrawn", kind=FieldKind.FLAG, help="true when the side took it back"),
    _text("source_grade", "Admiralty grade of the source, A to F"),
    _text("item_grade", "Admiralty grade of the item, 1 to 6"),
)

_CLAIM = (
    _text("claimant", "The group that claims", required=True),
    _text("outlet", "Its media wing or channel"),
    _code("channel", Channel, "How the claim reached the public"),
    _code("claim_kind", ClaimKind, "claim (default), denial or allegation"),
    *_counts("killed", "killed on the other side, as claimed"),
    *_counts("wounded", "wounded on the other side, as claimed"),
    *_counts("own_killed", "of its own killed, as the group says"),
    _text("captured", "Captives and spoils, as the group says"),
)

_STATEMENT = (
    _text("issuer", "The institution that speaks", required=True),
    _code("issuer_type", IssuerType, "What kind of institution"),
    _code("attribution", Attribution, "In whose name; anonymous and quoted_by_claimant do not end a silence"),
    _code("stance", Stance, "How it stands to the attack"),
    Field(
        name="denies",
        kind=FieldKind.CODES,
        codes=Denied,
        help="What is denied; a counter-figure is no denial",
    ),
    *_counts("own_killed", "killed on the side that was attacked"),
    *_counts("own_wounded", "wounded on the side that was attacked"),
    *_counts("civilians_killed", "civilians killed"),
    *_counts("civilians_wounded", "civilians wounded"),
    *_counts("attackers_killed", "attackers killed"),
    *_counts("attackers_wounded", "attackers wounded"),
)

FIELDS: dict[RecordKind, tuple[Field, ...]] = {
    RecordKind.CLAIM: (*_HEAD, _CLAIM[0], *_COMMON, *_CLAIM[1:]),
    RecordKind.STATEMENT: (*_HEAD, _STATEMENT[0], *_COMMON, *_STATEMENT[1:]),
}
"""All columns of each kind, in the order of the template."""
