"""The verb of the room: a run's outcome and an answer key in, figures out."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reconcile.domain.outcomes import Flag, Outcome
from reconcile.evaluation.figures import DRAWS, Figure, Measure, Tally, figures
from reconcile.evaluation.kinds import KindFigures, kinds_of_difficulty
from reconcile.evaluation.truth import Truth
from reconcile.evaluation.wrong_pairs import WrongPair, wrong_pairs
from reconcile.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongFlag:
    """A scored claim whose flag is another than the key's. `given` None: the run does not know it."""

    claim: str
    name: str
    expected: Flag
    given: Flag | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well one run fits one key."""

    figures: tuple[Figure, ...]
    groups: int
    pairs_found: int
    """Linked pairs that touch a record of the key."""
    pairs_true: int
    claims_scored: int
    other_links: int
    """Linked pairs between records the key does not know."""
    other_claims: int
    confusion: Mapping[tuple[Flag, Flag | None], int]
    """By expected and given flag; every expected flag with every given one."""
    wrong_pairs: tuple[WrongPair, ...]
    wrong_flags: tuple[WrongFlag, ...]
    kinds: tuple[KindFigures, ...]

    @property
    def other_links_per_1000(self) -> float:
        """Links among unknown records per 1,000 unknown claims; 0 where there are none."""
        return 1000 * self.other_links / self.other_claims if self.other_claims else 0.0

    def value(self, measure: Measure) -> float:
        return next(figure.value for figure in self.figures if figure.measure is measure)


def evaluate_outcome(outcome: Outcome, truth: Truth, reference: Reference, *, draws: int = DRAWS) -> Evaluation:
    """Figures over all pairs that touch a record of the key; links among other records are counted apart."""
    pairs = {
        (finding.claim, pair.statement)
        for finding in outcome.findings
        if finding.claim not in truth.ignored
        for pair in finding.links
    }
    found = frozenset(pair for pair in pairs if pair[0] in truth.names or pair[1] in truth.names)
    given = {finding.claim: finding.flag for finding in outcome.findings}
    tallies = _tallies(truth, found, given)
    return Evaluation(
        figures=figures([tallies[group] for group in sorted(tallies)], draws=draws),
        groups=len(tallies),
        pairs_found=len(found),
        pairs_true=len(truth.links),
        claims_scored=len(truth.flags),
        other_links=len(pairs - found),
        other_claims=sum(claim not in truth.names for claim in given),
        confusion=_confusion(truth, given),
        wrong_pairs=wrong_pairs(outcome, truth, found),
        wrong_flags=_wrong_flags(outcome, truth),
        kinds=kinds_of_difficulty(outcome, truth, found, reference),
    )


def _tallies(truth: Truth, found: frozenset[tuple[str, str]], given: Mapping[str, Flag | None]) -> dict[str, Tally]:
    """Counts by group, every group of the key among them."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for name in truth.names.values():
        tallies[name.partition("/")[0]]
    for pair in found:
        tallies[truth.group(*pair)].found += 1
        tallies[truth.group(*pair)].hit += pair in truth.links
    for pair in truth.links:
        tallies[truth.group(*pair)].true += 1
    for claim, flag in truth.flags.items():
        tally = tallies[truth.group(claim, claim)]
        silent, said = flag is Flag.NO_OFFICIAL_COMMENT, given.get(claim) is Flag.NO_OFFICIAL_COMMENT
        tally.scored += 1
        tally.right += given.get(claim) is flag
        tally.silent_true += silent
        tally.silent_said += said
        tally.silent_hit += silent and said
    return tallies


def _confusion(truth: Truth, given: Mapping[str, Flag | None]) -> dict[tuple[Flag, Flag | None], int]:
    counted = Counter((flag, given.get(claim)) for claim, flag in truth.flags.items())
    whole: dict[tuple[Flag, Flag | None], int] = {(want, got): counted[want, got] for want in Flag for got in Flag}
    lost = {(want, got): number for (want, got), number in counted.items() if got is None}
    return whole | lost


def _wrong_flags(outcome: Outcome, truth: Truth) -> tuple[WrongFlag, ...]:
    findings = {finding.claim: finding for finding in outcome.findings}
    wrong = []
    for claim, flag in sorted(truth.flags.items()):
        finding = findings.get(claim)
        given = None if finding is None else finding.flag
        if given is not flag:
            reason = "The run does not know this claim." if finding is None else finding.reason
            wrong.append(WrongFlag(claim=claim, name=truth.name(claim), expected=flag, given=given, reason=reason))
    return tuple(wrong)
