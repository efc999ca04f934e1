"""A database over several days: amendments, late statements, replays, batches taken back; no answer is lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from reconcile.domain.change_phrases import change_in_words
from reconcile.domain.changes import CauseKind, ClaimChange
from reconcile.domain.outcomes import Facet, FacetResult, Finding, Flag, Outcome, RunState, Status
from reconcile.domain.records import RecordKind
from reconcile.pipeline.changing import changes_since
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.publishing import write_export, write_report
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.withdrawing import withdraw_batch
from reconcile.settings import Settings
from reconcile.store import open_database
from reconcile.store.chain_tables import ChainKind, ChainRow
from reconcile.store.engines import reading, writing
from reconcile.store.run_tables import RunRow
from reconcile.store.runs import STALE
from reconcile.store.tables import METADATA

CLAIM = {"id": "c-chinagodrar", "claimant": "ISGS", "event_date": "2020-01-09", "country": "NE", "place": "Chinagodrar",
         "published": "2020-01-12", "target_type": "base", "target_actor": "Nigerien army", "attack_type": "assault",
         "killed_min": 100, "killed_max": 100}  # fmt: skip
FIRST = {"id": "s-bulletin", "issuer": "Niger Ministry of Defence", "event_date": "2020-01-09", "country": "NE",
         "place": "Chinagodrar", "published": "2020-01-09", "target_type": "base", "target_actor": "Nigerien army",
         "attack_type": "assault", "own_killed_min": 25, "own_killed_max": 25}  # fmt: skip
REVISED = FIRST | {"published": "2020-01-12", "own_killed_min": 89, "own_killed_max": 89}


@dataclass(frozen=True, kw_only=True)
class Told(RunResult):
    """A run, and what it left in the database then."""

    outcome: Outcome


class Diary:
    """One database, written to day by day."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.files = 0

    def bring(self, kind: RecordKind, *rows: Mapping[str, Any], on: str) -> int:
        """The number of the batch."""
        self.files += 1
        path = self.folder / f"{self.files}.jsonl"
        path.write_text("".join(f"{json.dumps(dict(row))}\n" for row in rows), encoding="utf-8")
        assert ingest_file(self.url, kind, path, instant(on)).counts["rejected"] == 0
        return self.files

    def run(self, as_of: str, **how: Any) -> Told:
        at = instant(as_of)
        result = run_reconciliation(self.url, Settings(), at, how.pop("now", at), **how)
        with open_database(self.url) as database:
            outcome = replace(database.load_outcome(database.number_of(result.run.number or None)), issues=())
        return Told(**{one.name: getattr(result, one.name) for one in fields(result)}, outcome=outcome)

    def rows(self) -> dict[str, int]:
        with open_database(self.url) as database, reading(database._engine) as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar() or 0
                for name, table in METADATA.tables.items()
            }

    def export(self, run: int | None = None) -> bytes:
        path = self.folder / "export.json"
        write_export(self.url, "json", path, run)
        return path.read_bytes()

    def report(self, name: str, run: int | None = None) -> dict[str, bytes]:
        index = write_report(self.url, Settings(), self.folder / name, run)
        return {
            str(p.relative_to(index.parent)): p.read_bytes() for p in sorted(index.parent.rglob("*")) if p.is_file()
        }


def with_runs(rows: Mapping[str, int], more: int) -> dict[str, int]:
    """The same with so many more run records, each with its link in the chain."""
    return {**rows, "runs": rows["runs"] + more, "chain": rows["chain"] + more}


def instant(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.fixture
def diary(stocked_url: str, tmp_path: Path) -> Diary:
    return Diary(stocked_url, tmp_path)


@pytest.fixture
def sqlite_diary(stocked_sqlite_url: str, tmp_path: Path) -> Diary:
    return Diary(stocked_sqlite_url, tmp_path)


def the_change(result: RunResult) -> ClaimChange:
    (change,) = result.log.claims
    return change


def the_finding(result: Told) -> Finding:
    (found,) = result.outcome.findings
    return found


def killed(result: Told) -> tuple[str, FacetResult]:
    facet = the_finding(result).links[0].facets[Facet.TOLL]
    return facet.sentence, facet.result


def test_chinagodrar_over_three_runs(diary: Diary) -> None:
    """Claimed 100; the bulletin gave 25, three days later 89: ratio 4.0 on day 0, 1.12 on day 3."""
    diary.bring(RecordKind.STATEMENT, FIRST, on="2020-01-10")
    diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")
    first = diary.run("2020-01-13")
    assert killed(first)[1] is FacetResult.DIFFERS
    assert "ratio 4.00" in killed(first)[0]
    report, export = diary.report("then"), diary.export()

    diary.bring(RecordKind.STATEMENT, REVISED, on="2020-01-14")
    rehearsed = diary.run("2020-01-14", dry_run=True)
    second = diary.run("2020-01-14")
    assert killed(second)[1] is FacetResult.AGREES
    assert "ratio 1.12" in killed(second)[0]
    change = the_change(second)
    assert not change.flag_changed
    assert [link.facets for link in change.links] == [(Facet.TOLL,)]
    (cause,) = change.causes
    assert (cause.kind, cause.id, cause.version_before, cause.version_after) == (
        CauseKind.REVISED_TOLL, "s-bulletin", 1, 2,
    )  # fmt: skip
    assert "gives 89 killed instead of 25 killed" in change_in_words(change)
    assert [change_in_words(told) for told in rehearsed.log.claims] == [change_in_words(change)]

    diary.bring(RecordKind.STATEMENT, REVISED | {"withdrawn": True, "published": "2020-01-15"}, on="2020-01-16")
    third = diary.run("2020-01-16")
    assert the_finding(third).flag is Flag.NO_OFFICIAL_COMMENT
    (withdrawn,) = the_change(third).causes
    assert withdrawn.kind is CauseKind.WITHDRAWN_RECORD
    assert "withdrawn by Niger Ministry of Defence" in the_finding(third).pairs[0].sentence
    assert [one.claim for one in changes_since(diary.url, Settings(), 1).claims] == ["c-chinagodrar"]

    assert diary.report("again", run=1) == report
    assert diary.export(run=1) == export
    with open_database(diary.url) as database:
        assert replace(database.load_outcome(2), issues=()) == second.outcome


def test_a_late_statement_reopens_a_concluded_silence(sqlite_diary: Diary, tmp_path: Path) -> None:
    ledger = tmp_path / "coverage.csv"
    ledger.write_text("source,from,to,note\nne-defence-ministry,2020-01-01,2020-12-31,\n", encoding="utf-8")
    ingest_coverage(sqlite_diary.url, ledger, Settings())
    sqlite_diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")
    assert the_finding(sqlite_diary.run("2020-01-20")).status is Status.PENDING
    closed = sqlite_diary.run("2020-02-20")
    assert the_finding(closed).status is Status.CONCLUDED
    assert [cause.kind for cause in the_change(closed).causes] == [CauseKind.WINDOW_CLOSED]
    sqlite_diary.bring(RecordKind.STATEMENT, FIRST | {"published": "2020-03-01"}, on="2020-03-02")
    reopened = the_change(sqlite_diary.run("2020-03-03"))
    assert reopened.reopens_silence
    assert [cause.kind for cause in reopened.causes] == [CauseKind.NEW_STATEMENT]


def test_a_statement_that_its_issuer_replaced_ends_no_silence(sqlite_diary: Diary) -> None:
    sqlite_diary.bring(
        RecordKind.CLAIM, CLAIM, CLAIM | {"id": "c-later", "supersedes": "c-chinagodrar"}, on="2020-01-13"
    )
    sqlite_diary.bring(
        RecordKind.STATEMENT, FIRST, REVISED | {"id": "s-second", "supersedes": "s-bulletin"}, on="2020-01-13"
    )
    old, new = sqlite_diary.run("2020-01-14").outcome.findings
    assert [pair.statement for pair in old.links] == ["s-second"]
    assert "has replaced this claim by c-later" in old.reason
    assert "replaced" not in new.reason
    (replaced,) = [pair for pair in old.pairs if pair.statement == "s-bulletin"]
    assert "its place is taken by s-second" in replaced.sentence


def test_a_run_done_twice_writes_its_record_and_nothing_else(diary: Diary) -> None:
    diary.bring(RecordKind.STATEMENT, FIRST, on="2020-01-10")
    diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")
    diary.run("2020-01-14")
    before, export = diary.rows(), diary.export()
    diary.run("2020-01-14")
    assert diary.rows() == with_runs(before, 1)
    assert diary.export() == export
    diary.run("2020-01-14T01:00:00")
    assert diary.rows() == with_runs(before, 2)


def test_a_replay_stands_beside_the_line_of_runs(diary: Diary) -> None:
    """What was known on the 13th, asked on the 20th between two ordinary runs, leaves their history as it is."""
    diary.bring(RecordKind.STATEMENT, FIRST, on="2020-01-10")
    diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")
    then = diary.run("2020-01-13")
    diary.bring(RecordKind.STATEMENT, REVISED | {"published": "2020-01-14"}, on="2020-01-14")
    diary.run("2020-01-14")
    replayed = diary.run("2020-01-13", now=instant("2020-01-20"))
    assert replayed.run.replay
    assert replayed.outcome.findings == then.outcome.findings
    written = diary.rows()
    again = diary.run("2020-01-13", now=instant("2020-01-21"))
    assert diary.rows() == with_runs(written, 1)
    ordinary = diary.run("2020-01-22")
    assert not ordinary.run.replay
    assert ordinary.log.claims == ()
    assert ordinary.log.before is not None
    assert ordinary.log.before.number == 2
    assert diary.rows() == with_runs(written, 2)
    with open_database(diary.url) as database:
        for result in (then, replayed, again, ordinary):
            assert replace(database.load_outcome(result.run.number), issues=()) == result.outcome


def test_a_clock_set_back_is_told_and_corrupts_nothing(diary: Diary) -> None:
    diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")
    diary.bring(RecordKind.STATEMENT, FIRST | {"published": "2020-01-17"}, on="2020-01-18")
    right = diary.run("2020-01-20")
    assert right.behind is None
    back = diary.run("2020-01-15")
    assert back.behind == instant("2020-01-20")
    assert not back.run.replay
    assert the_finding(back).flag is Flag.NO_OFFICIAL_COMMENT
    after = diary.run("2020-01-21")
    assert after.behind is None
    assert after.log.claims == ()
    with open_database(diary.url) as database:
        for result in (right, back, after):
            assert replace(database.load_outcome(result.run.number), issues=()) == result.outcome


def test_a_batch_taken_back_counts_as_never_ingested(diary: Diary) -> None:
    diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")
    diary.bring(RecordKind.STATEMENT, FIRST, on="2020-01-13")
    diary.run("2020-01-14")
    batch = diary.bring(RecordKind.STATEMENT, REVISED, FIRST | {"id": "s-other", "place": "Agadez"}, on="2020-01-15")
    diary.run("2020-01-16")
    export = diary.export()

    told = withdraw_batch(diary.url, batch, instant("2020-01-17"), "wrong file", Settings()).counts
    assert (told.versions, told.gone, told.restored, told.already) == (2, 1, 1, False)
    again = withdraw_batch(diary.url, batch, instant("2020-01-18"), None, Settings()).counts
    assert (again.versions, again.gone, again.restored, again.already) == (2, 1, 1, True)

    back = diary.run("2020-01-19")
    assert "ratio 4.00" in killed(back)[0]
    assert [(cause.kind, cause.id, cause.version_after) for cause in back.log.records] == [
        (CauseKind.WITHDRAWN_BATCH, "s-bulletin", 1),
        (CauseKind.WITHDRAWN_BATCH, "s-other", None),
    ]
    assert diary.export(run=2) == export

    diary.bring(RecordKind.STATEMENT, REVISED, on="2020-01-20")
    brought_again = diary.run("2020-01-21")
    assert "ratio 1.12" in killed(brought_again)[0]
    assert brought_again.log.records[0].version_after == 3


def test_a_run_that_fails_says_so_and_leaves_nothing_of_it(sqlite_diary: Diary) -> None:
    sqlite_diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")

    def fail(done: int) -> None:
        raise MemoryError

    sqlite_diary.run("2020-01-13")
    sqlite_diary.bring(RecordKind.STATEMENT, FIRST, on="2020-01-13")
    export = sqlite_diary.export()
    calls = iter(range(9))
    with pytest.raises(MemoryError):  # the second call comes while pairs are compared, after the values were made
        sqlite_diary.run("2020-01-14", progress=lambda done: fail(done) if next(calls) else None)
    assert sqlite_diary.export() == export
    with open_database(sqlite_diary.url) as database:
        assert [(run.state, run.error) for run in database.runs()] == [
            (RunState.FAILED, "MemoryError"),
            (RunState.DONE, None),
        ]
    assert sqlite_diary.run("2020-01-14").stale == ()


def test_a_run_without_end_is_closed_by_the_next(diary: Diary) -> None:
    diary.bring(RecordKind.CLAIM, CLAIM, on="2020-01-13")
    diary.run("2020-01-14")
    with open_database(diary.url) as database, writing(database._engine) as connection:
        connection.execute(update(RunRow).values(state=RunState.RUNNING, ended=None))
        connection.execute(delete(ChainRow).where(ChainRow.kind == ChainKind.RUN))
    found = diary.run("2020-01-15")
    assert found.stale == (1,)
    with open_database(diary.url) as database:
        assert [(run.number, run.state, run.error) for run in database.runs()] == [
            (2, RunState.DONE, None),
            (1, RunState.FAILED, STALE),
        ]
