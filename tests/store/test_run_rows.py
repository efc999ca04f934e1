"""Rows whose JSON is made by hand are digested as the values in them are."""

import json
from typing import Any

import pytest

from reconcile.domain.outcomes import CloseCall, ComparisonScore, Flag, Note, NoteKind, Pair, PairRole
from reconcile.domain.records import Denied, Stance
from reconcile.store.pair_texts import Level, LevelNumbers, whole_facets, whole_scores
from reconcile.store.run_rows import FINDING_COLUMNS, PAIR_COLUMNS, PairRows, digested, finding_row
from reconcile.store.sources import content_digest
from tests.store.making import finding, pair, scored

ODD = 'a "quoted" \\ back\u2028slash é \U0001f600 \x01'
BARE = pair(scored(1, 2))
WHOLE = pair(
    scored(
        3, 4,
        role=PairRole.RUNNER_UP, machine_role=PairRole.LINKED, weight=-0.0, margin=1e-06, distance_km=0.1, days_apart=0,
        failed="competition", rival_claim_row=5, rival_statement_row=6, close_call=CloseCall.MARGIN, candidates=7,
        coincidence=1e-06, scores=(ComparisonScore(comparison="date", level="same", label=ODD, bits=1e16),),
    ),
    flag=None, stance=Stance.DENIES, denies=(Denied.TOLL, Denied.EVENT), sentence=ODD, decision=8,
)  # fmt: skip


@pytest.mark.parametrize("told", [BARE, WHOLE], ids=["bare", "whole"])
def test_a_pair_is_digested_as_its_values_are(told: Pair) -> None:
    levels = LevelNumbers({})
    levels.add(Level(score.comparison, score.level, score.label) for score in told.scored.scores)
    row: dict[str, Any] = dict(zip(PAIR_COLUMNS, PairRows(levels).row(told), strict=True))
    named = {levels.of(score): Level(score.comparison, score.level, score.label) for score in told.scored.scores}
    row["facets"] = list(whole_facets(json.loads(row["facets"])))
    row["scores"] = list(whole_scores(json.loads(row["scores"]), named))
    row["denies"] = row["denies"].split()
    assert row.pop("digest") == content_digest(digested(row))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="weight"):
        PairRows(LevelNumbers({})).row(pair(scored(1, 1, weight=number, scores=())))


def test_empty_parts_of_a_finding_are_told_apart() -> None:
    row = dict(zip(FINDING_COLUMNS, finding_row(finding(), None), strict=True))
    assert (row["family"], row["decisions"], row["notes"], row["basis"]) == ("[]", None, None, None)
    note = Note(kind=NoteKind.SENSITIVE, sentence=ODD, setting="s=1", flag=Flag.AGREEMENT)
    row = dict(
        zip(FINDING_COLUMNS, finding_row(finding(family=("b", "a"), notes=(note,), decisions=(2, 1)), "x"), strict=True)
    )
    assert (row["family"], row["decisions"], row["basis"]) == ('["b","a"]', "[2,1]", "x")
    assert json.loads(row["notes"]) == [
        {"kind": "sensitive", "sentence": ODD, "records": [], "setting": "s=1", "flag": "agreement"}
    ]
