"""Accounts without a date, nor a day of publication, beside others of the same text that state theirs.

A communiqué is published once, soon after the latest event that it tells of, and tells of none older than such texts
do. Compared over years, such an account has a thousand others beside it and fits none well enough. What bounds it here
finds pairs and weighs them; no flag is made of it.
"""

from dataclasses import replace

import numpy as np

from reconcile.domain.columns import UNBOUNDED_LAST, Columns, SideColumns
from reconcile.link.blocking import day_range
from reconcile.link.delays import NEAR_DAYS
from reconcile.settings import LinkSettings


def bounded_by_documents(columns: Columns, settings: LinkSettings) -> Columns:
    """The same with bounds for accounts whose text dates others of its kind."""
    return replace(
        columns,
        claims=_bounded(columns.claims, settings.claim_delay_days),
        statements=_bounded(columns.statements, settings.statement_delay_days),
    )


def _bounded(side: SideColumns, delay_days: int) -> SideColumns:
    """`delay_days`: within how many days of its event an account is published; most are within `NEAR_DAYS`."""
    of_text = side.document >= 0
    asking = np.flatnonzero(of_text & ~side.stated & (side.bound_last == UNBOUNDED_LAST))
    telling = np.flatnonzero(of_text & side.stated)
    if not len(asking) or not len(telling):
        return side
    latest = np.full(side.document.max() + 1, -1, dtype=np.int64)
    np.maximum.at(latest, side.document[telling], day_range(side)[1][telling])
    asking = asking[latest[side.document[asking]] >= 0]
    day = latest[side.document[asking]]
    first, last = side.bound_first.copy(), side.bound_last.copy()
    first[asking], last[asking] = day - delay_days, day + NEAR_DAYS
    return replace(side, bound_first=first, bound_last=last)
