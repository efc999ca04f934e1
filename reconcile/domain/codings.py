"""Blind second coding: the same questions put to several people who see neither the machine's answer nor each other's.

Codings are no decisions: they measure how far people agree, and bind nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.cleantext import one_line
from reconcile.domain.decisions import VERDICTS, Account, DecisionKind, Digests, Role, Subject
from reconcile.domain.proportions import Proportion
from reconcile.domain.records import RecordKind
from reconcile.errors import RefusedError

CODED_KINDS = (
    DecisionKind.PAIR,
    DecisionKind.FAMILY,
    DecisionKind.FLAG,
    DecisionKind.STANCE,
    DecisionKind.RECORD,
    DecisionKind.GRADE,
)
"""Kinds of decision that are coded blind, in the order of their figures: all there are."""
NEITHER = "neither"
"""Answer to a question of which a decision knows only the yes: whoever is asked must be able to say no."""
LONGEST_REMARK = 2000
"""Characters, as for the reason of a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindQuestion:
    """One question of a sample."""

    place: int
    """In the order of the sample, from 1."""
    subject: Subject
    control: bool
    """Whether it is a near miss, put in so that the answer cannot be told from having been asked. Never shown."""
    shown: tuple[tuple[RecordKind, str, str], ...]
    """Kind, id and version digest of every record that is shown with it, in the order in which it is."""

    def holds(self, digests: Digests) -> bool:
        """Whether all its records are still as they were drawn; else different people would answer about different
        words."""
        return all(digests.get((kind, id_)) == digest for kind, id_, digest in self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindSample:
    """Questions drawn together."""

    number: int
    drawn_by: str | None
    """Name of the account; None: an operator of the machine."""
    drawn_at: datetime
    run: int
    """Number of the run it was drawn from."""
    seed: int
    size: int
    """How many questions of each kind were asked for."""
    questions: tuple[BlindQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One answer of one person."""

    sample: int
    place: int
    coder: str
    answer: str
    """One of `answers_of` the question's kind."""
    remark: str | None
    coded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingDraft:
    """What somebody answers; nothing is kept of it yet."""

    sample: int
    place: int
    answer: str
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingState:
    """How far somebody is with a sample."""

    sample: BlindSample
    left_out: frozenset[int]
    """Places of questions whose records have changed since they were drawn."""
    own: Mapping[int, Coding]
    """The coder's own answers that hold, by place."""

    @property
    def asked(self) -> tuple[BlindQuestion, ...]:
        """The questions that still can be answered."""
        return tuple(one for one in self.sample.questions if one.place not in self.left_out)

    @property
    def unanswered(self) -> tuple[BlindQuestion, ...]:
        return tuple(one for one in self.asked if one.place not in self.own)

    @property
    def finished(self) -> bool:
        """From then on the answers stand."""
        return not self.unanswered

    def question(self, place: int) -> BlindQuestion | None:
        return next((one for one in self.sample.questions if one.place == place), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the coders of one kind of question have in common."""

    kind: str
    units: int
    """Questions that at least two coders answered."""
    coders: int
    percent: float | None
    """Share of pairs of answers to one question that are the same; None: no such pair."""
    kappa: float | None
    """Cohen's kappa; None where there are not exactly two coders, or all answers are one and the same."""
    alpha: float | None
    """Krippendorff's alpha for nominal answers; None where all answers are one and the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedKind:
    """What the blind codings of one kind of question show."""

    agreement: Agreement
    proposed: Proportion
    """Of the answers to what the comparison finds: those that say so too (*same event*; for flags: any comment; for
    stances and records: anything but *neither*). Empty for grades, which the comparison does not give."""
    controls: Proportion
    """Of the answers to near misses: those that say so although the comparison does not."""


def standing_codings(codings: Iterable[Coding]) -> Mapping[tuple[int, int, str], Coding]:
    """The answer that holds by sample, place and coder: the latest; `codings` oldest first."""
    return {(one.sample, one.place, one.coder): one for one in codings}


def coding_state(sample: BlindSample, codings: Iterable[Coding], coder: str, digests: Digests) -> CodingState:
    """`digests`: of the present version of every record that the sample shows."""
    held = standing_codings(one for one in codings if one.sample == sample.number and one.coder == coder)
    return CodingState(
        sample=sample,
        left_out=frozenset(one.place for one in sample.questions if not one.holds(digests)),
        own={place: coding for (_, place, _), coding in held.items()},
    )


def admit_coding(
    draft: CodingDraft, state: CodingState, coder: Account, now: datetime, grades: Sequence[str] = ()
) -> Coding:
    """The answer to keep; `grades`: keys of the table of grades.

    Raises RefusedError, with a sentence that says why, where it may not be given.
    """
    if not (coder.active and coder.role.at_least(Role.CODER)):
        raise RefusedError(f"{coder.name} is a {coder.role.value} or disabled; coding takes at least a coder.")
    asked = f"question {draft.place} of sample {draft.sample}"
    question = state.question(draft.place)
    if question is None:
        raise RefusedError(f"There is no {asked}.")
    if question.place in state.left_out:
        raise RefusedError(f"A record has changed since {asked} was drawn, so it is left out; go on with the next.")
    if state.finished:
        raise RefusedError(f"{coder.name} has answered all of sample {draft.sample}; from then on answers stand.")
    answers = answers_of(question.subject.kind, grades)
    if draft.answer not in answers:
        raise RefusedError(f"{draft.answer!r} is no answer to {asked}; allowed are {', '.join(answers)}.")
    remark = one_line(draft.remark or "").strip()
    if len(remark) > LONGEST_REMARK:
        raise RefusedError(f"The remark is {len(remark)} characters long; at most {LONGEST_REMARK} are kept.")
    return Coding(
        sample=draft.sample,
        place=draft.place,
        coder=coder.name,
        answer=draft.answer,
        remark=remark or None,
        coded_at=now,
    )


def answers_of(kind: DecisionKind, grades: Sequence[str] = ()) -> Sequence[str]:
    """What may be answered to a question of this kind; `grades`: keys of the table of grades."""
    if kind is DecisionKind.GRADE:
        return list(grades)
    denied = [NEITHER] if kind in (DecisionKind.STANCE, DecisionKind.RECORD) else []
    return [*(verdict.value for verdict in VERDICTS[kind]), *denied]
