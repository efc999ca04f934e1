"""Blind samples in the database: drawn once, answered whole or not at all, and nobody's answer lost to another's."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from reconcile.domain.codings import BlindQuestion, BlindSample, CodingDraft
from reconcile.domain.decisions import DecisionKind, Role, Subject
from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError, RefusedError
from reconcile.store import Database
from tests.store.deciding import person
from tests.store.making import LATER, NOW, claim, ingest, start, statement


@pytest.fixture
def ready(database: Database) -> Database:
    ingest(database, [claim("c1", place="Ber"), claim("c2")])
    ingest(database, [statement("s1")], kind=RecordKind.STATEMENT)
    for name, role in (("kim", Role.CODER), ("lou", Role.CODER), ("vera", Role.VIEWER)):
        person(database, name, role)
    return database


def drawn(database: Database) -> BlindSample:
    versions = {
        (kind, one.record_id): one.digest for kind in RecordKind for one in database.known_versions(kind, LATER)
    }
    claims = [(RecordKind.CLAIM, name, versions[RecordKind.CLAIM, name]) for name in ("c1", "c2")]
    pair = (claims[0], (RecordKind.STATEMENT, "s1", versions[RecordKind.STATEMENT, "s1"]))
    questions = [
        BlindQuestion(place=1, subject=Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1"), control=False,
                      shown=pair),
        BlindQuestion(place=2, subject=Subject(kind=DecisionKind.FAMILY, claim="c1", other="c2"), control=True,
                      shown=tuple(claims)),
    ]  # fmt: skip
    run = start(database)
    return database.add_blind_sample(questions, run=run, seed=1, size=2, drawn_by="kim", now=NOW)


def test_a_sample_comes_back_as_it_was_drawn(ready: Database) -> None:
    sample = drawn(ready)
    assert ready.blind_samples() == (sample,)
    assert [one.control for one in sample.questions] == [False, True]
    again = ready.add_blind_sample(sample.questions, run=sample.run, seed=9, size=2, drawn_by=None, now=LATER)
    assert again == sample, "the same questions are not asked twice"
    with pytest.raises(NotFoundError, match="blind sample 7"):
        ready.coding_state(7, "kim")


def test_answers_are_kept_all_or_none(ready: Database) -> None:
    sample = drawn(ready)
    good = CodingDraft(sample=sample.number, place=1, answer="same_event", remark="Both name Ber.")
    bad = CodingDraft(sample=sample.number, place=2, answer="agreement")
    considered = ready.consider_codings([good, bad, good], "kim", NOW)
    assert [refusal.place for refusal in considered.refusals] == [1, 2]
    with pytest.raises(RefusedError, match="is no answer"):
        ready.code([good, bad], "kim", NOW)
    with pytest.raises(RefusedError, match="takes at least a coder"):
        ready.code([good], "vera", NOW)
    with pytest.raises(NotFoundError, match="'eve'"):
        ready.code([good], "eve", NOW)
    assert ready.codings() == ()
    kept = ready.code([good], "kim", NOW)
    assert ready.codings() == kept
    assert ready.coding_state(sample.number, "lou").own == {}
    assert [one.place for one in ready.coding_state(sample.number, "kim").unanswered] == [2]


def test_a_changed_record_takes_its_questions_out(ready: Database) -> None:
    sample = drawn(ready)
    ingest(ready, [claim("c2", place="Gao")], LATER)
    assert ready.coding_state(sample.number, "kim").left_out == {2}
    with pytest.raises(RefusedError, match="left out"):
        ready.code([CodingDraft(sample=sample.number, place=2, answer="not_same")], "kim", LATER)


def test_two_who_answer_at_once_lose_nothing(ready: Database) -> None:
    sample = drawn(ready)

    def answer(coder: str) -> None:
        for place in (1, 2):
            ready.code([CodingDraft(sample=sample.number, place=place, answer="not_same")], coder, NOW)

    with ThreadPoolExecutor(2) as both:
        list(both.map(answer, ["kim", "lou"]))
    assert sorted((one.coder, one.place) for one in ready.codings()) == [
        ("kim", 1), ("kim", 2), ("lou", 1), ("lou", 2),
    ]  # fmt: skip
