"""The actor book: actors.csv, actor_names.csv, actor_relations.csv and contingents.csv, checked and put together."""

from collections.abc import Mapping

from reconcile.reference.actor_table import ActorTable
from reconcile.reference.actors import Actor, ActorKind, ActorRegister, NameRow, RelationKind, Umbrella
from reconcile.reference.countries import Country, Service
from reconcile.reference.naming import ANY_CONTINGENT, ActorNames, CountryWord
from reconcile.reference.tables import Desk, Row
from reconcile.reference.wording import PhraseBook

ACTORS_FILE = "actors.csv"
NAMES_FILE = "actor_names.csv"
RELATIONS_FILE = "actor_relations.csv"
CONTINGENTS_FILE = "contingents.csv"
ACTOR_COLUMNS = ("code", "kind", "label", "country", "source")
NAME_COLUMNS = ("name", "language", "code", "valid_from", "valid_to", "note")
RELATION_COLUMNS = ("member", "relation", "umbrella", "valid_from", "valid_to", "source")
CONTINGENT_COLUMNS = ("mission", "country", "source")


def load_actors(
    desk: Desk,
    countries: Mapping[str, Country],
    services: Mapping[str, Service],
    country_words: PhraseBook[CountryWord],
) -> ActorTable:
    """All actors with their names and relations; faults in any of the four tables go to the desk."""
    listed = _listed(desk, countries)
    contributors = _contributors(desk, listed, countries)
    bare = ActorRegister(listed, countries, services, contributors)
    umbrellas = _umbrellas(desk, bare)
    names = _names(desk, bare)
    told: dict[str, list[str]] = {}
    for name in names:
        told.setdefault(name.code, []).append(name.name)
    whole = {
        code: Actor(
            code=code,
            label=actor.label,
            kind=actor.kind,
            country=actor.country,
            umbrellas=tuple(umbrellas.get(code, ())),
            names=tuple(told.get(code, ())),
        )
        for code, actor in listed.items()
    }
    register = ActorRegister(whole, countries, services, contributors)
    return ActorTable(register, ActorNames(register, names, country_words))


def _listed(desk: Desk, countries: Mapping[str, Country]) -> dict[str, Actor]:
    rows = [
        row for row in desk.rows(ACTORS_FILE, ACTOR_COLUMNS) if desk.required(row, "code", "kind", "label", "source")
    ]
    desk.unique(rows, "code")
    found: dict[str, Actor] = {}
    for row in rows:
        if " " in row["code"] or "." in row["code"]:
            desk.fault(row, "code", "must hold no space and no full stop")
        if row["country"] and not desk.known(row, "country", countries, f"country of {'countries.csv'}"):
            continue
        if desk.known(row, "kind", tuple(ActorKind), "kind of actor"):
            found[row["code"]] = Actor(
                code=row["code"], label=row["label"], kind=ActorKind(row["kind"]), country=row["country"] or None
            )
    return dict(sorted(found.items()))


def _contributors(
    desk: Desk, listed: Mapping[str, Actor], countries: Mapping[str, Country]
) -> dict[str, frozenset[str]]:
    missions = {code for code, actor in listed.items() if actor.kind is ActorKind.MISSION}
    rows = [row for row in desk.rows(CONTINGENTS_FILE, CONTINGENT_COLUMNS) if desk.required(row, *CONTINGENT_COLUMNS)]
    desk.unique(rows, "mission", "country")
    found: dict[str, set[str]] = {}
    for row in rows:
        known = desk.known(row, "mission", missions, "mission of actors.csv")
        if desk.known(row, "country", (*countries, ANY_CONTINGENT), "country of countries.csv") and known:
            found.setdefault(row["mission"], set()).add(row["country"])
    return {mission: frozenset(codes) for mission, codes in sorted(found.items())}


def _umbrellas(desk: Desk, register: ActorRegister) -> dict[str, list[Umbrella]]:
    found: dict[str, list[Umbrella]] = {}
    lines: dict[tuple[str, str], Row] = {}
    rows = desk.rows(RELATIONS_FILE, RELATION_COLUMNS)
    desk.unique(rows, "member", "relation", "umbrella", "valid_from")
    for row in rows:
        whole = desk.required(row, "member", "relation", "umbrella", "source")
        known = [
            desk.known(row, "relation", tuple(RelationKind), "relation (part_of or affiliate_of)"),
            desk.known(row, "member", register.listed, "actor of actors.csv"),
            desk.known(row, "umbrella", register, "actor"),
        ]
        first, last = desk.day(row, "valid_from"), desk.day(row, "valid_to")
        if first is not None and last is not None and last < first:
            desk.fault(row, "valid_to", "lies before valid_from", "reference-date")
        if whole and all(known):
            umbrella = Umbrella(code=row["umbrella"], relation=RelationKind(row["relation"]), first=first, last=last)
            found.setdefault(row["member"], []).append(umbrella)
            lines[row["member"], row["umbrella"]] = row
    _check_circles(desk, found, lines)
    return found


def _check_circles(desk: Desk, umbrellas: Mapping[str, list[Umbrella]], lines: Mapping[tuple[str, str], Row]) -> None:
    """A fault for every relation through which an actor would belong to itself."""
    for member in sorted(umbrellas):
        for umbrella in umbrellas[member]:
            seen: set[str] = set()
            waiting = [umbrella.code]
            while waiting:
                one = waiting.pop()
                if one not in seen:
                    seen.add(one)
                    waiting.extend(above.code for above in umbrellas.get(one, ()))
            if member in seen:
                row = lines[member, umbrella.code]
                desk.fault(row, "umbrella", f"makes {member} belong to itself", "reference-circle")


def _names(desk: Desk, register: ActorRegister) -> list[NameRow]:
    found: list[NameRow] = []
    lines: dict[str, list[tuple[NameRow, Row]]] = {}
    for row in desk.rows(NAMES_FILE, NAME_COLUMNS):
        whole = desk.required(row, "name", "language", "code")
        if not desk.known(row, "code", register, "actor") or not whole:
            continue
        name = NameRow(
            name=row["name"], code=row["code"], first=desk.day(row, "valid_from"), last=desk.day(row, "valid_to")
        )
        for other, earlier in lines.setdefault(name.name.casefold(), []):
            if _days_meet(name, other):
                desk.fault(
                    row, "name", f"means {other.code} in line {earlier.line} on the same days", "reference-duplicate"
                )
        lines[name.name.casefold()].append((name, row))
        found.append(name)
    return found


def _days_meet(a: NameRow, b: NameRow) -> bool:
    a_before_b = a.last is not None and b.first is not None and a.last < b.first
    b_before_a = b.last is not None and a.first is not None and b.last < a.first
    return not (a_before_b or b_before_a)
