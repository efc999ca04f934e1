"""Who acts: an account and its password, from a prompt, the environment or a file; never from an option."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reconcile.cli.asking import Place
from reconcile.domain.decisions import Role
from reconcile.errors import InputError, RefusedError

PASSWORD_VARIABLE = "RECONCILE_PASSWORD"  # noqa: S105 - the name of a variable
NEW_PASSWORD_VARIABLE = "RECONCILE_NEW_PASSWORD"  # noqa: S105 - likewise

ACCOUNT = click.option("--as", "account", metavar="ACCOUNT", help="Who you are: the name of your account.")
PASSWORD_FILE = click.option(
    "--password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"File whose first line is your password; else {PASSWORD_VARIABLE} of the environment, else a prompt.",
)


def identified(command: Callable[..., Any]) -> Callable[..., Any]:
    """The two options by which somebody says who acts."""
    return ACCOUNT(PASSWORD_FILE(command))


def credentials(account: str | None, password_file: Path | None) -> tuple[str, str]:
    """Name and password. Raises RefusedError where nobody said who acts, or nobody is there to be asked."""
    if account is None:
        raise RefusedError("This needs to know who you are: name your account with --as ACCOUNT.")
    return account, read_password(f"Password of {account}", PASSWORD_VARIABLE, password_file)


def read_password(prompt: str, variable: str, file: Path | None, *, twice: bool = False) -> str:
    """From the file, else the environment, else a person at a terminal."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The password file {file} cannot be read as text; name another.") from error
        return lines[0] if lines else ""
    if (given := os.environ.get(variable)) is not None:
        return given
    if not sys.stdin.isatty():
        option = "--new-password-file" if variable == NEW_PASSWORD_VARIABLE else "--password-file"
        raise RefusedError(f"No password was given: name a file with one ({option}), or set {variable}.")
    told: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
    return told


def proven(place: Place, account: str | None, password_file: Path | None, role: Role = Role.CODER) -> str:
    """The name of the account, once its password was shown to fit. Raises RefusedError where not, or the role lacks."""
    from reconcile.pipeline.reviewing import prove

    name, password = credentials(account, password_file)
    return prove(place.database, name, password, role)
