"""Fetching what the operator configured, and nothing else: over the network only when asked to, from public addresses
only, with limits of size and time, through redirects that are checked like the address itself.

The address of a host is looked up once, checked, and then connected to by number: a name that answers otherwise a
moment later (DNS rebinding) leads nowhere.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

import httpx

from reconcile import __version__
from reconcile.errors import InputError

_MOST_REDIRECTS = 4
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_TEXTS = ("text/", "xml", "json", "officedocument.wordprocessingml", "octet-stream")
"""What a Content-Type must hold: media are never fetched."""

Resolver = Callable[[str, int], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Bounds of one fetch."""

    largest: int = 32 * 2**20
    """Bytes of an answer, unpacked."""
    seconds: float = 60.0
    """From the first look-up to the last byte."""
    allow_private: bool = False
    """Whether loopback and private addresses may be fetched from (a mirror of one's own)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a server said of its answer the last time."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer; `content` is None where nothing changed since the last time."""

    url: str
    content: bytes | None
    seen: Seen


def resolve(host: str, port: int) -> Collection[str]:
    """The numeric addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """Fetches from configured addresses. Raises InputError, one sentence, for everything that cannot be had."""

    def __init__(
        self,
        allowed: Collection[str],
        limits: FetchLimits,
        *,
        resolver: Resolver = resolve,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`allowed`: the addresses that the operator configured. `clock` counts seconds from any instant."""
        self._allowed = frozenset(allowed)
        self._hosts = frozenset(host for address in allowed if (host := _host(address)))
        self._limits = limits
        self._resolver = resolver
        self._clock = clock

    def fetch(self, address: str, seen: Seen | None = None) -> Answer:
        """What stands at a configured address, unless it is as it was when last `seen`."""
        if address not in self._allowed:
            raise InputError(f"{address} is not among the configured addresses; add it to [collect] of the settings.")
        deadline = self._clock() + self._limits.seconds
        url = httpx.URL(address)
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._ask(url, seen, deadline)
            if isinstance(answer, Answer):
                return answer
            url = answer
        raise InputError(f"{address} leads from one address to another without end.")

    def _ask(self, url: httpx.URL, seen: Seen | None, deadline: float) -> Answer | httpx.URL:
        number = self._checked(url)
        pinned = url.copy_with(host=number)
        headers = {"Host": url.netloc.decode(), "User-Agent": f"reconcile/{__version__}", "Accept-Encoding": "gzip"}
        if seen is not None and seen.etag is not None:
            headers["If-None-Match"] = seen.etag
        if seen is not None and seen.modified is not None:
            headers["If-Modified-Since"] = seen.modified
        left = max(deadline - self._clock(), 0.1)
        try:
            with (
                httpx.Client(timeout=min(left, 20.0), follow_redirects=False, trust_env=False) as client,
                client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": url.host}) as response,
            ):
                if response.status_code in _REDIRECTS:
                    return url.join(response.headers.get("Location", ""))
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    return Answer(url=str(url), content=None, seen=seen or Seen())
                return self._read(url, response, deadline)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise InputError(f"{url} cannot be fetched: {type(error).__name__}.") from error

    def _checked(self, url: httpx.URL) -> str:
        """The number to connect to. Every address of a name must be public, not only the first."""
        if url.scheme not in ("http", "https") or url.userinfo:
            raise InputError(f"{url.copy_with(userinfo=b'')} is no plain web address; only http and https are fetched.")
        if url.host not in self._hosts:
            raise InputError(f"{url} is at {url.host}, which no configured address is; it is not followed.")
        try:
            numbers = list(self._resolver(url.host, url.port or (443 if url.scheme == "https" else 80)))
        except (OSError, UnicodeError) as error:
            raise InputError(f"The host {url.host} is not known: {error}.") from error
        for number in numbers:
            if not self._limits.allow_private and not _is_public(number):
                raise InputError(
                    f"{url.host} is a private or loopback address; it is fetched only if allow_private is set."
                )
        if not numbers:
            raise InputError(f"The host {url.host} has no address.")
        return numbers[0]

    def _read(self, url: httpx.URL, response: httpx.Response, deadline: float) -> Answer:
        if response.status_code != httpx.codes.OK:
            raise InputError(f"{url} answers with {response.status_code}.")
        kind = response.headers.get("Content-Type", "text/").lower()
        if not any(part in kind for part in _TEXTS):
            raise InputError(f"{url} is {kind.split(';')[0]}; only texts are fetched, never media.")
        content = bytearray()
        for piece in response.iter_bytes():  # as they come: waiting for whole chunks would let a slow server hold us
            content += piece
            if len(content) > self._limits.largest:
                raise InputError(
                    f"{url} is over {self._limits.largest // 2**20} MB or never ends; nothing of it is kept."
                )
            if self._clock() > deadline:
                raise InputError(f"{url} took longer than {self._limits.seconds:.0f} s; nothing of it is kept.")
        seen = Seen(etag=response.headers.get("ETag"), modified=response.headers.get("Last-Modified"))
        return Answer(url=str(url), content=bytes(content), seen=seen)


def _host(address: str) -> str:
    try:
        return httpx.URL(address).host
    except httpx.InvalidURL as error:
        raise InputError(f"{address} is no web address: {error}.") from error


def _is_public(number: str) -> bool:
    """Addresses within others (IPv4 in IPv6) are looked at as what they lead to."""
    try:
        parsed = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return parsed.is_global and not parsed.is_multicast
