"""Which pairs a person should look at."""

import pytest

from reconcile.domain.outcomes import CloseCall, PairRole
from reconcile.link.keeping import close_call
from reconcile.settings import LinkSettings


@pytest.mark.parametrize(
    ("role", "weight", "margin", "expected"),
    [
        (PairRole.LINKED, 9.0, None, None),
        (PairRole.LINKED, 9.0, 1.99, CloseCall.MARGIN),
        (PairRole.LINKED, 9.0, 2.0, None),
        (PairRole.RUNNER_UP, 9.0, -1.99, CloseCall.MARGIN),
        (PairRole.RUNNER_UP, 0.5, -5.0, None),
        (PairRole.LINKED, 0.99, 5.0, CloseCall.THRESHOLD),
        (PairRole.LINKED, 1.0, None, None),
        (PairRole.NEAR_MISS, -0.99, None, CloseCall.THRESHOLD),
        (PairRole.NEAR_MISS, -1.0, None, None),
        (PairRole.NEAR_MISS, -3.0, -0.5, None),
    ],
)
def test_close_calls(role: PairRole, weight: float, margin: float | None, expected: CloseCall | None) -> None:
    assert close_call(role, weight, margin, LinkSettings()) is expected


@pytest.mark.parametrize(
    ("role", "weight", "margin", "expected"),
    [
        (PairRole.LINKED, 9.0, None, CloseCall.EXCHANGED),
        (PairRole.LINKED, 9.0, 1.0, CloseCall.EXCHANGED),
        (PairRole.NEAR_MISS, -0.99, None, CloseCall.EXCHANGED),
        (PairRole.NEAR_MISS, -1.0, None, None),
        (PairRole.RUNNER_UP, 9.0, -1.0, CloseCall.MARGIN),
        (PairRole.RUNNER_UP, 9.0, -3.0, None),
    ],
)
def test_exchanged_days_go_to_a_person(
    role: PairRole, weight: float, margin: float | None, expected: CloseCall | None
) -> None:
    assert close_call(role, weight, margin, LinkSettings(), exchanged=True) is expected
