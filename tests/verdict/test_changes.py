"""What changed between two runs, and why: every cause once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from reconcile.domain.change_phrases import cause_in_words, change_in_words
from reconcile.domain.changes import Cause, CauseKind, ChangeLog
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.dates import DateInterval
from reconcile.domain.decisions import Act, Decision, DecisionKind, DecisionState, Subject
from reconcile.domain.outcomes import (
    Facet,
    Flag,
    Linked,
    Outcome,
    PairRole,
    RunRecord,
    RunState,
    ScoredPair,
    Status,
)
from reconcile.domain.phrases import NAMED
from reconcile.domain.records import RecordKind, Stance
from reconcile.domain.sources import Coverage
from reconcile.domain.staleness import DecisionMark, FieldChange
from reconcile.reference import load_reference
from reconcile.settings import VerdictSettings
from reconcile.verdict import Ledger, compare_outcomes
from tests.verdict.building import claim, days, killed, linked, statement
from tests.whole_runs import whole_findings

REFERENCE = load_reference(None)
AS_OF = datetime(2017, 5, 20, tzinfo=UTC)
MINUSMA = Coverage(source="minusma", days=DateInterval(date(2017, 3, 1), date(2017, 5, 31)))


def compared(before: Outcome | None, after: Outcome) -> ChangeLog:
    return compare_outcomes(before, after, REFERENCE.sources.expected_for)


def outcome(
    claims: Sequence[ClaimAccount],
    statements: Sequence[StatementAccount] = (),
    pairs: tuple[ScoredPair, ...] = (),
    *,
    coverage: tuple[Coverage, ...] = (MINUSMA,),
    as_of: datetime = AS_OF,
    decisions: tuple[DecisionMark, ...] = (),
    **run: Any,
) -> Outcome:
    ledger = Ledger(reference=REFERENCE, coverage=coverage, as_of=as_of, settings=VerdictSettings())
    findings = whole_findings(claims, statements, Linked(pairs=pairs, families={}), ledger, decisions)
    told: dict[str, Any] = {
        "number": 1,
        "key": "k",
        "state": RunState.DONE,
        "started": as_of,
        "ended": as_of,
        "program": "reconcile 1",
        "model": "shipped",
        "digests": {"settings": "s", "model": "m", "actors": "a"},
        "counts": {},
    }
    return Outcome(
        run=RunRecord(as_of=as_of, **told | run),
        claims=tuple(claims),
        statements=tuple(statements),
        findings=tuple(finding.as_told(as_of) for finding in findings),
        coverage=coverage,
        sources=REFERENCE.sources.all,
        decisions=decisions,
    )


def decided(number: int, verdict: str, subject: Subject, **more: Any) -> DecisionMark:
    """A decision in force on records that have the row of their number; `more` of either."""
    of_mark = {name: more.pop(name) for name in ("state", "changes", "original_row") if name in more}
    told: dict[str, Any] = {"act": Act.DECIDE, "reason": None, "duplicate_of": None, "author": "ada"}
    told |= {"decided_at": AS_OF, "digests": {}, "takes_two": False}
    decision = Decision(number=number, subject=subject, verdict=verdict, **told | more)
    rows = tuple(int(id_[1:]) for _, id_ in subject.records)
    marked: dict[str, Any] = {"confirmed_by": None, "state": DecisionState.IN_FORCE, "changes": ()}
    return DecisionMark(decision=decision, rows=rows, **marked | of_mark)


PAIR = Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1")
FLAG = Subject(kind=DecisionKind.FLAG, claim="c1")


def amended(account: Any, **written: Any) -> Any:
    """The next version of a record; `tolls` and other comparable values go by name `values`."""
    values = written.pop("values", {})
    version = account.version
    return replace(
        account,
        version=replace(
            version, row=version.row + 100, version=version.version + 1, record=replace(version.record, **written)
        ),
        values=replace(account.values, **values),
    )


def only_causes(log: ChangeLog) -> list[Cause]:
    (change,) = log.claims
    return list(change.causes)


def kinds(log: ChangeLog) -> list[CauseKind]:
    return [cause.kind for cause in only_causes(log)]


def test_nothing_changed() -> None:
    one = outcome([claim()], [statement()], (linked(),))
    log = compared(one, one)
    assert (log.claims, log.records, log.shared) == ((), (), ())


def test_the_first_run_finds_everything_new() -> None:
    log = compared(None, outcome([claim()], [statement()], (linked(),)))
    assert log.before is None
    assert kinds(log) == [CauseKind.NEW_CLAIM, CauseKind.NEW_STATEMENT]
    assert [(cause.record, cause.id, cause.version_after) for cause in log.records] == [
        (RecordKind.CLAIM, "c1", 1),
        (RecordKind.STATEMENT, "s1", 1),
    ]


def test_a_late_statement_reopens_a_concluded_silence() -> None:
    log = compared(outcome([claim()]), outcome([claim()], [statement()], (linked(),)))
    (change,) = log.flags
    assert (change.before and change.before.status, change.after and change.after.flag) == (
        Status.CONCLUDED,
        Flag.AGREEMENT,
    )
    assert change.reopens_silence
    assert kinds(log) == [CauseKind.NEW_STATEMENT]
    assert change_in_words(change) == (
        "c1: no official comment (concluded) -> agreement, reported; linked to s1; the silence had been concluded; "
        "because statement s1 is new"
    )


def test_a_revised_toll_changes_a_facet_and_no_flag() -> None:
    said = claim(tolls=killed(100, 100))
    first = statement(tolls=killed(25, 25))
    later = amended(first, own_killed_min=89, own_killed_max=89, values={"tolls": killed(89, 89)})
    log = compared(outcome([said], [first], (linked(),)), outcome([said], [later], (linked(statement_row=101),)))
    assert log.flags == ()
    (change,) = log.claims
    (link,) = change.links
    assert link.facets == (Facet.TOLL,)
    (cause,) = change.causes
    assert cause == Cause(
        kind=CauseKind.REVISED_TOLL,
        record=RecordKind.STATEMENT,
        id="s1",
        version_before=1,
        version_after=2,
        fields=("own_killed_min", "own_killed_max"),
        before="25 killed",
        after="89 killed",
    )
    assert "gives 89 killed instead of 25 killed" in change_in_words(change)


def test_an_amended_claim_names_its_fields() -> None:
    first = claim()
    later = amended(first, target_type="camp", values={"target": "camp", "target_family": "base"})
    log = compared(
        outcome([first], [statement()], (linked(),)), outcome([later], [statement()], (linked(claim_row=101),))
    )
    (cause,) = only_causes(log)
    assert (cause.kind, cause.fields) == (CauseKind.AMENDED_CLAIM, ("target_type",))
    assert cause_in_words(cause) == "claim c1 has a new version (1 to 2), other in target_type"


def test_a_withdrawn_statement() -> None:
    first = statement()
    log = compared(outcome([claim()], [first], (linked(),)), outcome([claim()], [amended(first, withdrawn=True)]))
    assert kinds(log) == [CauseKind.WITHDRAWN_RECORD]
    assert log.claims[0].links[0].after is None


def test_a_statement_replaced_by_another() -> None:
    first, second = statement(1), statement(2, {"supersedes": "s1"})
    log = compared(
        outcome([claim()], [first], (linked(),)), outcome([claim()], [first, second], (linked(statement_row=2),))
    )
    assert kinds(log) == [CauseKind.SUPERSEDED_RECORD, CauseKind.NEW_STATEMENT]
    assert only_causes(log)[0].after == "s2"


@pytest.mark.parametrize(
    ("as_of", "kind"),
    [(AS_OF, CauseKind.WITHDRAWN_BATCH), (datetime(2017, 5, 19, tzinfo=UTC), CauseKind.OTHER_AS_OF)],
)
def test_a_version_that_holds_no_more(as_of: datetime, kind: CauseKind) -> None:
    first = statement()
    before = outcome([claim()], [amended(first, place="Aguelhok")], (linked(statement_row=101),))
    log = compared(before, outcome([claim()], [], as_of=as_of))
    assert kinds(log) == [kind]
    assert cause_in_words(only_causes(log)[0]).endswith("so none holds")
    back = compared(before, outcome([claim()], [first], (), as_of=as_of))
    assert cause_in_words(only_causes(back)[0]).endswith("so version 1 holds again")


def test_a_window_that_closed() -> None:
    early = datetime(2017, 5, 1, tzinfo=UTC)
    log = compared(outcome([claim()], as_of=early), outcome([claim()]))
    assert only_causes(log) == [
        Cause(kind=CauseKind.WINDOW_CLOSED, before="1 May 2017, 00:00 UTC", after="20 May 2017, 00:00 UTC")
    ]
    assert not log.claims[0].reopens_silence


def test_coverage_that_became_known() -> None:
    log = compared(outcome([claim()], coverage=()), outcome([claim()]))
    (cause,) = only_causes(log)
    assert (cause.kind, cause.id, cause.before, cause.after) == (
        CauseKind.COVERAGE_CHANGED,
        "minusma",
        None,
        "1 March to 31 May 2017",
    )


def test_days_that_are_declared_and_shown_are_told_once() -> None:
    shown = Coverage(source="minusma", days=DateInterval(date(2017, 4, 19), date(2017, 4, 19)))
    log = compared(outcome([claim()], coverage=()), outcome([claim()], coverage=(MINUSMA, shown)))
    assert only_causes(log)[0].after == "1 March to 31 May 2017"


def collected(source: str, first: str = "2017-03-01", last: str = "2017-05-31") -> Coverage:
    return Coverage(source=source, days=DateInterval(date.fromisoformat(first), date.fromisoformat(last)))


def test_only_issuers_expected_to_answer_are_named() -> None:
    """Days of an outlet and of an issuer that answers for others changed too."""
    others = (collected("isaf"), collected("al-zallaqa"))
    log = compared(
        outcome([claim()], coverage=(collected("af-defence-ministry"),)),
        outcome([claim()], coverage=(MINUSMA, *others)),
    )
    assert [(cause.kind, cause.id) for cause in only_causes(log)] == [(CauseKind.COVERAGE_CHANGED, "minusma")]


def test_where_nobody_is_expected_every_issuer_is_named_and_no_outlet() -> None:
    nobody = claim(target_actors=(), country=None)
    log = compared(
        outcome([nobody], coverage=()),
        outcome([nobody], coverage=(MINUSMA, collected("isaf"), collected("al-zallaqa"))),
    )
    assert [cause.id for cause in only_causes(log)] == ["isaf", "minusma"]


def test_a_declaration_of_others_makes_unknown_collecting_not_monitored() -> None:
    unknown, declared = outcome([claim()], coverage=()), outcome([claim()], coverage=(collected("isaf"),))
    there, back = compared(unknown, declared), compared(declared, unknown)
    assert kinds(there) == kinds(back) == [CauseKind.COVERAGE_DECLARED]
    assert change_in_words(there.claims[0]) == (
        "c1: no official comment (coverage unknown) -> no official comment (not monitored); "
        "because it is declared now which sources were collected, and was not before"
    )
    assert change_in_words(back.claims[0]).endswith("because it is no longer declared which sources were collected")


def test_a_day_that_ended_without_being_collected() -> None:
    until = collected("minusma", last="2017-04-20")
    early, late = (datetime(2017, 4, day, 12, tzinfo=UTC) for day in (21, 23))
    log = compared(
        outcome([claim()], coverage=(until,), as_of=early), outcome([claim()], coverage=(until,), as_of=late)
    )
    assert kinds(log) == [CauseKind.DAYS_ENDED]
    assert change_in_words(log.claims[0]) == (
        "c1: no official comment (pending) -> no official comment (not monitored); because more days had ended by "
        "23 April 2017, 12:00 UTC than by 21 April 2017, 12:00 UTC, and a silence rests on whether an issuer expected "
        "to answer was collected on all of them"
    )


def test_days_collected_too_late_are_named_with_the_days_that_ended() -> None:
    early, late = (datetime(2017, 4, day, 12, tzinfo=UTC) for day in (21, 24))
    before = outcome([claim()], coverage=(collected("minusma", last="2017-04-20"),), as_of=early)
    after = outcome([claim()], coverage=(collected("minusma", last="2017-04-21"),), as_of=late)
    assert kinds(compared(before, after)) == [CauseKind.COVERAGE_CHANGED, CauseKind.DAYS_ENDED]


def test_collecting_that_was_declared_ahead_begins() -> None:
    ahead = collected("minusma", first="2017-04-20")
    late_event = claim(date=days("2017-04-19"))
    early, late = (datetime(2017, 4, day, 12, tzinfo=UTC) for day in (18, 21))
    before, after = (outcome([late_event], coverage=(ahead,), as_of=moment) for moment in (early, late))
    assert kinds(compared(before, after)) == [CauseKind.DAYS_ENDED]


RULED_OUT = linked(role=PairRole.NEAR_MISS, failed="decision", machine_role=PairRole.LINKED)


def test_a_decision_takes_a_link_away_and_gives_it_back() -> None:
    alone = outcome([claim()], [statement()], (linked(),))
    ruled_out = outcome([claim()], [statement()], (RULED_OUT,), decisions=(decided(1, "not_same", PAIR),))
    log = compared(alone, ruled_out)
    (cause,) = only_causes(log)
    assert (cause.kind, cause.id, cause.before, cause.after) == (CauseKind.NEW_DECISION, "1", None, "not same")
    assert log.decisions == (cause,)
    assert change_in_words(log.claims[0]).endswith("because reviewers decided (not same, decision 1)")
    back = compared(ruled_out, alone)
    (cause,) = only_causes(back)
    assert (cause.kind, cause.id, cause.before, cause.after) == (CauseKind.REVOKED_DECISION, "1", "not same", None)
    assert change_in_words(back.claims[0]).endswith("because decision 1 of reviewers (not same) no longer binds")


def test_a_decision_in_place_of_another() -> None:
    first = outcome([claim()], [statement()], (linked(),), decisions=(decided(1, "partial_match", FLAG),))
    later = outcome([claim()], [statement()], (linked(),), decisions=(decided(3, "agreement", FLAG, supersedes=1),))
    (cause,) = only_causes(compared(first, later))
    assert (cause.kind, cause.id) == (CauseKind.NEW_DECISION, "3")
    assert cause_in_words(cause) == "reviewers decided (agreement instead of partial match, decision 3)"


def test_a_proposal_a_grade_and_a_doubt_change_nothing() -> None:
    marks = (
        decided(1, "partial_match", FLAG, state=DecisionState.PROPOSED),
        decided(2, "weak", Subject(kind=DecisionKind.GRADE, claim="c1")),
        decided(3, "cannot_tell", PAIR),
    )
    one = outcome([claim()], [statement()], (linked(),))
    assert compared(one, outcome([claim()], [statement()], (linked(),), decisions=marks)).decisions == ()


def test_a_decision_that_a_new_version_sets_aside() -> None:
    first = claim()
    later = amended(first, place="Aguelhok")
    moved = FieldChange(
        record=RecordKind.CLAIM, id="c1", field="place", before="Tessalit", after="Aguelhok", decisive=True
    )
    stale = decided(1, "not_same", PAIR, state=DecisionState.STALE, changes=(moved,))
    log = compared(
        outcome([first], [statement()], (RULED_OUT,), decisions=(decided(1, "not_same", PAIR),)),
        outcome([later], [statement()], (linked(claim_row=101),), decisions=(stale,)),
    )
    assert kinds(log) == [CauseKind.AMENDED_CLAIM, CauseKind.REVOKED_DECISION]


def test_a_decision_on_a_record_that_is_gone_went_with_it() -> None:
    one = outcome([claim()], [statement()], (linked(),), decisions=(decided(1, "same_event", PAIR),))
    assert kinds(compared(one, outcome([claim()], []))) == [CauseKind.WITHDRAWN_BATCH]


@pytest.mark.parametrize(
    "mark",
    [
        decided(1, "withdrawn", Subject(kind=DecisionKind.RECORD, statement="s1")),
        decided(1, "duplicate", Subject(kind=DecisionKind.RECORD, statement="s1"), duplicate_of="s2"),
    ],
    ids=["taken back", "second copy"],
)
def test_a_decision_on_the_statement_of_a_link(mark: DecisionMark) -> None:
    log = compared(
        outcome([claim()], [statement()], (linked(),)),
        outcome([claim()], [statement()], (RULED_OUT,), decisions=(mark,)),
    )
    assert kinds(log) == [CauseKind.NEW_DECISION]


def test_a_decision_gives_the_statement_to_a_rival() -> None:
    beaten = linked(role=PairRole.RUNNER_UP, failed="competition", rival_claim_row=2, margin=-5.0)
    forced = decided(1, "same_event", Subject(kind=DecisionKind.PAIR, claim="c2", statement="s1"))
    log = compared(
        outcome([claim(), claim(2)], [statement()], (linked(),)),
        outcome([claim(), claim(2)], [statement()], (beaten, linked(claim_row=2)), decisions=(forced,)),
    )
    assert [(change.claim, [cause.kind for cause in change.causes]) for change in log.claims] == [
        ("c1", [CauseKind.NEW_DECISION]),
        ("c2", [CauseKind.NEW_DECISION]),
    ]


def test_a_rival_claim_takes_the_statement() -> None:
    beaten = linked(role=PairRole.RUNNER_UP, failed="competition", rival_claim_row=2, margin=-5.0)
    log = compared(
        outcome([claim()], [statement()], (linked(),)),
        outcome([claim(), claim(2)], [statement()], (beaten, linked(claim_row=2))),
    )
    first = log.claims[0]
    assert first.claim == "c1"
    assert [(cause.kind, cause.id) for cause in first.causes] == [(CauseKind.NEW_CLAIM, "c2")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("settings", CauseKind.SETTINGS_CHANGED),
        ("model", CauseKind.NEW_MODEL),
        ("actors", CauseKind.NEW_REFERENCE),
        ("rules", CauseKind.NEW_PROGRAM),
    ],
)
def test_what_changed_for_all_claims(name: str, kind: CauseKind) -> None:
    before = outcome([claim()], [statement()], (linked(),))
    digests = {**before.run.digests, name: "other"}
    log = compared(before, outcome([claim()], [statement()], digests=digests))
    assert kinds(log) == [kind]
    assert log.shared == tuple(only_causes(log))


def test_a_record_of_its_own_comes_before_what_changed_for_all() -> None:
    log = compared(outcome([claim()]), outcome([claim()], [statement()], (linked(),), digests={}))
    assert kinds(log) == [CauseKind.NEW_STATEMENT]
    assert {cause.kind for cause in log.shared} == {
        CauseKind.SETTINGS_CHANGED,
        CauseKind.NEW_MODEL,
        CauseKind.NEW_REFERENCE,
    }


def test_records_elsewhere_change_what_an_agreement_weighs() -> None:
    log = compared(outcome([claim()], [statement()], (linked(),)), outcome([claim()], [statement(), statement(2)]))
    assert kinds(log) == [CauseKind.OTHER_RECORDS]


def test_every_cause_has_words() -> None:
    about_records = list(CauseKind)[: list(CauseKind).index(CauseKind.NEW_DECISION)]
    for kind in CauseKind:
        record = RecordKind.CLAIM if kind in about_records else None
        told = cause_in_words(
            Cause(kind=kind, record=record, id="x", version_before=2, version_after=3, before="one", after="two")
        )
        assert "None" not in told


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (1, "statement s101"),
        (3, "3 statements: s101, s102 and s103"),
        (NAMED + 2, "14 statements: s101, s102, s103, s104, s105, s106, s107, s108, s109, s110, s111 and 3 others"),
    ],
)
def test_contradictions_of_one_kind_are_counted(number: int, named: str) -> None:
    rows = range(101, number + 101)
    told = [statement(n, {"stance": Stance.DENIES}) for n in rows]
    alone, denied = outcome([claim()]), outcome([claim()], told, tuple(linked(statement_row=n) for n in rows))
    (come,), (gone,) = compared(alone, denied).claims, compared(denied, alone).claims
    assert len(come.contradicted) == number
    assert f"; denied by an institution ({named}); " in change_in_words(come)
    assert f"; no longer denied by an institution ({named}); " in change_in_words(gone)


def test_links_that_changed_alike_are_told_together() -> None:
    later = outcome([claim()], [statement(1), statement(2)], (linked(), linked(statement_row=2)))
    (change,) = compared(outcome([claim()]), later).claims
    assert change_in_words(change).endswith("; linked to s1 and s2; the silence had been concluded; "
                                            "because statements s1 and s2 are new")  # fmt: skip


def test_many_changed_links_are_told_together_and_kept_one_by_one() -> None:
    rows = range(101, NAMED + 104)
    later = outcome([claim()], [statement(n) for n in rows], tuple(linked(statement_row=n) for n in rows))
    (change,) = compared(outcome([claim()]), later).claims
    assert len(change.links) == len(change.causes) == len(rows)
    told = change_in_words(change)
    assert "; linked to s101, s102, s103, s104, s105, s106, s107, s108, s109, s110, s111 and 4 others; " in told
    assert told.endswith("; because statements s101, s102, s103, s104, s105, s106, s107, s108, s109, s110, s111 and "
                         "4 others are new")  # fmt: skip
