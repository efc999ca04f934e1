"""What contradicts a claim is kept, told again, exported, explained, and said when it comes and when it goes."""

import json
from pathlib import Path

import pytest

from reconcile.cli.changes import change_as_json
from reconcile.cli.explaining import explained_as_json, explained_in_words
from reconcile.domain.cases import CaseReason
from reconcile.domain.contradictions import ContradictionKind
from reconcile.domain.outcomes import Flag
from reconcile.domain.records import RecordKind
from reconcile.pipeline.changing import changes_to
from reconcile.report import export_json
from reconcile.review import open_cases
from reconcile.settings import ReviewSettings
from reconcile.store import open_database
from tests.pipeline.desk import CLAIMS, PLACE, STATEMENTS, Desk, found, links
from tests.tally.building import EXPECTED

DENIAL = {
    **PLACE,
    "id": "s3",
    "issuer": "Malian army",
    "event_date": "2017-04-18",
    "stance": "denies",
    "denies": "toll",
}
RIVAL = {**PLACE, "id": "c9", "claimant": "Islamic State", "event_date": "2017-04-18"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.read(RecordKind.CLAIM, CLAIMS)
    made.read(RecordKind.STATEMENT, STATEMENTS)
    return made


def told_of_changes(desk: Desk, number: int) -> list[dict[str, object]]:
    with open_database(desk.url) as database:
        log = changes_to(database, database.load_outcome(number), EXPECTED, number - 1)
    return [change_as_json(change) for change in log.claims]


def test_a_denial_comes_and_goes(desk: Desk) -> None:
    before = desk.run()
    assert found(before, "c1").contradictions == ()
    desk.read(RecordKind.STATEMENT, [DENIAL], after=1)
    after = desk.run(hours=2)
    (one,) = found(after, "c1").contradictions
    assert (one.kind, one.id, one.linked) == (ContradictionKind.DENIED, "s3", True)
    assert found(after, "c1").flag is found(before, "c1").flag is Flag.AGREEMENT
    (change,) = told_of_changes(desk, after.run.number)
    assert [held["id"] for held in change["contradicted"]] == ["s3"]  # type: ignore[attr-defined]
    assert "denied by an institution (statement s3)" in str(change["sentence"])
    desk.read(RecordKind.STATEMENT, [{**DENIAL, "stance": "reports", "denies": ""}], after=3)
    last = desk.run(hours=4)
    assert found(last, "c1").contradictions == ()
    (change,) = told_of_changes(desk, last.run.number)
    assert "no longer denied by an institution (statement s3)" in str(change["sentence"])


def test_another_group_that_is_named_changes_what_is_told_though_the_flag_stays(desk: Desk) -> None:
    before = desk.run()
    named = {**STATEMENTS[0], "summary": "The mission says Islamic State fighters fired at the base."}
    desk.read(RecordKind.STATEMENT, [named], after=1)
    after = desk.run(hours=2)
    assert (found(after, "c1").flag, links(found(after, "c1"))) == (found(before, "c1").flag, ["s1"])
    (one,) = found(after, "c1").contradictions
    assert (one.kind, one.groups) == (ContradictionKind.ATTRIBUTED_ELSEWHERE, ("IS",))
    cases = open_cases(after, (), {}, (), ReviewSettings())
    asked = {case.subject.claim for case in cases if CaseReason.OTHER_GROUP in case.reasons}
    assert asked == {"c1"}
    (change,) = told_of_changes(desk, after.run.number)
    assert "attributed to another group (statement s1)" in str(change["sentence"])
    assert "because statement s1" in str(change["sentence"])


def test_rival_claims_contradict_one_another(desk: Desk) -> None:
    desk.run()
    desk.read(RecordKind.CLAIM, [RIVAL], after=1)
    after = desk.run(hours=2)
    assert [(one.kind, one.record, one.id) for one in found(after, "c1").contradictions] == [
        (ContradictionKind.COMPETING_CLAIM, RecordKind.CLAIM, "c9")
    ]
    assert [one.id for one in found(after, "c9").contradictions] == ["c1"]


def test_they_are_exported_and_explained(desk: Desk) -> None:
    desk.read(RecordKind.STATEMENT, [DENIAL], after=1)
    outcome = desk.run(hours=2)
    (exported,) = json.loads(export_json(outcome))["contradictions"]
    assert (exported["claim"], exported["kind"], exported["denies"]) == ("c1", "denied", ["toll"])
    finding = found(outcome, "c1")
    claim = next(one for one in outcome.claims if one.id == "c1")
    assert (
        "Contradiction (denied by an institution): JNIM claims the event; Malian army denies the toll. [statement s3]"
        in list(explained_in_words(claim, finding, outcome.run))
    )
    assert explained_as_json(finding, outcome.run)["contradictions"] == [
        {name: value for name, value in exported.items() if name != "claim"}
    ]


def test_a_run_that_finds_the_same_writes_nothing_anew(desk: Desk) -> None:
    desk.read(RecordKind.STATEMENT, [DENIAL], after=1)
    first = desk.run(hours=2)
    again = desk.run(hours=3)
    assert found(first, "c1").contradictions == found(again, "c1").contradictions
    assert told_of_changes(desk, again.run.number) == []
