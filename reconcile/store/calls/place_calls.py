"""Imported gazetteers."""

from collections.abc import Collection, Iterable
from datetime import datetime

from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.store import gazetteers
from reconcile.store.calls.connected import Connected, Progress
from reconcile.store.engines import writing
from reconcile.store.gazetteers import GazetteerFile, ImportCounts, KeptGazetteer


class PlaceCalls(Connected):
    """Imported gazetteers."""

    def import_gazetteer(
        self,
        name: str,
        source: str,
        licence: str,
        file_digest: str,
        places: Iterable[GazetteerPlace],
        now: datetime,
        progress: Progress | None = None,
    ) -> ImportCounts:
        """All places of a gazetteer or none. The same file again: nothing; another one of its name: replaced."""
        file = GazetteerFile(name=name, source=source, licence=licence, file_digest=file_digest)
        with writing(self._engine) as connection:
            return gazetteers.import_gazetteer(connection, file, places, now, progress)

    def gazetteers(self) -> tuple[KeptGazetteer, ...]:
        """By name, in code-point order."""
        with self._reading() as connection:
            return gazetteers.kept_gazetteers(connection)

    def remove_gazetteer(self, name: str) -> int:
        """How many places went with it. Raises NotFoundError where there is none of that name."""
        with writing(self._engine) as connection:
            return gazetteers.remove_gazetteer(connection, name)

    def places_keyed(self, prefix: str, *, without: str) -> dict[str, GazetteerPlace]:
        """By key: the places whose key starts with `prefix`, as if there were no gazetteer named `without`."""
        with self._reading() as connection:
            return gazetteers.places_keyed(connection, prefix, without)

    def gazetteer_digests(self) -> dict[str, str]:
        """Digest of the file by name of the gazetteer, in code-point order."""
        with self._reading() as connection:
            return gazetteers.gazetteer_digests(connection)

    def places_named(self, keys: Collection[str], skeletons: Collection[str] = ()) -> NamedPlaces:
        """The places that bear a name with one of these keys or skeletons (`reconcile.domain.names`)."""
        with self._reading() as connection:
            return gazetteers.places_named(connection, keys, skeletons)

    def places_respelt(self, wanted: Collection[tuple[str, str]]) -> dict[str, tuple[GazetteerPlace, ...]]:
        """By skeleton: the places that bear a name with it; `wanted` are pairs of country and skeleton."""
        with self._reading() as connection:
            return gazetteers.places_respelt(connection, wanted)

    def units(self, level: PlaceClass) -> tuple[GazetteerPlace, ...]:
        """All places of one class (regions, districts), by key."""
        with self._reading() as connection:
            return gazetteers.units(connection, level)
