"""Names to actors, and actors to one another: who is part of whom on which day."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cached_property, lru_cache

from reconcile.reference.actors import STATE, Actor, ActorKind, ActorRegister, RelationKind
from reconcile.reference.naming import ActorMention, ActorNames
from reconcile.reference.wording import REMEMBERED


class ActorTable:
    """Names to actors, and actors to one another."""

    def __init__(self, register: ActorRegister, names: ActorNames) -> None:
        self._register = register
        self._names = names
        self._inferred = lru_cache(maxsize=REMEMBERED)(names.infer)
        self._compatible = lru_cache(maxsize=REMEMBERED)(self._any_overlap)

    @property
    def all(self) -> tuple[Actor, ...]:
        """The actors of the table, by code; those made by rule are not among them."""
        return tuple(actor for _, actor in sorted(self._register.listed.items()))

    @cached_property
    def change_days(self) -> tuple[date, ...]:
        """The days on which some actor joins or has left an umbrella, in order: between two of them nothing changes."""
        return tuple(sorted(_days_of_change(self.all)))

    def days_of_change(self, codes: Iterable[str]) -> frozenset[date]:
        """Days on which these actors may begin or cease to mean the same victim as another."""
        kin = {one for code in codes for one in self.kin(code)}
        return _days_of_change(self.get(code) for code in kin if code in self)

    def get(self, code: str) -> Actor:
        """Raises KeyError for a code that no table and no rule gives."""
        return self._register.get(code)

    def __contains__(self, code: object) -> bool:
        return code in self._register

    def any_is(self, codes: Iterable[str], kind: ActorKind) -> bool:
        """Whether one of these actors is of that kind. Raises KeyError as `get`."""
        return any(self.get(code).kind is kind for code in codes)

    def find(self, text: str, on: date | None = None) -> tuple[str, ...]:
        """Codes of the actors a text names, sorted; `on` is the day of which it speaks.

        "MINUSMA (Chad)" names the mission and its contingent: UN_MINUSMA and UN_MINUSMA.TD.
        """
        return self._names.find(text, on)

    def infer(self, text: str, country: str | None) -> tuple[str, ...]:
        """The services of `country` that words such as "army camp" or "soldiers" mean where no actor is named."""
        return self._inferred(text, country)

    def mentions(self, text: str, on: date | None = None) -> tuple[ActorMention, ...]:
        """Where a text names actors: words as `reconcile.reference.wording.words` counts them."""
        return self._names.mentions(text, on)

    def part_of(self, code: str, on: date | None) -> tuple[str, ...]:
        """The actor itself and all it belongs to on a day (of whatever day, where that is None), sorted."""
        return tuple(sorted(self._register.above(code, on)))

    def kin(self, code: str) -> frozenset[str]:
        """Codes of which two actors have at least one in common wherever they can ever mean the same victim: the actor
        itself, all it ever belonged to, and the states whose soldiers a mission holds."""
        if code not in self:
            return frozenset((code,))
        states = {f"{country}_{STATE}" for country in self._register.contributors.get(code, ())}
        return self._register.above(code, None) | states | {code}

    def compatible(self, a: Collection[str], b: Collection[str], on: date | None) -> bool | None:
        """Whether two accounts can mean the same victim: True where any actor of one is the same as, part of, beside
        or above one of the other; None where a side names none. Of a mission named with a contingent only the
        contingent counts: "MINUSMA (Chad)" is no Senegalese soldier."""
        if not a or not b:
            return None
        return self._compatible(tuple(a), tuple(b), None if on is None else self._era(on))

    def _era(self, on: date) -> date:
        """The first day on which all belong to one another as they do on this one."""
        before = bisect_right(self.change_days, on)
        return self.change_days[before - 1] if before else date.min

    def _any_overlap(self, a: tuple[str, ...], b: tuple[str, ...], on: date | None) -> bool:
        return any(self._overlap(x, y, on) for x in _narrowed(a) for y in _narrowed(b))

    def groups_related(self, a: str, b: str, on: date | None) -> bool:
        """Whether two claimants can speak for one another on a day: one is part of the other, or both of one."""
        return self._overlap(a, b, on)

    def _overlap(self, a: str, b: str, on: date | None) -> bool:
        if a not in self or b not in self:
            return a == b
        up_a, up_b = self._register.above(a, on), self._register.above(b, on)
        if a in up_b or b in up_a:
            return True
        if self._joint_umbrellas(a, on) & self._joint_umbrellas(b, on):
            return True
        return self._contributes(a, up_b) or self._contributes(b, up_a)

    def _joint_umbrellas(self, code: str, on: date | None) -> frozenset[str]:
        """The umbrellas whose members count as one side, however many steps up: an operation, its army, its state."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            umbrellas = self.get(waiting.pop()).umbrellas
            direct = {u.code for u in umbrellas if u.relation is RelationKind.PART_OF and u.valid(on)}
            waiting.extend(direct - found)
            found |= direct
        return frozenset(found)

    def _contributes(self, mission: str, above: frozenset[str]) -> bool:
        """Whether a mission holds a contingent of a state that is `above` the other actor: its soldiers are both."""
        return any(f"{country}_{STATE}" in above for country in self._register.contributors.get(mission, ()))


def _days_of_change(actors: Iterable[Actor]) -> frozenset[date]:
    umbrellas = [umbrella for actor in actors for umbrella in actor.umbrellas]
    joined = {umbrella.first for umbrella in umbrellas if umbrella.first is not None}
    return frozenset(
        joined | {umbrella.last + timedelta(days=1) for umbrella in umbrellas if umbrella.last is not None}
    )


def _narrowed(codes: Collection[str]) -> list[str]:
    """The codes without the missions of which a contingent is among them, sorted."""
    missions = {code.partition(".")[0] for code in codes if "." in code}
    return sorted(code for code in codes if code not in missions)
