"""What was attacked, and how: written words to codes of the two taxonomies."""

from dataclasses import replace

from reconcile.domain.issues import Issue
from reconcile.domain.light_values import light_value
from reconcile.domain.written_records import Written
from reconcile.normalise.faults import fault
from reconcile.reference import Reference, TermKind

LONGEST = 500
"""Characters of a target, an attack or an actor that are read."""
BASE, ARMED_GROUP = "base", "armed_group"
"""Codes of targets."""


@light_value(frozen=True, slots=True, kw_only=True)
class TargetValues:
    target: str | None
    family: str | None
    attack: str | None


def target_values(record: Written, reference: Reference) -> tuple[TargetValues, tuple[Issue, ...]]:
    """The codes of a record. `other` stays `other`: it says nothing, whatever the actor's wording hints at."""
    issues: list[Issue] = []
    target = _code(record.target_type, TermKind.TARGET, reference)
    if target is None and record.target_type is not None:
        issues.append(fault("target-unknown", "target_type", record.target_type, record.id))
    if record.target_type is None:
        target = _code(record.target_actor, TermKind.TARGET, reference)
    attack = _code(record.attack_type, TermKind.ATTACK, reference)
    if attack is None and record.attack_type is not None:
        issues.append(fault("attack-unknown", "attack_type", record.attack_type, record.id))
    family = None if target is None else reference.targets.family(target)
    return TargetValues(target=target, family=family, attack=attack), tuple(issues)


def of_whom(found: TargetValues, record: Written, hit: tuple[str, ...], reference: Reference) -> TargetValues:
    """The same for who was hit: a headquarters of militants whom no table knows is none of an army, so what officials
    raid is told from what groups attack. `hit`: the actors that the tables know."""
    if hit or found.family is None or found.family != reference.targets.family(BASE):
        return found
    if _code(record.target_actor, TermKind.TARGET, reference) != ARMED_GROUP:
        return found
    return replace(found, target=ARMED_GROUP, family=reference.targets.family(ARMED_GROUP))


def _code(written: str | None, kind: TermKind, reference: Reference) -> str | None:
    return None if written is None else reference.lexicon.code(written[:LONGEST], kind)
