"""The log of decisions folded: what stands on each subject, and what each decision was worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconcile.domain.decisions import Act, Decision, DecisionState, Subject, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that was decided on one subject, oldest first."""

    subject: Subject
    log: tuple[Decision, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(entry for entry in self.log if entry.act is Act.DECIDE)

    @property
    def head(self) -> Decision:
        """The latest decision, in force or not: the one a next decision supersedes."""
        return self.decisions[-1]

    def answer(self, decision: Decision) -> Decision | None:
        """The confirmation or refusal of a decision."""
        return next((entry for entry in self.log if entry.answers == decision.number), None)

    def effective(self, decision: Decision) -> bool:
        """Whether it ever came into force."""
        answer = self.answer(decision)
        return not decision.takes_two or (answer is not None and answer.act is Act.CONFIRM)

    @property
    def holding(self) -> Decision | None:
        """The latest decision that came into force, be it to leave the matter open."""
        return next((decision for decision in reversed(self.decisions) if self.effective(decision)), None)

    @property
    def in_force(self) -> Decision | None:
        """What binds, whatever became of the records since; None: nothing does."""
        found = self.holding
        return None if found is None or found.verdict == Verdict.OPEN else found

    @property
    def proposed(self) -> Decision | None:
        """The head, where it waits for a second person."""
        head = self.head
        return head if head.takes_two and self.answer(head) is None else None

    def state(self, decision: Decision) -> DecisionState:
        """What one of its decisions is worth, the records aside (`review.staleness` looks at those)."""
        answer = self.answer(decision)
        if answer is not None and answer.act is Act.REFUSE:
            return DecisionState.REFUSED
        if decision == self.holding:
            return DecisionState.IN_FORCE
        return DecisionState.PROPOSED if decision == self.proposed else DecisionState.SUPERSEDED

    @property
    def authors(self) -> tuple[str, ...]:
        """Who had a part in the decision in force: its author, and who confirmed it."""
        found = self.in_force
        if found is None:
            return ()
        answer = self.answer(found)
        return (found.author,) if answer is None else (found.author, answer.author)


def fold(log: Iterable[Decision]) -> Mapping[Subject, Standing]:
    """By subject, in the order in which they were first decided on."""
    entries: dict[Subject, list[Decision]] = {}
    for entry in sorted(log, key=lambda entry: entry.number):
        entries.setdefault(entry.subject, []).append(entry)
    return {subject: Standing(subject=subject, log=tuple(found)) for subject, found in entries.items()}
