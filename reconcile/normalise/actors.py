"""Who speaks and who was hit: written names to codes of actors and keys of sources."""

import re
from datetime import date

from reconcile.domain.issues import Issue
from reconcile.domain.records import ClaimRecord, StatementRecord
from reconcile.domain.sources import SourceKind
from reconcile.domain.written_records import Written, WrittenClaim, WrittenStatement
from reconcile.normalise.faults import fault
from reconcile.normalise.targets import LONGEST
from reconcile.reference import ActorKind, Reference

CIVILIANS = "civilians"
"""Code of the target."""
CIVILIAN_PEOPLE = "CIVILIANS"
"""Code of the actor."""
_ALL_FORCES = re.compile(r"[A-Z]{2}_FORCES")
"""Code of all forces of a state (`services.csv`), which the name of its people alone means too."""
_GROUPS = (ActorKind.ARMED_GROUP, ActorKind.MILITIA)


def speaker(record: Written, on: date | None, reference: Reference) -> tuple[str | None, tuple[Issue, ...]]:
    """The code of the claimant or the key of the issuer."""
    if isinstance(record, (ClaimRecord, WrittenClaim)):
        field, code = "claimant", _claimant(record, on, reference)
    else:
        field, code = "issuer", _issuer(record, reference)
    return code, (() if code is not None else (fault("speaker-unknown", field, record.speaker, record.id),))


def _claimant(claim: ClaimRecord | WrittenClaim, on: date | None, reference: Reference) -> str | None:
    """Groups before others that the wording names (`ISGS (al-Sahrawi)`); of several the first in code-point order. An
    outlet alone (`Amaq`) claims for the group it speaks for."""
    written = claim.claimant[:LONGEST]
    codes = reference.actors.find(written, on) or _whose_outlet(written, claim.country, reference)
    return min(codes, key=lambda code: (reference.actors.get(code).kind not in _GROUPS, code), default=None)


def _whose_outlet(written: str, country: str | None, reference: Reference) -> tuple[str, ...]:
    source = reference.sources.find(written, country)
    return source.speaks_for if source is not None and source.kind is SourceKind.OUTLET else ()


def _issuer(statement: StatementRecord | WrittenStatement, reference: Reference) -> str | None:
    source = reference.sources.find(statement.issuer[:LONGEST], statement.country)
    return None if source is None else source.key


def target_actors(
    record: Written,
    country: str | None,
    on: date | None,
    speaking: str | None,
    target: str | None,
    reference: Reference,
) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """The actors hit, as named; where none is named, or militias and civilians beside others (`military units and
    VDP`), the services of the country that the words mean. Peoples that are named where the `target` is civilians are
    no forces (`Français et Nigériens`).

    A claimant is none of its own victims (`soldiers held by JNIM`).
    """
    if record.target_actor is None:
        return (), ()
    written = record.target_actor[:LONGEST]
    named = set(reference.actors.find(written, on)) - {speaking}
    if target == CIVILIANS and named and _peoples_alone(named, written, country, reference):
        return (CIVILIAN_PEOPLE,), ()
    codes = named if _says_all(named, written, reference) else named | set(reference.actors.infer(written, country))
    issues = () if codes else (fault("actor-unknown", "target_actor", record.target_actor, record.id),)
    return tuple(sorted(codes)), issues


def _peoples_alone(named: set[str], written: str, country: str | None, reference: Reference) -> bool:
    """Whether the words name peoples, and no forces or other services of theirs."""
    return all(map(_ALL_FORCES.fullmatch, named)) and not reference.actors.infer(written, country)


def _says_all(named: set[str], written: str, reference: Reference) -> bool:
    """Whether the names leave nobody out: militias and civilians are often named beside forces that are not."""
    if not named or any(reference.actors.get(code).kind not in _BESIDE_FORCES for code in named):
        return bool(named)
    return not any(word in _CONJUNCTIONS for word in written.casefold().split())


_BESIDE_FORCES = (ActorKind.MILITIA, ActorKind.CIVILIANS)
_CONJUNCTIONS = frozenset(("and", "et", "&", "و"))
