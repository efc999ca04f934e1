"""Decisions of people, the cases they wait for, and blind coding."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.cases import CaseEvent
from reconcile.domain.codings import BlindQuestion, BlindSample, Coding, CodingDraft, CodingState
from reconcile.domain.decisions import Decision, Digests, Draft, Subject
from reconcile.domain.outcomes import RunRecord
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.standing import Standing
from reconcile.errors import RefusedError
from reconcile.store import cases, codings, decisions, runs
from reconcile.store.calls.connected import Connected
from reconcile.store.codings import Coded
from reconcile.store.decision_marks import decision_marks, seen_digests
from reconcile.store.decisions import Admitted
from reconcile.store.engines import reading, writing
from reconcile.store.review_states import ReviewState, review_state
from reconcile.store.runs import Marks


class ReviewCalls(Connected):
    """Decisions of people, the cases they wait for, and blind coding."""

    def decisions(self, mark: int | None = None) -> tuple[Decision, ...]:
        """The log in its order, up to entry number `mark`."""
        with self._reading() as connection:
            return decisions.load_decisions(connection, mark)

    def decision(self, number: int) -> Decision | None:
        """One entry of the log."""
        with self._reading() as connection:
            return decisions.load_decision(connection, number)

    def decisions_about(self, claim: str, statements: Sequence[str] = ()) -> tuple[Decision, ...]:
        """What the log holds of a claim, of its pairs and families, and of these statements as records."""
        with self._reading() as connection:
            return decisions.load_decisions_about(connection, claim, statements)

    def decision_marks(self, as_of: datetime, marks: Marks | None = None) -> tuple[DecisionMark, ...]:
        """What stands or is proposed, beside the record versions known at `as_of`; by number."""
        with self._reading() as connection:
            sights = {kind: runs.sight_of(connection, kind, as_of, marks) for kind in RecordKind}
            log = decisions.load_decisions(connection, None if marks is None else marks.decisions)
            return decision_marks(connection, sights, log)

    def marks_about(self, claim: str, statements: Sequence[str], as_of: datetime) -> tuple[DecisionMark, ...]:
        """`decision_marks` of what `decisions_about` gives."""
        with self._reading() as connection:
            sights = {kind: runs.sight_of(connection, kind, as_of, None) for kind in RecordKind}
            log = decisions.load_decisions_about(connection, claim, statements)
            return decision_marks(connection, sights, log)

    def digests_seen(self, run: RunRecord, subject: Subject) -> Digests:
        """Of the versions that a run compared, for each record of the subject that it knew."""
        with reading(self._engine) as connection:
            return seen_digests(connection, run.number, subject)

    def standing(self, subject: Subject) -> Standing | None:
        """What was decided on a subject so far; None: nothing."""
        with self._reading() as connection:
            return decisions.load_standing(connection, subject)

    def consider(self, drafts: Sequence[Draft], author: str, rules: ReviewRules, now: datetime) -> Admitted:
        """What `decide` would do, without doing it. Raises NotFoundError where there is no such account."""
        with self._reading() as connection:
            return decisions.consider(connection, drafts, author, rules, now)

    def decide(self, drafts: Sequence[Draft], author: str, rules: ReviewRules, now: datetime) -> tuple[Decision, ...]:
        """Append all the drafts to the log, or none; whoever calls it has made sure who the author is.

        Raises RefusedError, with the sentence of the first that may not be made; NotFoundError without the account.
        """
        with writing(self._engine) as connection:
            admitted = decisions.consider(connection, drafts, author, rules, now)
            for refusal in admitted.refusals:
                raise RefusedError(refusal.reason)
            decisions.append_decisions(connection, admitted.decisions)
            return admitted.decisions

    def review_state(self) -> ReviewState:
        """What the queue follows from, as numbers that grow; cheap, to be asked at every look."""
        with self._reading() as connection:
            return review_state(connection)

    def add_case_events(self, events: Iterable[CaseEvent]) -> None:
        with writing(self._engine) as connection:
            cases.add_case_events(connection, events)

    def case_events(self) -> tuple[CaseEvent, ...]:
        """Oldest first."""
        with self._reading() as connection:
            return cases.load_case_events(connection)

    def add_blind_sample(
        self,
        questions: Sequence[BlindQuestion],
        *,
        run: int,
        seed: int,
        size: int,
        drawn_by: str | None,
        now: datetime,
    ) -> BlindSample:
        """Keep a draw of questions; the same questions about the same versions are the sample that is there already."""
        with writing(self._engine) as connection:
            return codings.add_sample(connection, questions, run=run, seed=seed, size=size, drawn_by=drawn_by, now=now)

    def blind_samples(self) -> tuple[BlindSample, ...]:
        """Oldest first."""
        with self._reading() as connection:
            return codings.load_samples(connection)

    def codings(self) -> tuple[Coding, ...]:
        """All answers to blind samples, oldest first."""
        with self._reading() as connection:
            return codings.load_codings(connection)

    def coding_state(self, sample: int, coder: str) -> CodingState:
        """How far an account is with a sample. Raises NotFoundError where there is no such sample."""
        with self._reading() as connection:
            return codings.state_of(connection, codings.find_sample(connection, sample), coder)

    def consider_codings(
        self, drafts: Sequence[CodingDraft], coder: str, now: datetime, grades: Sequence[str] = ()
    ) -> Coded:
        """What `code` would do, without doing it. Raises NotFoundError where there is no such account or sample."""
        with self._reading() as connection:
            return codings.consider_codings(connection, drafts, coder, now, grades)

    def code(
        self, drafts: Sequence[CodingDraft], coder: str, now: datetime, grades: Sequence[str] = ()
    ) -> tuple[Coding, ...]:
        """Keep all the answers, or none; whoever calls it has made sure who the coder is.

        `grades`: keys that may be answered where a grade is asked for. Raises RefusedError, with the sentence of the
        first that may not be given; NotFoundError as `consider_codings`.
        """
        with writing(self._engine) as connection:
            coded = codings.consider_codings(connection, drafts, coder, now, grades)
            for refusal in coded.refusals:
                raise RefusedError(refusal.reason)
            codings.append_codings(connection, coded.codings)
            return coded.codings
