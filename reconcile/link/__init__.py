"""Which claims and which statements tell of the same event.

Works on columns: arrays of comparable values, one row a record. Inside are three verbs: `fit_frequencies` (how
common places are), `score_pairs` (pure, slice by slice) and `settle` (competition over all kept pairs at once).
"""

from reconcile.link.constraints import Constraints
from reconcile.link.linking import link_records

__all__ = ["Constraints", "link_records"]
