"""Sentences of the change log: what a run says otherwise than the one before it, never what happened."""

from reconcile.domain.changes import CauseKind, ChangeLog, FindingGist, LinkChange
from reconcile.domain.phrases import count, instant, joined
from reconcile.report.words import FLAGS, STATUSES, first_upper

KINDS = {
    CauseKind.WITHDRAWN_RECORD: "withdrawn by its own side",
    CauseKind.SUPERSEDED_RECORD: "replaced by its own side",
    CauseKind.WITHDRAWN_BATCH: "taken back by whoever ingested it",
    CauseKind.REVISED_TOLL: "amended: other figures",
    CauseKind.AMENDED_CLAIM: "claim amended",
    CauseKind.AMENDED_STATEMENT: "statement amended",
    CauseKind.NEW_CLAIM: "new claim",
    CauseKind.NEW_STATEMENT: "new statement",
}
REOPENED = "The silence on this claim had been concluded."
NOT_ASKED = "No earlier run was asked for, so nothing is said of changes."
NO_EARLIER = "There is no earlier run: every record and every finding is new."
NOTHING_CHANGED = "Both runs say the same of every claim."
NOTE = (
    "A change is one of what was found, never of what happened. Each row says what the earlier run said of the claim, "
    "what this run says, and what is otherwise in the records, decisions or settings that the finding rests on."
)
NO_LONGER_THERE = "not known to this run"
NOT_YET_THERE = "not known to the earlier run"


def since(log: ChangeLog | None) -> str:
    if log is None:
        return NOT_ASKED
    if log.before is None:
        return NO_EARLIER
    return (
        f"This run as of {instant(log.after.as_of)}, beside run {log.before.number} as of {instant(log.before.as_of)}."
    )


def summary(log: ChangeLog | None) -> tuple[str, ...]:
    if log is None or log.before is None:
        return ()
    if not log.claims and not log.records:
        return (NOTHING_CHANGED,)
    flags, reopened = len(log.flags), sum(change.reopens_silence for change in log.claims)
    first = (
        f"Of {count(len(log.claims), 'claim')} of which this run says something else, {flags:,} "
        f"{'has' if flags == 1 else 'have'} another flag; {count(len(log.records), 'record is', 'records are')} new, "
        "amended, withdrawn or replaced."
    )
    if not reopened:
        return (first,)
    return (first, f"For {count(reopened, 'claim')} an official comment came after the silence had been concluded.")


def of_all(cause: str) -> str:
    return f"For all claims alike: {cause}."


def status(finding: FindingGist | None) -> str:
    """What stands beside the flag."""
    return "" if finding is None or finding.flag is None else STATUSES[finding.status]


def link(statement: str, issuer: str | None, change: LinkChange) -> str:
    """`Linked to s1 (MINUSMA)`; `No longer linked to s1`; `Place and toll otherwise compared with s1`."""
    named = statement if issuer is None else f"{statement} ({issuer})"
    if change.before is None:
        return f"Linked to {named}"
    if change.after is None:
        return f"No longer linked to {named}"
    facets = joined([facet.value for facet in change.facets]) or "stance"
    was, now = (
        None if pair is None or pair.flag is None else FLAGS[pair.flag] for pair in (change.before, change.after)
    )
    turned = f"; {was}, now {now}" if was != now and was is not None and now is not None else ""
    return f"{first_upper(facets)} compared otherwise with {named}{turned}"


def contradiction(kind: str, records: str, *, come: bool) -> str:
    """`Denied by an institution: statement s1`; `No longer attributed to another group: 2 statements: s1 and s2`."""
    return f"{first_upper(kind)}: {records}" if come else f"No longer {kind}: {records}"
