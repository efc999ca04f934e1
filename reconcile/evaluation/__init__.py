"""How well a run's findings fit an answer key that people wrote: pure functions over an outcome.

The answer key (a *truth file*) says which claims and statements tell of one event, and which flag each claim should
have. It is never an input of a run.
"""

from reconcile.evaluation.evaluating import Evaluation, evaluate_outcome
from reconcile.evaluation.figures import Figure, Measure
from reconcile.evaluation.kinds import KindFigures
from reconcile.evaluation.truth import Truth, read_truth
from reconcile.evaluation.wrong_pairs import WrongPair

__all__ = ["Evaluation", "Figure", "KindFigures", "Measure", "Truth", "WrongPair", "evaluate_outcome", "read_truth"]
