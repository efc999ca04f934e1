"""The source book: sources.csv, source_names.csv and source_topics.csv, checked and put together."""

from collections.abc import Mapping

from reconcile.domain.sources import IssuerRole, Source, SourceKind
from reconcile.reference.actor_table import ActorTable
from reconcile.reference.countries import Country, Institution
from reconcile.reference.naming import CountryWord
from reconcile.reference.source_table import SourceTable, national_source
from reconcile.reference.tables import Desk
from reconcile.reference.wording import PhraseBook

SOURCES_FILE = "sources.csv"
NAMES_FILE = "source_names.csv"
TOPICS_FILE = "source_topics.csv"
SOURCE_COLUMNS = ("key", "kind", "name", "country", "speaks_for", "role", "window_days", "source")
NAME_COLUMNS = ("name", "key", "country", "note")
TOPIC_COLUMNS = ("key", "never_comments_on", "evidence")
TOPICS = ("own_losses",)
"""What an issuer may never comment on."""


def load_sources(
    desk: Desk,
    actors: ActorTable,
    countries: Mapping[str, Country],
    institutions: Mapping[str, Institution],
    country_words: PhraseBook[CountryWord],
) -> SourceTable:
    """All sources with their names; faults in any of the three tables go to the desk."""
    rows = [
        row
        for row in desk.rows(SOURCES_FILE, SOURCE_COLUMNS)
        if desk.required(row, "key", "kind", "name", "role", "source")
    ]
    desk.unique(rows, "key")
    keys = {row["key"] for row in rows}
    names, scoped = _names(desk, keys, countries, institutions)
    topics = _topics(desk, keys)
    listed: dict[str, Source] = {}
    for row in rows:
        fits = [
            desk.known(row, "kind", tuple(SourceKind), "kind of source (issuer or outlet)"),
            desk.known(row, "role", tuple(IssuerRole), "role (responsible or third_party)"),
            not row["country"] or desk.known(row, "country", countries, "country of countries.csv"),
            desk.all_known(row, "speaks_for", actors, "actor"),
        ]
        window = desk.number(row, "window_days", 0, 3650)
        if all(fits):
            listed[row["key"]] = Source(
                key=row["key"],
                name=row["name"],
                kind=SourceKind(row["kind"]),
                country=row["country"] or None,
                speaks_for=row.parts("speaks_for"),
                role=IssuerRole(row["role"]),
                window_days=None if window is None else int(window),
                never_comments_on=tuple(topics.get(row["key"], ())),
                names=tuple(names.get(row["key"], ())),
            )
    return SourceTable(dict(sorted(listed.items())), scoped, actors, countries, institutions, country_words)


def _names(
    desk: Desk, keys: set[str], countries: Mapping[str, Country], institutions: Mapping[str, Institution]
) -> tuple[dict[str, list[str]], list[tuple[str, str, str]]]:
    """Names of listed sources by key, and names that count in one country only or mean an institution by rule."""
    names: dict[str, list[str]] = {}
    scoped: list[tuple[str, str, str]] = []
    rows = [row for row in desk.rows(NAMES_FILE, NAME_COLUMNS) if desk.required(row, "name", "key")]
    desk.unique(rows, "name", "country")
    for row in rows:
        if row["key"] not in keys and national_source(row["key"], countries, institutions) is None:
            desk.fault(row, "key", "is no source", "reference-unknown-code")
        elif row["country"]:
            if desk.known(row, "country", countries, "country of countries.csv"):
                scoped.append((row["name"], row["key"], row["country"]))
        else:
            names.setdefault(row["key"], []).append(row["name"])
    return names, scoped


def _topics(desk: Desk, keys: set[str]) -> dict[str, list[str]]:
    topics: dict[str, list[str]] = {}
    rows = [row for row in desk.rows(TOPICS_FILE, TOPIC_COLUMNS) if desk.required(row, *TOPIC_COLUMNS)]
    desk.unique(rows, "key", "never_comments_on")
    for row in rows:
        known = desk.known(row, "key", keys, "source of sources.csv")
        if desk.known(row, "never_comments_on", TOPICS, "topic") and known:
            topics.setdefault(row["key"], []).append(row["never_comments_on"])
    return topics
