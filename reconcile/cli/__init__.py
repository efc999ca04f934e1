"""The command line: the only part that talks to people and schedulers.

Data go to stdout, talk and progress to stderr. Exit codes are the contract's: 0 done, 2 cannot, 65 some rows rejected,
75 the database is locked by another run.
"""

from reconcile.cli.app import main

__all__ = ["main"]
