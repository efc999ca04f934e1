"""The latest run against an answer key."""

from pathlib import Path

from reconcile.evaluation import Evaluation, evaluate_outcome, read_truth
from reconcile.pipeline.publishing import outcome_of
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database


def evaluate_latest(url: str, settings: Settings, truth: Path) -> Evaluation:
    """Raises InputError where the truth file cannot be read, NotFoundError where no run was ever finished."""
    key = read_truth(truth)
    with open_database(url) as database:
        outcome = outcome_of(database)
    return evaluate_outcome(outcome, key, load_reference(settings.reference_folder))
