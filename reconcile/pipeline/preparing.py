"""Before records are compared: reference data into the database, and values for every version that lacks them."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reconcile.domain.gazetteer import SHIPPED
from reconcile.domain.names import KEYS_VERSION
from reconcile.domain.records import RecordKind
from reconcile.normalise import DateBounds, KnownPlaces, normalise_records, rules_digest
from reconcile.pipeline.looking_up import places_for
from reconcile.reference import Actor, Reference
from reconcile.settings import Settings
from reconcile.store import Database, Marks

CHUNK = 10_000
"""Records normalised at a time: their names are looked up together."""


def bring_reference(database: Database, reference: Reference, now: datetime) -> None:
    """Puts the reference tables into the database; nothing is written where they are there already."""
    database.import_gazetteer(
        SHIPPED,
        "reference tables",
        "see the source of each place",
        hashlib.sha256(f"{reference.digests['gazetteer']} {KEYS_VERSION}".encode()).hexdigest(),
        reference.places,
        now,
    )
    database.sync_sources(reference.sources.all)
    database.sync_actors([_kept(actor) for actor in _with_umbrellas(reference)])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptActor:
    """An actor as the store keeps it."""

    code: str
    label: str
    kind: str
    country: str | None
    names: tuple[str, ...]
    umbrellas: tuple[tuple[str, date | None, date | None], ...]


def _with_umbrellas(reference: Reference) -> list[Actor]:
    """The actors of the table and all they belong to, those made by rule from the country table among them, by code."""
    found = {actor.code: actor for actor in reference.actors.all}
    waiting = list(found.values())
    while waiting:
        for umbrella in waiting.pop().umbrellas:
            if umbrella.code not in found:
                found[umbrella.code] = reference.actors.get(umbrella.code)
                waiting.append(found[umbrella.code])
    return [actor for _, actor in sorted(found.items())]


def _kept(actor: Actor) -> KeptActor:
    return KeptActor(
        code=actor.code,
        label=actor.label,
        kind=actor.kind.value,
        country=actor.country,
        names=actor.names,
        umbrellas=tuple((umbrella.code, umbrella.first, umbrella.last) for umbrella in actor.umbrellas),
    )


def reference_digests(database: Database, reference: Reference, settings: Settings) -> Mapping[str, str]:
    """By name: all that values depend on, with the gazetteers of the database, the rules that read records and the
    delays of the settings."""
    digests = {
        name: digest
        for name, digest in reference.digests.items()
        if name not in ("outlines", "links", "grades", "weights")
    }
    gazetteers = json.dumps(database.gazetteer_digests(), sort_keys=True)
    delays = f"{settings.link.claim_delay_days} {settings.link.statement_delay_days}"
    return digests | {
        "gazetteer": hashlib.sha256(gazetteers.encode()).hexdigest(),
        "rules": rules_digest(),
        "delays": hashlib.sha256(delays.encode()).hexdigest(),
    }


def date_bounds(settings: Settings) -> DateBounds:
    """How long after its event an account without date may have been published."""
    return DateBounds(claim_days=settings.link.claim_delay_days, statement_days=settings.link.statement_delay_days)


def joined_digest(digests: Mapping[str, str]) -> str:
    """One digest over named digests."""
    return hashlib.sha256(json.dumps(dict(digests), sort_keys=True).encode()).hexdigest()


def make_values(
    database: Database,
    reference: Reference,
    settings: Settings,
    digest: str,
    as_of: datetime,
    marks: Marks,
    progress: Callable[[int], None] | None,
) -> None:
    """Normalises every version known at `as_of` that this state of the reference data has no values for."""
    known: KnownPlaces = {}
    bounds = date_bounds(settings)
    for kind in RecordKind:
        made = 0
        for chunk in database.written_without_values(kind, as_of, digest, marks, CHUNK):
            records = [record for _, record in chunk]
            places = places_for(database, reference, records, known)
            values = normalise_records(records, reference, places, bounds, known)
            database.add_values(kind, digest, zip((row for row, _ in chunk), values, strict=True))
            made += len(chunk)
            if progress is not None:
                progress(len(chunk))
        database.values_added(kind, made)
