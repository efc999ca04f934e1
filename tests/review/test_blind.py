"""Blind samples: half near misses, told apart by nothing; and what the answers come to."""

import pytest

from reconcile.domain.codings import CODED_KINDS, BlindSample, Coding
from reconcile.domain.decisions import DecisionKind
from reconcile.domain.records import RecordKind, Stance
from reconcile.review import blind_question, coded_kinds, draw_blind
from reconcile.review.questions import Accounts
from tests.report.building import Made, build
from tests.store.making import NOW


@pytest.fixture(scope="module")
def made() -> Made:
    return build()


def test_half_are_near_misses_and_the_order_is_by_lot(made: Made) -> None:
    drawn = draw_blind(made.outcome, [DecisionKind.PAIR], 4, 1)
    assert drawn == draw_blind(made.outcome, [DecisionKind.PAIR], 4, 1)
    assert sum(one.control for one in drawn) == 2
    assert [one.place for one in drawn] == [1, 2, 3, 4]
    orders = {tuple(one.control for one in draw_blind(made.outcome, [DecisionKind.PAIR], 4, seed)) for seed in range(9)}
    assert len(orders) > 2, "no order that could be learnt"
    linked = {
        (f.claim, pair.statement) for f in made.outcome.findings for pair in f.pairs if pair.scored.linked_by_machine
    }
    assert all(((one.subject.claim, one.subject.statement) in linked) != one.control for one in drawn)


def test_every_kind_is_drawn_with_the_records_it_shows(made: Made) -> None:
    drawn = draw_blind(made.outcome, CODED_KINDS, 40, 1)
    assert {one.subject.kind for one in drawn} == set(DecisionKind)
    digests = {one.id: one.version.digest for one in made.outcome.claims}
    digests |= {one.id: one.version.digest for one in made.outcome.statements}
    for question in drawn:
        assert question.shown[0][:2] == question.subject.records[0]
        assert all(digests[id_] == digest for _, id_, digest in question.shown)
        if question.subject.kind in (DecisionKind.FLAG, DecisionKind.STANCE, DecisionKind.GRADE):
            assert 1 < len(question.shown) <= 5
            assert all(kind is RecordKind.STATEMENT for kind, _, _ in question.shown[1:])


def test_denials_are_asked_beside_links_that_nobody_denies(made: Made) -> None:
    drawn = draw_blind(made.outcome, [DecisionKind.STANCE], 40, 1)
    findings = {one.claim: one for one in made.outcome.findings}
    assert {one.control for one in drawn} == {True, False}
    for one in drawn:
        linked = {p.statement: p for p in findings[one.subject.claim or ""].pairs if p.scored.linked_by_machine}
        shown = [linked[id_] for _, id_, _ in one.shown[1:]]
        assert any(pair.stance is Stance.DENIES or pair.denies for pair in shown) != one.control


def test_second_copies_are_asked_beside_the_record_they_may_copy(made: Made) -> None:
    drawn = draw_blind(made.outcome, [DecisionKind.RECORD], 40, 1)
    assert drawn
    issuers = {one.id: one.record.issuer for one in made.outcome.statements}
    families = {one.claim: one.family for one in made.outcome.findings}
    for one in drawn:
        (kind, own, _), (other_kind, other, _) = one.shown
        assert (kind, own) == one.subject.records[0]
        assert other_kind is kind
        assert own != other
        if kind is RecordKind.CLAIM:
            assert (other in families[own]) != one.control
        else:
            assert issuers[own] == issuers[other]


def test_every_question_is_put_in_words_of_what_is_shown(made: Made) -> None:
    accounts: Accounts = {
        **{(RecordKind.CLAIM, one.id): one for one in made.outcome.claims},
        **{(RecordKind.STATEMENT, one.id): one for one in made.outcome.statements},
    }
    for one in draw_blind(made.outcome, CODED_KINDS, 40, 1):
        asked = blind_question(one, accounts)
        assert asked.endswith("?")
        named = one.shown if one.subject.kind is DecisionKind.RECORD else one.shown[: len(one.subject.records)]
        assert all(f"({id_})" in asked for _, id_, _ in named)


def test_grades_are_coded_and_set_beside_nothing(made: Made) -> None:
    drawn = draw_blind(made.outcome, [DecisionKind.GRADE], 4, 1)
    sample = BlindSample(number=1, drawn_by=None, drawn_at=NOW, run=1, seed=1, size=4, questions=drawn)
    codings = [
        Coding(sample=1, place=one.place, coder=coder, answer=answer, remark=None, coded_at=NOW)
        for one in drawn
        for coder, answer in (("kim", "weak"), ("lou", "weak" if one.place % 2 else "strong"))
    ]
    (found,) = coded_kinds([sample], codings)
    assert found.agreement.kind == "grade"
    assert found.agreement.percent == pytest.approx(0.5)
    assert (found.proposed.whole, found.controls.whole) == (0, 0)


def test_fewer_where_the_run_holds_fewer(made: Made) -> None:
    everything = draw_blind(made.outcome, CODED_KINDS, 1_000, 1)
    assert len({one.subject for one in everything}) == len(everything)
    assert draw_blind(made.outcome, CODED_KINDS, 1_001, 2) != everything


def test_agreement_by_kind_and_with_the_comparison(made: Made) -> None:
    drawn = draw_blind(made.outcome, [DecisionKind.PAIR], 4, 1)
    sample = BlindSample(number=1, drawn_by=None, drawn_at=NOW, run=1, seed=1, size=4, questions=drawn)
    said = {"kim": ["same_event", "same_event", "not_same", "not_same"], "lou": ["same_event"] * 3 + ["not_same"]}
    codings = [
        Coding(sample=1, place=place, coder=coder, answer=answer, remark=None, coded_at=NOW)
        for coder, answers in said.items()
        for place, answer in enumerate(answers, 1)
    ]
    changed = Coding(sample=1, place=4, coder="kim", answer="cannot_tell", remark=None, coded_at=NOW)
    (found,) = coded_kinds([sample], [*codings, changed, changed, codings[3]])
    assert (found.agreement.kind, found.agreement.units, found.agreement.coders) == ("pair", 4, 2)
    assert found.agreement.percent == pytest.approx(0.75)
    assert found.agreement.kappa == pytest.approx(0.5)
    assert found.agreement.alpha == pytest.approx(8 / 15)
    controls = [one.place for one in drawn if one.control]
    same = sum(coding.answer == "same_event" for coding in codings if coding.place in controls)
    assert (found.controls.part, found.controls.whole) == (same, 4)
    assert coded_kinds([sample], []) == ()
