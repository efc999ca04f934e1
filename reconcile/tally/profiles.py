"""Who claims, and who answers: what can be said of each speaker over a whole run."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reconcile.domain.anchors import last_event_day, published_day
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.like_with_like import like_with_like, ratio
from reconcile.domain.outcomes import ClaimStance, Flag, Pair, Status
from reconcile.domain.proportions import Proportion
from reconcile.domain.tallies import ClaimantTally, IssuerTally, OverlapTally, PairRef
from reconcile.tally.accounts import Answerable, Books, gathered
from reconcile.tally.discrepancies import denies, ref


def tally_claimants(books: Books) -> tuple[ClaimantTally, ...]:
    """Those with most claims first."""
    named = {claim.account.id: books.claimant(claim.account) for claim in books.claims}
    found = [_claimant(key, label, claims, books) for (key, label), claims in gathered(books.claims, named).items()]
    return tuple(sorted(found, key=lambda one: (-one.claims, one.label, one.key)))


def _claimant(key: str, label: str, claims: Sequence[Answerable], books: Books) -> ClaimantTally:
    judged = [claim for claim in claims if books.status(claim, claim.expected) is Status.CONCLUDED]
    linked = [claim for claim in claims if claim.links]
    denied = sum(claim.finding.stance in (ClaimStance.DENIED, ClaimStance.MIXED) for claim in linked)
    latest = [found for claim in linked if (found := _latest_ratio(claim, books)) is not None]
    return ClaimantTally(
        key=key,
        label=label,
        claims=len(claims),
        judged=Proportion(part=sum(bool(claim.links) for claim in judged), whole=len(judged)),
        agreement=Proportion(part=sum(claim.finding.flag is Flag.AGREEMENT for claim in linked), whole=len(linked)),
        denied=Proportion(part=denied, whole=len(linked)),
        ratios=tuple(
            sorted(
                ((times, pair) for times, pair in latest if times is not None),
                key=lambda one: (one[0], one[1].claim),
            )
        ),
        official_zero=sum(times is None for times, _ in latest),
        delays=_delays([claim.account for claim in claims]),
    )


def _latest_ratio(claim: Answerable, books: Books) -> tuple[float | None, PairRef] | None:
    """Claimed over official dead by the latest official figure that counts the same: first bulletins are revised."""
    found = []
    for pair in claim.links:
        statement = books.statements[pair.statement]
        tolls = like_with_like(claim.account, statement)
        if tolls.claimed is not None and tolls.official is not None and tolls.same_scope:
            when = statement.record.published or ""
            found.append((when, pair.statement, ratio(tolls.claimed, tolls.official), ref(pair)))
    if not found:
        return None
    _, _, times, pair_ref = max(found, key=lambda one: one[:2])
    return times, pair_ref


def tally_issuers(books: Books) -> tuple[IssuerTally, ...]:
    """Those with most statements first."""
    statements: dict[str, list[StatementAccount]] = {}
    labels: dict[str, str] = {}
    for statement in books.statements.values():
        key, label = books.issuer(statement)
        labels.setdefault(key, label)
        statements.setdefault(key, []).append(statement)
    answers: dict[str, list[list[Pair]]] = {}
    for claim in books.claims:
        for (issuer, _), links in _answers(claim, books).items():
            answers.setdefault(issuer, []).append(links)
    pairs = [pair for claims in answers.values() for links in claims for pair in links]
    linked, denials = {pair.statement for pair in pairs}, {pair.statement for pair in pairs if denies(pair)}
    found = [
        IssuerTally(
            key=key,
            label=labels[key],
            statements=len(some),
            linked=sum(statement.id in linked for statement in some),
            denials=sum(statement.id in denials for statement in some),
            claims=len(answers.get(key, ())),
            agreement=_agreement(answers.get(key, ())),
            delays=_delays(some),
        )
        for key, some in statements.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.statements, one.label, one.key)))


def tally_overlaps(books: Books) -> tuple[OverlapTally, ...]:
    """Which issuers answer whose claims; only those who meet in at least one."""
    labels: dict[str, str] = {}
    claims: Counter[str] = Counter()
    met: dict[tuple[str, str], list[list[Pair]]] = {}
    for claim in books.claims:
        claimant, label = books.claimant(claim.account)
        labels.setdefault(claimant, label)
        claims[claimant] += 1
        for (issuer, name), pairs in _answers(claim, books).items():
            labels.setdefault(issuer, name)
            met.setdefault((claimant, issuer), []).append(pairs)
    found = [
        OverlapTally(
            claimant=labels[claimant],
            issuer=labels[issuer],
            answered=Proportion(part=len(answers), whole=claims[claimant]),
            agreement=_agreement(answers),
            denied=Proportion(part=sum(any(map(denies, pairs)) for pairs in answers), whole=len(answers)),
        )
        for (claimant, issuer), answers in met.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.answered.part, one.claimant, one.issuer)))


def _answers(claim: Answerable, books: Books) -> dict[tuple[str, str], list[Pair]]:
    """The links of a claim by key and label of who speaks in the statement."""
    found: dict[tuple[str, str], list[Pair]] = {}
    for pair in claim.links:
        found.setdefault(books.issuer(books.statements[pair.statement]), []).append(pair)
    return found


def _agreement(answers: Iterable[Sequence[Pair]]) -> Proportion:
    """Of claims, given by their links with one issuer: with how many one of these agrees."""
    flags = [any(pair.flag is Flag.AGREEMENT for pair in pairs) for pairs in answers]
    return Proportion(part=sum(flags), whole=len(flags))


def _delays(accounts: Sequence[ClaimAccount | StatementAccount]) -> tuple[int, ...]:
    """Days from the event, as the side itself dates it, to its publication; where it states both."""
    dated = [account for account in accounts if account.values.date.stated]
    published = [(published_day(account), last_event_day(account)) for account in dated]
    return tuple(sorted(max(0, (told - ended).days) for told, ended in published if told is not None))
