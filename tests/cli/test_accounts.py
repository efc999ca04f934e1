"""Accounts on the command line: made by an admin, proven by a password that is never an option."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

SECRET = "correct horse battery"  # noqa: S105 - of a test
OTHER = "another long sentence"


@pytest.fixture
def people(ready: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """An admin `root` and a coder `kim`; the environment holds root's password, which is also a new account's."""
    monkeypatch.setenv("RECONCILE_PASSWORD", SECRET)
    monkeypatch.setenv("RECONCILE_NEW_PASSWORD", SECRET)
    assert ready("account", "add", "root", "--role", "admin").code == 0
    assert ready("account", "add", "kim", "--role", "coder", "--as", "root").code == 0
    return ready


def names(people: Command) -> dict[str, tuple[str, bool]]:
    listed = json.loads(people("account", "list", "--json").out)
    return {one["name"]: (one["role"], one["active"]) for one in listed}


def test_the_first_account_needs_nobody_the_next_an_admin(people: Command) -> None:
    assert names(people) == {"kim": ("coder", True), "root": ("admin", True)}
    told = people("account", "add", "eve", "--role", "reviewer")
    assert (told.code, told.out) == (2, "")
    assert "--as ACCOUNT" in told.err
    told = people("account", "add", "eve", "--role", "reviewer", "--as", "kim")
    assert told.code == 2
    assert "kim is a coder; this takes an admin" in told.err
    assert "eve" not in names(people)


def test_the_list_shows_no_password(people: Command) -> None:
    assert "argon2" not in people("account", "list", "--json").out
    assert "kim" in people("account", "list").out


def test_without_an_admin_it_is_said_that_anybody_may(ready: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILE_NEW_PASSWORD", SECRET)
    assert "no admin yet" in ready("account", "add", "kim", "--role", "coder").err


def test_a_wrong_password_and_an_unknown_name_are_told_alike(people: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = people("account", "disable", "kim", "--as", "eve").err
    monkeypatch.setenv("RECONCILE_PASSWORD", OTHER)
    assert people("account", "disable", "kim", "--as", "root").err == unknown
    assert "do not fit together" in unknown
    assert names(people)["kim"] == ("coder", True)


def test_disabled_enabled_and_given_another_role(people: Command) -> None:
    assert people("account", "disable", "kim", "--as", "root").code == 0
    assert "do not fit together" in people("account", "password", "kim").err
    assert people("account", "enable", "kim", "--as", "root").code == 0
    assert people("account", "role", "kim", "reviewer", "--as", "root").code == 0
    assert names(people)["kim"] == ("reviewer", True)
    assert "last admin" in people("account", "disable", "root", "--as", "root").err


def test_a_new_password_by_oneself_or_by_an_admin(
    people: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "new"
    file.write_text(f"{OTHER}\nnot this line\n", encoding="utf-8")
    assert people("account", "password", "kim", "--new-password-file", file).code == 0
    assert "do not fit together" in people("account", "password", "kim").err
    monkeypatch.delenv("RECONCILE_PASSWORD")
    assert people("account", "password", "kim", "--password-file", file).code == 0
    monkeypatch.setenv("RECONCILE_PASSWORD", SECRET)
    assert people("account", "password", "kim", "--as", "root", "--new-password-file", file).code == 0
    assert people("account", "password", "root", "--as", "kim").code == 2


def test_nobody_is_asked_where_nobody_sits(people: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECONCILE_PASSWORD")
    told = people("account", "disable", "kim", "--as", "root")
    assert (told.code, "No password was given" in told.err) == (2, True)


@pytest.mark.parametrize("name", ["Ada", "", "ada lovelace", "=cmd", "а", "x" * 65, "../x"])
def test_names_that_are_none(people: Command, name: str) -> None:
    assert "is no name for an account" in people("account", "add", name, "--role", "coder", "--as", "root").err


def test_passwords_too_short_are_refused(people: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILE_NEW_PASSWORD", "x" * 11)
    assert "11 characters" in people("account", "add", "eve", "--role", "coder", "--as", "root").err


def test_an_unreadable_password_file_is_named(people: Command, tmp_path: Path) -> None:
    told = people("account", "disable", "kim", "--as", "root", "--password-file", tmp_path / "none")
    assert (told.code, "cannot be read as text" in told.err) == (2, True)
