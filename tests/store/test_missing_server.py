"""What is missing is skipped by name, or fails where everything must be there."""

import pytest

from tests.conftest import skip_or_fail


def test_skipped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECONCILE_TEST_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="PostgreSQL server not available"):
        skip_or_fail("PostgreSQL server not available")


def test_fails_where_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILE_TEST_REQUIRE", "1")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL server not available"):
        skip_or_fail("PostgreSQL server not available")
