"""From what people decided to what binds the competition of a run."""

from collections.abc import Iterable

import numpy as np

from reconcile.domain.columns import Ints
from reconcile.domain.decisions import DecisionKind, Verdict
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark
from reconcile.link.constraints import Constraints


def constraints_of(marks: Iterable[DecisionMark]) -> Constraints:
    """The decisions that bind, as rows of the versions a run compares.

    A claim that is a second copy tells of the event of the one that is kept; a claim that was taken back was made all
    the same and keeps its links. A statement that was taken back, or is a second copy, answers nothing.
    """
    binding = [mark for mark in marks if mark.binds]
    copies = [(m.rows[0], m.original_row) for m in _of(binding, DecisionKind.RECORD, Verdict.DUPLICATE)
              if _about(m) is RecordKind.CLAIM and m.original_row is not None]  # fmt: skip
    families = [m.rows for m in _of(binding, DecisionKind.FAMILY, Verdict.SAME_EVENT)]
    return Constraints(
        must_link=_pairs(m.rows for m in _of(binding, DecisionKind.PAIR, Verdict.SAME_EVENT)),
        cannot_link=_pairs(m.rows for m in _of(binding, DecisionKind.PAIR, Verdict.NOT_SAME)),
        unanswered=_rows(m.rows[0] for m in _of(binding, DecisionKind.FLAG, Verdict.NO_OFFICIAL_COMMENT)),
        set_aside=_rows(
            m.rows[0]
            for m in _of(binding, DecisionKind.RECORD, Verdict.WITHDRAWN, Verdict.DUPLICATE)
            if _about(m) is RecordKind.STATEMENT
        ),
        one_event=_pairs([*families, *copies]),
        other_events=_pairs(m.rows for m in _of(binding, DecisionKind.FAMILY, Verdict.NOT_SAME)),
    )


def _of(marks: Iterable[DecisionMark], kind: DecisionKind, *verdicts: Verdict) -> list[DecisionMark]:
    return [mark for mark in marks if mark.decision.subject.kind is kind and mark.decision.verdict in verdicts]


def _about(mark: DecisionMark) -> RecordKind:
    return mark.decision.subject.records[0][0]


def _pairs(rows: Iterable[tuple[int, ...]]) -> Ints:
    return np.array(sorted(rows), dtype=np.int64).reshape(-1, 2)


def _rows(rows: Iterable[int]) -> Ints:
    return np.array(sorted(rows), dtype=np.int64)
