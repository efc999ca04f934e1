"""What a run found, in a few lines for a terminal or a scheduler."""

from collections.abc import Iterator, Sequence
from datetime import date

from reconcile.cli.changes import cause_as_json, change_in_short_as_json
from reconcile.domain import phrases
from reconcile.domain.change_phrases import cause_in_words, change_in_words
from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.instants import iso_instant
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import ClaimStance, Finding, Flag, Outcome, RunRecord
from reconcile.pipeline.results import RunResult


def flag_in_words(finding: Finding) -> str:
    """The flag, never "agreement" alone over a claim that a linked statement denies."""
    if finding.flag is None:
        return finding.status.words
    if finding.flag is Flag.NO_OFFICIAL_COMMENT:
        return f"{finding.flag.words} ({finding.status.words})"
    if finding.stance in (ClaimStance.DENIED, ClaimStance.MIXED):
        return f"{finding.flag.words}; {'denied' if finding.stance is ClaimStance.DENIED else 'partly denied'}"
    return finding.flag.words


def claims_table(outcome: Outcome) -> tuple[list[str], list[list[str]]]:
    """Headings and one row a claim, by day: who, what and where, the flag, the reason."""
    told = sorted(zip(outcome.claims, outcome.findings, strict=True), key=lambda pair: (_day(pair[0]), pair[0].id))
    rows = []
    for claim, finding in told:
        record = claim.record
        what = ", ".join(part for part in (record.target_actor or record.target_type, record.place) if part)
        rows.append([f"{quoted(record.claimant)}: {quoted(what)}", flag_in_words(finding), finding.reason])
    return ["claim", "flag", "reason"], rows


def _day(claim: ClaimAccount) -> date:
    """The first day claimed; where none is stated, the day from which the claim was known."""
    span = claim.values.date.span
    return claim.version.known_from.date() if span is None else span.start


def bottom_line(run: RunRecord) -> str:
    """Counts that add up: every claim under one flag, every statement linked or official-only."""
    counts = run.counts
    scored = sum(counts[flag.value] for flag in Flag)
    told = ", ".join(f"{counts[flag.value]:,} {flag.words}" for flag in Flag)
    told_apart = phrases.count(counts["listed_apart"], "denial or allegation", "denials or allegations")
    apart = f" (and {told_apart}, listed apart)" if counts["listed_apart"] else ""
    overload = counts.get("overloaded", 0)
    crowded = f" Of {overload:,} claims only the heaviest of very many pairs were kept." if overload else ""
    return (
        f"{phrases.count(scored, 'claim')}: {told}{apart}. {phrases.count(counts['statements'], 'statement')}: "
        f"{counts['linked']:,} linked, {counts['official_only']:,} official-only.{crowded}"
    )


SHOWN_CHANGES = 50
"""Claims whose change is told one by one before the rest is counted."""


def run_in_words(result: RunResult) -> Iterator[str]:
    """A line for the run, one for each claim that changed, one for what else a person should know."""
    run, log = result.run, result.log
    what = "Dry run" if result.dry_run else f"Run {run.number}{' (replay)' if run.replay else ''}"
    yield f"{what} as of {iso_instant(run.as_of)}: {bottom_line(run)}"
    if log.before is None:
        yield "There is no run before it to compare with: everything is new."
    for cause in log.shared:
        yield f"For all claims: {cause_in_words(cause)}."
    for change in log.claims[:SHOWN_CHANGES]:
        yield change_in_words(change)
    if len(log.claims) > SHOWN_CHANGES:
        yield f"and {len(log.claims) - SHOWN_CHANGES:,} more; `reconcile changes` lists them."
    if log.before is not None:
        changed = phrases.count(len(log.flags), "flag") if log.flags else "No flag"
        yield f"{changed} changed since run {log.before.number}."


def warnings_of(result: RunResult) -> Iterator[str]:
    """What somebody who keeps the runs should know, a sentence each."""
    for number in result.stale:
        yield f"Run {number} had no end and its process was gone; its record now says so."
    if result.behind is not None:
        yield (
            f"The clock of this machine stands at {iso_instant(result.run.started)}, before the start of an earlier "
            f"run ({iso_instant(result.behind)}); what was known in between is left out until it is set right."
        )
    if _sees_nothing(result.run):
        yield (
            f"The run sees none of the records in the database as of {iso_instant(result.run.as_of)}: each counts from "
            "when it was published, reported or retrieved, else ingested, and no longer once its file is taken back."
        )
    for issue in result.drift:
        yield issue.message


def _sees_nothing(run: RunRecord) -> bool:
    """Whether there are records, and none of them was known."""
    kinds = ("claims", "statements")
    return any(run.marks.get(kind) for kind in kinds) and not any(run.counts.get(kind) for kind in kinds)


def run_as_json(result: RunResult) -> dict[str, object]:
    """The summary of a run for programs; its changes are made one by one, as they are read."""
    run, log = result.run, result.log
    return {
        "run": run.key,
        "number": None if result.dry_run else run.number,
        "dry_run": result.dry_run,
        "replay": run.replay,
        "as_of": iso_instant(run.as_of),
        "started": iso_instant(run.started),
        "ended": None if run.ended is None else iso_instant(run.ended),
        "counts": dict(sorted(run.counts.items())),
        "since": None if log.before is None else log.before.number,
        "shared": [cause_as_json(cause) for cause in log.shared],
        "changes": map(change_in_short_as_json, log.claims),
        "flags_changed": len(log.flags),
        "needing_decision": len(result.needing_decision),
        "drift": [{"code": issue.code, "message": issue.message} for issue in result.drift],
        "closed_stale_runs": list(result.stale),
        "clock_behind": None if result.behind is None else iso_instant(result.behind),
    }


SHOWN_PER_CODE = 5
"""Issues of one kind that are told one by one before the rest is counted."""


def issues_in_words(issues: Sequence[Issue], records: str) -> Iterator[str]:
    """By code: how many there are, what they mean, and the first few with record and value. `records`: those that were
    looked at, in words."""
    by_code: dict[str, list[Issue]] = {}
    for issue in issues:
        by_code.setdefault(issue.code, []).append(issue)
    if not by_code:
        yield f"Nothing in {records} was left not understood."
    for code, found in sorted(by_code.items()):
        yield f"{code}: {phrases.count(len(found), 'record')}. {found[0].message}"
        for issue in found[:SHOWN_PER_CODE]:
            value = "" if issue.found is None else f": {quoted(issue.found)}"
            yield f"  {quoted(issue.record_id or '')}, {issue.field}{value}"
        if len(found) > SHOWN_PER_CODE:
            yield f"  and {len(found) - SHOWN_PER_CODE} more"


def issues_as_json(issues: Sequence[Issue]) -> list[dict[str, str | None]]:
    return [
        {
            "code": issue.code,
            "severity": issue.severity.value,
            "record": issue.record_id,
            "field": issue.field,
            "found": issue.found,
            "message": issue.message,
        }
        for issue in issues
    ]
