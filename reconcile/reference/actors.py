"""Who attacked and who was hit: actors, their names, and who belongs to whom on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reconcile.reference.countries import Country, Service

GENERAL_SERVICE = "FORCES"
"""Suffix of a state's forces where no service is named."""
STATE = "STATE"
"""Suffix of the state itself, which all its services are part of."""
GOVERNMENT = "GOVERNMENT"


class ActorKind(StrEnum):
    STATE = "state"
    GOVERNMENT = "government"
    STATE_FORCE = "state_force"
    POLICE = "police"
    FOREIGN_FORCE = "foreign_force"
    MISSION = "mission"
    ORGANISATION = "organisation"
    MILITIA = "militia"
    ARMED_GROUP = "armed_group"
    CIVILIANS = "civilians"


class RelationKind(StrEnum):
    """How an actor belongs to its umbrella."""

    PART_OF = "part_of"
    """A member: members of one umbrella count as one side."""
    AFFILIATE_OF = "affiliate_of"
    """A province or sworn ally: related to its umbrella, not to the umbrella's other affiliates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Umbrella:
    """That an actor belongs to another, from the first to the last day (None: not bounded)."""

    code: str
    relation: RelationKind
    first: date | None = None
    last: date | None = None

    def valid(self, on: date | None) -> bool:
        """Whether it holds on a day; without a day, whether it ever held."""
        return on is None or ((self.first is None or self.first <= on) and (self.last is None or on <= self.last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    code: str
    """`JNIM`, `ML_GENDARMERIE`, `UN_MINUSMA.TD` (a contingent)."""
    label: str
    kind: ActorKind
    country: str | None = None
    """ISO 3166 alpha-2 of the state it belongs to; for groups and missions, of where they act if in one country."""
    umbrellas: tuple[Umbrella, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A name and the days on which it means this actor."""

    name: str
    code: str
    first: date | None
    last: date | None


class ActorRegister:
    """All actors: those of the table, the services of every country, and the contingents of every mission.

    Services (`ML_GENDARMERIE`) and contingents (`UN_MINUSMA.TD`) are made by rule when they are asked for.
    """

    def __init__(
        self,
        listed: Mapping[str, Actor],
        countries: Mapping[str, Country],
        services: Mapping[str, Service],
        contributors: Mapping[str, frozenset[str]],
    ) -> None:
        """`contributors`: by mission code, the countries with a contingent in it."""
        self.listed = listed
        self.countries = countries
        self.services = services
        self.contributors = contributors
        self._made: dict[str, Actor] = {}

    def get(self, code: str) -> Actor:
        """Raises KeyError for a code that no table and no rule gives."""
        actor = self.listed.get(code) or self._made.get(code)
        if actor is not None:
            return actor
        made = self._service(code) or self._contingent(code)
        if made is None:
            raise KeyError(code)
        self._made[code] = made
        return made

    def __contains__(self, code: object) -> bool:
        try:
            self.get(str(code))
        except KeyError:
            return False
        return True

    def above(self, code: str, on: date | None) -> frozenset[str]:
        """The actor itself and all it belongs to on a day; without a day, on whatever day."""
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting.extend(umbrella.code for umbrella in self.get(one).umbrellas if umbrella.valid(on))
        return frozenset(seen)

    def _service(self, code: str) -> Actor | None:
        country = self.countries.get(code[:2])
        service = self.services.get(code[3:])
        if country is None or service is None or code[2:3] != "_":
            return None
        state = Umbrella(code=f"{country.code}_{STATE}", relation=RelationKind.PART_OF)
        return Actor(
            code=code,
            label=service.label.format(country.adjective),
            kind=ActorKind(service.kind),
            country=country.code,
            umbrellas=() if service.suffix == STATE else (state,),
        )

    def _contingent(self, code: str) -> Actor | None:
        mission_code, _, country_code = code.partition(".")
        mission = self.listed.get(mission_code)
        country = self.countries.get(country_code)
        if mission is None or country is None or mission.kind is not ActorKind.MISSION:
            return None
        return Actor(
            code=code,
            label=f"{country.adjective} contingent of {mission.label}",
            kind=ActorKind.MISSION,
            country=country_code,
            umbrellas=(
                Umbrella(code=mission_code, relation=RelationKind.PART_OF),
                Umbrella(code=f"{country_code}_{STATE}", relation=RelationKind.PART_OF),
            ),
        )
