"""The corridor: the rooms in the order of the work, with the database open. One module a job of the command line.

Nothing is imported here: `reconcile --help` must not load numpy and SQLAlchemy.
"""
