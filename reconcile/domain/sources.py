"""Issuers and outlets, and which of them was collected for which days."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reconcile.domain.dates import DateInterval


class SourceKind(StrEnum):
    ISSUER = "issuer"
    OUTLET = "outlet"


class IssuerRole(StrEnum):
    """Whether an issuer is expected to answer for what happens to the actors it speaks for."""

    RESPONSIBLE = "responsible"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One issuer or outlet of the source table."""

    key: str
    """`minusma`, `fr-defence-ministry`, `al-zallaqa`."""
    name: str
    kind: SourceKind
    country: str | None = None
    """The country whose institution it is (or where it works)."""
    speaks_for: tuple[str, ...] = ()
    """Codes of the actors it speaks for (issuers: institutions; outlets: groups)."""
    role: IssuerRole = IssuerRole.THIRD_PARTY
    window_days: int | None = None
    """Days it has before its silence is concluded; None: the setting `pending_days`."""
    never_comments_on: tuple[str, ...] = ()
    """Codes of topics on which it never comments (`own_losses`); each row of the table names its evidence."""
    names: tuple[str, ...] = ()
    """Other names under which it is written."""


ExpectedFor = Callable[[Collection[str], str | None], Sequence[Source]]
"""Of actors hit and a country: the issuers expected to answer."""


class CoverageBasis(StrEnum):
    DECLARED = "declared"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """That a source was collected over some days."""

    source: str
    days: DateInterval
    basis: CoverageBasis = CoverageBasis.DECLARED
    note: str | None = None


def joined_spans(spans: Iterable[DateInterval]) -> tuple[DateInterval, ...]:
    """The same days as spans that neither overlap nor touch, in order."""
    joined: list[DateInterval] = []
    for span in sorted(spans):
        if joined and span.start.toordinal() <= joined[-1].end.toordinal() + 1:
            joined[-1] = DateInterval(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
