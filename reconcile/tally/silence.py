"""Rates of no official comment, and how long claims wait for a first one.

A claim counts in a rate only where silence would mean something: an issuer expected to answer was collected, its time
is over, and it does comment on such events. That is asked of answered and unanswered claims alike; leaving out the
unanswered ones alone would make every institution look more talkative than it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from reconcile.domain.anchors import last_event_day, published_day
from reconcile.domain.monitoring import answer_window
from reconcile.domain.outcomes import Status
from reconcile.domain.proportions import Proportion
from reconcile.domain.sources import Source
from reconcile.domain.tallies import DelayTally, SilenceTally
from reconcile.tally.accounts import Answerable, Books, gathered, toll_band
from reconcile.tally.survival import delay_curve

APART = (Status.PENDING, Status.NOT_MONITORED, Status.COVERAGE_UNKNOWN, Status.STRUCTURALLY_SILENT)


def tally_all(books: Books) -> SilenceTally:
    return _tally("", "", books.claims, books, _asked_of_all)


def tally_by_claimant(books: Books) -> tuple[SilenceTally, ...]:
    return _by(books, {claim.account.id: books.claimant(claim.account) for claim in books.claims})


def tally_by_region(books: Books) -> tuple[SilenceTally, ...]:
    return _by(books, {claim.account.id: books.region(claim.account) for claim in books.claims})


def tally_by_toll(books: Books) -> tuple[SilenceTally, ...]:
    """In the order of the bands."""
    found = _by(books, {claim.account.id: toll_band(claim.account) for claim in books.claims})
    return tuple(sorted(found, key=lambda tally: tally.key))


def tally_by_issuer(books: Books) -> tuple[SilenceTally, ...]:
    """One per issuer that is expected to answer any claim, with its own delay curve."""
    tallies = [
        replace(
            _tally(source.key, source.name, claims, books, _asked_of(source)),
            never_comments_on=source.never_comments_on,
            curve=tally_delays(claims, books, source).curve,
        )
        for source, claims in _by_issuer(books)
    ]
    return _ordered(tallies)


def tally_strata(books: Books) -> tuple[tuple[tuple[str, str, str], SilenceTally], ...]:
    """Issuer by region by toll band, where at least one claim may be judged; most claims first."""
    found = []
    for source, claims in _by_issuer(books):
        cells: dict[tuple[str, str], list[Answerable]] = {}
        for claim in claims:
            cells.setdefault((books.region(claim.account)[1], toll_band(claim.account)[1]), []).append(claim)
        for (region, band), some in cells.items():
            tally = _tally(source.key, source.name, some, books, _asked_of(source))
            if tally.judged.whole:
                found.append(((source.name, region, band), tally))
    return tuple(sorted(found, key=lambda one: (-one[1].judged.whole, one[0])))


def tally_delays(claims: Iterable[Answerable], books: Books, source: Source | None = None) -> DelayTally:
    """From the last day of the event to the first comment, by `source` alone or by any issuer.

    An unanswered claim is followed until the last day of unbroken collecting, at most the as-of. An answer after that
    day is one that nobody was sure to see, so the claim counts as unanswered until then.
    """
    followed: list[tuple[int, bool]] = []
    left_out: Counter[Status] = Counter()
    for claim in claims:
        asked = claim.expected if source is None else (source,)
        status = books.status(claim, asked)
        first = last_event_day(claim.account)
        last = books.watch.followed_until(first, asked)
        if status is Status.STRUCTURALLY_SILENT or last is None:
            left_out[Status.NOT_MONITORED if last is None else status] += 1
            continue
        answered = _first_answer(claim, books, source)
        ended = answered is not None and answered <= last
        until = max(first, answered) if answered is not None and ended else last
        followed.append(((until - first).days, ended))
    return DelayTally(
        curve=delay_curve(followed),
        not_followed=left_out[Status.NOT_MONITORED],
        never_answered=left_out[Status.STRUCTURALLY_SILENT],
    )


def _first_answer(claim: Answerable, books: Books, source: Source | None) -> date | None:
    days = []
    for pair in claim.links:
        statement = books.statements[pair.statement]
        if source is None or statement.values.speaker == source.key:
            days.append(published_day(statement) or statement.version.known_from.date())
    return min(days, default=None)


Asked = Callable[[Answerable], tuple[tuple[Source, ...], Callable[[str | None], bool]]]
"""Of a claim: the issuers whose collecting counts, and whose answers count."""


def _asked_of_all(claim: Answerable) -> tuple[tuple[Source, ...], Callable[[str | None], bool]]:
    return claim.expected, lambda _: True


def _asked_of(source: Source) -> Asked:
    return lambda _: ((source,), lambda speaker: speaker == source.key)


def _tally(key: str, label: str, claims: Sequence[Answerable], books: Books, asked: Asked) -> SilenceTally:
    totals: Counter[Status] = Counter()
    answers: Counter[Status] = Counter()
    in_part = 0
    for claim in claims:
        issuers, counts = asked(claim)
        status = books.status(claim, issuers)
        totals[status] += 1
        answers[status] += any(counts(books.statements[pair.statement].values.speaker) for pair in claim.links)
        in_part += status is Status.NOT_MONITORED and _in_part(claim, issuers, books)
    judged = totals[Status.CONCLUDED]
    return SilenceTally(
        key=key,
        label=label,
        expected=len(claims),
        judged=Proportion(part=judged - answers[Status.CONCLUDED], whole=judged),
        apart={status: Proportion(part=answers[status], whole=totals[status]) for status in APART},
        covered_in_part=in_part,
    )


def _in_part(claim: Answerable, issuers: Sequence[Source], books: Books) -> bool:
    """Whether one of the issuers was collected on some day of the window."""
    due = books.watch.asked(answer_window(claim.account, issuers, books.watch.pending_days)).due
    keys = [source.key for source in issuers] if issuers else books.watch.collected
    return any(span.overlaps(due) for key in keys for span in books.watch.collected.get(key, ()))


def _by(books: Books, named: dict[str, tuple[str, str]]) -> tuple[SilenceTally, ...]:
    groups = gathered(books.claims, named)
    return _ordered([_tally(key, label, claims, books, _asked_of_all) for (key, label), claims in groups.items()])


def _by_issuer(books: Books) -> list[tuple[Source, list[Answerable]]]:
    sources: dict[str, Source] = {}
    claims: dict[str, list[Answerable]] = {}
    for claim in books.claims:
        for source in claim.expected:
            sources[source.key] = source
            claims.setdefault(source.key, []).append(claim)
    return [(sources[key], claims[key]) for key in sorted(sources)]


def _ordered(tallies: Iterable[SilenceTally]) -> tuple[SilenceTally, ...]:
    """Those with most claims to judge first, then most claims."""
    return tuple(sorted(tallies, key=lambda tally: (-tally.judged.whole, -tally.expected, tally.label, tally.key)))
