"""Fetching from a server of our own on loopback: only what is configured, only what is public, never without end."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest

from reconcile.collect import Fetcher, FetchLimits, Seen
from reconcile.errors import InputError

FEED = b"<rss version='2.0'><channel><title>T</title></channel></rss>"


class Served(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/feed":
            if self.headers.get("If-None-Match") == '"1"':
                self._answer(304, b"")
            else:
                self._answer(200, FEED, etag='"1"')
        elif self.path == "/away":
            self._redirect("http://169.254.169.254/secret")
        elif self.path == "/round":
            self._redirect("/round")
        elif self.path == "/moved":
            self._redirect("/feed")
        elif self.path == "/bomb":
            self._answer(200, gzip.compress(b"\0" * (64 * 2**20)), packed=True)
        elif self.path == "/film":
            self._answer(200, b"xx", kind="video/mp4")
        elif self.path in ("/endless", "/slow"):
            self._endless(pause=0.05 if self.path == "/slow" else 0)
        else:
            self._answer(404, b"")

    def _answer(
        self,
        code: int,
        body: bytes,
        *,
        kind: str = "application/rss+xml",
        etag: str | None = None,
        packed: bool = False,
    ) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _endless(self, *, pause: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        try:
            for _ in range(2000):
                self.wfile.write(b"<item>" * (1 if pause else 20_000))
                time.sleep(pause)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetcher(address: str, **limits: object) -> Fetcher:
    return Fetcher([address], FetchLimits(**({"allow_private": True} | limits)))  # type: ignore[arg-type]


def test_conditional_requests(base: str) -> None:
    address = f"{base}/feed"
    first = fetcher(address).fetch(address)
    assert first.content == FEED
    assert first.seen == Seen(etag='"1"')
    assert fetcher(address).fetch(address, first.seen).content is None


def test_redirects_within_the_host_are_followed(base: str) -> None:
    assert fetcher(f"{base}/moved").fetch(f"{base}/moved").content == FEED


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/away", "no configured address"),
        ("/round", "without end"),
        ("/film", "never media"),
        ("/none", "answers with 404"),
    ],
)
def test_what_is_not_fetched(base: str, path: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        fetcher(base + path).fetch(base + path)


def test_an_answer_that_never_ends(base: str) -> None:
    with pytest.raises(InputError, match="never ends"):
        fetcher(f"{base}/endless", largest=2**20).fetch(f"{base}/endless")


def test_an_answer_that_unpacks_to_far_more(base: str) -> None:
    with pytest.raises(InputError, match="over 1 MB"):
        fetcher(f"{base}/bomb", largest=2**20).fetch(f"{base}/bomb")


def test_the_address_that_was_checked_is_the_one_connected_to(base: str) -> None:
    """A name that leads elsewhere when it is asked again is not asked again."""
    port, asked = base.rsplit(":", 1)[1], []

    def answer_once(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    address = f"http://feeds.example.org:{port}/feed"
    limits = FetchLimits(allow_private=True, seconds=5)
    assert Fetcher([address], limits, resolver=answer_once).fetch(address).content == FEED
    assert asked == ["feeds.example.org"]


def test_a_server_that_dribbles(base: str) -> None:
    """Each look at the clock is ten seconds after the one before, so a minute is over after a few of 2,000 pieces."""
    looks = count()
    limits = FetchLimits(allow_private=True, seconds=60)
    dribbling = Fetcher([f"{base}/slow"], limits, clock=lambda: 10.0 * next(looks))
    with pytest.raises(InputError, match="longer than 60 s"):
        dribbling.fetch(f"{base}/slow")
    assert next(looks) == 8, "once at the start, once before it asks, and after each piece until a minute is over"


def test_private_addresses_are_refused_unless_allowed(base: str) -> None:
    with pytest.raises(InputError, match="private or loopback"):
        fetcher(f"{base}/feed", allow_private=False).fetch(f"{base}/feed")


INSIDE = "127.0.0.1 10.0.0.1 169.254.169.254 192.168.1.1 ::1 fe80::1 ::ffff:10.0.0.1 2002:7f00:1:: 224.0.0.1 0.0.0.0"


@pytest.mark.parametrize("number", INSIDE.split())
def test_a_name_that_leads_inside_is_refused(number: str) -> None:
    inside = Fetcher(["https://feeds.example.org/x"], FetchLimits(), resolver=lambda *_: ["93.184.216.34", number])
    with pytest.raises(InputError, match="private or loopback"):
        inside.fetch("https://feeds.example.org/x")


@pytest.mark.parametrize("address", ["https://other.example.org/", "file:///etc/passwd", "gopher://x/"])
def test_only_what_is_configured(address: str) -> None:
    with pytest.raises(InputError, match="configured"):
        Fetcher(["https://feeds.example.org/x"], FetchLimits()).fetch(address)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://user:secret@feeds.example.org/"])
def test_only_plain_web_addresses(address: str) -> None:
    with pytest.raises(InputError, match="no plain web address") as told:
        Fetcher([address], FetchLimits()).fetch(address)
    assert "secret" not in str(told.value)
