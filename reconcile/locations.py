"""Where the files that travel with the program lie: in the installed package, else beside it in a checkout.

An editable install does not lay force-included files beside the package, so each is looked for in both places.
"""

from pathlib import Path

from reconcile.errors import ReconcileError

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str, *, witness: str) -> Path:
    """The folder `name` that travels with the program, recognised by the file `witness` inside it.

    Raises ReconcileError if it is in neither place: the installation is broken.
    """
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if (folder / witness).exists():
            return folder
    raise ReconcileError(f"The installation lacks its folder {name!r}; install reconcile again.")


def migrations() -> Path:
    """The Alembic scripts."""
    return shipped("migrations", witness="env.py")


def fixtures() -> Path:
    """The cases that `reconcile demo` runs on."""
    return shipped("fixtures", witness="README.md")
