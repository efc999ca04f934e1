"""Who may answer a blind question, and until when."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reconcile.domain.codings import (
    BlindQuestion,
    BlindSample,
    Coding,
    CodingDraft,
    admit_coding,
    answers_of,
    coding_state,
)
from reconcile.domain.decisions import Account, DecisionKind, Role, Subject
from reconcile.domain.records import RecordKind
from reconcile.errors import RefusedError

NOW = datetime(2026, 11, 1, tzinfo=UTC)
KIM = Account(name="kim", role=Role.CODER, active=True, created_at=NOW, changed_at=NOW)
DIGESTS = {(RecordKind.CLAIM, "c1"): "a", (RecordKind.STATEMENT, "s1"): "b", (RecordKind.CLAIM, "c2"): "c"}
QUESTIONS = (
    BlindQuestion(
        place=1,
        subject=Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1"),
        control=False,
        shown=((RecordKind.CLAIM, "c1", "a"), (RecordKind.STATEMENT, "s1", "b")),
    ),
    BlindQuestion(
        place=2,
        subject=Subject(kind=DecisionKind.FAMILY, claim="c1", other="c2"),
        control=True,
        shown=((RecordKind.CLAIM, "c1", "a"), (RecordKind.CLAIM, "c2", "c")),
    ),
)
SAMPLE = BlindSample(number=3, drawn_by="ada", drawn_at=NOW, run=1, seed=1, size=2, questions=QUESTIONS)


def answer(place: int, given: str = "same_event", coder: str = "kim") -> Coding:
    return Coding(sample=3, place=place, coder=coder, answer=given, remark=None, coded_at=NOW)


def test_an_answer_can_be_changed_until_all_are_given() -> None:
    begun = coding_state(SAMPLE, [answer(1), answer(1, "not_same")], "kim", DIGESTS)
    assert begun.own[1].answer == "not_same"
    again = CodingDraft(sample=3, place=1, answer="cannot_tell", remark="  Two\ncamps. ")
    assert admit_coding(again, begun, KIM, NOW).remark == "Two camps."
    done = coding_state(SAMPLE, [answer(1), answer(2)], "kim", DIGESTS)
    assert done.finished
    with pytest.raises(RefusedError, match="answers stand"):
        admit_coding(again, done, KIM, NOW)


def test_what_others_answered_is_not_ones_own() -> None:
    state = coding_state(SAMPLE, [answer(1, coder="lou"), answer(2, coder="lou")], "kim", DIGESTS)
    assert state.own == {}
    assert [one.place for one in state.unanswered] == [1, 2]


def test_a_question_whose_record_changed_is_left_out() -> None:
    state = coding_state(SAMPLE, [answer(1)], "kim", DIGESTS | {(RecordKind.CLAIM, "c2"): "other"})
    assert state.left_out == {2}
    assert state.finished, "what is left out holds nobody up"
    with pytest.raises(RefusedError, match="left out"):
        admit_coding(CodingDraft(sample=3, place=2, answer="same_event"), state, KIM, NOW)
    assert coding_state(SAMPLE, [], "kim", {}).left_out == {1, 2}, "a record that is gone has changed too"


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (DecisionKind.PAIR, ["same_event", "not_same", "cannot_tell"]),
        (DecisionKind.STANCE, ["denied", "false_claim", "neither"]),
        (DecisionKind.RECORD, ["withdrawn", "duplicate", "neither"]),
        (DecisionKind.GRADE, ["weak", "strong"]),
    ],
)
def test_what_may_be_answered(kind: DecisionKind, answers: list[str]) -> None:
    assert answers_of(kind, ["weak", "strong"]) == answers
    subject = QUESTIONS[0].subject if kind is DecisionKind.PAIR else Subject(kind=kind, claim="c1")
    sample = replace(SAMPLE, questions=(replace(QUESTIONS[0], subject=subject), QUESTIONS[1]))
    state = coding_state(sample, [], "kim", DIGESTS)
    for given in (*answers, "open"):
        draft = CodingDraft(sample=3, place=1, answer=given)
        if given in answers:
            assert admit_coding(draft, state, KIM, NOW, ["weak", "strong"]).answer == given
        else:
            with pytest.raises(RefusedError, match="is no answer"):
                admit_coding(draft, state, KIM, NOW, ["weak", "strong"])


@pytest.mark.parametrize(
    ("draft", "coder", "why"),
    [
        (CodingDraft(sample=3, place=9, answer="same_event"), KIM, "no question 9"),
        (CodingDraft(sample=3, place=1, answer="agreement"), KIM, "is no answer"),
        (CodingDraft(sample=3, place=1, answer="open"), KIM, "is no answer"),
        (CodingDraft(sample=3, place=1, answer="same_event", remark="x" * 2001), KIM, "2001 characters"),
        (CodingDraft(sample=3, place=1, answer="same_event"), replace(KIM, role=Role.VIEWER), "takes at least a coder"),
        (CodingDraft(sample=3, place=1, answer="same_event"), replace(KIM, active=False), "disabled"),
    ],
)
def test_what_is_refused(draft: CodingDraft, coder: Account, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        admit_coding(draft, coding_state(SAMPLE, [], coder.name, DIGESTS), coder, NOW)
