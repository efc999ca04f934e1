"""The tally room: what is counted over a whole run, from the findings alone."""

from reconcile.tally.tallying import tally_outcome

__all__ = ["tally_outcome"]
