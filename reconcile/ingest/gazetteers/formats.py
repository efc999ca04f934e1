"""What a format of places knows: how to take its rows apart, and which place a row tells of."""

from collections.abc import Iterator
from typing import Protocol

from reconcile.domain.places import GazetteerPlace
from reconcile.ingest.gazetteers.cells import Cells
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.rows import RawRow


class PlaceReader(Protocol):
    """Reads one file. A reader is used once: it may remember rows until the end."""

    source: str
    """Whose places they are."""
    licence: str

    def rows(self, file: PlaceFile) -> Iterator[RawRow]:
        """The rows of the file, cells by folded name. Raises InputError for a file of another format."""
        ...

    def place(self, cells: Cells) -> GazetteerPlace | None:
        """The place of one row; None where the row is left out by rule or told of at the end.

        Raises RowError for a row that cannot be taken.
        """
        ...

    def rest(self) -> Iterator[GazetteerPlace]:
        """What can be told only once all rows were seen."""
        ...
