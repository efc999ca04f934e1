"""The only room that knows SQL: everything kept between two runs, on SQLite and PostgreSQL alike.

Values of the domain go in and come out; rows, sessions and SQL stay here.
"""

from reconcile.store.actors import ActorLike
from reconcile.store.batches import Batch, IngestCounts
from reconcile.store.codings import Coded
from reconcile.store.column_loading import LoadedSide, join_sides
from reconcile.store.copying import copy_database
from reconcile.store.database import Database, back_up_database, open_database, upgrade_database
from reconcile.store.decisions import Admitted, Refusal
from reconcile.store.drafts import CollectCounts, NewDecision, Sketched
from reconcile.store.gazetteers import ImportCounts, KeptGazetteer
from reconcile.store.pair_texts import Level, LevelNumbers
from reconcile.store.parts import SeenVersion
from reconcile.store.readings import Reading, Spoken
from reconcile.store.redacting import ErasedCounts, Order
from reconcile.store.review_states import ReviewState
from reconcile.store.run_rows import FindingRows, rows_of
from reconcile.store.runs import HeldFinding, Marks, NewRun, RunChanges, RunEnd
from reconcile.store.verifying import Verified
from reconcile.store.versions import KnownVersion
from reconcile.store.withdrawals import KeptBatch, WithdrawalCounts

__all__ = [
    "ActorLike",
    "Admitted",
    "Batch",
    "Coded",
    "CollectCounts",
    "Database",
    "ErasedCounts",
    "FindingRows",
    "HeldFinding",
    "ImportCounts",
    "IngestCounts",
    "KeptBatch",
    "KeptGazetteer",
    "KnownVersion",
    "Level",
    "LevelNumbers",
    "LoadedSide",
    "Marks",
    "NewDecision",
    "NewRun",
    "Order",
    "Reading",
    "Refusal",
    "ReviewState",
    "RunChanges",
    "RunEnd",
    "SeenVersion",
    "Sketched",
    "Spoken",
    "Verified",
    "WithdrawalCounts",
    "back_up_database",
    "copy_database",
    "join_sides",
    "open_database",
    "rows_of",
    "upgrade_database",
]
