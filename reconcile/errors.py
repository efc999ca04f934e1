"""What can go wrong in a way a person must mend.

Each message is one sentence that says what is wrong and, where there is one, which command mends it. Faults in
the data are not exceptions but `reconcile.domain.issues.Issue` values. Only the command line catches these.

    ReconcileError
    ├── SettingsError       a settings file says something the program does not understand
    ├── ReferenceDataError  a table of reference data does not hold what it must (names file and line)
    ├── InputError          a file cannot be read at all
    ├── OutputError         a place to write to is not ours to write to
    ├── DatabaseError       the database cannot be used
    │   └── LockedError     another run holds the database
    ├── NotFoundError       nothing of that name is in the database
    └── RefusedError        somebody may not do this, or not now
"""


class ReconcileError(Exception):
    """Anything a person can mend; the text is a sentence for that person."""


class SettingsError(ReconcileError):
    """A setting is unknown or has a value of the wrong kind."""


class ReferenceDataError(ReconcileError):
    """A reference table does not hold what it must; the text names file and line."""


class InputError(ReconcileError):
    """An input file as a whole cannot be read."""


class OutputError(ReconcileError):
    """An output cannot be written where it was asked for."""


class DatabaseError(ReconcileError):
    """The database cannot be opened, is not ours, or has another schema."""


class LockedError(DatabaseError):
    """Another run holds the database."""


class ClusterError(ReconcileError):
    """The work cannot be spread as asked: no scheduler, no workers, too little memory."""


class NotFoundError(ReconcileError):
    """Nothing of that name is known."""


class RefusedError(ReconcileError):
    """Somebody may not do this, or not now: no right to it, or somebody else was faster."""
