"""What comes in with `collect`: edits as versions, addresses asked again, tables of event projects as statements."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reconcile.collect import TableFormat, statement_rows
from tests.cli.conftest import Command

FEED = (
    b"<rss version='2.0'><channel><title>T</title><item><guid>1</guid><title>Two killed</title></item></channel></rss>"
)
ACLED = """event_id_cnty,event_date,time_precision,notes,country,admin1,location,latitude,longitude,sub_event_type,actor1,actor2,fatalities,source
MLI1,01 April 2022,1,"JNIM ambushed a convoy near Gossi, 3 killed.",Mali,Tombouctou,Gossi,15.82,-1.3,Armed clash,JNIM,Military Forces of Mali,3,A paper
MLI2,sometime,1,Nothing dated.,Mali,,,,,Armed clash,JNIM,Civilians,0,A paper
"""  # noqa: E501 - as the table is
GED = """id,date_start,date_end,conflict_name,country,adm_1,where_coordinates,where_prec,latitude,longitude,side_a,deaths_a,deaths_b,deaths_civilians,best,dyad_name,source_office
7,2019-03-27 00:00:00.000,2019-03-28 00:00:00.000,Mali: Government,Mali,Gao,Gao town,1,16.27,-0.04,Government of Mali,2,1,0,3,Mali - JNIM,A paper
"""  # noqa: E501


def messages(text: str, edited: str | None = None) -> str:
    message = {"id": 2, "type": "message", "date": "2019-03-27T03:00:00", "text": text}
    return json.dumps({"name": "C", "id": 1, "messages": [message | ({"edited_unixtime": edited} if edited else {})]})


def test_an_edited_message_is_a_new_version(ready: Command) -> None:
    Path("result.json").write_text(messages("We killed three soldiers near Gao."), encoding="utf-8")
    assert "new 1, new versions 0" in ready("collect", "result.json").out
    assert "new 0, new versions 0, unchanged 1" in ready("collect", "result.json").out
    Path("result.json").write_text(messages("We killed five soldiers near Gao.", "1553731200"), encoding="utf-8")
    assert "new 0, new versions 1" in ready("collect", "result.json").out


class Served(BaseHTTPRequestHandler):
    asked: list[str | None] = []  # noqa: RUF012 - of the test

    def do_GET(self) -> None:
        told = self.headers.get("If-None-Match")
        self.asked.append(told)
        body = b"" if told == '"1"' else FEED
        self.send_response(304 if told == '"1"' else 200)
        for name, value in (("Content-Type", "text/xml"), ("ETag", '"1"'), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/feed"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_address_is_asked_again_only_for_what_changed(ready: Command, address: str) -> None:
    told = f'[collect]\naddresses = ["{address}"]\nallow_private = true\n'
    Path("s.toml").write_text(told, encoding="utf-8")
    assert "read 1, new 1" in ready("--settings", "s.toml", "collect", "fetch").out
    assert "read 0, new 0" in ready("--settings", "s.toml", "collect", "fetch").out
    assert Served.asked == [None, '"1"']


def test_events_of_acled_are_statements_where_that_is_asked_for(ready: Command) -> None:
    Path("acled.csv").write_text(ACLED, encoding="utf-8")
    answer = ready("collect", "--format", "acled", "acled.csv")
    assert "read 2, new 2" in answer.out, answer.err
    Path("claims.jsonl").write_text(
        '{"id": "c1", "claimant": "JNIM", "event_date": "2022-04-01", "place": "Gossi", "country": "ML", '
        '"target_type": "convoy", "published": "2022-04-02"}\n',
        encoding="utf-8",
    )
    ready("ingest", "claims", "claims.jsonl")
    ready("run")
    ready("export", "--format", "json", "--output", "f.json")
    found = json.loads(Path("f.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in found["statements"]} == {"acled-MLI1", "acled-MLI2"}


def test_a_project_speaks_for_nobody_and_its_dead_are_of_no_side() -> None:
    (first, _) = statement_rows(ACLED.encode(), "acled.csv", TableFormat.ACLED, lambda name: name[:2].upper())
    assert (first["issuer"], first["issuer_type"], first["attribution"]) == ("ACLED", "other", "relayed")
    assert (first["event_date"], first["acled_fatalities"], first["country"]) == ("2022-04-01", "3", "MA")
    assert not [name for name in first if name.endswith(("killed_min", "killed_max"))]
    (one,) = statement_rows(GED.encode(), "ged.csv", TableFormat.GED, lambda name: name[:2].upper())
    assert (one["event_date_start"], one["event_date_end"]) == ("2019-03-27", "2019-03-28")
    assert "civilians_killed_min" not in one  # nought in a merged row may mean that nobody counted


def test_events_of_ged_are_statements_where_that_is_asked_for(ready: Command) -> None:
    Path("ged.csv").write_text(GED, encoding="utf-8")
    answer = ready("collect", "--format", "ged", "ged.csv")
    assert "read 1, new 1" in answer.out, answer.err


def test_another_table_is_none_of_them(ready: Command) -> None:
    Path("other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    answer = ready("collect", "--format", "ged", "other.csv")
    assert answer.code != 0
    assert "it is no table of GED" in answer.err
