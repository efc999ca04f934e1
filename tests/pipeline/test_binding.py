"""What people decide binds every later run; what the comparison alone gives stays beside it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reconcile.domain.changes import CauseKind
from reconcile.domain.decisions import Act, DecisionKind, DecisionState, Draft
from reconcile.domain.outcomes import ClaimStance, Flag, PairRole, Status
from reconcile.domain.records import RecordKind
from reconcile.pipeline.changing import changes_since
from reconcile.report import export_json
from reconcile.settings import Settings
from reconcile.store import open_database
from tests.pipeline.desk import CLAIMS, RULES, STATEMENTS, Desk, found, links
from tests.pipeline.running import NOW


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the records and one run, to be copied: bringing in the places takes most of the time."""
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.read(RecordKind.CLAIM, CLAIMS)
    made.read(RecordKind.STATEMENT, STATEMENTS)
    made.run(0)
    return made.file


@pytest.fixture
def desk(tmp_path: Path, compared: Path) -> Desk:
    return Desk(tmp_path, compared)


def test_without_decisions_the_comparison_stands_alone(desk: Desk) -> None:
    first = found(desk.run(), "c1")
    assert (first.flag, links(first), first.flag_by_machine) == (Flag.AGREEMENT, ["s1"], Flag.AGREEMENT)
    assert (first.machine_flag, first.decisions) == (None, ())


def test_a_pair_that_no_test_let_through_is_linked(desk: Desk) -> None:
    number = desk.decide(DecisionKind.PAIR, "same_event", claim="c2", statement="s2")
    second = found(desk.run(), "c2")
    assert (second.flag, links(second)) == (Flag.PARTIAL_MATCH, ["s2"])
    assert (second.machine_flag, second.decisions) == (Flag.NO_OFFICIAL_COMMENT, (number,))
    pair = second.pairs[0]
    assert (pair.decision, pair.scored.machine_role) == (number, PairRole.NEAR_MISS)
    assert f"Malian army's statement tells of the same event (decision {number})" in second.reason
    assert "the comparison alone gives no official comment" in second.reason


def test_a_pair_that_is_ruled_out_stays_visible(desk: Desk) -> None:
    number = desk.decide(DecisionKind.PAIR, "not_same", claim="c1", statement="s1")
    first = found(desk.run(), "c1")
    assert (first.flag, links(first), first.machine_flag) == (Flag.NO_OFFICIAL_COMMENT, [], Flag.AGREEMENT)
    ruled_out = next(pair for pair in first.pairs if pair.statement == "s1")
    assert (ruled_out.scored.failed, ruled_out.scored.machine_role) == ("decision", PairRole.LINKED)
    assert (ruled_out.decision, ruled_out.scored.close_call) == (number, None)
    assert "reviewers decided against it" in ruled_out.sentence


def test_a_forced_link_beats_its_rivals(desk: Desk) -> None:
    desk.decide(DecisionKind.PAIR, "same_event", claim="c2", statement="s1")
    outcome = desk.run()
    assert links(found(outcome, "c2")) == ["s1"]
    first = found(outcome, "c1")
    assert (first.flag, first.machine_flag, first.decisions) == (Flag.NO_OFFICIAL_COMMENT, Flag.AGREEMENT, ())
    assert "the comparison alone gives agreement on date, place and target" in first.reason


def test_cannot_tell_marks_and_binds_nothing(desk: Desk) -> None:
    number = desk.decide(DecisionKind.PAIR, "cannot_tell", claim="c1", statement="s1")
    first = found(desk.run(), "c1")
    assert (first.flag, links(first), first.machine_flag) == (Flag.AGREEMENT, ["s1"], None)
    assert first.links[0].decision == number
    assert "reviewers cannot tell whether MINUSMA's statement" in first.reason


def test_an_overridden_flag_needs_two_and_stands_beside_the_machines(desk: Desk) -> None:
    number = desk.decide(DecisionKind.FLAG, "partial_match", claim="c1", confirm=False)
    proposed = desk.run()
    assert found(proposed, "c1").flag is Flag.AGREEMENT
    assert [mark.state for mark in proposed.decisions] == [DecisionState.PROPOSED]
    with open_database(desk.url) as database:
        answer = Draft(act=Act.CONFIRM, subject=proposed.decisions[0].decision.subject, verdict="x", seen=number)
        database.decide([answer], "ben", RULES, NOW)
    outcome = desk.run(2)
    first = found(outcome, "c1")
    assert (first.flag, first.machine_flag) == (Flag.PARTIAL_MATCH, Flag.AGREEMENT)
    assert "reviewers gave the flag partial match, the comparison alone gives agreement on date" in first.reason
    assert outcome.decisions[0].confirmed_by == "ben"
    assert outcome.run.counts["changed"] == 1


def test_no_official_comment_frees_the_statement(desk: Desk) -> None:
    desk.decide(DecisionKind.FLAG, "no_official_comment", claim="c1")
    outcome = desk.run()
    first = found(outcome, "c1")
    assert (first.flag, links(first), first.machine_flag) == (Flag.NO_OFFICIAL_COMMENT, [], Flag.AGREEMENT)
    assert first.status is Status.COVERAGE_UNKNOWN
    assert outcome.answered_claims["s1"] == ()


def test_a_flag_that_says_more_than_is_linked_has_no_effect(desk: Desk) -> None:
    desk.decide(DecisionKind.FLAG, "agreement", claim="c2")
    second = found(desk.run(), "c2")
    assert second.flag is Flag.NO_OFFICIAL_COMMENT
    assert "but no statement is linked now" in second.reason


@pytest.mark.parametrize(
    ("verdict", "stance", "told"),
    [
        ("denied", ClaimStance.DENIED, "officials deny the claim"),
        ("false_claim", ClaimStance.REPORTED, "speak against the claim"),
    ],
)
def test_what_is_said_beside_the_flag(desk: Desk, verdict: str, stance: ClaimStance, told: str) -> None:
    desk.decide(DecisionKind.STANCE, verdict, claim="c1")
    first = found(desk.run(), "c1")
    assert (first.flag, first.stance) == (Flag.AGREEMENT, stance)
    assert told in first.reason


def test_a_statement_taken_back_answers_nothing(desk: Desk) -> None:
    number = desk.decide(DecisionKind.RECORD, "withdrawn", statement="s1")
    first = found(desk.run(), "c1")
    assert (first.flag, first.machine_flag, first.decisions) == (Flag.NO_OFFICIAL_COMMENT, Flag.AGREEMENT, (number,))
    assert "MINUSMA's statement s1 was taken back" in first.reason


def test_a_second_copy_names_the_first(desk: Desk) -> None:
    desk.decide(DecisionKind.RECORD, "duplicate", claim="c2", original="c1")
    outcome = desk.run()
    assert "the claim is a second copy of c1" in found(outcome, "c2").reason
    assert found(outcome, "c2").family == ("c1",)


def test_claims_of_one_event_are_one_family_and_no_rivals(desk: Desk) -> None:
    desk.decide(DecisionKind.FAMILY, "same_event", claim="c1", other="c2")
    desk.decide(DecisionKind.PAIR, "same_event", claim="c2", statement="s1")
    outcome = desk.run()
    assert (found(outcome, "c1").family, found(outcome, "c2").family) == (("c2",), ("c1",))
    assert outcome.answered_claims["s1"] == ("c1", "c2")


def test_a_grade_stays_beside_everything(desk: Desk) -> None:
    number = desk.decide(DecisionKind.GRADE, "weak", claim="c1")
    plain = found(desk.run(), "c1")
    assert (plain.flag, plain.machine_flag, plain.decisions) == (Flag.AGREEMENT, None, (number,))
    assert "weak" not in plain.reason


def test_change_one_statement_and_exactly_one_decision_goes_stale(desk: Desk) -> None:
    number = desk.decide(DecisionKind.PAIR, "same_event", claim="c1", statement="s1")
    desk.decide(DecisionKind.PAIR, "same_event", claim="c2", statement="s2")
    assert [mark.state for mark in desk.run().decisions] == [DecisionState.IN_FORCE] * 2
    desk.read(RecordKind.STATEMENT, [{**STATEMENTS[0], "own_killed_max": 25}], after=5)
    outcome = desk.run(2)
    stale = [mark for mark in outcome.decisions if mark.state is DecisionState.STALE]
    assert [mark.number for mark in stale] == [number]
    (change,) = stale[0].changes
    assert (change.record, change.id, change.field, change.before, change.after) == (
        RecordKind.STATEMENT, "s1", "own_killed_max", "4", "25",
    )  # fmt: skip
    assert stale[0].binds
    assert f"(decision {number}, made before a record changed)" in found(outcome, "c1").reason


@pytest.mark.parametrize(
    ("change", "binds"),
    [
        ({"event_date": "2017-04-28"}, False),
        ({"place": "Kidal"}, False),
        ({"issuer": "Barkhane"}, False),
        ({"summary": "Mortar fire on the camp."}, True),
        ({"target_type": "convoy"}, True),
        ({"published": "2017-04-20"}, True),
    ],
    ids=str,
)
def test_what_sets_a_decision_on_a_pair_aside(desk: Desk, change: dict[str, str], binds: bool) -> None:
    number = desk.decide(DecisionKind.PAIR, "not_same", claim="c1", statement="s1")
    desk.read(RecordKind.STATEMENT, [{**STATEMENTS[0], **change}], after=5)
    outcome = desk.run(2)
    (mark,) = outcome.decisions
    assert (mark.state, mark.binds) == (DecisionState.STALE, binds)
    assert ("s1" in links(found(outcome, "c1"))) <= (not binds)
    if not binds:
        assert f"decision {number} of reviewers no longer binds" in found(outcome, "c1").reason


def test_taken_back_it_is_as_before(desk: Desk) -> None:
    before = desk.run()
    desk.decide(DecisionKind.PAIR, "not_same", claim="c1", statement="s1")
    changed = desk.run(2)
    desk.decide(DecisionKind.PAIR, "open", claim="c1", statement="s1")
    after = desk.run(3)
    assert changed.run.key != before.run.key
    assert [f.flag for f in after.findings] == [f.flag for f in before.findings]
    assert found(after, "c1").decisions == ()


def test_a_past_run_has_the_decisions_of_its_day(desk: Desk) -> None:
    first = desk.run()
    desk.decide(DecisionKind.PAIR, "not_same", claim="c1", statement="s1")
    second = desk.run(2)
    with open_database(desk.url) as database:
        assert database.load_outcome(first.run.number) == first
        assert database.load_outcome(second.run.number) == second
    assert (len(first.decisions), len(second.decisions)) == (0, 1)


def test_the_same_decisions_give_the_same_bytes(desk: Desk) -> None:
    desk.decide(DecisionKind.PAIR, "same_event", claim="c2", statement="s2")
    desk.decide(DecisionKind.FLAG, "partial_match", claim="c1")
    first = desk.run()
    second = desk.run()
    told: Sequence[bytes] = [export_json(one) for one in (first, second)]
    assert told[0] == told[1]
    assert second.run.counts["changed"] == 0


def test_a_run_says_which_decision_changed_what(desk: Desk) -> None:
    number = desk.decide(DecisionKind.PAIR, "not_same", claim="c1", statement="s1")
    desk.run(1)
    log = changes_since(desk.url, Settings(), None)
    (change,) = log.claims
    (cause,) = change.causes
    assert (change.claim, cause.kind, cause.id) == ("c1", CauseKind.NEW_DECISION, str(number))
    assert log.decisions == (cause,)
    desk.run(2)
    assert changes_since(desk.url, Settings(), None).claims == ()
    desk.decide(DecisionKind.PAIR, "open", claim="c1", statement="s1")
    desk.run(3)
    (change,) = changes_since(desk.url, Settings(), None).claims
    assert [(cause.kind, cause.id) for cause in change.causes] == [(CauseKind.REVOKED_DECISION, str(number))]
    assert changes_since(desk.url, Settings(), 1).claims == (), "the comparison stands alone again"
