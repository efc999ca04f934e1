"""How far coders agree beyond chance: pure functions over what each said of each unit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from reconcile.domain.codings import CODED_KINDS, Agreement, BlindSample, CodedKind, Coding, standing_codings
from reconcile.domain.decisions import DecisionKind, Verdict
from reconcile.domain.proportions import Proportion

V = TypeVar("V", bound=Hashable)
_SAYS_SO = frozenset(
    {
        Verdict.SAME_EVENT,
        Verdict.AGREEMENT,
        Verdict.PARTIAL_MATCH,
        Verdict.DENIED,
        Verdict.FALSE_CLAIM,
        Verdict.WITHDRAWN,
        Verdict.DUPLICATE,
    }
)
"""Answers that see what was asked about: one event, a denial, a second copy."""


def coded_kinds(samples: Sequence[BlindSample], codings: Iterable[Coding]) -> tuple[CodedKind, ...]:
    """What blind codings show, by kind of question; kinds that nobody answered are left out. `codings` oldest first."""
    answers: defaultdict[DecisionKind, defaultdict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    said: Counter[tuple[DecisionKind, bool, bool]] = Counter()
    questions = {(sample.number, one.place): one for sample in samples for one in sample.questions}
    for (sample, place, coder), coding in standing_codings(codings).items():
        question = questions.get((sample, place))
        if question is not None:
            kind = question.subject.kind
            answers[kind][f"{sample}:{place}"][coder] = coding.answer
            if kind is not DecisionKind.GRADE:
                said[kind, question.control, coding.answer in _SAYS_SO] += 1
    return tuple(
        CodedKind(
            agreement=agreement_of(kind.value, answers[kind]),
            proposed=_share(said[kind, False, True], said[kind, False, False]),
            controls=_share(said[kind, True, True], said[kind, True, False]),
        )
        for kind in CODED_KINDS
        if kind in answers
    )


def _share(yes: int, no: int) -> Proportion:
    return Proportion(part=yes, whole=yes + no)


def agreement_of(kind: str, answers: Mapping[str, Mapping[str, str]]) -> Agreement:
    """`answers`: by question, then by coder."""
    shared = {unit: given for unit, given in answers.items() if len(given) > 1}
    coders = sorted({coder for given in shared.values() for coder in given})
    return Agreement(
        kind=kind,
        units=len(shared),
        coders=len(coders),
        percent=percent_agreement([list(given.values()) for given in shared.values()]),
        kappa=_kappa_of_two(shared, coders),
        alpha=krippendorff_alpha([list(given.values()) for given in shared.values()]),
    )


def percent_agreement(units: Sequence[Sequence[V]]) -> float | None:
    """Share of the pairs of answers to one unit that are the same, over all units."""
    pairs = [(one, other) for given in units for one, other in combinations(given, 2)]
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[V, V]]) -> float | None:
    """Agreement of two coders beyond what their own habits would give by chance (Cohen 1960).

    1: always; 0: as by chance; None where chance alone agrees always, or nothing was coded.
    """
    n = len(pairs)
    if not n:
        return None
    observed = sum(one == other for one, other in pairs) / n
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[value] * second[value] for value in first) / (n * n)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[V]], distance: Callable[[V, V], float] | None = None) -> float | None:
    """1 - observed over expected disagreement (Krippendorff 2011), for any number of coders and missing answers.

    `units`: the answers to each unit, missing ones left out; units with fewer than two say nothing. `distance`: squared
    difference of two answers; None: 0 for the same answer and 1 for others (nominal). None where only one answer was
    ever given, or nothing can be compared.
    """
    apart = distance or _nominal
    paired = [given for given in units if len(given) > 1]
    total = sum(len(given) for given in paired)
    if total < 2:
        return None
    observed = sum(
        2 * sum(apart(one, other) for one, other in combinations(given, 2)) / (len(given) - 1) for given in paired
    )
    counts = Counter(value for given in paired for value in given)
    expected = sum(
        counts[one] * counts[other] * 2 * apart(one, other) for one, other in combinations(list(counts), 2)
    ) / (total - 1)
    return None if expected == 0 else 1 - observed / expected


def interval_distance(one: float, other: float) -> float:
    """For answers that are figures."""
    return (one - other) ** 2


def _nominal(one: Hashable, other: Hashable) -> float:
    return 0.0 if one == other else 1.0


def _kappa_of_two(shared: Mapping[str, Mapping[str, str]], coders: Sequence[str]) -> float | None:
    if len(coders) != 2:
        return None
    one, other = coders
    return cohen_kappa([(given[one], given[other]) for given in shared.values()])
