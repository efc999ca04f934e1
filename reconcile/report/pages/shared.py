"""Page data that several pages share."""

from dataclasses import dataclass

from reconcile.domain.changes import FindingGist
from reconcile.domain.comparables import StatementAccount
from reconcile.domain.outcomes import Finding, Pair
from reconcile.domain.records import Denied, Stance
from reconcile.report import draft_words, title_words, words
from reconcile.report.addresses import numbered_page
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.texts import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A flag in words, with the shape that goes with it."""

    shape: str
    """Value of the flag, or `apart`."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    words: str
    number: int
    share: str
    meaning: str
    shape: str = ""
    """Value of the flag, where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    words: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page."""

    title: str
    home: str
    """Way back to the report folder: empty, or `../`."""
    here: str
    """Key of the entry of the navigation that this page belongs to."""
    footer: str
    lines: tuple[str, ...] = ()
    """Of which part of the run the report is."""
    notice: str | None = None
    """What must be known before anything on the page is read."""


def frame(ledger: Ledger, title: str, here: str, home: str = "") -> Frame:
    run = ledger.outcome.run
    return Frame(
        title=title,
        home=home,
        here=here,
        footer=words.footer(run.key[:12], run.as_of, run.program, run.model),
        lines=tuple(shown(line) for line in ledger.books.lines),
        notice=draft_words.notice(ledger.unaccepted),
    )


def badge(finding: Finding | FindingGist) -> Badge:
    return Badge(
        shape="apart" if finding.flag is None else finding.flag.value,
        words=words.badge(finding.flag, finding.status, finding.stance),
    )


def beside(entry: Entry) -> tuple[str, str]:
    """Id of a claim, and the address of its page from that of another."""
    return shown(entry.account.id), entry.address.removeprefix("claims/")


DENIALS_NAMED = 4
"""Denials that a headline tells one by one; the reason under it names more of those who deny."""


def denials(entry: Entry, ledger: Ledger) -> list[str]:
    """Who denies what among the linked statements, each once and in order; of many, how many deny what."""
    issuers: dict[tuple[Denied, ...], dict[str, None]] = {}
    said: dict[str, None] = {}
    for pair in filter(is_denial, entry.links):
        issuer = ledger.issuer(pair)
        issuers.setdefault(pair.denies, {})[issuer] = None
        said[words.issuer_denial(issuer, pair.denies)] = None
    if len(said) <= DENIALS_NAMED:
        return list(said)
    return [
        words.issuers_deny(len(names), denied) if len(names) > 1 else words.issuer_denial(next(iter(names)), denied)
        for denied, names in issuers.items()
    ]


def is_denial(pair: Pair) -> bool:
    return pair.stance is Stance.DENIES or bool(pair.denies)


def denies_in_words(stance: Stance | None, denies: tuple[Denied, ...]) -> str:
    if denies or stance is Stance.DENIES:
        return words.issuer_denial("", denies).strip()
    return words.NO_STANCE if stance is None else words.STANCE_VERBS[stance][0]


def stance_in_words(account: StatementAccount) -> str:
    record = account.record
    return words.NO_STANCE if record.stance is None else denies_in_words(record.stance, record.denies)


def part_links(name: str, parts: int, current: int) -> tuple[PageLink, ...]:
    """Links between the parts of a long list; none where there is one part."""
    if parts < 2:
        return ()
    return tuple(
        PageLink(words=title_words.part(number), address=numbered_page(name, number), current=number == current)
        for number in range(1, parts + 1)
    )
