"""reconcile: claims of responsibility beside official statements."""

__version__ = "0.1.0"
