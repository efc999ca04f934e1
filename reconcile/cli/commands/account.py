"""Commands on accounts: who may review, and as what."""

from pathlib import Path

import click

from reconcile.cli.answering import say, say_json, say_table, talk
from reconcile.cli.asking import Place, right_now
from reconcile.cli.identifying import NEW_PASSWORD_VARIABLE, credentials, identified, read_password
from reconcile.domain.decisions import Account, Role
from reconcile.domain.instants import iso_instant

ROLES = [role.value for role in Role]
NEW_PASSWORD_FILE = click.option(
    "--new-password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"File whose first line is the new password; else {NEW_PASSWORD_VARIABLE}, else a prompt.",
)


@click.group()
def account() -> None:
    """Accounts of people who review: viewer, coder, reviewer or admin.

    Once there is an admin, only an admin changes accounts (--as NAME, with their password).
    """


@account.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the account may do.")
@NEW_PASSWORD_FILE
@identified
@click.pass_obj
def add(
    place: Place,
    name: str,
    role: str,
    new_password_file: Path | None,
    account: str | None,
    password_file: Path | None,
) -> None:
    """Makes the account NAME."""
    from reconcile.pipeline.accounts import add_account, require_role

    require_role(place.database, Role.ADMIN, lambda: credentials(account, password_file))
    password = read_password(f"New password of {name}", NEW_PASSWORD_VARIABLE, new_password_file, twice=True)
    made = add_account(place.database, name, Role(role), password, right_now())
    if Role(role) is not Role.ADMIN:
        _warn_without_admin(place)
    say(f"{made.name} has the role {made.role.value}.")


@account.command("list")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
@click.pass_obj
def list_all(place: Place, as_json: bool) -> None:
    """Lists all accounts with their roles; never their passwords."""
    from reconcile.pipeline.accounts import list_accounts

    found = list_accounts(place.database)
    if as_json:
        say_json([_as_json(one) for one in found])
        return
    rows = [
        [one.name, one.role.value, "yes" if one.active else "no", iso_instant(one.created_at)[:10]] for one in found
    ]
    say_table(["name", "role", "active", "made"], rows, shares=(3, 2, 1, 2))


@account.command()
@click.argument("name")
@identified
@click.pass_obj
def disable(place: Place, name: str, account: str | None, password_file: Path | None) -> None:
    """Shuts the account NAME out; what it decided stays, with its name."""
    _switch(place, name, account, password_file, active=False)


@account.command()
@click.argument("name")
@identified
@click.pass_obj
def enable(place: Place, name: str, account: str | None, password_file: Path | None) -> None:
    """Lets the account NAME in again."""
    _switch(place, name, account, password_file, active=True)


@account.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@identified
@click.pass_obj
def role(place: Place, name: str, role: str, account: str | None, password_file: Path | None) -> None:
    """Gives the account NAME another ROLE; decisions already made stay as they are."""
    from reconcile.pipeline.accounts import change_account, require_role

    require_role(place.database, Role.ADMIN, lambda: credentials(account, password_file))
    changed = change_account(place.database, name, right_now(), role=Role(role))
    say(f"{changed.name} has the role {changed.role.value}.")


@account.command()
@click.argument("name")
@NEW_PASSWORD_FILE
@identified
@click.pass_obj
def password(
    place: Place, name: str, new_password_file: Path | None, account: str | None, password_file: Path | None
) -> None:
    """Renews the password of NAME: by themselves with the old one, or by an admin (--as)."""
    from reconcile.pipeline.accounts import change_password, require_role

    needed = Role.VIEWER if account in (None, name) else Role.ADMIN
    require_role(place.database, needed, lambda: credentials(account or name, password_file))
    new = read_password(f"New password of {name}", NEW_PASSWORD_VARIABLE, new_password_file, twice=True)
    change_password(place.database, name, new, right_now())
    say(f"{name} has a new password.")


def _switch(place: Place, name: str, account: str | None, password_file: Path | None, *, active: bool) -> None:
    from reconcile.pipeline.accounts import change_account, require_role

    require_role(place.database, Role.ADMIN, lambda: credentials(account, password_file))
    change_account(place.database, name, right_now(), active=active)
    say(f"{name} is {'enabled' if active else 'disabled'}.")


def _warn_without_admin(place: Place) -> None:
    from reconcile.pipeline.accounts import list_accounts

    if not any(one.role is Role.ADMIN and one.active for one in list_accounts(place.database)):
        talk("There is no admin yet: until one is made, anybody who reaches the database may make accounts.")


def _as_json(one: Account) -> dict[str, object]:
    return {
        "name": one.name,
        "role": one.role.value,
        "active": one.active,
        "created_at": iso_instant(one.created_at),
        "changed_at": iso_instant(one.changed_at),
    }
