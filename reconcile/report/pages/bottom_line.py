"""The bottom line of a run: how many claims have which flag, each figure with its denominator."""

from collections import Counter
from dataclasses import dataclass

from reconcile.domain.outcomes import ClaimStance, Flag, Status
from reconcile.domain.records import ClaimKind
from reconcile.domain.sources import SourceKind
from reconcile.report import title_words, words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import Count

BAR_WIDTH = 640.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    shape: str
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    sentences: tuple[str, ...]
    flags: tuple[Count, ...]
    silences: tuple[Count, ...]
    stances: tuple[Count, ...]
    statements: tuple[Count, ...]
    apart: tuple[Count, ...]
    claims: int
    silent: int
    linked: int
    all_statements: int
    segments: tuple[Segment, ...]
    segments_in_words: str


def _monitored(ledger: Ledger) -> int:
    issuers = {source.key for source in ledger.outcome.sources if source.kind is SourceKind.ISSUER}
    return len({span.source for span in ledger.outcome.coverage if span.source in issuers})


def bottom_line(ledger: Ledger) -> BottomLine:
    findings = [entry.finding for entry in ledger.claims]
    flags = Counter(finding.flag for finding in findings)
    stances = Counter(finding.stance for finding in findings if finding.flag is not Flag.NO_OFFICIAL_COMMENT)
    silent = Counter(finding.status for finding in findings if finding.flag is Flag.NO_OFFICIAL_COMMENT)
    by_flag = {flag: flags[flag] for flag in Flag}
    denied = stances[ClaimStance.DENIED] + stances[ClaimStance.MIXED]
    total, statements = len(findings), len(ledger.outcome.statements)
    linked = statements - len(ledger.official_only)
    apart = _apart(ledger)
    apart_line = words.apart_line(apart[0].number, apart[1].number)
    sentences = [
        *words.bottom_line(by_flag, denied, ledger.outcome.run.as_of),
        *words.silence_line({status: silent[status] for status in words.SILENCE_ORDER}),
        words.statements_line(linked, statements),
        *([apart_line] if apart_line is not None else []),
    ]
    return BottomLine(
        sentences=tuple(sentences),
        flags=tuple(
            Count(
                words=words.first_upper(words.FLAGS[flag]),
                number=number,
                share=words.share(number, total),
                meaning=words.FLAG_MEANINGS[flag],
                shape=flag.value,
            )
            for flag, number in by_flag.items()
        ),
        silences=_silences(ledger, silent),
        stances=_stances(stances, total - flags[Flag.NO_OFFICIAL_COMMENT]),
        statements=_statement_counts(linked, statements),
        apart=apart,
        claims=total,
        silent=flags[Flag.NO_OFFICIAL_COMMENT],
        linked=total - flags[Flag.NO_OFFICIAL_COMMENT],
        all_statements=statements,
        segments=_segments(by_flag),
        segments_in_words="; ".join(f"{words.FLAGS[flag]}: {number}" for flag, number in by_flag.items()),
    )


def _silences(ledger: Ledger, silent: Counter[Status]) -> tuple[Count, ...]:
    total = silent.total()
    monitored = _monitored(ledger)
    return tuple(
        Count(
            words=words.first_upper(words.STATUSES[status]),
            number=silent[status],
            share=words.share(silent[status], total),
            meaning=words.silence(status, ledger.outcome.run.as_of, monitored),
        )
        for status in words.SILENCE_ORDER
    )


def _stances(stances: Counter[ClaimStance | None], linked: int) -> tuple[Count, ...]:
    return tuple(
        Count(
            words=words.first_upper(words.CLAIM_STANCES[stance]),
            number=stances[stance],
            share=words.share(stances[stance], linked),
            meaning=words.STANCE_MEANINGS[stance],
        )
        for stance in (*ClaimStance, None)
        if stance is not None or stances[None]
    )


def _statement_counts(linked: int, total: int) -> tuple[Count, ...]:
    return (
        Count(words=title_words.LINKED, number=linked, share=words.share(linked, total), meaning=words.LINKED_MEANING),
        Count(
            words=title_words.OFFICIAL_ONLY,
            number=total - linked,
            share=words.share(total - linked, total),
            meaning=words.OFFICIAL_ONLY_MEANING,
        ),
    )


def _apart(ledger: Ledger) -> tuple[Count, Count]:
    kinds = Counter(entry.account.record.claim_kind for entry in ledger.apart)
    return (
        Count(
            words=title_words.GROUP_DENIALS,
            number=kinds[ClaimKind.DENIAL],
            share="",
            meaning=words.GROUP_DENIES_MEANING,
        ),
        Count(
            words=title_words.ALLEGATIONS,
            number=kinds[ClaimKind.ALLEGATION],
            share="",
            meaning=words.ALLEGATION_MEANING,
        ),
    )


def _segments(flags: dict[Flag, int]) -> tuple[Segment, ...]:
    """The flags as parts of one bar, as wide as their shares."""
    total = sum(flags.values())
    segments, x = [], 0.0
    for flag, number in flags.items():
        if number:
            width = BAR_WIDTH * number / total
            segments.append(Segment(shape=flag.value, x=round(x, 1), width=round(width, 1), words=f"{number:,}"))
            x += width
    return tuple(segments)
