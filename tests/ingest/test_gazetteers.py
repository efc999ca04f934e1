"""Gazetteers of others: each format with good rows, bad rows, and what is left out by rule."""

import csv
import gzip
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.gazetteer import GazetteerFormat
from reconcile.domain.outlines import CountryOutline
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.errors import InputError
from reconcile.ingest.gazetteers import Atlas, GazetteerReading, read_alternate_names, read_gazetteer, table_name
from reconcile.ingest.gazetteers.spellings import MOST_NAMES, spellings

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
MALTA = {"wof_id": "1", "gn_id": "2562557", "name": "San Giljan", "placetype": "locality", "lat": "35.9", "lon": "14.5",
         "pop": "6799", "is_current": "1", "superseded": "", "deprecated": "", "region": "", "county": "",
         "altnames": "San Julian", "country": "ML"}  # fmt: skip
MENAKA = MALTA | {"wof_id": "2", "gn_id": "2453514", "name": "Ménaka", "lat": "15.92", "lon": "2.40", "region": "Gao",
                  "county": "Ménaka", "altnames": "Menaca|Менака|منكا|MNK|Ménaca"}  # fmt: skip


def unit(key: str, name: str, at: tuple[float, float] | None, radius: float, **fields: Any) -> GazetteerPlace:
    told: dict[str, Any] = {"place_class": PlaceClass.REGION, "country": "ML", "admin1": key, "admin2": None}
    lat, lon = at or (None, None)
    told |= {"lat": lat, "lon": lon, "radius_km": radius, "population": None, "source": "tables"}
    return GazetteerPlace(**{"key": key, "name": name, **told, **fields})


UNITS = (
    unit("ML.09", "Gao", (16.1, 0.0), 240),
    unit("ML.m", "Ménaka", (15.9, 2.9), 170),
    unit("ML.08", "Tombouctou", (16.4, -3.0), 320, names=("Timbuktu",)),
    unit("ML.07", "Koulikoro", (12.8, -7.6), 139),
    unit("ML.m.1", "Ménaka", (15.9, 2.4), 60, place_class=PlaceClass.DISTRICT, admin1="ML.m", admin2="ML.m.1"),
    unit("ML.09.2", "Ansongo", (15.7, 0.5), 60, place_class=PlaceClass.DISTRICT, admin1="ML.09", admin2="ML.09.2"),
)
ATLAS = Atlas(
    UNITS,
    {"ML.m": "ML.09"},
    {"ML": ("Mali",), "NE": ("Niger",), "CD": ("DR Congo", "Democratic Republic of Congo")},
    [CountryOutline(country="ML", name="Mali", rings=(((-12.0, 10.0), (4.0, 10.0), (4.0, 25.0), (-12.0, 10.0)),))],
)


def read(
    path: Path, form: GazetteerFormat = GazetteerFormat.WOF, atlas: Atlas = ATLAS
) -> tuple[dict[str, GazetteerPlace], GazetteerReading]:
    reading = read_gazetteer(path, form, atlas)
    return {place.key: place for place in reading}, reading


def table(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """A CSV file, packed as its name says."""
    told = io.StringIO(newline="")
    writer = csv.DictWriter(told, list(rows[0]), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return packed(path, told.getvalue())


def packed(path: Path, text: str) -> Path:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "what the columns mean")
            archive.writestr(f"{path.stem}.txt", text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


def codes(reading: GazetteerReading) -> list[tuple[int, str]]:
    return [(row.line, issue.code) for row in reading.rejected for issue in row.issues]


# Who's On First


def test_a_locality_of_whos_on_first(tmp_path: Path) -> None:
    places, reading = read(table(tmp_path / "wof-ML.csv.gz", [MENAKA]))
    assert places["geonames:2453514"] == GazetteerPlace(
        key="geonames:2453514",
        name="Ménaka",
        place_class=PlaceClass.LOCAL,
        country="ML",
        admin1="ML.m",
        admin2="ML.m.1",
        lat=15.92,
        lon=2.40,
        radius_km=5.0,
        population=6799,
        source="Who's On First (CC0 1.0; with data of GeoNames, CC BY 4.0)",
        names=("Menaca", "منكا"),
    )
    assert (reading.read, reading.places, reading.left_out, reading.rejected) == (1, 1, 0, [])


def test_a_row_of_malta_filed_under_mali_is_rejected(tmp_path: Path) -> None:
    places, reading = read(table(tmp_path / "wof-ML.csv", [MALTA, MENAKA]))
    assert list(places) == ["geonames:2453514"]
    assert codes(reading) == [(2, "place-outside-country")]
    assert "ML" in reading.issues[0].message
    assert isinstance(reading.rejected[0].row, Mapping)
    assert reading.rejected[0].row["name"] == "San Giljan"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"lat": "95"}, "number-expected"),
        ({"lat": "north"}, "number-expected"),
        ({"lat": "nan"}, "number-expected"),
        ({"lon": ""}, "coordinates-missing"),
        ({"lat": "0", "lon": "0"}, "coordinates-zero"),
        ({"name": ""}, "place-name"),
        ({"name": "?!"}, "place-name"),
        ({"country": "Atlantis"}, "country-unknown"),
        ({"lon": "-2.40"}, "place-outside-region"),
        ({"gn_id": "12x"}, "place-key"),
        ({"gn_id": "", "wof_id": "-"}, "place-key"),
        ({"pop": "many"}, "number-expected"),
    ],
)
def test_bad_rows_are_rejected_alone(tmp_path: Path, fields: dict[str, str], code: str) -> None:
    good = MENAKA | {"wof_id": "3", "gn_id": "7"}
    places, reading = read(table(tmp_path / "x.csv", [MENAKA | fields, good]))
    assert list(places) == ["geonames:7"]
    assert codes(reading) == [(2, code)]


def test_rows_that_are_past_and_kinds_of_no_use_are_left_out(tmp_path: Path) -> None:
    left = [{"is_current": "0"}, {"superseded": "9"}, {"deprecated": "2019-01-01"}, {"placetype": "country"}]
    rows = [MENAKA | fields | {"gn_id": str(n)} for n, fields in enumerate([*left, {"is_current": "-1"}])]
    places, reading = read(table(tmp_path / "x.csv", rows))
    assert list(places) == ["geonames:4"]
    assert (reading.left_out, reading.rejected) == (4, [])


def test_one_number_of_geonames_is_given_to_one_place(tmp_path: Path) -> None:
    rows = [MENAKA, MENAKA | {"wof_id": "3"}, MENAKA | {"wof_id": "4", "gn_id": ""}]
    assert list(read(table(tmp_path / "x.csv", rows))[0]) == ["geonames:2453514", "wof:3", "wof:4"]


def test_the_same_key_twice_in_a_file_is_taken_once(tmp_path: Path) -> None:
    row = MENAKA | {"gn_id": ""}
    places, reading = read(table(tmp_path / "x.csv", [row, row]))
    assert list(places) == ["wof:2"]
    assert codes(reading) == [(3, "key-repeated")]


def test_units_of_the_tables_gain_names_and_keep_the_rest(tmp_path: Path) -> None:
    region = MENAKA | {"placetype": "region", "name": "Gao", "lat": "17.0", "lon": "1.0", "county": ""}
    rows = [region | {"altnames": "ولاية غاو|Gao"}, region | {"wof_id": "5", "altnames": "Gawo"}]
    district = {
        "placetype": "county",
        "name": "Ansongo",
        "lat": "15.6",
        "lon": "0.6",
        "county": "",
        "altnames": "Asongo",
    }
    places, reading = read(table(tmp_path / "x.csv", [*rows, MENAKA | district]))
    assert places == {
        "ML.09": replace(UNITS[0], names=("ولاية غاو", "Gawo")),
        "ML.09.2": replace(UNITS[5], names=("Asongo",)),
    }
    assert (reading.read, reading.left_out, reading.places) == (3, 3, 2)


def test_units_that_the_tables_lack_are_kept_as_they_are(tmp_path: Path) -> None:
    region = MENAKA | {"placetype": "region", "name": "Azawad", "region": "Azawad", "altnames": ""}
    county = MENAKA | {"placetype": "county", "name": "Tin-Essako", "county": "Tin-Essako", "wof_id": "8"}
    places, _ = read(table(tmp_path / "x.csv", [region, county]))
    assert [(p.key, p.place_class, p.admin1, p.admin2, p.radius_km) for p in places.values()] == [
        ("name:ML:azawad", PlaceClass.REGION, "name:ML:azawad", None, 150.0),
        ("wof:8", PlaceClass.DISTRICT, "ML.09", "wof:8", 50.0),
    ]


# Regions


@pytest.mark.parametrize(
    ("region", "county", "expected"),
    [
        ("Gao", "", ("ML.09", None)),
        ("gao region", "Ansongo", ("ML.09", "ML.09.2")),
        ("Timbuktu", "", ("ML.08", None)),
        ("Koulikouro", "", ("ML.07", None)),
        ("Gao (Gawo)", "", ("ML.09", None)),
        ("Gao", "Ménaka", ("ML.m", "ML.m.1")),
        ("Ménaka", "Ménaka", ("ML.m", "ML.m.1")),
        ("Tombouctou", "Ansongo", ("ML.08", None)),
        ("Ansongo", "", ("ML.09", "ML.09.2")),
        ("Azawad", "Ansongo", ("name:ML:azawad", None)),
        ("", "Ansongo", (None, None)),
    ],
)
def test_regions_of_other_sources_are_ours(region: str, county: str, expected: tuple[str | None, str | None]) -> None:
    assert ATLAS.whereabouts("ML", region, county) == expected


@pytest.mark.parametrize(
    ("point", "region", "fits"),
    [
        ((16.1, 4.5), "ML.09", True),
        ((16.1, 4.7), "ML.m", True),
        ((15.9, -0.9), "ML.m", True),
        ((15.9, -1.1), "ML.m", False),
        ((16.1, 7.4), None, False),
        ((22.0, 3.0), None, True),
        ((36.0, 14.5), None, False),
    ],
)
def test_how_far_from_its_region_or_country_a_place_may_lie(
    tmp_path: Path, point: tuple[float, float], region: str | None, fits: bool
) -> None:
    """Ménaka reaches 170 and 250 km; where no region is stated, the countries' regions and outline say."""
    names = {"ML.09": ("Gao", ""), "ML.m": ("Ménaka", ""), None: ("", "")}
    row = MENAKA | {"lat": str(point[0]), "lon": str(point[1]), "region": names[region][0], "county": ""}
    reading = read_gazetteer(table(tmp_path / "x.csv", [row, MENAKA | {"gn_id": "7"}]), GazetteerFormat.WOF, ATLAS)
    assert (len(list(reading)) == 2) is fits


def test_a_country_of_which_nothing_is_known_holds_all(tmp_path: Path) -> None:
    row = MENAKA | {"country": "NE", "region": "Diffa", "county": "", "lat": "-50"}
    (place,) = read(table(tmp_path / "x.csv", [row]))[0].values()
    assert (place.country, place.admin1) == ("NE", "name:NE:diffa")


# GeoNames


def geonames(number: int, name: str, kind: str, *, at: str = "16.0\t0.1", units: str = "09\t2", country: str = "ML",
             population: int = 0, others: str = "") -> str:  # fmt: skip
    feature = kind.replace(".", "\t")
    return (
        f"{number}\t{name}\t{name}\t{others}\t{at}\t{feature}\t{country}\t\t{units}\t\t\t{population}"
        "\t\t250\tAfrica/Bamako\t2020-01-01\n"
    )


def test_a_country_dump_of_geonames(tmp_path: Path) -> None:
    text = (
        geonames(1, "Gao", "P.PPLA", population=86633, others="GAQ,Gawo,Гао,غاو")
        + geonames(2, "Camp Firhoun", "S.BRKS")
        + geonames(3, "Lac Faguibine", "H.LK")
        + geonames(4, "Essouk", "P.PPLH")
        + geonames(5, "Gao", "A.ADM1", others="Gao Region", units="09\t")
        + geonames(6, "Tin-Essako", "A.ADM2", units="10\t77")
        + geonames(7, "Nulle Part", "P.PPL", units="00\t")
        + geonames(8, "Somewhere at Sea", "P.PPL", country="")
        + "broken line\n"
        + geonames(9, 'Say "hello', "P.PPL", at="16.0\teast")
        + geonames(10, "Anvers", "P.PPL", at="51.2\t4.4", units="00\t")
    )
    places, reading = read(packed(tmp_path / "ML.zip", text), GazetteerFormat.GEONAMES)
    assert list(places) == ["geonames:1", "geonames:2", "geonames:7", "ML.09", "ML.10.77"]
    assert places["geonames:1"].names == ("Gawo", "غاو")
    assert (places["geonames:1"].admin1, places["geonames:1"].admin2) == ("ML.09", "ML.09.2")
    assert (places["geonames:1"].population, places["geonames:2"].population) == (86633, None)
    assert places["ML.09"] == replace(UNITS[0], names=("Gao Region",))
    assert (places["ML.10.77"].place_class, places["ML.10.77"].radius_km) == (PlaceClass.DISTRICT, 50.0)
    assert (places["geonames:7"].admin1, places["geonames:7"].admin2) == (None, None)
    assert codes(reading) == [(9, "row-cells"), (10, "number-expected"), (11, "place-outside-country")]
    assert reading.rejected[0].row == "broken line"
    assert (reading.read, reading.left_out) == (11, 5)


def test_a_line_that_is_not_utf8_is_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    path.write_bytes(geonames(1, "Gao", "P.PPL").encode() + geonames(2, "Ségou", "P.PPL").encode("latin-1"))
    places, reading = read(path, GazetteerFormat.GEONAMES)
    assert list(places) == ["geonames:1"]
    assert codes(reading) == [(2, "encoding-not-utf8")]


def test_alternate_names_are_added_to_known_places(tmp_path: Path) -> None:
    gao = replace(UNITS[0], key="geonames:1", place_class=PlaceClass.LOCAL, names=("Gawo",))
    rows = [
        "11\t1\ten\tGawo\t\t\t\t\t\t",
        "12\t1\tfr\tGaô\t1\t\t\t",
        "13\t1\ten\tGawgaw",
        "14\t1\tlink\thttps://example.org/Gao\t\t\t\t",
        "15\t1\tar\tغاو\t\t\t\t\t\t",
        "16\t1\tru\tГао\t\t\t\t\t\t",
        "17\t99\ten\tElsewhere\t\t\t\t\t\t",
        "18\tone\ten\tGao\t\t\t\t\t\t",
    ]
    reading = read_alternate_names(packed(tmp_path / "ML.zip", "\n".join(rows)), {gao.key: gao})
    assert list(reading) == [replace(gao, names=("Gawgaw", "غاو"))]
    assert codes(reading) == [(8, "place-key")]


# OCHA


def test_settlements_of_ocha(tmp_path: Path) -> None:
    row = {"featureNam": "Kabaté", "pcode": "ML010102000", "featureRef": "Kabate", "featureAlt": "NA",
           "admin0Name": "Mali", "admin0Pcod": "ML", "admin1Name": "Koulikouro", "admin2Name": "Kati",
           "longitude": "-7.5", "latitude": "12.9"}  # fmt: skip
    rows = [row, row | {"pcode": "x y"}, row | {"pcode": "B2", "featureAlt": "Kabati"}, row | {"longitude": "NA"}]
    places, reading = read(table(tmp_path / "cod.csv", rows), GazetteerFormat.COD)
    assert [(p.key, p.name, p.names, p.admin1, p.admin2) for p in places.values()] == [
        ("cod:ML010102000", "Kabaté", (), "ML.07", None),
        ("cod:B2", "Kabaté", ("Kabati",), "ML.07", None),
    ]
    assert codes(reading) == [(3, "place-key"), (5, "coordinates-missing")]


def test_other_headings_and_codes_of_three_letters(tmp_path: Path) -> None:
    row = {"featureName_en": "Ansongo", "PCODE": "ML09", "adm0_pcode": "MLI", "adm0_en": "Mali", "adm1_en": "Gao",
           "adm2_en": "Ansongo", "x": "0.5", "y": "15.7"}  # fmt: skip
    (place,) = read(table(tmp_path / "cod.csv", [row]), GazetteerFormat.COD)[0].values()
    assert (place.country, place.admin1, place.admin2) == ("ML", "ML.09", "ML.09.2")


# ACLED


def test_locations_of_acled_are_told_once(tmp_path: Path) -> None:
    row = {"event_id_cnty": "MLI1", "country": "Mali", "admin1": "Gao", "admin2": "Ansongo",
           "location": "Gao - Aljanabandia", "latitude": "16.27", "longitude": "-0.04", "geo_precision": "1.0",
           "notes": "never read"}  # fmt: skip
    rows = [
        row,
        row | {"event_id_cnty": "MLI2", "geo_precision": "2"},
        row | {"country": "Democratic Republic of Congo", "admin1": "Ituri", "location": "Komanda"},
        row | {"admin1": "", "geo_precision": "3", "location": "Sea of Sand"},
        row | {"country": "Atlantis"},
    ]
    places, reading = read(table(tmp_path / "acled.csv.gz", rows), GazetteerFormat.ACLED)
    assert [(p.key, p.names, p.admin1, p.source) for p in places.values()] == [
        ("acled:ML:gaoaljanabandia:16.27:-0.04", ("Aljanabandia",), "ML.09", "ACLED"),
        ("acled:CD:komanda:16.27:-0.04", (), "name:CD:ituri", "ACLED"),
    ]
    assert (reading.left_out, codes(reading)) == (2, [(6, "country-unknown")])


# Our own columns

OWN = {"key": "my:1", "name": "Camp Firhoun", "class": "", "country": "ML", "admin1": "Gao", "admin2": "",
       "lat": "16.26", "lon": "-0.02", "radius_km": "", "population": "", "names": "Firhoun | فرحون",
       "source": "a map"}  # fmt: skip


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    rows = [
        OWN,
        OWN
        | {"key": "my:2", "admin1": "ML.09", "admin2": "Ansongo", "radius_km": "30", "population": "12", "source": ""},
        OWN | {"key": "my:3", "class": "district", "lat": "", "lon": ""},
        OWN | {"key": "my:4", "class": "region", "radius_km": "99"},
        OWN | {"key": "my:5", "class": "wider", "admin1": ""},
    ]
    places, _ = read(table(tmp_path / "mine.csv", rows), GazetteerFormat.CSV)
    assert [(p.key, p.place_class, p.admin1, p.admin2, p.radius_km, p.lat, p.source) for p in places.values()] == [
        ("my:1", PlaceClass.LOCAL, "ML.09", None, 5.0, 16.26, "a map"),
        ("my:2", PlaceClass.LOCAL, "ML.09", "ML.09.2", 30.0, 16.26, "own table"),
        ("my:3", PlaceClass.DISTRICT, "ML.09", "my:3", 50.0, None, "a map"),
        ("my:4", PlaceClass.REGION, "my:4", None, 99.0, 16.26, "a map"),
        ("my:5", PlaceClass.WIDER, None, None, 500.0, 16.26, "a map"),
    ]
    assert places["my:1"].names == ("Firhoun", "فرحون")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"key": ""}, "place-key"),
        ({"key": "two words"}, "place-key"),
        ({"class": "town"}, "place-class"),
        ({"lat": "", "lon": ""}, "coordinates-missing"),
        ({"class": "region", "lat": ""}, "coordinates-missing"),
        ({"radius_km": "30.1"}, "place-radius"),
        ({"radius_km": "0"}, "number-expected"),
        ({"population": "-1"}, "number-expected"),
        ({"key": "my:0"}, "key-repeated"),
    ],
)
def test_bad_rows_of_a_table_of_ones_own(tmp_path: Path, fields: dict[str, str], code: str) -> None:
    places, reading = read(table(tmp_path / "x.csv", [OWN | {"key": "my:0"}, OWN | fields]), GazetteerFormat.CSV)
    assert list(places) == ["my:0"]
    assert codes(reading) == [(3, code)]


# Files


@pytest.mark.parametrize("name", ["wof.csv", "wof.csv.gz", "wof.zip"])
def test_a_file_reads_the_same_however_it_is_packed(tmp_path: Path, name: str) -> None:
    places, reading = read(table(tmp_path / name, [MENAKA, MALTA]))
    assert list(places) == ["geonames:2453514"]
    assert codes(reading) == [(3, "place-outside-country")]
    assert table_name(tmp_path / name) == "wof"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cut.csv.gz", gzip.compress(b"wof_id,name\n" + bytes(range(256)) * 400)[:-90], "damaged"),
        ("no.zip", b"PK\x03\x04 and then nothing of the kind", "no archive"),
        ("other.csv", b"a,b\n1,2\n", "lacks the column"),
        ("empty.csv", b"", "empty"),
        ("utf16.csv", "wof_id,name".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told) as raised:
        read(tmp_path / name)
    assert str(raised.value).count("\n") == 0


def test_an_archive_of_two_tables_is_not_guessed_at(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for name in ("ML.txt", "NE.txt", "readme.txt"):
            archive.writestr(name, "x")
    with pytest.raises(InputError, match="holds 2 tables"):
        read(tmp_path / "two.zip")


def test_an_archive_whose_bytes_were_changed_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "wof.zip", [MENAKA] * 50)
    content = bytearray(path.read_bytes())
    at = content.index(b"wof.txt") + len("wof.txt") + 40
    content[at : at + 8] = struct.pack("<Q", 0)
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        read(path)


@pytest.mark.parametrize("name", ["bomb.csv.gz", "bomb.zip"])
def test_a_file_that_unpacks_beyond_measure_is_refused(tmp_path: Path, name: str) -> None:
    head = ",".join(MENAKA) + "\n"
    with pytest.raises(InputError, match="zip bomb"):
        read(packed(tmp_path / name, head + ("x" * 1_000_000 + "\n") * 30))


def test_a_file_that_gives_no_place_is_refused_at_the_end(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--format"):
        read(table(tmp_path / "x.csv", [MALTA]))
    with pytest.raises(InputError, match="--format"):
        read(table(tmp_path / "x.csv", [MENAKA]), GazetteerFormat.GEONAMES)


def test_progress_counts_rows(tmp_path: Path) -> None:
    rows = [MENAKA | {"gn_id": "", "wof_id": str(n)} for n in range(2_500)]
    done: list[int] = []
    assert len(list(read_gazetteer(table(tmp_path / "x.csv", rows), GazetteerFormat.WOF, ATLAS, done.append))) == 2_500
    assert done == [1_000, 1_000]


def test_which_spellings_are_kept() -> None:
    others = ["Tessalit", "Tésalit", "Tesalit", "TES", "Тессалит", "تساليت", "x", " Tessa\tlit Ville ", "‏‎"]
    assert spellings("Tessalit", others) == ("Tésalit", "تساليت", "Tessa lit Ville")
    assert len(spellings("Gao", [f"Gao {n}" for n in range(100)])) == MOST_NAMES


@pytest.mark.skipif(not DATA.is_dir(), reason="the gazetteers (../shared/data) are not here")
def test_real_files(tmp_path: Path) -> None:
    """What the traps in them leave: Malta out of Mali, wrong signs out of OCHA, one key a place."""
    from reconcile.reference import load_reference

    told = load_reference(None)
    names = {country.code: (country.name, *country.names) for country in told.countries.values()}
    atlas = Atlas(told.places, told.made_from, names, told.outlines)
    wof, reading = read(DATA / "gazetteer" / "wof-ML.csv.gz", GazetteerFormat.WOF, atlas)
    assert reading.read == 15_018
    assert len(wof) == reading.places == 14_953
    assert {issue.code for issue in reading.issues} == {"place-outside-country"}
    assert not [place for place in wof.values() if place.lat is not None and place.lat > 26]
    menaka = [place for place in wof.values() if place.admin2 == "ML.12070577.8631539"]
    assert len(menaka) == 9
    assert {place.admin1 for place in menaka} == {"ML.12070577"}
    cod, reading = read(DATA / "gazetteer" / "cod-mali-settlements.csv.gz", GazetteerFormat.COD, atlas)
    assert len(cod) == 18_761
    assert {issue.code for issue in reading.issues} == {"place-outside-region"}
    assert not [place for place in cod.values() if (place.admin1 or "").startswith("name:")]
