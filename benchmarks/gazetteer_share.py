"""How many places of the gold cases the shipped gazetteer resolves, and the figures without it.

Usage: python -m benchmarks.gazetteer_share
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import Bench, lay_out_gold, values
from benchmarks.tables import lines, shares
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.places import PlaceClass
from reconcile.evaluation import Truth
from reconcile.reference import export_reference
from reconcile.settings import Settings

TABLES = ("places.csv", "units.csv", "bases.csv")
SHARE_HEADINGS = ["places as written", "number", "share"]
SCORE_HEADINGS = ["gazetteer", "precision", "recall", "F1", "right flags"]


def share_resolved(bench: Bench) -> Iterator[list[str]]:
    """How many distinct places, as written, have a reading with a key of the gazetteer; how many of those are local."""
    readings: dict[tuple[str | None, str], tuple[bool, bool]] = {}
    accounts: list[ClaimAccount | StatementAccount] = [*bench.outcome.claims, *bench.outcome.statements]
    for account in accounts:
        if account.record.place is not None:
            keyed = [place for place in account.values.places if place.place_key is not None]
            local = any(place.place_class is PlaceClass.LOCAL for place in keyed)
            readings[account.record.country, account.record.place] = bool(keyed), local
    total = len(readings)
    found = sum(keyed for keyed, _ in readings.values())
    local_ones = sum(local for _, local in readings.values())
    for label, number in (
        ("all", total),
        ("resolved to a town, village or base", local_ones),
        ("resolved to a district, region or wider area only", found - local_ones),
        ("not resolved; compared by name and region", total - found),
    ):
        yield [label, str(number), f"{number / total:.2f}"]


def without_gazetteer(folder: Path) -> Settings:
    """Settings that name a copy of the tables in which the gazetteer holds nothing."""
    tables = folder / "tables"
    export_reference(tables)
    for name in TABLES:
        head = (tables / name).read_text(encoding="utf-8").split("\n", 1)[0]
        (tables / name).write_text(head + "\n", encoding="utf-8")
    return Settings(reference_folder=tables)


def scores(bench: Bench, truth: Truth, folder: Path) -> Iterator[list[str]]:
    yield ["shipped", *shares(values(bench.scored(bench.outcome, truth)))]
    bare, _ = lay_out_gold(folder, without_gazetteer(folder))
    yield ["none", *shares(values(bare.scored(bare.outcome, truth)))]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench, truth = lay_out_gold(Path(folder) / "shipped")
        print(*lines(SHARE_HEADINGS, list(share_resolved(bench))), "", sep="\n")
        bare = Path(folder) / "bare"
        bare.mkdir()
        print(*lines(SCORE_HEADINGS, list(scores(bench, truth, bare))), sep="\n")


if __name__ == "__main__":
    main()
