"""Ten people at once on PostgreSQL: what was confirmed to them is in the log, and nothing else."""

import json
from pathlib import Path

import pytest

from benchmarks.reviewers import PASSWORD, differences, review_together
from reconcile.domain.decisions import Role
from reconcile.domain.records import RecordKind
from reconcile.pipeline.accounts import hash_password
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from reconcile.store import open_database
from tests.pipeline.desk import CLAIMS, STATEMENTS
from tests.serve.serving import START, serving

SECONDS = 10


@pytest.mark.postgres
def test_no_decision_is_lost(postgres_url: str, tmp_path: Path) -> None:
    for kind, rows in ((RecordKind.CLAIM, CLAIMS), (RecordKind.STATEMENT, STATEMENTS)):
        path = tmp_path / f"{kind.plural}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        ingest_file(postgres_url, kind, path, START)
    run_reconciliation(postgres_url, Settings(), START, START)
    names = [f"reviewer-{number}" for number in range(1, 11)]
    hashed = hash_password(PASSWORD)
    with open_database(postgres_url) as database:
        for name in names:
            database.add_account(name, Role.REVIEWER, hashed, START)
    with serving(postgres_url) as service:
        reviewers = review_together(service.address, names, SECONDS)
        log = service.database.decisions()
        assert service.database.verify().faults == ()
    assert {answer for one in reviewers for answer in one.answers} <= {"kept", "refused"}
    assert log
    assert differences(reviewers, log) == []
    assert len({entry.author for entry in log}) > 1
    assert "is missing" in differences(reviewers, log[1:])[0], "a lost one would be seen"
