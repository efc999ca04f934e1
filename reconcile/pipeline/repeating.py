"""A run that sees what the run before saw, by the same rules: all its accounts compare as they did.

Only the time is another. So what can be told otherwise is a silence: whether officials may still answer. Such runs come
every hour; nothing is compared in them.
"""

from reconcile.domain.outcomes import Finding, Flag
from reconcile.domain.records import RecordKind
from reconcile.pipeline.judging import Bench, Judged, told_of
from reconcile.pipeline.renewing import Renewal, replaced_in
from reconcile.pipeline.seeing import Held, Seen
from reconcile.verdict import silence_told_again


def silences_again(bench: Bench, seen: Seen, held: Held) -> tuple[Renewal, Judged] | None:
    """The silences that rest on the time, told anew, while all other findings hold.

    None where people decided on one of them, which only a whole comparison brings to bear.
    """
    silent = frozenset(
        row for row, one in held.findings.items() if one.basis is None and one.flag is Flag.NO_OFFICIAL_COMMENT
    )
    database, digest = bench.database, bench.books.reference_digest
    paired = database.paired_statements(held.run, silent)
    claims = database.load_tellings(RecordKind.CLAIM, sorted(silent), digest)
    statements = database.load_tellings(RecordKind.STATEMENT, sorted(paired), digest)
    before = database.findings_of(held.run, silent, claims, statements)
    if any(map(_decided_on, before)):
        return None
    later = replaced_in(seen, RecordKind.CLAIM)
    findings = [silence_told_again(one, claims[one.claim_row], later, bench.ledger) for one in before]
    renewal = Renewal(parts=(), anew=silent, holding=frozenset(held.findings.keys() - silent))
    # What they rest on is not told again, so the next run that compares makes them anew.
    return renewal, told_of(findings, {}, bench.books, claims, statements)


def _decided_on(finding: Finding) -> bool:
    return bool(finding.decisions) or any(pair.scored.machine_role is not None for pair in finding.pairs)
