"""Drawing blind samples: what the comparison proposes, and as many near misses beside it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from reconcile.domain.cases import case_key
from reconcile.domain.codings import BlindQuestion
from reconcile.domain.decisions import DecisionKind, Digests, Subject
from reconcile.domain.outcomes import Finding, Outcome, Pair
from reconcile.domain.records import RecordKind

SHOWN_STATEMENTS = 4
"""Statements put beside a claim whose flag is asked for: more are not read with the same care."""
RIVALS = 6
"""Claims beside one statement among which pairs are looked for: 15 pairs, whatever a dense day holds."""

Lots = tuple[list[Subject], list[Subject]]
"""What the comparison proposes, and near misses."""


def draw_blind(outcome: Outcome, kinds: Sequence[DecisionKind], size: int, seed: int) -> tuple[BlindQuestion, ...]:
    """`size` questions of each kind, half of them near misses, in an order that tells neither apart.

    Drawn by lot from the seed: the same run and seed give the same sample. Fewer where the run holds fewer. What people
    decided plays no part: a question may be drawn that somebody decided long ago.
    """
    makers = {DecisionKind.PAIR: _pairs, DecisionKind.FAMILY: _families, DecisionKind.FLAG: _flags}
    drawn: dict[Subject, bool] = {}
    for kind in kinds:
        proposed, controls = makers[kind](outcome)
        half = size // 2
        drawn |= dict.fromkeys(_by_lot(proposed, seed)[: size - half], False)
        drawn |= dict.fromkeys(_by_lot(controls, seed)[:half], True)
    findings = {finding.claim: finding for finding in outcome.findings}
    digests: Digests = {
        **{(RecordKind.CLAIM, one.id): one.version.digest for one in outcome.claims},
        **{(RecordKind.STATEMENT, one.id): one.version.digest for one in outcome.statements},
    }
    return tuple(
        BlindQuestion(
            place=place,
            subject=subject,
            control=drawn[subject],
            shown=tuple((*key, digests[key]) for key in _shown(subject, findings, seed)),
        )
        for place, subject in enumerate(_by_lot(drawn, seed + 1), start=1)
    )


def _pairs(outcome: Outcome) -> Lots:
    found: Lots = ([], [])
    for finding, pair in _kept(outcome):
        subject = Subject(kind=DecisionKind.PAIR, claim=finding.claim, statement=pair.statement)
        found[not pair.scored.linked_by_machine].append(subject)
    return found


def _flags(outcome: Outcome) -> Lots:
    """Claims with a link, and claims that came near one."""
    found: Lots = ([], [])
    for finding in outcome.findings:
        if finding.flag is not None and finding.pairs:
            linked = any(pair.scored.linked_by_machine for pair in finding.pairs)
            found[not linked].append(Subject(kind=DecisionKind.FLAG, claim=finding.claim))
    return found


def _families(outcome: Outcome) -> Lots:
    """Claims of one family, and claims that came near one statement without being of one."""
    families = {finding.claim: set(finding.family) for finding in outcome.findings}
    together = {
        Subject(kind=DecisionKind.FAMILY, claim=claim, other=other)
        for claim, family in families.items()
        for other in family
        if other != claim
    }
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for finding, pair in _kept(outcome):
        beside[pair.statement].append(finding.claim)
    rivals = {
        Subject(kind=DecisionKind.FAMILY, claim=one, other=other)
        for claims in beside.values()
        for one, other in combinations(sorted(claims)[:RIVALS], 2)
        if other not in families[one]
    }
    return sorted(together, key=case_key), sorted(rivals, key=case_key)


def _kept(outcome: Outcome) -> Iterator[tuple[Finding, Pair]]:
    return ((finding, pair) for finding in outcome.findings for pair in finding.pairs)


def _shown(subject: Subject, findings: Mapping[str, Finding], seed: int) -> tuple[tuple[RecordKind, str], ...]:
    """A flag is asked for beside the likeliest statements, in an order that does not tell which are linked."""
    if subject.kind is not DecisionKind.FLAG or subject.claim is None:
        return subject.records
    pairs = sorted(findings[subject.claim].pairs, key=lambda pair: (-pair.scored.weight, pair.statement))
    likely = [
        Subject(kind=DecisionKind.PAIR, claim=subject.claim, statement=pair.statement)
        for pair in pairs[:SHOWN_STATEMENTS]
    ]
    statements = [one.statement for one in _by_lot(likely, seed) if one.statement is not None]
    return (*subject.records, *((RecordKind.STATEMENT, statement) for statement in statements))


def _by_lot(subjects: Iterable[Subject], seed: int) -> list[Subject]:
    return sorted(subjects, key=lambda subject: hashlib.sha256(f"{seed}:{case_key(subject)}".encode()).hexdigest())
