"""Each format to documents: what stands in the file, and nothing else."""

# ruff: noqa: E501 - samples of what others write

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from reconcile.collect import read_bytes, read_documents
from reconcile.collect.limits import LONGEST_TEXT
from reconcile.domain.documents import Document, DocumentFormat
from reconcile.errors import InputError

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Armée</title><language>fr</language>
<item><title>Attaque à Boni</title><link>https://example.org/1</link><guid>urn:1</guid>
<pubDate>Wed, 27 Mar 2019 12:00:00 +0000</pubDate><description>&lt;p&gt;Deux &lt;b&gt;soldats&lt;/b&gt; tués.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Mission</title>
<entry><id>tag:1</id><title>Statement</title><published>2019-03-27T10:00:00Z</published><updated>2019-03-28T10:00:00Z</updated>
<content type="html">One peacekeeper was injured.</content></entry></feed>"""
MESSAGES = [
    {"id": 1, "type": "service", "date": "2019-03-01T00:00:00", "text": "made a channel"},
    {"id": 2, "type": "message", "date": "2019-03-27T03:00:00", "date_unixtime": "1553644800",
     "text": ["Fighters struck ", {"type": "bold", "text": "a convoy"}, "."], "text_entities": [{"type": "plain", "text": "Fighters struck a convoy."}]},
    {"id": 3, "type": "message", "date": "2019-03-27T04:00:00", "text": "Forwarded words", "forwarded_from": "Other channel",
     "edited": "2019-03-28T00:00:00", "edited_unixtime": "1553731200"},
    {"id": 4, "type": "message", "date": "2019-03-27T05:00:00", "text": "", "photo": "(File not included. Change data exporting settings to download.)"},
]  # fmt: skip


def only(content: bytes, name: str = "f", **told: str) -> Document:
    found = read_bytes(content, name, None, told, "2026-01-01T00:00:00Z")
    (document,) = found.documents
    return document


def test_rss() -> None:
    one = only(RSS.encode())
    assert (one.format, one.key, one.publisher, one.language) == (DocumentFormat.FEED, "urn:1", "Armée", "fr")
    assert one.published == "2019-03-27T12:00:00Z"
    assert one.text == "Attaque à Boni\n\nDeux soldats tués."
    assert len(one.digest) == 64


def test_atom_tells_of_an_edit() -> None:
    one = only(ATOM.encode())
    assert (one.key, one.published, one.edited) == ("tag:1", "2019-03-27T10:00:00Z", "2019-03-28T10:00:00Z")


@pytest.mark.parametrize("whole", [True, False], ids=["one chat", "all chats"])
def test_telegram(whole: bool) -> None:
    chat = {"name": "Channel", "type": "public_channel", "id": 7, "messages": MESSAGES}
    export = chat if whole else {"about": "x", "chats": {"list": [chat]}}
    found = read_bytes(json.dumps(export).encode(), "result.json", None, {}, None)
    first, second = found.documents
    assert first.text == "Fighters struck a convoy."
    assert (first.key, first.publisher, first.published) == ("telegram:7/2", "Channel", "2019-03-27T00:00:00Z")
    assert (second.publisher, second.forwarded_from, second.edited) == (
        "Other channel",
        "Other channel",
        "2019-03-28T00:00:00Z",
    )
    assert second.extra == {"channel": "Channel"}


def test_telegram_that_breaks_off_keeps_what_came_before() -> None:
    whole = json.dumps({"name": "C", "id": 1, "messages": MESSAGES})
    found = read_bytes(whole[: whole.index("Forwarded words")].encode(), "result.json", None, {}, None)
    assert [one.key for one in found.documents] == ["telegram:1/2"]
    assert [one.code for one in found.issues] == ["json-broken"]


def test_reliefweb() -> None:
    answer = {"data": [{"id": "55", "fields": {"title": "Update", "body": "Three killed.", "language": [{"code": "en"}],
              "source": [{"name": "OCHA"}], "date": {"original": "2019-03-27T00:00:00+00:00"}, "url_alias": "https://x.int/u"}}]}  # fmt: skip
    one = only(json.dumps(answer).encode(), "r.json")
    assert (one.format, one.key, one.publisher, one.url) == (
        DocumentFormat.RELIEFWEB,
        "reliefweb:55",
        "OCHA",
        "https://x.int/u",
    )
    assert one.text == "Update\n\nThree killed."


def test_html_loses_what_stands_around_the_article() -> None:
    body = "The mission said that three peacekeepers were injured near Kidal when their vehicle hit a mine. " * 4
    page = f"<!DOCTYPE html><html lang='en'><head><title>Statement</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Statement</h1><p>{body}</p></article><script>alert(1)</script></body></html>"
    one = only(page.encode(), "page.html")
    assert "three peacekeepers" in one.text
    assert "alert" not in one.text
    assert one.language == "en"


def test_docx(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("Two soldiers were killed.")
    file.save(str(tmp_path / "s.docx"))
    (one,) = read_documents(tmp_path / "s.docx", None, {"publisher": "Army"}, None).documents
    assert (one.format, one.text, one.publisher) == (DocumentFormat.DOCX, "Two soldiers were killed.", "Army")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    assert only("Les forces armées ont été visées à Ménaka.".encode(encoding)).text.endswith("visées à Ménaka.")


# What strangers write


def test_mixed_encodings_keep_what_can_be_read() -> None:
    found = read_bytes("Attack near Ménaka. ".encode() * 50 + "tués".encode("cp1252"), "f", None, {}, None)
    assert found.documents[0].text.startswith("Attack near Ménaka.")
    assert [one.code for one in found.issues] == ["document-damaged"]


def test_an_entity_bomb_is_not_unfolded() -> None:
    bomb = '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
        f'<!ENTITY c{n} "{"&b;" * 50}">' for n in range(50)
    )
    feed = RSS.replace("<rss", f"{bomb}]><rss", 1).replace("Deux", "&c1;")
    found = read_bytes(feed.encode(), "bomb.xml", None, {}, None)
    assert sum(len(one.text) for one in found.documents) < 1000
    assert "feed-declarations" in [one.code for one in found.issues]


def test_a_feed_that_breaks_off_keeps_its_entries() -> None:
    found = read_bytes(RSS.split("</channel>")[0].encode(), "f.xml", None, {}, None)
    assert len(found.documents) == 1
    assert [one.code for one in found.issues] == ["feed-broken"]


def test_nested_html_is_stripped_instead() -> None:
    page = b"<html><body>" + b"<div>" * 50_000 + b"Two soldiers were killed." + b"</div>" * 50_000
    found = read_bytes(page, "deep.html", None, {}, None)
    assert "Two soldiers were killed." in found.documents[0].text
    assert [one.code for one in found.issues] == ["page-not-extracted"]


def test_a_post_of_megabytes_is_cut_and_said() -> None:
    export = json.dumps(
        {"name": "C", "id": 1, "messages": [{"id": 1, "type": "message", "text": "attack " * 7_000_000}]}
    )
    found = read_bytes(export.encode(), "result.json", None, {}, None)
    assert len(found.documents[0].text) <= LONGEST_TEXT
    assert [one.code for one in found.issues] == ["document-shortened"]


def test_a_zip_bomb_is_not_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * (80 * 2**20))
    found = read_bytes(packed.getvalue(), "bomb.docx", None, {}, None)
    assert found.documents == []
    assert [one.code for one in found.issues] == ["zip-bomb"]


@pytest.mark.parametrize(
    "content", [b"", b"   ", b"{", b"[]", b"<rss>", b"PK\x03\x04rubbish", b'{"messages": 3}', b'{"data": [3]}']
)
def test_what_holds_no_text_is_said(content: bytes) -> None:
    found = read_bytes(content, "f.json", None, {}, None)
    assert found.issues


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_documents(tmp_path / "none.txt", None, {}, None)


def test_feeds_whose_entries_hold_no_words_are_read_on() -> None:
    entry = "<entry><id>tag:1</id><content type='html'>One.</content></entry>"
    torn = RSS.replace("<title>Attaque", f"<title<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>>Attaque", 1)
    found = read_bytes(torn.encode(), "torn.xml", None, {}, None)
    assert found.issues


def test_an_address_holds_no_controls() -> None:
    entry = "<entry><id>\x00tag:1</id><content type='html'>One.</content></entry>"
    found = read_bytes(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>".encode(), "f.xml", None, {}, None)
    assert [(one.key, one.url) for one in found.documents] == [("tag:1", "tag:1")]
