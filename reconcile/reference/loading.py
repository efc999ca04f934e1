"""All desk books together: load them, check them, write an editable copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reconcile.domain.delays import Delays
from reconcile.domain.grades import Grade
from reconcile.domain.issues import Issue
from reconcile.domain.links import LinkHosts
from reconcile.domain.outlines import CountryOutline
from reconcile.domain.places import GazetteerPlace
from reconcile.domain.sources import IssuerRole
from reconcile.domain.weights import LinkageModel
from reconcile.errors import OutputError, ReferenceDataError
from reconcile.reference import (
    actor_book,
    countries,
    delays,
    gazetteer,
    grades,
    lexicon,
    link_hosts,
    outlines,
    source_book,
    taxonomy,
    weights,
)
from reconcile.reference.actor_table import ActorTable
from reconcile.reference.actors import ActorKind
from reconcile.reference.lexicon import Lexicon, TermKind, load_lexicon
from reconcile.reference.naming import country_book
from reconcile.reference.source_table import SourceTable
from reconcile.reference.tables import Desk
from reconcile.reference.taxonomy import Taxonomy, load_taxonomy

SHIPPED = Path(__file__).resolve().parent / "tables"
"""The tables that travel with the program."""
BOOKS: Mapping[str, tuple[str, ...]] = {
    "targets": (taxonomy.TARGETS_FILE,),
    "attacks": (taxonomy.ATTACKS_FILE,),
    "lexicon": (lexicon.LEXICON_FILE,),
    "actors": (
        actor_book.ACTORS_FILE,
        actor_book.NAMES_FILE,
        actor_book.RELATIONS_FILE,
        actor_book.CONTINGENTS_FILE,
        countries.COUNTRIES_FILE,
        countries.SERVICES_FILE,
    ),
    "sources": (
        source_book.SOURCES_FILE,
        source_book.NAMES_FILE,
        source_book.TOPICS_FILE,
        countries.COUNTRIES_FILE,
        countries.INSTITUTIONS_FILE,
    ),
    "gazetteer": (gazetteer.UNITS_FILE, gazetteer.BASES_FILE, gazetteer.PLACES_FILE, gazetteer.ORIGINS_FILE),
    "outlines": (outlines.OUTLINES_FILE,),
    "links": (link_hosts.HOSTS_FILE,),
    "weights": (weights.WEIGHTS_FILE, weights.TAIL_FILE, weights.PRIOR_FILE, delays.DELAYS_FILE),
    "grades": (grades.GRADES_FILE,),
}
"""Which files make up which book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The desk books in force."""

    targets: Taxonomy
    attacks: Taxonomy
    lexicon: Lexicon
    actors: ActorTable
    sources: SourceTable
    countries: Mapping[str, countries.Country]
    """By ISO 3166 alpha-2 code."""
    places: tuple[GazetteerPlace, ...]
    """Units, bases and populated places, by key."""
    made_from: Mapping[str, str]
    """By key of a first-order unit: the earlier one it was made out of, which texts may still name."""
    link_hosts: LinkHosts
    """Hosts that pages may link to."""
    grades: tuple[Grade, ...]
    """The analyst's own grades, in the order of the table."""
    model: LinkageModel
    delays: Delays
    digests: Mapping[str, str]
    """SHA-256 by book: targets, attacks, lexicon, actors, sources, gazetteer, outlines, links, grades, weights."""
    folder: Path

    @property
    def outlines(self) -> tuple[CountryOutline, ...]:
        """Outlines of countries for maps, read when first asked for."""
        return _outlines(self.folder, self.digests["outlines"])

    @property
    def outline_credit(self) -> str:
        """Whose outlines they are, for the foot of a map."""
        return outlines.outline_credit(self.folder)


def load_reference(folder: Path | None) -> Reference:
    """The tables in `folder`, or the shipped ones.

    Raises ReferenceDataError with the first fault and the number of further ones.
    """
    return _shipped() if folder is None else _load(folder)


def check_reference(folder: Path | None) -> list[Issue]:
    """Every fault in the tables of `folder` (or the shipped ones), by book, file and line."""
    desk = Desk(SHIPPED if folder is None else folder)
    reference = _read(desk)
    outlines.check_outlines(desk, reference.countries)
    return desk.faults


def export_reference(folder: Path) -> list[Path]:
    """Write a copy of all tables to edit.

    Returns the files written; raises OutputError where the folder holds something or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} is not an empty folder; name a new one for the reference tables.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in _files():
            (folder / file).write_bytes((SHIPPED / file).read_bytes())
    except OSError as error:
        raise OutputError(f"The reference tables cannot be written to {folder}: {error.strerror}.") from error
    return [folder / file for file in _files()]


def _files() -> list[str]:
    return sorted({file for files in BOOKS.values() for file in files})


@lru_cache(maxsize=1)
def _shipped() -> Reference:
    return _load(SHIPPED)


@lru_cache(maxsize=2)
def _outlines(folder: Path, digest: str) -> tuple[CountryOutline, ...]:
    """`digest` keeps an edited file from being taken for the one read before."""
    return outlines.read_outlines(folder)


def _load(folder: Path) -> Reference:
    if not folder.is_dir():
        raise ReferenceDataError(
            f"There is no folder {folder} of reference tables; `reconcile reference export {folder}` writes one."
        )
    desk = Desk(folder)
    reference = _read(desk)
    if desk.faults:
        further = len(desk.faults) - 1
        counted = f"{further} further fault{'s' if further > 1 else ''}"
        more = f" {counted}: `reconcile reference check {folder}` lists all." if further else ""
        raise ReferenceDataError(f"Reference tables in {folder}: {desk.faults[0].message}{more}")
    return reference


def _read(desk: Desk) -> Reference:
    targets = load_taxonomy(desk, taxonomy.TARGETS_FILE)
    attacks = load_taxonomy(desk, taxonomy.ATTACKS_FILE)
    terms = load_lexicon(desk, {TermKind.TARGET: targets, TermKind.ATTACK: attacks})
    nations = countries.load_countries(desk)
    services = countries.load_services(desk, tuple(ActorKind))
    institutions = countries.load_institutions(desk, tuple(IssuerRole), services)
    country_words = country_book(nations)
    actors = actor_book.load_actors(desk, nations, services, country_words)
    sources = source_book.load_sources(desk, actors, nations, institutions, country_words)
    places = gazetteer.load_gazetteer(desk, nations)
    return Reference(
        targets=targets,
        attacks=attacks,
        lexicon=terms,
        actors=actors,
        sources=sources,
        countries=nations,
        places=places.places,
        made_from=places.made_from,
        link_hosts=link_hosts.load_link_hosts(desk),
        grades=grades.load_grades(desk),
        model=weights.load_weights(desk, delays.DELAYS_FILE),
        delays=delays.load_delays(desk, actors, sources),
        digests={book: desk.digest(*files) for book, files in BOOKS.items()},
        folder=desk.folder,
    )
