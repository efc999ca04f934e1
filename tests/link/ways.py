"""The ways in which pairs are walked: in steps of numpy, and by compiled loops where numba is installed."""

import sys
from collections.abc import Iterator

import pytest

from reconcile.link import compiled

WAYS = ("in steps", "compiled")


@pytest.fixture(params=WAYS, scope="module", autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test of the module runs each way, however few its records are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "COMPILED_FROM", 0 if request.param == "compiled" else sys.maxsize)
        if request.param == "compiled" and not compiled.compiled_for(0):
            pytest.skip("the extra `compiled` is not installed")
        yield
