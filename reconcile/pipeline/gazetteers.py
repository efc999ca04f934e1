"""Gazetteers of others into the database, listed and taken out again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reconcile.domain.cleantext import one_line
from reconcile.domain.gazetteer import SHIPPED, GazetteerFormat
from reconcile.errors import InputError
from reconcile.ingest import write_rejects
from reconcile.ingest.gazetteers import (
    Atlas,
    GazetteerReading,
    read_alternate_names,
    read_gazetteer,
    table_name,
)
from reconcile.pipeline.preparing import bring_reference
from reconcile.pipeline.results import GazetteerResult
from reconcile.reference import Reference, load_reference
from reconcile.settings import Settings
from reconcile.store import Database, KeptGazetteer, open_database

_GEONAMES = "geonames:"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish:
    """What a person says of a file beside its format; None: as the format or the file has it."""

    name: str | None = None
    """Importing under a name that is there replaces what it held."""
    source: str | None = None
    licence: str | None = None
    rejects: Path | None = None


def import_gazetteer_file(
    url: str,
    path: Path,
    form: GazetteerFormat,
    wish: ImportWish,
    settings: Settings,
    now: datetime,
    *,
    progress: Callable[[int], None] | None = None,
) -> GazetteerResult:
    """Keeps the good rows of one file in one transaction and writes the others to the rejects file.

    The same file again changes nothing. Raises InputError for a file that gives no place and for a name that is taken.
    """
    reference = load_reference(settings.reference_folder)
    name = _name(wish.name or table_name(path))
    with open_database(url) as database, database.run_lock():
        if form is GazetteerFormat.GEONAMES_NAMES:
            bring_reference(database, reference, now)
            basis = _basis(database, name)
            reading = read_alternate_names(path, database.places_keyed(_GEONAMES, without=name), progress)
        else:
            basis = ""
            reading = read_gazetteer(path, form, _atlas(reference), progress)
        with reading:
            return _kept(database, reading, name, basis, wish, now)


def list_gazetteers(url: str) -> tuple[KeptGazetteer, ...]:
    """Those in the database, by name."""
    with open_database(url) as database:
        return database.gazetteers()


def remove_gazetteer(url: str, name: str) -> int:
    """How many places went with it. Raises NotFoundError, and InputError for the one that every run brings back."""
    if name == SHIPPED:
        raise InputError(
            f"The gazetteer '{SHIPPED}' comes with the reference tables and would return with the next run; edit a "
            "copy of them (reconcile reference export FOLDER)."
        )
    with open_database(url) as database:
        return database.remove_gazetteer(name)


def _kept(
    database: Database, reading: GazetteerReading, name: str, basis: str, wish: ImportWish, now: datetime
) -> GazetteerResult:
    digest = hashlib.sha256(f"{reading.file_digest}{basis}".encode()).hexdigest() if basis else reading.file_digest
    unchanged = database.gazetteer_digests().get(name) == digest
    counts = database.import_gazetteer(
        name, wish.source or reading.source, wish.licence or reading.licence, digest, reading, now
    )
    target = wish.rejects or reading.path.with_name(f"{reading.path.name}.rejects.jsonl")
    if not unchanged:
        write_rejects(target, reading.rejected)
    return GazetteerResult(
        name=name,
        unchanged=unchanged,
        replaced=counts.replaced,
        counts={
            "read": reading.read,
            "places": counts.places,
            "names": counts.names,
            "left out": reading.left_out,
            "rejected": len(reading.rejected),
        },
        issues=reading.issues,
        rejects=target if reading.rejected else None,
    )


def _name(wanted: str) -> str:
    name = one_line(wanted)[:_LONGEST_NAME]
    if not name or name == SHIPPED:
        raise InputError(f"A gazetteer cannot be named '{name}'; give it another name with --name.")
    return name


def _basis(database: Database, name: str) -> str:
    """What alternate names rest on: with other places imported, the same file gives other names."""
    return json.dumps({n: digest for n, digest in database.gazetteer_digests().items() if n != name}, sort_keys=True)


def _atlas(reference: Reference) -> Atlas:
    names = {country.code: (country.name, *country.names) for country in reference.countries.values()}
    return Atlas(reference.places, reference.made_from, names, reference.outlines)
