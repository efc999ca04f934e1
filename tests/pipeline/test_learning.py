"""Weights learnt from what people decided: in a truth file, and in the database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reconcile.cli.modelling import learnt_in_words
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject, Verdict
from reconcile.domain.records import RecordKind
from reconcile.domain.weights import LinkageModel
from reconcile.errors import ReconcileError
from reconcile.pipeline.learning import learn_from_decisions, learn_from_truth
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database
from tests.pipeline.desk import RULES
from tests.pipeline.running import NOW
from tests.pipeline.test_convincing import ingest

TOWNS = ("Tessalit", "Kidal", "Gao", "Menaka", "Timbuktu", "Mopti", "Segou", "Sikasso", "Kayes", "Bamako")
EVENTS = 36
Row = dict[str, Any]


def records() -> Iterator[tuple[Row, Row]]:
    """Attacks told by both sides, each answered a day later than claimed and by another kind of attack, and none else
    of its town within months."""
    for event in range(EVENTS):
        month, town = event // len(TOWNS), TOWNS[event % len(TOWNS)]
        where = {"country": "ML", "place": town, "target_type": "base", "target_actor": "MINUSMA"}
        claim = {**where, "id": f"c{event:02}", "claimant": "JNIM", "event_date": f"2017-0{1 + 2 * month}-10",
                 "published": f"2017-0{1 + 2 * month}-12", "attack_type": "mortar"}  # fmt: skip
        statement = {**where, "id": f"s{event:02}", "issuer": "MINUSMA", "event_date": f"2017-0{1 + 2 * month}-11",
                     "published": f"2017-0{1 + 2 * month}-12", "attack_type": "IED"}  # fmt: skip
        yield claim, statement


@pytest.fixture
def url(stocked_sqlite_url: str, tmp_path: Path) -> str:
    claims, statements = zip(*records(), strict=True)
    ingest(stocked_sqlite_url, tmp_path, RecordKind.CLAIM, "claims", claims)
    ingest(stocked_sqlite_url, tmp_path, RecordKind.STATEMENT, "statements", statements)
    return stocked_sqlite_url


def decide(url: str, answers: dict[tuple[str, str], Verdict]) -> None:
    drafts = [
        Draft(
            act=Act.DECIDE,
            subject=Subject(kind=DecisionKind.PAIR, claim=claim, statement=statement),
            verdict=verdict,
            reason="As both say.",
        )
        for (claim, statement), verdict in answers.items()
    ]
    with open_database(url) as database:
        database.add_account("ada", Role.REVIEWER, "no hash", NOW)
        database.decide(drafts, "ada", RULES, NOW)


def answers() -> dict[tuple[str, str], Verdict]:
    """Each claim is of one event with its own statement, and not with that on the neighbouring event."""
    own = {(f"c{event:02}", f"s{event:02}"): Verdict.SAME_EVENT for event in range(EVENTS)}
    others = {(f"c{event:02}", f"s{event ^ 1:02}"): Verdict.NOT_SAME for event in range(EVENTS)}
    return own | others


def date_bits(found: LinkageModel) -> float:
    return next(level.bits for level in found.comparisons[0].levels if level.key == "one_day")


def test_decisions_teach_and_change_nothing(url: str) -> None:
    decide(url, answers() | {("c02", "s04"): Verdict.CANNOT_TELL})
    found = learn_from_decisions(url, Settings(), NOW, shifts=4)
    learnt = found.learnt
    assert (learnt.same, learnt.different, learnt.groups) == (EVENTS, EVENTS, EVENTS // 2)
    assert learnt.prior_held
    assert date_bits(learnt.model) > date_bits(found.before)
    assert learnt.after.log_loss < learnt.before.log_loss
    assert load_reference(None).model == found.before
    told = "\n".join(learnt_in_words(found))
    for words in ("36 pairs of one event and 36 of", "chosen sample", "The new weights do better on pairs held out."):
        assert words in told


def test_a_few_decisions_are_refused(url: str) -> None:
    decide(url, dict(list(answers().items())[: EVENTS + 5]))
    with pytest.raises(ReconcileError, match="36 decided pairs are of one event and 5 of different events; at least"):
        learn_from_decisions(url, Settings(), NOW, shifts=4)


def truth_file(folder: Path, *, ignored: tuple[str, ...] = ()) -> Path:
    pairs = [(claim["id"], statement["id"]) for claim, statement in records()]
    path = folder / "truth.json"
    path.write_text(
        json.dumps(
            {
                "links": [[claim, statement, "partial_match"] for claim, statement in pairs],
                "flags": {claim: "partial_match" for claim, _ in pairs},
                "names": {record: f"g{record[1:]}/{record}" for pair in pairs for record in pair},
                "ignored": list(ignored),
            }
        )
    )
    return path


def test_a_truth_file_teaches_from_every_pair_a_run_compares(url: str, tmp_path: Path) -> None:
    found = learn_from_truth(url, Settings(), NOW, truth_file(tmp_path), shifts=4)
    learnt = found.learnt
    assert (learnt.same, learnt.groups, learnt.prior_held) == (EVENTS, EVENTS, False)
    assert learnt.different > 200
    assert date_bits(learnt.model) > date_bits(found.before)
    assert learnt.after.log_loss < learnt.before.log_loss
    assert found.before == load_reference(None).model


def test_ignored_claims_teach_nothing(url: str, tmp_path: Path) -> None:
    learnt = learn_from_truth(url, Settings(), NOW, truth_file(tmp_path, ignored=("c00", "c01")), shifts=4).learnt
    assert learnt.same == EVENTS - 2
