"""Fill a database as the program of an earlier day does; started by freeze_schema.py, with that program on its path.

python tools/fill_for_freezing.py ADDRESS FIXTURES SCRATCH
"""

import hashlib
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject
from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_coverage, ingest_file, upgrade_schema
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from reconcile.store import open_database

INGESTED = datetime(2026, 11, 25, 8, tzinfo=UTC)
AMENDED = datetime(2026, 11, 25, 9, tzinfo=UTC)
FIRST, SECOND = datetime(2017, 5, 1, tzinfo=UTC), datetime(2020, 2, 1, tzinfo=UTC)
WORDS = "Words to be erased."
WHY = "asked for by a family"


class Filling:
    """One database, brought to what tests/store/frozen/README.md says of it."""

    def __init__(self, url: str, fixtures: Path, scratch: Path) -> None:
        self.url = url
        self.fixtures = fixtures
        self.scratch = scratch

    def whole(self) -> None:
        upgrade_schema(self.url)
        self.cases()
        told = {"id": "c-words", "claimant": "JNIM", "published": "2016-01-02", "text": WORDS}
        self.bring(told, "words.jsonl", INGESTED)
        run_reconciliation(self.url, Settings(), FIRST, INGESTED)
        self.bring(told | {"country": "ML"}, "amended.jsonl", AMENDED)
        self.bring({"id": "c-other", "claimant": "JNIM", "published": "2016-01-03"}, "other.jsonl", AMENDED)
        self.decisions()
        self.erase("c-words")
        run_reconciliation(self.url, Settings(), SECOND, AMENDED)
        with suppress(KeyboardInterrupt):  # no values are left to be made: it stops while pairs are compared
            run_reconciliation(self.url, Settings(), SECOND, AMENDED, progress=_stop)
        self.bring({"id": "c-third", "claimant": "JNIM", "published": "2016-01-04"}, "third.jsonl", AMENDED)
        self.take_back("other.jsonl")

    def cases(self) -> None:
        """Those of the demo."""
        for case in sorted(path for path in self.fixtures.iterdir() if path.is_dir()):
            for kind in RecordKind:
                for path in sorted(case.glob(f"{kind.plural}.*")):
                    ingest_file(self.url, kind, path, INGESTED, rejects=self.scratch / "rejects.jsonl")
            if (case / "coverage.csv").exists():
                ingest_coverage(self.url, case / "coverage.csv", Settings())

    def bring(self, claim: dict[str, str], name: str, now: datetime) -> None:
        path = self.scratch / name
        path.write_text(json.dumps(claim) + "\n", encoding="utf-8")
        ingest_file(self.url, RecordKind.CLAIM, path, now)

    def decisions(self) -> None:
        """Three, of which the second supersedes the first."""
        pair = Subject(kind=DecisionKind.PAIR, claim="jnim-ke-macina", statement="minusma-tessalit")
        flag = Subject(kind=DecisionKind.FLAG, claim="jnim-tene")
        told = ((pair, "same_event", None), (pair, "not_same", 1), (flag, "no_official_comment", None))
        with open_database(self.url) as database:
            database.add_account("ana", Role.REVIEWER, "no hash", AMENDED)
            for subject, verdict, seen in told:
                draft = Draft(act=Act.DECIDE, subject=subject, verdict=verdict, reason="As both say.", seen=seen)
                database.decide([draft], "ana", ReviewRules(two_person=frozenset(), grades=()), AMENDED)

    def erase(self, claim: str) -> None:
        """By whichever way the program of the day had."""
        with open_database(self.url) as opened:
            database: Any = opened
            if not hasattr(database, "redact"):
                database.erase_text(hashlib.sha256(WORDS.encode("utf-8")).hexdigest(), AMENDED, WHY)
                return
            from reconcile.domain.erasures import ErasableField
            from reconcile.store import Order

            order = Order(author="ana", now=AMENDED, why=WHY)
            database.redact(RecordKind.CLAIM, claim, [ErasableField.TEXT], order)

    def take_back(self, file: str) -> None:
        """A batch, where the program of the day could; and a replay of the first run."""
        with open_database(self.url) as opened:
            database: Any = opened
            if not hasattr(database, "withdraw_batch"):
                return
            batch = next(one.number for one in database.batches() if one.file == file)
            database.withdraw_batch(batch, AMENDED, "wrong file")
        run_reconciliation(self.url, Settings(), FIRST, AMENDED)


def _stop(_: int) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    Filling(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])).whole()
