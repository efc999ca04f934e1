"""The gold cases (where they lie beside the project) in a database, and runs over them with one thing changed."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.noise import write_lines
from benchmarks.vocabulary import SHARED
from reconcile.domain.columns import Columns
from reconcile.domain.outcomes import Outcome
from reconcile.domain.records import RecordKind
from reconcile.domain.weights import LinkageModel
from reconcile.evaluation import Evaluation, Measure, Truth, evaluate_outcome, read_truth
from reconcile.link import link_records
from reconcile.pipeline.collecting import ingest_file, upgrade_schema
from reconcile.pipeline.preparing import joined_digest, reference_digests
from reconcile.pipeline.publishing import outcome_of_latest
from reconcile.pipeline.running import run_reconciliation
from reconcile.reference import Reference, load_reference
from reconcile.settings import LinkSettings, Settings
from reconcile.store import open_database
from reconcile.verdict import Ledger
from tests.whole_runs import whole_findings

GOLD = SHARED / "gold"
NOW = datetime(2030, 1, 1, tzinfo=UTC)
"""A fixed instant: figures must not depend on the day they are made."""
SHOWN = (Measure.PRECISION, Measure.RECALL, Measure.F1, Measure.FLAG_ACCURACY)
Rows = Sequence[dict[str, Any]]


def gold_files(folder: Path) -> Path:
    """Writes claims.jsonl, statements.jsonl and truth.json of the gold cases; exits where the cases are not here."""
    if not (GOLD / "to_records.py").exists():
        sys.exit("The gold cases (../shared/gold) are not here; nothing can be scored without them.")
    subprocess.run([sys.executable, GOLD / "to_records.py", GOLD, folder], check=True, stdout=subprocess.DEVNULL)
    return folder / "truth.json"


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One run, with what is needed to compare anew in memory."""

    outcome: Outcome
    columns: Columns
    reference: Reference
    settings: Settings

    def varied(self, *, link: LinkSettings | None = None, model: LinkageModel | None = None) -> Outcome:
        """The outcome with other link settings or another model, from the same comparable values."""
        pairs = link_records(self.columns, model or self.reference.model, self.reference, link or self.settings.link)
        ledger = Ledger(
            reference=self.reference,
            coverage=self.outcome.coverage,
            as_of=self.outcome.run.as_of,
            settings=self.settings.verdict,
        )
        return replace(
            self.outcome, findings=whole_findings(self.outcome.claims, self.outcome.statements, pairs, ledger)
        )

    def scored(self, outcome: Outcome, truth: Truth) -> Evaluation:
        """Without intervals worth the name: one draw."""
        return evaluate_outcome(outcome, truth, self.reference, draws=1)


def lay_out(folder: Path, claims: Rows, statements: Rows, settings: Settings | None = None) -> Bench:
    """The records in a new database in `folder`, with one run over them."""
    in_force = settings or Settings()
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'run.db'}"
    upgrade_schema(url)
    for kind, rows in ((RecordKind.CLAIM, claims), (RecordKind.STATEMENT, statements)):
        path = folder / f"{kind.plural}-in.jsonl"
        write_lines(path, list(rows))
        counts = ingest_file(url, kind, path, NOW).counts
        if counts["rejected"]:
            sys.exit(f"{counts['rejected']} records of {path} were rejected.")
    run_reconciliation(url, in_force, NOW, NOW)
    outcome = outcome_of_latest(url)
    reference = load_reference(in_force.reference_folder)
    with open_database(url) as database:
        digest = joined_digest(reference_digests(database, reference, in_force))
        columns = database.load_columns(NOW, digest, database.marks())
    return Bench(outcome=outcome, columns=columns, reference=reference, settings=in_force)


def lay_out_gold(folder: Path, settings: Settings | None = None) -> tuple[Bench, Truth]:
    """The gold cases alone."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = read_truth(gold_files(folder))
    bench = lay_out(folder, read_lines(folder / "claims.jsonl"), read_lines(folder / "statements.jsonl"), settings)
    return bench, truth


def values(evaluation: Evaluation) -> list[float]:
    return [evaluation.value(measure) for measure in SHOWN]
