"""Guessing is slowed down; a person who mistypes, or whose name a stranger tries, is not locked out."""

from datetime import UTC, datetime, timedelta

from reconcile.serve.throttle import REMEMBERED, TRIES, TRIES_FROM_ADDRESS, TRIES_ON_ACCOUNT, WINDOW, LoginThrottle

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_few_slips_cost_nothing_and_one_more_waits() -> None:
    throttle = LoginThrottle()
    for _ in range(TRIES - 1):
        throttle.failed("amina", "10.0.0.1", NOW)
    assert throttle.wait("amina", "10.0.0.1", NOW) is None
    throttle.failed("amina", "10.0.0.1", NOW)
    assert throttle.wait("amina", "10.0.0.1", NOW) == WINDOW


def test_the_wait_ends_when_the_window_has_passed() -> None:
    throttle = LoginThrottle()
    for _ in range(TRIES):
        throttle.failed("amina", "10.0.0.1", NOW)
    assert throttle.wait("amina", "10.0.0.1", NOW + WINDOW - SECOND) == SECOND
    assert throttle.wait("amina", "10.0.0.1", NOW + WINDOW) is None


def test_others_are_not_locked_out_by_a_stranger() -> None:
    throttle = LoginThrottle()
    for _ in range(TRIES):
        throttle.failed("amina", "10.0.0.1", NOW)
    assert throttle.wait("amina", "10.0.0.2", NOW) is None
    assert throttle.wait("boubacar", "10.0.0.1", NOW) is None


def test_one_address_cannot_try_many_names() -> None:
    throttle = LoginThrottle()
    for number in range(TRIES_FROM_ADDRESS):
        throttle.failed(f"name {number}", "10.0.0.1", NOW)
    assert throttle.wait("amina", "10.0.0.1", NOW) is not None


def test_many_addresses_cannot_try_one_name() -> None:
    throttle = LoginThrottle()
    for number in range(TRIES_ON_ACCOUNT):
        throttle.failed("amina", f"10.0.0.{number}", NOW)
    assert throttle.wait("amina", "10.9.9.9", NOW) is not None


def test_success_forgives() -> None:
    throttle = LoginThrottle()
    for _ in range(TRIES - 1):
        throttle.failed("amina", "10.0.0.1", NOW)
    throttle.succeeded("amina", "10.0.0.1")
    throttle.failed("amina", "10.0.0.1", NOW)
    assert throttle.wait("amina", "10.0.0.1", NOW) is None


def test_a_flood_of_names_costs_no_memory() -> None:
    throttle = LoginThrottle()
    for number in range(REMEMBERED + 500):
        throttle.failed(f"name {number}", f"address {number}", NOW)
    assert len(throttle._failed) <= REMEMBERED
