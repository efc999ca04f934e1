"""Values that map to nothing, from the records in a database."""

import json
from collections.abc import Mapping
from pathlib import Path

from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_file, upgrade_schema
from reconcile.pipeline.unmapped import UnmappedValue, unmapped_values
from reconcile.reference import export_reference
from reconcile.settings import Settings
from tests.pipeline.running import NOW

CLAIM = {"id": "c1", "claimant": "JNIM", "country": "ML", "target_type": "convoy", "attack_type": "IED"}
STATEMENT = {"id": "s1", "issuer": "MINUSMA", "country": "ML", "target_actor": "soldiers"}


def keep(folder: Path, kind: RecordKind, *rows: Mapping[str, object]) -> str:
    url = f"sqlite:///{folder / 'values.db'}"
    upgrade_schema(url)
    path = folder / "records.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert ingest_file(url, kind, path, NOW).counts["rejected"] == 0
    return url


def test_known_values_are_not_listed(tmp_path: Path) -> None:
    url = keep(tmp_path, RecordKind.CLAIM, CLAIM)
    keep(tmp_path, RecordKind.STATEMENT, STATEMENT)
    assert unmapped_values(url, Settings(), NOW) == ()


def test_unknown_values_are_counted_by_field_the_commonest_first(tmp_path: Path) -> None:
    odd = {"target_type": "zeppelin", "text": "kraken"}
    rows = (
        CLAIM | odd | {"id": "c1"},
        CLAIM | odd | {"id": "c2", "attack_type": "hex"},
        CLAIM | {"id": "c3", "target_type": "airship", "claimant": "Nobody in particular"},
    )
    url = keep(tmp_path, RecordKind.CLAIM, *rows)
    keep(tmp_path, RecordKind.STATEMENT, STATEMENT | {"issuer": "a passer-by", "target_actor": "the moon"})
    assert unmapped_values(url, Settings(), NOW) == (
        UnmappedValue(field="target_type", value="zeppelin", records=2),
        UnmappedValue(field="target_type", value="airship", records=1),
        UnmappedValue(field="attack_type", value="hex", records=1),
        UnmappedValue(field="target_actor", value="the moon", records=1),
        UnmappedValue(field="claimant", value="Nobody in particular", records=1),
        UnmappedValue(field="issuer", value="a passer-by", records=1),
    )


def test_only_the_latest_version_counts(tmp_path: Path) -> None:
    keep(tmp_path, RecordKind.CLAIM, CLAIM | {"target_type": "zeppelin"})
    url = keep(tmp_path, RecordKind.CLAIM, CLAIM)
    assert unmapped_values(url, Settings(), NOW) == ()


def test_long_values_are_shortened_and_made_harmless(tmp_path: Path) -> None:
    url = keep(tmp_path, RecordKind.CLAIM, CLAIM | {"target_type": "\u202ezeppelin " * 40})
    (value,) = unmapped_values(url, Settings(), NOW)
    assert len(value.value) <= 80
    assert "\u202e" not in value.value


def test_an_edited_table_counts_at_once(tmp_path: Path) -> None:
    url = keep(tmp_path, RecordKind.CLAIM, CLAIM | {"target_type": "zeppelin"})
    export_reference(tmp_path / "tables")
    with (tmp_path / "tables" / "lexicon.csv").open("a", encoding="utf-8") as lines:
        lines.write("target,en,zeppelin,aircraft,\n")
    assert unmapped_values(url, Settings(reference_folder=tmp_path / "tables"), NOW) == ()
