"""Which addresses may be followed: official hosts and archives, never what a group published."""

import pytest

from reconcile.domain.links import HostKind, LinkHosts, followable

HOSTS = LinkHosts(
    kinds={
        "un.org": HostKind.OFFICIAL,
        "mil": HostKind.OFFICIAL,
        "archive.org": HostKind.ARCHIVE,
        "archive.ph": HostKind.ARCHIVE,
    }
)
OFFICIAL = [
    "https://un.org/press",
    "http://peacekeeping.un.org/en/statement?x=1&y=2",
    "HTTPS://WWW.AFRICOM.MIL/article/1",
    "https://un.org:443/x",
]
REFUSED = [
    None,
    "",
    "un.org/press",
    "ftp://un.org/x",
    "javascript:alert(1)//un.org",
    "data:text/html,un.org",
    "https://un.org.evil.example/x",
    "https://evilun.org/x",
    "https://un.org@evil.example/x",
    "https://user:pass@un.org/x",
    "https://un.org:8443/x",
    "https://un.org\\@evil.example/",
    "https://t.me/group/12",
    "https://un.org/\u202egpj.exe",
    "https://un.org/a\nb",
    "https://[::1]/x",
    "https://127.0.0.1/x",
    "https://un.org:99999/x",
    "https://ｕｎ.org/x",
]


@pytest.mark.parametrize("address", OFFICIAL)
@pytest.mark.parametrize("of_statement", [True, False])
def test_official_hosts_and_their_subdomains_are_followed(address: str, of_statement: bool) -> None:
    assert followable(address, HOSTS, of_statement=of_statement) is not None


@pytest.mark.parametrize("address", REFUSED)
def test_nothing_else_is_followed(address: str | None) -> None:
    assert followable(address, HOSTS, of_statement=True) is None


@pytest.mark.parametrize(
    ("address", "statement", "claim"),
    [
        ("https://web.archive.org/web/2017/https://www.un.org/press", True, True),
        ("https://web.archive.org/web/2017/http:/www.un.org/press", True, True),
        ("https://web.archive.org/web/2017/https://t.me/group/12", False, False),
        ("https://web.archive.org/web/2017/https://web.archive.org/web/https://t.me/group", False, False),
        ("https://archive.ph/AbCdE", True, False),
        ("https://archive.org/details/group-video", True, False),
    ],
)
def test_a_copy_is_judged_by_what_it_is_a_copy_of(address: str, statement: bool, claim: bool) -> None:
    assert (followable(address, HOSTS, of_statement=True) is not None) is statement
    assert (followable(address, HOSTS, of_statement=False) is not None) is claim


def test_what_could_end_an_attribute_is_encoded() -> None:
    address = followable('https://un.org/a"onclick="x<b> c?q="y', HOSTS, of_statement=True)
    assert address == "https://un.org/a%22onclick=%22x%3Cb%3E%20c?q=%22y"


def test_without_a_table_nothing_is_followed() -> None:
    assert followable("https://un.org/", LinkHosts(kinds={}), of_statement=True) is None
