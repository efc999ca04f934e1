"""Drawing blind samples: what the comparison finds, and as many near misses beside it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reconcile.domain.cases import case_key
from reconcile.domain.codings import BlindQuestion
from reconcile.domain.decisions import DecisionKind, Digests, Subject
from reconcile.domain.outcomes import Finding, Outcome, Pair
from reconcile.domain.records import RecordKind, Stance

SHOWN_STATEMENTS = 4
"""Statements put beside a claim whose flag is asked for: more are not read with the same care."""
RIVALS = 6
"""Claims beside one statement among which pairs are looked for: 15 pairs, whatever a dense day holds."""

RecordKey = tuple[RecordKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draw:
    """A question that may be drawn."""

    subject: Subject
    shown: tuple[RecordKey, ...]


Lots = tuple[list[_Draw], list[_Draw]]
"""What the comparison finds, and near misses."""


def draw_blind(outcome: Outcome, kinds: Sequence[DecisionKind], size: int, seed: int) -> tuple[BlindQuestion, ...]:
    """`size` questions of each kind, half of them near misses, in an order that tells neither apart.

    Drawn by lot from the seed: the same run and seed give the same sample. Fewer where the run holds fewer. What people
    decided plays no part: a question may be drawn that somebody decided long ago.
    """
    drawn: dict[Subject, tuple[_Draw, bool]] = {}
    for kind in kinds:
        found, controls = _lots(outcome, kind, seed)
        half = size // 2
        drawn |= {one.subject: (one, False) for one in _by_lot(found, seed)[: size - half]}
        drawn |= {one.subject: (one, True) for one in _by_lot(controls, seed)[:half]}
    digests: Digests = {
        **{(RecordKind.CLAIM, one.id): one.version.digest for one in outcome.claims},
        **{(RecordKind.STATEMENT, one.id): one.version.digest for one in outcome.statements},
    }
    return tuple(
        BlindQuestion(
            place=place,
            subject=one.subject,
            control=drawn[one.subject][1],
            shown=tuple((*key, digests[key]) for key in one.shown),
        )
        for place, one in enumerate(_by_lot([one for one, _ in drawn.values()], seed + 1), start=1)
    )


def _lots(outcome: Outcome, kind: DecisionKind, seed: int) -> Lots:
    match kind:
        case DecisionKind.PAIR:
            return _pairs(outcome)
        case DecisionKind.FAMILY:
            return _families(outcome)
        case DecisionKind.RECORD:
            return _copies(outcome)
        case DecisionKind.STANCE:
            return _stances(outcome, seed)
        case DecisionKind.FLAG | DecisionKind.GRADE:
            return _with_statements(outcome, kind, seed)


def _pairs(outcome: Outcome) -> Lots:
    lots: Lots = ([], [])
    for finding, pair in _kept(outcome):
        subject = Subject(kind=DecisionKind.PAIR, claim=finding.claim, statement=pair.statement)
        lots[not pair.scored.linked_by_machine].append(_Draw(subject=subject, shown=subject.records))
    return lots


def _with_statements(outcome: Outcome, kind: DecisionKind, seed: int) -> Lots:
    """Claims with a link, and claims that came near one."""
    lots: Lots = ([], [])
    for finding in outcome.findings:
        if finding.flag is not None and finding.pairs:
            linked = any(pair.scored.linked_by_machine for pair in finding.pairs)
            lots[not linked].append(_beside(finding.claim, kind, _likeliest(finding.pairs), seed))
    return lots


def _stances(outcome: Outcome, seed: int) -> Lots:
    """Claims with a link that a linked statement denies, and such that none denies."""
    lots: Lots = ([], [])
    for finding in outcome.findings:
        linked = _likeliest([pair for pair in finding.pairs if pair.scored.linked_by_machine])
        if finding.flag is not None and linked:
            denied = any(pair.stance is Stance.DENIES or pair.denies for pair in linked)
            lots[not denied].append(_beside(finding.claim, DecisionKind.STANCE, linked, seed))
    return lots


def _families(outcome: Outcome) -> Lots:
    """Claims of one family, and claims that came near one statement without being of one."""
    lots: Lots = ([], [])
    for place, pairs in enumerate(_claims_together(outcome)):
        for one, other in pairs:
            subject = Subject(kind=DecisionKind.FAMILY, claim=one, other=other)
            lots[place].append(_Draw(subject=subject, shown=subject.records))
    return lots


def _copies(outcome: Outcome) -> Lots:
    """Records beside one that tells of the same event by the same side, and beside one that comes near it."""
    lots: Lots = ([], [])
    both = (_claims_together(outcome), _statements_together(outcome))
    for kind, found in zip((RecordKind.CLAIM, RecordKind.STATEMENT), both, strict=True):
        asked: set[str] = set()
        for place, pairs in enumerate(found):
            for first, second in pairs:
                if second not in asked:
                    asked.add(second)
                    subject = Subject(kind=DecisionKind.RECORD, **{kind.value: second})
                    lots[place].append(_Draw(subject=subject, shown=((kind, second), (kind, first))))
    return lots


def _claims_together(outcome: Outcome) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Two claims of one family, and two near one statement that are of none; the lesser id first."""
    families = {finding.claim: set(finding.family) for finding in outcome.findings}
    together = {tuple(sorted((claim, other))) for claim, family in families.items() for other in family - {claim}}
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for finding, pair in _kept(outcome):
        beside[pair.statement].append(finding.claim)
    rivals = {
        (one, other)
        for claims in beside.values()
        for one, other in combinations(sorted(claims)[:RIVALS], 2)
        if other not in families[one]
    }
    return sorted((one, other) for one, other in together), sorted(rivals)


def _statements_together(outcome: Outcome) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Two statements by one issuer beside one claim: both linked to it, or not both."""
    issuers = {one.id: one.record.issuer for one in outcome.statements}
    linked: set[tuple[str, str]] = set()
    near: set[tuple[str, str]] = set()
    for finding in outcome.findings:
        kept = {pair.statement: pair.scored.linked_by_machine for pair in _likeliest(finding.pairs)}
        for one, other in combinations(sorted(kept), 2):
            if issuers[one] == issuers[other]:
                (linked if kept[one] and kept[other] else near).add((one, other))
    return sorted(linked), sorted(near - linked)


def _kept(outcome: Outcome) -> Iterator[tuple[Finding, Pair]]:
    return ((finding, pair) for finding in outcome.findings for pair in finding.pairs)


def _likeliest(pairs: Sequence[Pair]) -> Sequence[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.scored.weight, pair.statement))[:SHOWN_STATEMENTS]


def _beside(claim: str, kind: DecisionKind, pairs: Sequence[Pair], seed: int) -> _Draw:
    """A question on a claim beside statements, in an order that does not tell which are linked."""
    likely = [Subject(kind=DecisionKind.PAIR, claim=claim, statement=pair.statement) for pair in pairs]
    shown = _by_lot([_Draw(subject=one, shown=one.records) for one in likely], seed)
    return _Draw(
        subject=Subject(kind=kind, claim=claim),
        shown=((RecordKind.CLAIM, claim), *(one.shown[1] for one in shown)),
    )


def _by_lot(draws: Iterable[_Draw], seed: int) -> list[_Draw]:
    return sorted(draws, key=lambda one: hashlib.sha256(f"{seed}:{case_key(one.subject)}".encode()).hexdigest())
