"""What `run --json` holds of a claim that a crowd of records bears on: some written out, of each other its id."""

import json
from dataclasses import replace

from reconcile.cli.changes import change_as_json, change_in_short_as_json
from reconcile.domain.changes import ClaimChange
from reconcile.domain.contradictions import Contradiction, ContradictionKind
from reconcile.domain.crowds import MOST_IN_FULL, OF_MORE_IN_FULL
from reconcile.domain.records import RecordKind
from reconcile.verdict import compare_outcomes
from tests.tally.building import EXPECTED, event, run_of
from tests.verdict.building import days, statement


def change_of(number: int) -> ClaimChange:
    """A claim that gains links to `number` new statements, of which the last is no new one."""
    told = [statement(row, {"published": "2017-04-11"}, date=days("2017-04-10")) for row in range(1, number + 1)]
    after = run_of([event(1)], told, [(1, row) for row in range(1, number + 1)])
    (change,) = compare_outcomes(run_of([event(1)], told[-1:]), after, EXPECTED).claims
    return change


def test_few_are_all_written_out() -> None:
    change = change_of(MOST_IN_FULL)
    assert change_in_short_as_json(change) == {**change_as_json(change), "further": {}}


def test_of_many_some_are_written_out_and_each_other_is_named() -> None:
    change = change_of(100)
    told = change_in_short_as_json(change)
    whole = change_as_json(change)
    links, further = told["links"], told["further"]
    assert isinstance(links, list)
    assert isinstance(further, dict)
    assert len(links) == OF_MORE_IN_FULL
    assert all(link in whole["links"] for link in links)  # type: ignore[operator]
    assert set(further) == {"links", "causes"}
    assert {link["statement"] for link in links} | set(further["links"]["linked"]) == {f"s{n}" for n in range(1, 101)}
    assert len(further["causes"]["new_statement"]) + len(told["causes"]) == len(change.causes)  # type: ignore[arg-type]
    assert told["sentence"] == whole["sentence"]
    assert len(json.dumps(told)) < len(json.dumps(whole)) / 5


def test_the_first_of_each_kind_is_written_out() -> None:
    change = change_of(20)
    denials = tuple(
        Contradiction(
            kind=ContradictionKind.DENIED if n < 19 else ContradictionKind.ATTRIBUTED_ELSEWHERE,
            record=RecordKind.STATEMENT,
            id=f"s{n}",
            sentence="MINUSMA denies it.",
            linked=True,
        )
        for n in range(20)
    )
    told = change_in_short_as_json(replace(change, contradicted=denials))
    assert [one["id"] for one in told["contradicted"]] == ["s0", "s1", "s19"]  # type: ignore[attr-defined]
