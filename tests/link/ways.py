"""The ways in which pairs are walked: in steps of numpy, and by compiled loops where numba is installed."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from reconcile.link import compiled

WAYS = ("in steps", "compiled")


@pytest.fixture(params=WAYS, scope="module", autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test of the module runs each way, however few its records are."""
    if request.param == "compiled" and find_spec("numba") is None:
        pytest.skip("the extra `compiled` is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "COMPILED_FROM", 0 if request.param == "compiled" else 10**12)
        yield
