"""Accounts without a date, nor a day of publication, beside others of the same text that state theirs.

A communiqué is published once, soon after the latest event that it tells of, and tells of none older than such texts
do. Compared over years, such an account has a thousand others beside it and fits none well enough. What bounds it here
finds pairs and weighs them; no flag is made of it.
"""

from dataclasses import replace

import numpy as np

from reconcile.domain.columns import UNBOUNDED_LAST, Columns, SideColumns
from reconcile.domain.dates import LONGEST_EXACT_DAYS
from reconcile.link.blocking import day_range
from reconcile.settings import LinkSettings

FOLLOWS_DAYS = 3
"""Days after the latest event of a text until it is published: the median of 14 documented claims."""


def bounded_by_documents(columns: Columns, settings: LinkSettings) -> Columns:
    """The same with bounds for accounts whose text dates others of its kind."""
    return replace(
        columns,
        claims=_bounded(columns.claims, settings.claim_delay_days),
        statements=_bounded(columns.statements, settings.statement_delay_days),
    )


def _bounded(side: SideColumns, delay_days: int) -> SideColumns:
    """`delay_days`: within how many days of its event an account is published. Days that are told roughly, or may be
    several, bound nothing."""
    of_text = side.document >= 0
    asking = np.flatnonzero(of_text & ~side.stated & (side.bound_last == UNBOUNDED_LAST))
    if not len(asking):
        return side
    first_day, last_day = day_range(side)
    telling = np.flatnonzero(of_text & side.stated & (last_day - first_day < LONGEST_EXACT_DAYS))
    latest = np.full(side.document.max() + 1, -1, dtype=np.int64)
    np.maximum.at(latest, side.document[telling], last_day[telling])
    asking = asking[latest[side.document[asking]] >= 0]
    day = latest[side.document[asking]]
    first, last = side.bound_first.copy(), side.bound_last.copy()
    first[asking], last[asking] = day - delay_days, day + FOLLOWS_DAYS
    return replace(side, bound_first=first, bound_last=last)
