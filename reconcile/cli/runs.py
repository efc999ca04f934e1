"""The records of runs, in a line for a terminal and as JSON for programs."""

from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import Flag, RunRecord, RunState
from reconcile.domain.phrases import count


def run_line(run: RunRecord) -> str:
    """`3  2026-11-25T09:00:00Z  done in 4.2 s  as of …: 10 claims, 4 agreement, …; 2 flags changed`."""
    what = f"{run.number}  {iso_instant(run.started)}  {run.state.value}"
    if run.ended is not None and run.ended >= run.started:
        what += f" in {(run.ended - run.started).total_seconds():.1f} s"
    what += f"  as of {iso_instant(run.as_of)}{' (replay)' if run.replay else ''}"
    if run.state is not RunState.DONE:
        return f"{what}: {run.error}" if run.error else what
    flags = ", ".join(f"{run.counts.get(flag.value, 0):,} {flag.words}" for flag in Flag)
    claims = count(sum(run.counts.get(flag.value, 0) for flag in Flag), "claim")
    return f"{what}: {claims}, {flags}; {count(run.counts.get('changed', 0), 'flag')} changed"


def run_record_as_json(run: RunRecord) -> dict[str, object]:
    return {
        "number": run.number,
        "run": run.key,
        "state": run.state,
        "as_of": iso_instant(run.as_of),
        "replay": run.replay,
        "started": iso_instant(run.started),
        "ended": None if run.ended is None else iso_instant(run.ended),
        "program": run.program,
        "model": run.model,
        "digests": dict(sorted(run.digests.items())),
        "marks": dict(sorted(run.marks.items())),
        "counts": dict(sorted(run.counts.items())),
        "error": run.error,
    }
