"""The log of decisions: appended whole or not at all, by who may, on what was seen."""

from collections.abc import Callable

import pytest

from reconcile.domain.cases import CaseAct, CaseEvent, CaseStatus
from reconcile.domain.decisions import Act, DecisionKind, DecisionState, Role, Subject, Verdict
from reconcile.domain.people import Access, AccessKind
from reconcile.domain.records import RecordKind
from reconcile.domain.standing import fold
from reconcile.errors import NotFoundError, RefusedError
from reconcile.store import Database
from tests.store.deciding import FLAG, PAIR, RULES, draft, person
from tests.store.making import LATER, NOW, claim, ingest, statement


@pytest.fixture
def ready(database: Database) -> Database:
    ingest(database, [claim("c1", place="Ber"), claim("c2")])
    ingest(database, [statement("s1"), statement("s2")], kind=RecordKind.STATEMENT)
    for name, role in (("vera", Role.VIEWER), ("kim", Role.CODER), ("ada", Role.REVIEWER), ("ben", Role.REVIEWER)):
        person(database, name, role)
    return database


def test_a_decision_comes_back_as_it_was_made(ready: Database) -> None:
    (made,) = ready.decide([draft("not_same", reason="  Another\nday.  ")], "ada", RULES, NOW)
    assert ready.decisions() == (made,)
    assert (made.number, made.author, made.reason, made.takes_two) == (1, "ada", "Another day.", False)
    assert set(made.digests) == {(RecordKind.CLAIM, "c1"), (RecordKind.STATEMENT, "s1")}
    standing = ready.standing(PAIR)
    assert standing is not None
    assert standing.in_force == made
    assert standing.state(made) is DecisionState.IN_FORCE


def test_all_kinds_are_kept(ready: Database) -> None:
    drafts = [
        draft("same_event"),
        draft("agreement", FLAG, reason="The district is the same."),
        draft("denied", Subject(kind=DecisionKind.STANCE, claim="c1"), reason="The army denies it."),
        draft("same_event", Subject(kind=DecisionKind.FAMILY, claim="c2", other="c1")),
        draft("withdrawn", Subject(kind=DecisionKind.RECORD, claim="c1"), reason="The group took it back."),
        draft("duplicate", Subject(kind=DecisionKind.RECORD, statement="s2"), reason="A copy.", duplicate_of="s1"),
        draft("weak", Subject(kind=DecisionKind.GRADE, claim="c1"), reason="One source."),
    ]
    made = ready.decide(drafts, "ada", RULES, NOW)
    assert ready.decisions() == made
    assert [one.takes_two for one in made] == [False, True, True, False, False, False, False]
    assert made[3].subject.claim == "c1"
    assert ready.decisions(3) == made[:3]


REFUSED = {
    "a rejection without a reason": (draft("not_same"), "ada", "needs a reason"),
    "an override without a reason": (draft("agreement", FLAG, reason=" \u200e "), "ada", "needs a reason"),
    "a verdict of another kind": (draft("agreement"), "ada", "is no verdict on a pair"),
    "an unknown grade": (
        draft("splendid", Subject(kind=DecisionKind.GRADE, claim="c1"), reason="x"),
        "ada",
        "is no verdict",
    ),
    "a viewer": (draft("same_event"), "vera", "vera is a viewer"),
    "a record that is not there": (
        draft("same_event", Subject(kind=DecisionKind.PAIR, claim="c1", statement="s9")),
        "ada",
        "no statement 's9'",
    ),
    "an original that is not there": (
        draft("duplicate", Subject(kind=DecisionKind.RECORD, claim="c1"), reason="x", duplicate_of="c9"),
        "ada",
        "no record 'c9'",
    ),
    "a duplicate of itself": (
        draft("duplicate", Subject(kind=DecisionKind.RECORD, claim="c1"), reason="x", duplicate_of="c1"),
        "ada",
        "duplicate of itself",
    ),
    "taking back what was not decided": (draft("open", reason="x"), "ada", "could be taken back"),
    "superseding what is not there": (draft("same_event", seen=4), "ada", "nothing to supersede"),
    "confirming what was not proposed": (draft("same_event", act=Act.CONFIRM, seen=1), "ada", "No such proposal"),
    "a reason without end": (draft("not_same", reason="x" * 2001), "ada", "2001 characters"),
    "what was seen is not what is there": (
        draft("same_event", digests={(RecordKind.CLAIM, "c1"): "0" * 64}),
        "ada",
        "has changed since",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_not_be_decided(ready: Database, case: str) -> None:
    asked, author, why = REFUSED[case]
    with pytest.raises(RefusedError, match=why):
        ready.decide([draft("cannot_tell", Subject(kind=DecisionKind.PAIR, claim="c2", statement="s2"), reason="x"),
                      asked], author, RULES, NOW)  # fmt: skip
    assert ready.decisions() == ()


def test_all_refusals_are_named_at_once(ready: Database) -> None:
    drafts = [draft("not_same"), draft("same_event"), draft("agreement", FLAG), draft("same_event")]
    considered = ready.consider(drafts, "ada", RULES, NOW)
    assert [refusal.place for refusal in considered.refusals] == [0, 2, 3]
    assert len(considered.decisions) == 1
    assert ready.decisions() == ()


def test_nobody_unknown_decides(ready: Database) -> None:
    with pytest.raises(NotFoundError, match="no account 'eve'"):
        ready.decide([draft("same_event")], "eve", RULES, NOW)


def test_the_disabled_do_not_decide(ready: Database) -> None:
    ready.change_account("ada", LATER, active=False)
    with pytest.raises(RefusedError, match="disabled"):
        ready.decide([draft("same_event")], "ada", RULES, NOW)


def test_who_was_faster_is_seen_by_the_other(ready: Database) -> None:
    ready.decide([draft("same_event")], "ada", RULES, NOW)
    with pytest.raises(RefusedError, match=r"ada decided .* meanwhile"):
        ready.decide([draft("not_same", reason="Another day.")], "ben", RULES, NOW)
    ready.decide([draft("not_same", reason="Another day.", seen=1)], "ben", RULES, NOW)
    assert [one.supersedes for one in ready.decisions()] == [None, 1]


def test_two_persons_for_an_override(ready: Database) -> None:
    (proposed,) = ready.decide([draft("agreement", FLAG, reason="One district.")], "ada", RULES, NOW)
    standing = ready.standing(FLAG)
    assert standing is not None
    assert (standing.in_force, standing.proposed) == (None, proposed)
    confirm = draft("agreement", FLAG, Act.CONFIRM, seen=proposed.number)
    with pytest.raises(RefusedError, match="another reviewer"):
        ready.decide([confirm], "ada", RULES, NOW)
    with pytest.raises(RefusedError, match="kim is a coder"):
        ready.decide([confirm], "kim", RULES, NOW)
    ready.decide([confirm], "ben", RULES, LATER)
    standing = ready.standing(FLAG)
    assert standing is not None
    assert standing.in_force == proposed
    assert standing.authors == ("ada", "ben")
    with pytest.raises(RefusedError, match="No such proposal"):
        ready.decide([confirm], "ben", RULES, LATER)


def test_what_two_decided_one_cannot_undo(ready: Database) -> None:
    ready.decide([draft("agreement", FLAG, reason="One district.")], "ada", RULES, NOW)
    ready.decide([draft("agreement", FLAG, Act.CONFIRM, seen=1)], "ben", RULES, NOW)
    (undo,) = ready.decide([draft("open", FLAG, reason="No.", seen=1)], "ada", RULES, NOW)
    standing = ready.standing(FLAG)
    assert standing is not None
    assert undo.takes_two
    assert standing.in_force is not None
    ready.decide([draft("open", FLAG, Act.CONFIRM, seen=undo.number)], "ben", RULES, NOW)
    standing = ready.standing(FLAG)
    assert standing is not None
    assert standing.in_force is None
    assert [standing.state(one) for one in standing.decisions] == [DecisionState.SUPERSEDED, DecisionState.IN_FORCE]


def test_a_refused_proposal_leaves_what_stood(ready: Database) -> None:
    ready.decide([draft("same_event")], "ada", RULES, NOW)
    ready.decide([draft("not_same", reason="Another day.", seen=1)], "kim", RULES, NOW)
    with pytest.raises(RefusedError, match="needs a reason"):
        ready.decide([draft("not_same", act=Act.REFUSE, seen=2)], "ben", RULES, NOW)
    ready.decide([draft("not_same", act=Act.REFUSE, seen=2, reason="One day.")], "ben", RULES, NOW)
    standing = ready.standing(PAIR)
    assert standing is not None
    assert standing.in_force is not None
    assert standing.in_force.number == 1
    assert [standing.state(one) for one in standing.decisions] == [DecisionState.IN_FORCE, DecisionState.REFUSED]


def test_a_coder_takes_back_an_own_proposal_alone(ready: Database) -> None:
    ready.decide([draft("same_event")], "kim", RULES, NOW)
    (undo,) = ready.decide([draft("open", reason="Too early.", seen=1)], "kim", RULES, NOW)
    assert not undo.takes_two
    with pytest.raises(RefusedError, match="No such proposal"):
        ready.decide([draft("same_event", act=Act.CONFIRM, seen=1)], "ada", RULES, NOW)


def test_a_proposal_on_an_older_version_is_not_confirmed(ready: Database) -> None:
    ready.decide([draft("same_event")], "kim", RULES, NOW)
    ingest(ready, [claim("c1", place="Gao")], LATER)
    with pytest.raises(RefusedError, match="changed after decision 1"):
        ready.decide([draft("same_event", act=Act.CONFIRM, seen=1)], "ada", RULES, LATER)


def test_the_rules_are_those_of_the_day(ready: Database) -> None:
    """Settings that change later do not turn what was in force into a proposal, nor the other way round."""
    loose = type(RULES)(two_person=frozenset())
    (made,) = ready.decide([draft("agreement", FLAG, reason="One district.")], "ada", loose, NOW)
    assert fold(ready.decisions())[FLAG].in_force == made


BAD: dict[str, Callable[[], object]] = {
    "a pair without a statement": lambda: Subject(kind=DecisionKind.PAIR, claim="c1"),
    "a flag of a statement": lambda: Subject(kind=DecisionKind.FLAG, statement="s1"),
    "a family of one": lambda: Subject(kind=DecisionKind.FAMILY, claim="c1", other="c1"),
}


@pytest.mark.parametrize("case", BAD)
def test_subjects_that_are_none(case: str) -> None:
    with pytest.raises(ValueError, match=r"names|two claims"):
        BAD[case]()


def test_every_verdict_belongs_to_a_kind() -> None:
    from reconcile.domain.decisions import VERDICTS

    assert set(VERDICTS) == set(DecisionKind)
    assert {verdict for allowed in VERDICTS.values() for verdict in allowed} == set(Verdict) - {Verdict.OPEN}


class TestAccounts:
    def test_by_name(self, ready: Database) -> None:
        assert [one.name for one in ready.accounts()] == ["ada", "ben", "kim", "vera"]
        assert ready.password_hash("ada") == "no hash"
        assert ready.password_hash("eve") is None

    def test_a_name_is_given_once(self, ready: Database) -> None:
        with pytest.raises(RefusedError, match="an account ada already"):
            person(ready, "ada")

    def test_the_last_admin_stays(self, ready: Database) -> None:
        person(ready, "root", Role.ADMIN)
        with pytest.raises(RefusedError, match="last admin"):
            ready.change_account("root", LATER, active=False)
        with pytest.raises(RefusedError, match="last admin"):
            ready.change_account("root", LATER, role=Role.REVIEWER)
        assert ready.account("root").active
        person(ready, "root2", Role.ADMIN)
        assert not ready.change_account("root", LATER, active=False).active

    def test_changes_are_dated(self, ready: Database) -> None:
        assert ready.change_account("ada", LATER, password_hash="another").changed_at == LATER  # noqa: S106
        assert ready.account("ada").created_at == NOW


def test_cases_keep_who_said_what(ready: Database) -> None:
    events = [
        CaseEvent(act=CaseAct.ASSIGN, subject=PAIR, value="kim", author="ada", at=NOW),
        CaseEvent(act=CaseAct.STATUS, subject=PAIR, value=CaseStatus.WAITING.value, author="kim", at=NOW),
        CaseEvent(act=CaseAct.NOTE, subject=FLAG, value="Ask for the French text.", author="kim", at=LATER),
    ]
    ready.add_case_events(events[:2])
    ready.add_case_events(events[2:])
    assert ready.case_events() == tuple(events)


def test_the_access_log_is_read_by_time_and_account(ready: Database) -> None:
    entries = [
        Access(kind=AccessKind.TEXT, account="ada", at=NOW, subject="claim c1", persons=True),
        Access(kind=AccessKind.EXPORT, account=None, at=LATER, subject="csv"),
    ]
    ready.log_access(entries)
    assert ready.access_log() == tuple(entries)
    assert ready.access_log(since=LATER) == (entries[1],)
    assert ready.access_log(account="ada") == (entries[0],)
