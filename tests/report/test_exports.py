"""The exports, read back by other means and held against the contract key by key."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from reconcile.domain.outcomes import Outcome
from reconcile.domain.records import ClaimKind
from reconcile.report import export_csv, export_geojson, export_json, export_parquet, export_xlsx
from reconcile.report.exports.columns import Kind
from tests.report.building import Made

FLAGS = {"agreement", "partial_match", "no_official_comment"}
SILENT = {"concluded", "pending", "not_monitored", "coverage_unknown", "structurally_silent"}
TABLES = ("claims", "links", "statements", "contradictions")
FACETS = {"agrees", "coarser", "differs", "not_stated"}


@pytest.fixture
def told(made: Made) -> Any:
    return json.loads(export_json(made.outcome))


@pytest.fixture
def tables(made: Made) -> dict[str, list[dict[str, str]]]:
    archive = zipfile.ZipFile(io.BytesIO(export_csv(made.outcome)))
    return {
        name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""), strict=True))
        for name in archive.namelist()
    }


def test_json_has_the_keys_of_the_contract(told: Any) -> None:
    assert set(told) == {"run", "claims", "statements", "contradictions"}
    assert told["run"] == {
        "id": "5f0c" * 16,
        "as_of": "2017-05-20T00:00:00Z",
        "program": "reconcile 0.1.0",
        "model": "assessed 1a2b3c4d",
    }
    for claim in told["claims"]:
        companions = {"family", "notes", "machine_flag", "decided_by_review", "erased"}
        assert set(claim) == {"id", "version", "flag", "status", "stance", "reason", "links"} | companions
        assert claim["version"] == 1
        assert claim["stance"] in {"reported", "mixed", "denied", None}
        assert claim["reason"]
        for link in claim["links"]:
            assert set(link) == {
                "statement", "flag", "match_weight", "match_probability", "facets", "stance", "denies",
            }  # fmt: skip
            assert link["flag"] in {"agreement", "partial_match"}
            assert set(link["facets"]) == {"date", "place", "target", "toll"}
            assert set(link["facets"].values()) <= FACETS
            assert link["stance"] in {"reports", "confirms", "denies", "unknown"}
    for statement in told["statements"]:
        assert set(statement) == {"id", "version", "claims", "erased"}


def test_json_names_every_claim_and_statement_once_in_order(told: Any, made: Made) -> None:
    assert [claim["id"] for claim in told["claims"]] == sorted(claim.id for claim in made.outcome.claims)
    assert [one["id"] for one in told["statements"]] == sorted(one.id for one in made.outcome.statements)


def test_json_links_and_claims_of_statements_are_the_same_links(told: Any) -> None:
    from_claims = {(claim["id"], link["statement"]) for claim in told["claims"] for link in claim["links"]}
    from_statements = {(claim, one["id"]) for one in told["statements"] for claim in one["claims"]}
    assert from_claims == from_statements
    assert len(from_claims) == 5


def test_json_flags_and_statuses(told: Any, made: Made) -> None:
    kinds = {claim.id: claim.record.claim_kind or ClaimKind.CLAIM for claim in made.outcome.claims}
    for claim in told["claims"]:
        if kinds[claim["id"]] is ClaimKind.CLAIM:
            assert claim["flag"] in FLAGS
            assert claim["status"] in SILENT
        else:
            assert claim["flag"] is None
            assert claim["links"] == []
    assert {claim["status"] for claim in told["claims"] if claim["flag"] is None} == {"group_denies", "allegation"}


def test_json_leaves_runner_ups_and_near_misses_out(told: Any) -> None:
    found = {claim["id"]: claim["links"] for claim in told["claims"]}
    assert found["c-tessalit-17"] == found["c-taghlit-16"] == []


def test_json_weights_are_rounded_bits(told: Any, made: Made) -> None:
    link = next(claim for claim in told["claims"] if claim["id"] == "c-tessalit-18")["links"][0]
    assert link["match_weight"] == 9.0
    assert link["match_probability"] == pytest.approx(2**9 / (1 + 2**9), abs=1e-6)
    finding = made.outcome.findings[0]
    odd = replace(finding.pairs[0], scored=replace(finding.pairs[0].scored, weight=1 / 3))
    outcome = replace(made.outcome, findings=(replace(finding, pairs=(odd,)), *made.outcome.findings[1:]))
    assert '"match_weight": 0.333,' in export_json(outcome).decode()


def test_json_names_what_is_denied(told: Any) -> None:
    claim = next(claim for claim in told["claims"] if claim["id"] == "c-halgan")
    assert claim["flag"] == "agreement"
    assert claim["stance"] == "denied"
    assert claim["links"][0]["denies"] == ["outcome", "toll"]


def test_csv_holds_the_tables_and_their_dictionary(tables: dict[str, list[dict[str, str]]], made: Made) -> None:
    assert list(tables) == [*(f"{name}.csv" for name in TABLES), "data_dictionary.csv"]
    assert len(tables["claims.csv"]) == len(made.outcome.claims)
    assert len(tables["statements.csv"]) == len(made.outcome.statements)
    assert len(tables["links.csv"]) == 5


def test_contradictions_are_findings_of_their_own(tables: dict[str, list[dict[str, str]]], told: Any) -> None:
    (one,) = told["contradictions"]
    assert one == {
        "claim": "c-halgan",
        "kind": "denied",
        "record": "statement",
        "id": "s-ethiopia",
        "linked": True,
        "groups": [],
        "denies": ["outcome", "toll"],
        "sentence": "Al-Shabaab claims the event; Ethiopian government denies the toll and the outcome.",
    }
    (row,) = tables["contradictions.csv"]
    assert (row["claim"], row["kind"], row["id"], row["linked"]) == ("c-halgan", "denied", "s-ethiopia", "linked")
    assert row["sentence"] == one["sentence"]


def test_csv_lines_end_as_rfc_4180_wants(made: Made) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_csv(made.outcome)))
    for name in archive.namelist():
        content = archive.read(name)
        assert content.endswith(b"\r\n")
        assert content.count(b"\r\n") == content.count(b"\n"), name


def test_the_dictionary_explains_every_column_once(tables: dict[str, list[dict[str, str]]]) -> None:
    explained = [(row["table"], row["column"]) for row in tables["data_dictionary.csv"]]
    found = [(name, column) for name in TABLES for column in tables[f"{name}.csv"][0]]
    assert explained == found
    assert len(set(found)) == len(found)
    assert all(row["type"] and row["meaning"] for row in tables["data_dictionary.csv"])


def test_numbers_stay_numbers_and_the_unknown_stays_empty(tables: dict[str, list[dict[str, str]]]) -> None:
    claims = {row["id"]: row for row in tables["claims.csv"]}
    gourma = claims["c-gourma"]
    assert (float(gourma["lat"]), float(gourma["lon"]), float(gourma["radius_km"])) == (16.88, -1.924, 25.0)
    assert gourma["killed_min"] == gourma["event_first"] == ""
    halgan = claims["c-halgan"]
    assert (halgan["killed_min"], halgan["killed_max"], halgan["own_killed_min"]) == ("60", "60", "16")
    tessalit = claims["c-tessalit-18"]
    assert (tessalit["wounded_min"], tessalit["wounded_max"]) == ("4", "")
    assert (tessalit["event_first"], tessalit["event_last"]) == ("2017-04-18", "2017-04-18")
    statements = {row["id"]: row for row in tables["statements.csv"]}
    assert statements["s-ethiopia"]["attackers_killed_min"] == "101"
    assert statements["s-ethiopia"]["denies"] == "outcome; toll"


def test_no_dead_is_a_statement(made: Made) -> None:
    from reconcile.domain.tolls import CountRange, Harm, TollSide

    claim = made.outcome.claims[4]
    none = replace(claim, values=replace(claim.values, tolls={(TollSide.OWN, Harm.KILLED): CountRange(0, 0)}))
    claims = (*made.outcome.claims[:4], none, *made.outcome.claims[5:])
    archive = zipfile.ZipFile(io.BytesIO(export_csv(replace(made.outcome, claims=claims))))
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(archive.read("claims.csv").decode(), newline=""))}
    assert rows["c-halgan"]["killed_min"] == rows["c-halgan"]["killed_max"] == "0"


def test_addresses_in_tables_cannot_be_followed(tables: dict[str, list[dict[str, str]]]) -> None:
    assert tables["claims.csv"][0]["url"].startswith("hxxps[://]example[.]org/")


def test_tables_hold_no_texts_and_no_names(made: Made) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_csv(made.outcome)))
    heads = {name: archive.read(name).decode().splitlines()[0].split(",") for name in archive.namelist()}
    for columns in heads.values():
        assert not {"text", "translation", "persons"} & set(columns)


def test_links_carry_facets_and_weights(tables: dict[str, list[dict[str, str]]]) -> None:
    link = next(row for row in tables["links.csv"] if row["claim"] == "c-border-05")
    assert link["statement"] == "s-france-05"
    assert (link["date"], link["place"], link["target"], link["toll"]) == (
        "agrees", "coarser", "not_stated", "not_stated",
    )  # fmt: skip
    assert float(link["match_weight"]) == 3.1
    assert float(link["distance_km"]) == 48.0
    assert link["statement_version"] == "2"


def test_parquet_holds_the_tables_of_the_csv_with_their_types(
    made: Made, tables: dict[str, list[dict[str, str]]]
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    written = export_parquet(made.outcome)
    assert written == export_parquet(made.outcome)
    archive = zipfile.ZipFile(io.BytesIO(written))
    for name in archive.namelist():
        table = parquet.read_table(io.BytesIO(archive.read(name)))
        rows = tables[name.replace(".parquet", ".csv")]
        assert table.num_rows == len(rows)
        told = [
            {
                key: "" if cell is None else repr(cell) if isinstance(cell, float) else str(cell)
                for key, cell in row.items()
            }
            for row in table.to_pylist()
        ]
        assert told == rows
        dictionary = json.loads(table.schema.metadata[b"reconcile.columns"])
        assert [column for _, column, _, _ in dictionary] == table.column_names
    assert str(parquet.read_schema(io.BytesIO(archive.read("links.parquet"))).field("match_weight").type) == "double"


def test_duckdb_reads_the_parquet_files_with_rows_and_types(
    made: Made, tables: dict[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    """Another library than the one that wrote them; types as the data dictionary has them."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed; it is one of the development libraries")
    types = {Kind.NUMBER: "DOUBLE", Kind.COUNT: "BIGINT"}
    with zipfile.ZipFile(io.BytesIO(export_parquet(made.outcome))) as archive:
        archive.extractall(tmp_path)
    for name in ("claims", "links", "statements"):
        file = str(tmp_path / f"{name}.parquet")
        read = duckdb.read_parquet(file)
        assert [dict(zip(read.columns, map(_as_text, row), strict=True)) for row in read.fetchall()] == tables[
            f"{name}.csv"
        ]
        ((told,),) = duckdb.execute(
            "select decode(value) from parquet_kv_metadata(?) where decode(key) = 'reconcile.columns'", [file]
        ).fetchall()
        dictionary = json.loads(told)
        assert [str(one) for one in read.types] == [types.get(kind, "VARCHAR") for _, _, kind, _ in dictionary]


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    return repr(cell) if isinstance(cell, float) else str(cell)


@pytest.fixture(scope="module")
def redacted(made: Made) -> Outcome:
    """The usual records; of one claim the text was erased."""
    first, *others = made.outcome.claims
    erased = {"text": datetime(2026, 5, 3, 12, tzinfo=UTC)}
    version = replace(first.version, erased=erased, record=replace(first.record, text=None))
    return replace(made.outcome, claims=(replace(first, version=version), *others))


def test_what_was_erased_is_said_in_every_form(redacted: Outcome) -> None:
    claim, when = redacted.claims[0].id, "2026-05-03T12:00:00Z"
    told = {one["id"]: one["erased"] for one in json.loads(export_json(redacted))["claims"]}
    assert told.pop(claim) == {"text": when}
    assert not any(told.values())
    archive = zipfile.ZipFile(io.BytesIO(export_csv(redacted)))
    rows = csv.DictReader(io.StringIO(archive.read("claims.csv").decode("utf-8"), newline=""))
    assert {row["id"]: row["erased"] for row in rows}[claim] == f"text {when}"
    features = json.loads(export_geojson(redacted))["features"]
    assert {one["id"]: one["properties"]["erased"] for one in features}[f"claim:{claim}"] == {"text": when}


def test_other_libraries_read_the_tables_as_they_are_meant(made: Made) -> None:
    """Not the ones that wrote them: pyarrow reads the CSV, calamine the workbook; rows, ids and types are the same."""
    reader = pytest.importorskip("pyarrow.csv", reason="the extra `parquet` is not installed")
    archive = zipfile.ZipFile(io.BytesIO(export_csv(made.outcome)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(export_xlsx(made.outcome)))
    for name in TABLES:
        content = archive.read(f"{name}.csv")
        read = reader.read_csv(io.BytesIO(content), parse_options=reader.ParseOptions(newlines_in_values=True))
        expected = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
        heads, *sheet = book.get_sheet_by_name(name).to_python()
        assert read.column_names == list(expected[0]) == heads
        assert read.num_rows == len(expected) == len(sheet)
        ids = heads.index("claim" if name in ("links", "contradictions") else "id")
        assert read.column(ids).to_pylist() == [list(row.values())[ids] for row in expected]
        assert [row[ids] for row in sheet] == read.column(ids).to_pylist()
    weights = reader.read_csv(io.BytesIO(archive.read("links.csv"))).column("match_weight")
    assert str(weights.type) == "double"


def test_a_validator_finds_the_geojson_well_formed(made: Made) -> None:
    """By a schema of RFC 7946 as far as the export uses it."""
    position = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    ring = {"type": "array", "items": position, "minItems": 4}

    def shape(kind: str, coordinates: object) -> dict[str, object]:
        return {
            "type": "object",
            "properties": {"type": {"const": kind}, "coordinates": coordinates},
            "required": ["type", "coordinates"],
            "additionalProperties": False,
        }

    shapes = [
        shape("Point", position),
        shape("MultiPoint", {"type": "array", "items": position}),
        shape("Polygon", {"type": "array", "items": ring}),
        {"type": "null"},
    ]
    feature = {
        "properties": {"type": {"const": "Feature"}, "geometry": {"oneOf": shapes}, "properties": {"type": "object"}},
        "required": ["type", "geometry", "properties", "id"],
    }
    schema = {
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}},
        "required": ["type", "features"],
    }
    told = json.loads(export_geojson(made.outcome))
    jsonschema.Draft202012Validator(schema).validate(told)
    for one in told["features"]:
        if one["geometry"] and one["geometry"]["type"] == "Polygon":
            (corners,) = one["geometry"]["coordinates"]
            assert corners[0] == corners[-1]
