"""reconcile: claims of responsibility beside official statements."""

__version__ = "0.1.0"
PROGRAM = f"reconcile {__version__}"
"""What records of runs and messages name the program."""
