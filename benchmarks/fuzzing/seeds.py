"""What inputs are made from: small true samples of each format, and words of the field to put between them."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence

import docx
import xlsxwriter

from benchmarks.articles import ARTICLES, read_article

_TEXTS = tuple(read_article(path).document.text for path in sorted(ARTICLES.glob("*.toml")))
_RSS = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><item><guid>1</guid><title>Attack</title>"
    b"<pubDate>Wed, 27 Mar 2019 12:00:00 +0000</pubDate><description>&lt;p&gt;Two killed&lt;/p&gt;</description>"
    b"</item></channel></rss>"
)
_ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:1</id><updated>2019-03-28T10:00:00Z</updated>"
    b"<content type='html'>One peacekeeper was injured.</content></entry></feed>"
)
_BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><rss><channel><item><title>&b;</title></item>"
_CHAT = {
    "name": "C",
    "id": 1,
    "messages": [
        {"id": 1, "type": "message", "date_unixtime": "1553644800", "text": ["We struck ", {"type": "b", "text": "x"}]},
        {"id": 2, "type": "message", "date": "2019-03-27T04:00:00", "text": "again", "edited_unixtime": "1553731200"},
    ],
}
_RELIEFWEB = {"data": [{"id": "5", "fields": {"title": "U", "body": "Three killed.", "source": [{"name": "OCHA"}]}}]}
_PAGE = (
    b"<!DOCTYPE html><html lang='fr'><head><title>S</title></head><body><article><p>Two killed.</p></article></body>"
)
_ACLED = b"event_id_cnty,event_date,time_precision,notes,country,fatalities\nMLI1,01 April 2022,1,Two killed,Mali,2\n"
_GED = b"id,date_start,date_end,conflict_name,country,deaths_civilians\n1,2019-03-27,2019-03-27,Mali,Mali,0\n"
_CLAIMS = b"id,claimant,event_date,place,country,killed\nc1,JNIM,2019-03-27,Gao,ML,3\n"
_DATES = (
    "27 March 2019",
    "late on Sunday",
    "nuit du 26 au 27 mars",
    "١٢ رجب ١٤٤٠",
    "20 Rajab 1440",
    "between 3 and 5 May",
    "last week",
    "2019-03-27/2019-03-29",
    "early April 2017",
    "31/12/99",
)
_PLACES = (
    "20 km north of Kidal",
    "between Gossi and Hombori",
    "près de Ménaka, région de Gao",
    "قرب كيدال",
    "Kidal (Mali)",
    "the border with Niger",
)
_WORDS = """
said |claimed |has not commented|JNIM |the army |killed |wounded |on Sunday |yesterday| 27 March |near Gao|and another |
a dit |selon |tués|أعلنت|قتل|between |99999999999999999999|-1|0|<![CDATA[|]]>|&amp;|&#0;|
<!ENTITY a SYSTEM 'file:///etc/passwd'>|{"text":|[[[[|"|\\ud800|;|—|(|)|no |dozens of |up to
"""
WORDS: Sequence[bytes] = (
    *(word.encode() for word in _WORDS.replace("\n", "").split("|")),
    *(mark.encode() for mark in ("\n\n", "\r", "\u202e", "\0", "\ud7ff", "|")),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"PK\x03\x04", b"\x1f\x8b"),
)


def _word_file() -> bytes:
    file = docx.Document()
    file.add_paragraph("Two soldiers were killed.")
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _sheet() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("id", "claimant", "event_date"), ("c1", "JNIM", "2019-03-27"))):
            sheet.write_row(number, 0, row)
    return written.getvalue()


def _bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 2**20)
    return written.getvalue()


def _coded(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


def samples(target: str) -> Sequence[bytes]:
    """True samples for a target, from which its inputs are made."""
    chat, relief = json.dumps(_CHAT).encode(), json.dumps(_RELIEFWEB).encode()
    whole = json.dumps({"chats": {"list": [_CHAT]}}).encode()
    texts = _coded(*_TEXTS)
    own: Mapping[str, Sequence[bytes]] = {
        "any": (_RSS, _ATOM, _BOMB, chat, relief, _PAGE, _word_file(), texts[0]),
        "collect-feed": (_RSS, _ATOM, _BOMB),
        "collect-telegram": (chat, whole),
        "collect-reliefweb": (relief,),
        "collect-html": (_PAGE, _PAGE.replace(b"<p>", b"<div><table><tr><td>")),
        "collect-docx": (_word_file(), _bomb()),
        "tables": (_ACLED, _GED),
        "records-csv": (_CLAIMS, _CLAIMS.replace(b",", b";"), _CLAIMS.decode().encode("utf-16")),
        "records-jsonl": (b'{"id": "c1", "claimant": "JNIM", "event_date": "2019-03-27", "killed": 3}\n',),
        "records-xlsx": (_sheet(), _bomb()),
        "dates": _coded(*_DATES) + texts[:4],
        "places": _coded(*_PLACES),
        "draft-fr": _coded(*(text for text in _TEXTS if " le " in text)),
        "draft-ar": _coded(*(text for text in _TEXTS if "\u0627" in text)),
    }
    return own.get(target) or texts
