"""What batches show of having been read, and what they do not."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import Finding, Flag, Status
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage, CoverageBasis
from reconcile.errors import RefusedError
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.monitoring import collected_days, inferred_coverage
from reconcile.pipeline.publishing import outcome_of_latest
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.withdrawing import DeclaredDays, withdraw_batch
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database

NOW = datetime(2030, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
STATEMENT = {"id": "s1", "issuer": "MINUSMA", "published": "2019-04-02", "retrieved": "2019-04-05T10:00:00+02:00"}
CLAIM = {"id": "c1", "claimant": "JNIM", "published": "2019-04-02", "event_date": "2019-04-01", "country": "ML",
         "place": "Kidal", "target_type": "convoy", "target_actor": "MINUSMA"}  # fmt: skip


def ingest(url: str, folder: Path, kind: RecordKind, *rows: dict[str, Any]) -> None:
    path = folder / f"{kind.plural}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert ingest_file(url, kind, path, NOW).counts["rejected"] == 0


def seen(url: str) -> list[tuple[str, str]]:
    with open_database(url) as database:
        spans = inferred_coverage(database.readings(), load_reference(None))
    assert all(span.basis is CoverageBasis.INFERRED and span.days.days == 1 for span in spans)
    return [(span.source, span.days.start.isoformat()) for span in spans]


def test_a_statement_shows_the_days_it_was_published_and_retrieved(database_url: str, tmp_path: Path) -> None:
    ingest(database_url, tmp_path, RecordKind.STATEMENT, STATEMENT, STATEMENT | {"id": "s2", "retrieved": "2019-04-07"})
    assert seen(database_url) == [("minusma", "2019-04-02"), ("minusma", "2019-04-05"), ("minusma", "2019-04-07")]


def test_read_again_without_news_shows_that_day_too(database_url: str, tmp_path: Path) -> None:
    ingest(database_url, tmp_path, RecordKind.STATEMENT, STATEMENT)
    ingest(database_url, tmp_path, RecordKind.STATEMENT, STATEMENT | {"retrieved": "2019-04-20"})
    assert ("minusma", "2019-04-20") in seen(database_url)


def run_and_read(url: str, as_of: datetime) -> tuple[Finding, ...]:
    run_reconciliation(url, Settings(), as_of, NOW)
    return outcome_of_latest(url).findings


NOTHING = {
    "only relayed": {"attribution": "relayed"},
    "an unnamed official": {"attribution": "anonymous"},
    "quoted by the claimant": {"attribution": "quoted_by_claimant"},
    "carried by an agency": {"publisher": "Agence France-Presse"},
    "carried by another issuer": {"publisher": "UN Secretary-General"},
    "an issuer that no table knows": {"issuer": "a local journalist"},
    "a page that reported it": {"published": None, "retrieved": None, "reported": "2019-04-05"},
}


@pytest.mark.parametrize("other", NOTHING.values(), ids=NOTHING)
def test_what_shows_nothing(sqlite_url: str, tmp_path: Path, other: dict[str, Any]) -> None:
    row = {name: value for name, value in (STATEMENT | other).items() if value is not None}
    ingest(sqlite_url, tmp_path, RecordKind.STATEMENT, row)
    assert seen(sqlite_url) == []


def test_what_it_carries_itself_counts(sqlite_url: str, tmp_path: Path) -> None:
    ingest(sqlite_url, tmp_path, RecordKind.STATEMENT, STATEMENT | {"publisher": "MINUSMA (Twitter)"})
    assert len(seen(sqlite_url)) == 2


def test_claims_show_nothing_of_issuers(sqlite_url: str, tmp_path: Path) -> None:
    ingest(sqlite_url, tmp_path, RecordKind.CLAIM, CLAIM | {"publisher": "MINUSMA", "retrieved": "2019-04-05"})
    assert seen(sqlite_url) == []


def test_days_seen_fill_what_was_not_declared_and_never_the_days_between(sqlite_url: str, tmp_path: Path) -> None:
    """The window is 3 to 16 April: declared but for the 9th and 10th, of which statements show the 9th alone."""
    ingest(sqlite_url, tmp_path, RecordKind.CLAIM, CLAIM)
    other = {"country": "CF", "place": "Bangui"}
    ingest(sqlite_url, tmp_path, RecordKind.STATEMENT, STATEMENT | other | {"retrieved": "2019-04-09"})
    path = tmp_path / "coverage.csv"
    path.write_text("source,from,to\nminusma,2019-03-01,2019-04-08\nminusma,2019-04-11,2019-05-31\n", encoding="utf-8")
    ingest_coverage(sqlite_url, path, Settings())
    as_of = datetime(2019, 5, 31, tzinfo=UTC)
    (found,) = run_and_read(sqlite_url, as_of)
    assert found.status is Status.NOT_MONITORED
    assert "MINUSMA was not collected on 10 April 2019" in found.reason
    ingest(sqlite_url, tmp_path, RecordKind.STATEMENT, STATEMENT | other | {"retrieved": "2019-04-10"})
    (mended,) = run_and_read(sqlite_url, as_of)
    assert mended.status is Status.CONCLUDED
    with open_database(sqlite_url) as database:
        assert database.load_outcome(1).findings == (found,)


def test_days_shown_by_a_batch_go_with_it_from_that_instant_on(database_url: str, tmp_path: Path) -> None:
    """The window is 3 to 16 April: declared but for the 9th, which the statements of two files show in turn."""
    ingest(database_url, tmp_path, RecordKind.CLAIM, CLAIM)
    other = STATEMENT | {"country": "CF", "place": "Bangui", "retrieved": "2019-04-09"}
    ingest(database_url, tmp_path, RecordKind.STATEMENT, other)
    path = tmp_path / "coverage.csv"
    path.write_text("source,from,to\nminusma,2019-03-01,2019-04-08\nminusma,2019-04-10,2019-05-31\n", encoding="utf-8")
    ingest_coverage(database_url, path, Settings())
    before, taken, after = NOW + DAY, NOW + 2 * DAY, NOW + 3 * DAY
    (first,) = run_and_read(database_url, before)
    withdraw_batch(database_url, 2, taken, "a broken feed", Settings())
    ((_, shown),) = [(one.key, one.inferred) for one in collected_days(database_url, Settings(), after)]
    (second,) = run_and_read(database_url, after)
    assert shown == ()
    assert (first.status, second.status) == (Status.CONCLUDED, Status.NOT_MONITORED)
    assert "MINUSMA was not collected on 9 April 2019" in second.reason
    with open_database(database_url) as database:
        assert database.load_outcome(1).findings == (first,), "what a run said stays as it was"
    replay = run_reconciliation(database_url, Settings(), before, after)
    with open_database(database_url) as database:
        assert database.load_outcome(replay.run.number).findings == (first,), "what was known then is told again"
        assert replay.run.key == database.run(1).key
    ingest(database_url, tmp_path, RecordKind.STATEMENT, other | {"id": "s2"})
    (third,) = run_and_read(database_url, after + DAY)
    assert third.status is Status.CONCLUDED


def answered_and_declared(url: str, folder: Path) -> Finding:
    """A claim that a statement answers, of days that somebody declared; the finding of the first run."""
    told = {name: CLAIM[name] for name in ("event_date", "country", "place", "target_type", "target_actor")}
    ingest(url, folder, RecordKind.CLAIM, CLAIM)
    ingest(url, folder, RecordKind.STATEMENT, STATEMENT | told)
    declare(url, folder)
    (finding,) = run_and_read(url, NOW)
    assert finding.flag is not Flag.NO_OFFICIAL_COMMENT
    return finding


def declare(url: str, folder: Path) -> None:
    path = folder / "days.csv"
    path.write_text(
        "source,from,to\nminusma,2019-03-01,2019-05-31\nminusma,2020-01-01,2020-01-31\nisaf,2019-03-01,2019-05-31\n",
        encoding="utf-8",
    )
    ingest_coverage(url, path, Settings())


SPRING = DateInterval(date(2019, 3, 1), date(2019, 5, 31))


def test_declared_days_outlast_the_batch_that_they_stand_for(database_url: str, tmp_path: Path) -> None:
    answered_and_declared(database_url, tmp_path)
    told = withdraw_batch(database_url, 2, NOW + DAY, None, Settings())
    assert told.declared == (DeclaredDays(name="MINUSMA", spans=(SPRING,)),)
    (finding,) = run_and_read(database_url, NOW + 2 * DAY)
    assert (finding.flag, finding.status) == (Flag.NO_OFFICIAL_COMMENT, Status.CONCLUDED)


def test_declared_days_go_with_the_batch_and_are_declared_again(database_url: str, tmp_path: Path) -> None:
    first = answered_and_declared(database_url, tmp_path)
    taken, after = NOW + DAY, NOW + 2 * DAY
    withdraw_batch(database_url, 2, taken, None, Settings(), with_declared=True)
    (second,) = run_and_read(database_url, after)
    assert second.status is Status.NOT_MONITORED, "other issuers and other days of this one are declared on"
    with open_database(database_url) as database:
        assert {(one.source, one.days.start.year) for one in database.coverage(after)} == {
            ("minusma", 2020), ("isaf", 2019),
        }  # fmt: skip
        assert database.load_outcome(1).findings == (first,)
        seen = [(one.source, one.days) for one in database.load_outcome(1).coverage]
        assert ("minusma", SPRING) in seen, "a past run stays as it was"
    replay = run_reconciliation(database_url, Settings(), NOW, after)
    with open_database(database_url) as database:
        assert database.load_outcome(replay.run.number).findings == (first,), "what was known then is told again"
        assert replay.run.key == database.run(1).key
    declare(database_url, tmp_path)
    (third,) = run_and_read(database_url, after + DAY)
    assert third.status is Status.CONCLUDED
    with open_database(database_url) as database:
        assert ("minusma", SPRING) not in [(one.source, one.days) for one in database.load_outcome(2).coverage]


def test_declared_days_go_with_a_batch_until_a_run_saw_it_taken_back(database_url: str, tmp_path: Path) -> None:
    answered_and_declared(database_url, tmp_path)
    withdraw_batch(database_url, 2, NOW + DAY, None, Settings())
    assert withdraw_batch(database_url, 2, NOW + DAY, None, Settings(), with_declared=True).counts.already
    assert withdraw_batch(database_url, 2, NOW + DAY, None, Settings()).declared == ()
    declare(database_url, tmp_path)
    run_and_read(database_url, NOW + 2 * DAY)
    with pytest.raises(RefusedError, match="Run 2 saw batch 2 taken back"):
        withdraw_batch(database_url, 2, NOW + 3 * DAY, None, Settings(), with_declared=True)
    with open_database(database_url) as database:
        assert ("minusma", SPRING) in [(one.source, one.days) for one in database.coverage(NOW + 3 * DAY)]


def test_a_batch_of_claims_has_no_days_declared(sqlite_url: str, tmp_path: Path) -> None:
    answered_and_declared(sqlite_url, tmp_path)
    assert withdraw_batch(sqlite_url, 1, NOW + DAY, None, Settings()).declared == ()


def test_a_second_run_adds_nothing_to_the_ledger(database_url: str, tmp_path: Path) -> None:
    ingest(database_url, tmp_path, RecordKind.STATEMENT, STATEMENT)
    for _ in range(2):
        run_reconciliation(database_url, Settings(), NOW, NOW)
        with open_database(database_url) as database:
            assert len(database.coverage(NOW)) == 2


def test_the_ledger_tells_gaps_and_age(sqlite_url: str, tmp_path: Path) -> None:
    ingest(sqlite_url, tmp_path, RecordKind.STATEMENT, STATEMENT)
    with open_database(sqlite_url) as database:
        first, last = date(2019, 3, 1), date(2019, 3, 31)
        database.add_coverage([Coverage(source="minusma", days=DateInterval(first, last))])
    (found,) = collected_days(sqlite_url, Settings(), datetime(2019, 4, 10, tzinfo=UTC))
    assert (found.key, found.name) == ("minusma", "MINUSMA")
    assert found.declared == (DateInterval(first, last),)
    assert [span.start.day for span in found.inferred] == [2, 5]
    assert found.gaps == (
        DateInterval(date(2019, 4, 1), date(2019, 4, 1)),
        DateInterval(date(2019, 4, 3), date(2019, 4, 4)),
    )
    assert (found.last, found.age_days) == (date(2019, 4, 5), 5)
