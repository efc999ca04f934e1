"""Which claims and which statements tell of the same event.

Works on columns: arrays of comparable values, one row a record. Inside are three verbs: `fit_frequencies` (how
common places are), `score_pairs` (pure, slice by slice) and `settle` (competition over all kept pairs at once).
"""

from reconcile.link.constraints import Constraints
from reconcile.link.linking import LinkedRecords, link_records
from reconcile.link.partitions import Partition, score_partition
from reconcile.link.passing import HERE, Work

__all__ = ["HERE", "Constraints", "LinkedRecords", "Partition", "Work", "link_records", "score_partition"]
