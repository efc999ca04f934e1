"""Tables of event projects (ACLED, UCDP GED) as statements of their sources, where somebody asks for that.

A project merges the accounts it read into one row, so its row is an account of a third party that is told of nobody's
behalf: issuer type `other`, stance unknown. ACLED does not part its dead by side; the figure is kept as a further
column and never as a toll.
"""

import csv
import gzip
import io
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from reconcile.collect.cleaning import decoded
from reconcile.errors import InputError

_MOST_UNPACKED = 512 * 2**20
_PIECE = 2**20

Row = Mapping[str, str]


class TableFormat(StrEnum):
    ACLED = "acled"
    GED = "ged"


def statement_rows(
    content: bytes, name: str, kind: TableFormat, country_code: Callable[[str], str | None]
) -> Iterator[dict[str, str]]:
    """The rows of a table as cells of statement records. `country_code` gives the ISO code of a country's name.

    Raises InputError where the table lacks the columns that make it one.
    """
    text, _ = decoded(_unpacked(content, name))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    needed = {
        TableFormat.ACLED: ("event_date", "notes", "country"),
        TableFormat.GED: ("date_start", "conflict_name", "country"),
    }[kind]
    missing = [column for column in needed if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{name} lacks the column {missing[0]}; it is no table of {kind.value.upper()}.")
    make = _of_acled if kind is TableFormat.ACLED else _of_ged
    for row in reader:
        cells = make(
            {key: value or "" for key, value in row.items() if key is not None and not isinstance(value, list)}
        )
        cells["country"] = country_code(row.get("country") or "") or ""
        yield {field: value for field, value in cells.items() if value}


def _unpacked(content: bytes, name: str) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    whole = bytearray()
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            while piece := stream.read(_PIECE):
                whole += piece
                if len(whole) > _MOST_UNPACKED:
                    raise InputError(f"{name} unpacks to over {_MOST_UNPACKED // 2**20} MB; split it.")
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"{name} is damaged; copy it again.") from error
    return bytes(whole)


def _of_acled(row: Row) -> dict[str, str]:
    precise = {"1": "day", "2": "week", "3": "month"}.get(row.get("time_precision", ""), "day")
    return {
        "id": f"acled-{row.get('event_id_cnty') or row.get('data_id')}",
        "document": f"acled-{row.get('event_id_cnty') or row.get('data_id')}",
        "issuer": "ACLED",
        "issuer_type": "other",
        "attribution": "relayed",
        "stance": "unknown",
        "event_date": _iso_day(row["event_date"]) if precise == "day" else "",
        "date_text": row["event_date"] if precise != "day" else "",
        "admin1": row.get("admin1", ""),
        "place": row.get("location", ""),
        "lat": row.get("latitude", ""),
        "lon": row.get("longitude", ""),
        "attack_type": row.get("sub_event_type", ""),
        "target_actor": row.get("actor2", ""),
        "summary": row["notes"],
        "publisher": row.get("source", ""),
        "acled_fatalities": row.get("fatalities", ""),
        "acled_actor1": row.get("actor1", ""),
    }


_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def _iso_day(written: str) -> str:
    """`01 April 2022` as ISO; anything else as it stands, for the date grammar."""
    parts = written.lower().split()
    if len(parts) == 3 and parts[1] in _MONTHS and parts[0].isdecimal() and parts[2].isdecimal():
        return f"{parts[2]}-{_MONTHS.index(parts[1]) + 1:02d}-{int(parts[0]):02d}"
    return written


def _of_ged(row: Row) -> dict[str, str]:
    cells = {
        "id": f"ged-{row.get('id', '')}",
        "document": f"ged-{row.get('id', '')}",
        "issuer": "UCDP",
        "issuer_type": "other",
        "attribution": "relayed",
        "stance": "unknown",
        "event_date_start": row["date_start"][:10],
        "event_date_end": row.get("date_end", "")[:10],
        "admin1": row.get("adm_1", ""),
        "place": row.get("where_coordinates", ""),
        "target_actor": row.get("side_a", ""),
        "civilians_killed_min": _count(row.get("deaths_civilians", "")),
        "summary": row.get("conflict_name", ""),
        "publisher": row.get("source_office", "")[:500],
        "ucdp_deaths_a": row.get("deaths_a", ""),
        "ucdp_deaths_b": row.get("deaths_b", ""),
        "ucdp_best": row.get("best", ""),
        "ucdp_dyad": row.get("dyad_name", ""),
    }
    if row.get("where_prec") in ("1", "2"):
        cells |= {"lat": row.get("latitude", ""), "lon": row.get("longitude", "")}
    return cells


def _count(written: str) -> str:
    """Zero in a merged row may mean that nobody counted them: it is not told as none."""
    return written if written.isdecimal() and written != "0" else ""
