"""Kaplan and Meier's estimate of how long claims stay unanswered, with claims followed for unequal times.

The mean delay of the answered alone would call an institution quick that hardly ever answers. Here an unanswered claim
counts as unanswered for as long as it was followed, and no longer.
"""

import math
from collections import Counter
from collections.abc import Iterable

from reconcile.domain.proportions import CONFIDENT_DEVIATIONS
from reconcile.domain.tallies import CurveStep, DelayCurve


def delay_curve(followed: Iterable[tuple[int, bool]]) -> DelayCurve:
    """The curve of claims given as (days followed, whether answered on the last of them).

    Who is answered on a day was at risk on it; who was last followed on it was too (Kaplan and Meier 1958). The
    interval is that of Kalbfleisch and Prentice: Greenwood's variance on the scale log(-log), within 0 and 1.
    """
    answered: Counter[int] = Counter()
    censored: Counter[int] = Counter()
    for days, ended in followed:
        if days < 0:
            raise ValueError(f"a claim cannot be followed for {days} days")
        (answered if ended else censored)[days] += 1
    at_risk = answered.total() + censored.total()
    survival, variance = 1.0, 0.0
    steps = []
    for day in sorted(answered.keys() | censored.keys()):
        ends = answered[day]
        if ends:
            survival *= (at_risk - ends) / at_risk
            variance += ends / (at_risk * (at_risk - ends)) if at_risk > ends else 0.0
            low, high = _interval(survival, variance)
            steps.append(
                CurveStep(
                    day=day,
                    at_risk=at_risk,
                    answered=ends,
                    unanswered=round(survival, 9),
                    low=round(low, 9),
                    high=round(high, 9),
                )
            )
        at_risk -= ends + censored[day]
    return DelayCurve(
        steps=tuple(steps),
        censored=tuple(sorted(censored.items())),
        followed=answered.total() + censored.total(),
        answered=answered.total(),
    )


def _interval(survival: float, variance: float) -> tuple[float, float]:
    """`variance` is Greenwood's sum; where nobody is left the scale has no value, and all that is known is below."""
    if survival <= 0.0:
        return 0.0, 0.0
    reach = math.exp(CONFIDENT_DEVIATIONS * math.sqrt(variance) / abs(math.log(survival)))
    return math.pow(survival, reach), math.pow(survival, 1 / reach)
