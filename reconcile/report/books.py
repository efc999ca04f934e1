"""What the report needs beside the outcome of a run: words, outlines, and the model and settings in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconcile.domain.changes import ChangeLog
from reconcile.domain.codings import CodedKind
from reconcile.domain.comparables import StatementAccount
from reconcile.domain.decisions import Decision
from reconcile.domain.drafts import Remark
from reconcile.domain.histories import Histories
from reconcile.domain.links import NO_HOSTS, LinkHosts
from reconcile.domain.outlines import CountryOutline
from reconcile.domain.tallies import Tallies
from reconcile.domain.weights import LinkageModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBooks:
    labels: Mapping[str, str]
    """English words for the codes of targets, attacks and actors."""
    outlines: tuple[CountryOutline, ...]
    model: LinkageModel
    settings: tuple[tuple[str, str], ...]
    """Name and value in words of every setting of the run."""
    tallies: Tallies
    """What is counted over the claims and statements of the report."""
    changes: ChangeLog | None = None
    """What the run says otherwise than the one before it; None: that was not asked."""
    decisions: tuple[Decision, ...] = ()
    """The log of what people decided; what of it bound the run stands in the outcome."""
    coded: tuple[CodedKind, ...] = ()
    """How far those who coded blind agree."""
    histories: Histories = field(default_factory=Histories)
    """Earlier versions of records."""
    elsewhere: tuple[StatementAccount, ...] = ()
    """Statements compared with a claim of the report and no part of it themselves: shown there, counted nowhere."""
    remarks: tuple[Remark, ...] = ()
    """Of authors of collected texts, that somebody had not commented on a claim."""
    lines: tuple[str, ...] = ()
    """What every page says of the part of the run it shows."""
    hosts: LinkHosts = NO_HOSTS
    """Where pages may link to; by default nowhere."""
    public: bool = False
    """Whether the ids of records are those of the public edition."""
    groups: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By row of a statement's version: labels of the armed groups its summary names and does not say were hit."""
    credits: tuple[tuple[str, str], ...] = ()
    """Sources of the reference data in use, each with its licence."""
    otherwise: tuple[str, ...] = ()
    """Names of what the method page describes as it is today and the run used otherwise."""
