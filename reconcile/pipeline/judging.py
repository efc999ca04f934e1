"""The findings of some claims, made ready to be written.

Made all at once, the findings of a large run are most of its memory and half of its time. What a part needs goes with
it; the accounts it compares are read where it is worked on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reconcile.domain.cases import AskedClaim
from reconcile.domain.changes import FindingGist, gist_of
from reconcile.domain.outcomes import Alternative, Finding, Linked
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.link.keeping import PairColumns
from reconcile.reference import Reference
from reconcile.review import asked_claims
from reconcile.settings import VerdictSettings
from reconcile.store import Database, FindingRows, LevelNumbers, rows_of
from reconcile.verdict import Ledger, Surroundings, reach_findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some claims whose findings are to be made, and what these rest on beside accounts."""

    claims: tuple[int, ...]
    """Rows, by id of the claim."""
    also: tuple[int, ...]
    """Rows of other claims that these findings speak of."""
    statements: tuple[int, ...]
    """Rows of those that they speak of."""
    pairs: PairColumns
    families: Mapping[int, tuple[int, ...]]
    alternatives: tuple[Alternative, ...]
    around: Surroundings
    bases: Mapping[int, str | None]
    """What each finding rests on, by row of the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What the findings of all parts rest on beside the reference tables: these remember what they were asked, so they
    are not sent to another process but read there."""

    coverage: tuple[Coverage, ...]
    as_of: datetime
    settings: VerdictSettings
    decisions: tuple[DecisionMark, ...]
    reference_digest: str
    """The values they use were added under this digest."""
    levels: LevelNumbers
    first: bool
    """Whether there is no run before to compare with: of what is told of the findings less is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The findings of a part, ready to be written, and what of them is told and asked."""

    rows: FindingRows
    gists: list[FindingGist]
    asked: list[AskedClaim]


@dataclass(slots=True)
class Told:
    """What is kept at hand of the findings of a run."""

    gists: list[FindingGist] = field(default_factory=list)
    asked: list[AskedClaim] = field(default_factory=list)

    def rows(self, judged: Iterable[Judged]) -> Iterator[FindingRows]:
        """The rows of each part; what else it gives is kept here."""
        for one in judged:
            self.gists += one.gists
            self.asked += one.asked
            yield one.rows


@dataclass(frozen=True, slots=True)
class Bench:
    """Where findings are made: what they are made from."""

    database: Database
    books: Books
    ledger: Ledger


def bench_of(database: Database, books: Books, reference: Reference) -> Bench:
    ledger = Ledger(reference=reference, coverage=books.coverage, as_of=books.as_of, settings=books.settings)
    return Bench(database, books, ledger)


def judge(bench: Bench, part: Part) -> Judged:
    """Reads the accounts of a part and compares them."""
    database, books = bench.database, bench.books
    digest = books.reference_digest
    claims = database.load_tellings(RecordKind.CLAIM, sorted((*part.claims, *part.also)), digest)
    statements = database.load_tellings(RecordKind.STATEMENT, sorted(part.statements), digest)
    findings = reach_findings(
        # In the order in which findings are to come.
        [claims[row] for row in (*part.claims, *part.also)],
        list(statements.values()),
        Linked(pairs=part.pairs.made(), families=part.families, alternatives=part.alternatives),
        bench.ledger,
        part.around,
        books.decisions,
        frozenset(part.claims),
    )
    return told_of(findings, part.bases, books, claims, statements)


def told_of(
    findings: Sequence[Finding],
    bases: Mapping[int, str | None],
    books: Books,
    claims: Mapping[int, ToldClaim],
    statements: Mapping[int, ToldStatement],
) -> Judged:
    """`bases`: what each rests on, by row of the claim; `claims` and `statements`: what they tell, by row."""
    asked = asked_claims(
        findings, {one.id: one for one in claims.values()}, {one.id: one for one in statements.values()}
    )
    return Judged(
        rows=rows_of(findings, bases, books.levels),
        gists=[gist_of(finding, links_only=books.first) for finding in findings],
        asked=list(asked),
    )
