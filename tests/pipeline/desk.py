"""A desk with records and two reviewers, for tests of what people decide."""

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject
from reconcile.domain.outcomes import Finding, Outcome
from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_file, upgrade_schema
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from reconcile.store import open_database
from tests.pipeline.running import NOW

RULES = ReviewRules(two_person=frozenset({"flag", "denied", "false_claim"}), grades=("weak",))
PLACE: dict[str, Any] = {"published": "2017-04-19", "country": "ML", "place": "Tessalit", "target_type": "base",
         "target_actor": "MINUSMA (Chad)", "attack_type": "mortar"}  # fmt: skip
CLAIMS: list[dict[str, Any]] = [
    {**PLACE, "id": "c1", "claimant": "JNIM", "event_date": "2017-04-18", "killed_min": 5},
    {**PLACE, "id": "c2", "claimant": "JNIM", "event_date": "2017-04-08", "published": "2017-04-09"},
]
STATEMENTS: list[dict[str, Any]] = [
    {**PLACE, "id": "s1", "issuer": "MINUSMA", "event_date": "2017-04-18", "own_killed_min": 4, "own_killed_max": 4},
    {**PLACE, "id": "s2", "issuer": "Malian army", "event_date": "2017-06-30", "published": "2017-07-01",
     "place": "Gao", "target_type": "convoy", "target_actor": "Malian army"},
]  # fmt: skip


class Desk:
    """A database with records and two reviewers."""

    def __init__(self, folder: Path, template: Path | None = None) -> None:
        self.folder = folder
        self.file = folder / "desk.db"
        self.url = f"sqlite:///{self.file}"
        if template is not None:
            shutil.copy(template, self.file)
            return
        upgrade_schema(self.url)
        with open_database(self.url) as database:
            for name in ("ada", "ben"):
                database.add_account(name, Role.REVIEWER, "no hash", NOW)

    def read(self, kind: RecordKind, rows: Iterable[Mapping[str, Any]], after: int = 0) -> None:
        path = self.folder / f"{kind.plural}{after}.jsonl"
        path.write_text("".join(json.dumps(dict(row)) + "\n" for row in rows), encoding="utf-8")
        counts = ingest_file(self.url, kind, path, NOW + timedelta(minutes=after)).counts
        assert counts["rejected"] == 0, counts

    def decide(
        self, kind: DecisionKind, verdict: str, *, confirm: bool = True, original: str | None = None, **ids: str
    ) -> int:
        """By ada, confirmed by ben where it takes two; the number of the decision."""
        subject = Subject(kind=kind, **ids)
        with open_database(self.url) as database:
            before = database.standing(subject)
            seen = None if before is None else before.head.number
            draft = Draft(
                act=Act.DECIDE, subject=subject, verdict=verdict, reason="As both say.", seen=seen,
                duplicate_of=original,
            )  # fmt: skip
            (made,) = database.decide([draft], "ada", RULES, NOW)
            if made.takes_two and confirm:
                answer = Draft(act=Act.CONFIRM, subject=subject, verdict=verdict, seen=made.number)
                database.decide([answer], "ben", RULES, NOW)
        return made.number

    def run(self, hours: int = 1) -> Outcome:
        moment = NOW + timedelta(hours=hours)
        number = run_reconciliation(self.url, Settings(), moment, moment).run.number
        with open_database(self.url) as database:
            return database.load_outcome(number)


def found(outcome: Outcome, claim: str) -> Finding:
    return next(finding for finding in outcome.findings if finding.claim == claim)


def links(finding: Finding) -> list[str]:
    return [pair.statement for pair in finding.links]
