"""Which addresses of records a reader may follow. All others are shown so that no program makes a link of them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, quote, urlsplit

_WRAPPED = re.compile(r"https?:/{1,2}.*", re.IGNORECASE | re.DOTALL)
"""An address inside another, as archives write it: `web.archive.org/web/2017/http://…`."""
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
_PATH_SAFE = "/%:@!$&()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?"


class HostKind(StrEnum):
    OFFICIAL = "official"
    """The institution itself, or a body that publishes for it."""
    ARCHIVE = "archive"
    """Keeps copies of others' pages: followed only where the copied page could be followed too, or for statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHosts:
    """The hosts of the table `link_hosts.csv`, each with its subdomains."""

    kinds: dict[str, HostKind]

    def kind(self, host: str) -> HostKind | None:
        """Of the host or the nearest domain above it that the table names."""
        parts = host.lower().rstrip(".").split(".")
        names = (".".join(parts[first:]) for first in range(len(parts)))
        return next((self.kinds[name] for name in names if name in self.kinds), None)


NO_HOSTS = LinkHosts(kinds={})


def followable(address: str | None, hosts: LinkHosts, *, of_statement: bool) -> str | None:
    """The address as a link may carry it, or None where it must not be one.

    Only plain web addresses of hosts in the table, without user name or port. The copy an archive keeps is judged by
    the address it wraps; where that cannot be seen, only statements are linked: what a group published stays out of
    reach of a careless click, wherever it is kept.
    """
    parts = _parts(address)
    if parts is None:
        return None
    kind = hosts.kind(parts.hostname or "")
    if kind is None or (kind is HostKind.ARCHIVE and not _copy_followable(parts, hosts, of_statement)):
        return None
    query = f"?{quote(parts.query, safe=_QUERY_SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{parts.hostname}{quote(parts.path, safe=_PATH_SAFE) or '/'}{query}"


def _parts(address: str | None) -> SplitResult | None:
    if address is None or not address.isprintable():
        return None
    try:
        parts = urlsplit(address.strip())
        plain = parts.scheme in ("http", "https") and parts.port in (None, 80, 443) and parts.username is None
    except ValueError:
        return None
    return parts if plain and _HOST.fullmatch(parts.hostname or "") else None


def _copy_followable(parts: SplitResult, hosts: LinkHosts, of_statement: bool) -> bool:
    rest = f"{parts.path}?{parts.query}" if parts.query else parts.path
    wrapped = _WRAPPED.search(rest)
    if wrapped is None:
        return of_statement
    inner = _parts(re.sub(r"^(https?):/+", r"\1://", wrapped[0], flags=re.IGNORECASE))
    return inner is not None and hosts.kind(inner.hostname or "") is HostKind.OFFICIAL
