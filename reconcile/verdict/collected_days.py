"""Which issuer was collected on which days, as arrays: asked for every day of years, of hundreds of issuers."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from reconcile.domain.columns import Ints
from reconcile.domain.dates import DateInterval


class CollectedDays:
    """Spans of all issuers."""

    def __init__(self, collected: Mapping[str, Sequence[DateInterval]]) -> None:
        """`collected`: by key of the issuer, the days it was collected."""
        spans = [span for of_one in collected.values() for span in of_one]
        issuers = [issuer for issuer, of_one in enumerate(collected.values()) for _ in of_one]
        self._issuer = np.array(issuers, dtype=np.int64)
        self._first = np.array([span.start.toordinal() for span in spans], dtype=np.int64)
        self._last = np.array([span.end.toordinal() for span in spans], dtype=np.int64)

    def between(self, first: date, last: date) -> Ints:
        """(n, 3) what lies between two days of every span that touches them: the place of the issuer among the keys,
        first day, last day."""
        begin, end = first.toordinal(), last.toordinal()
        some = np.flatnonzero((self._last >= begin) & (self._first <= end))
        firsts, lasts = self._first[some].clip(min=begin), self._last[some].clip(max=end)
        told: Ints = np.column_stack([self._issuer[some], firsts, lasts])
        return told
