"""A command of the user's that is called when a run changes something, with ids and counts on its stdin."""

import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import FlagChange
from reconcile.settings import NotifySettings


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What may be told of a run. Ids and counts; what records say stays in the database."""

    program: str
    as_of: datetime
    run: str | None
    """Key; None where the run failed before it had one."""
    number: int | None
    counts: Mapping[str, int]
    changes: Sequence[FlagChange]
    error: str | None = None
    """Kind of error of a run that failed."""


def notify(settings: NotifySettings, news: News) -> str | None:
    """Calls the command where the settings choose what happened; a sentence where the call failed, which is no
    reason for the run to fail."""
    if not settings.command:
        return None
    chosen = [change for change in news.changes if not _kinds(change).isdisjoint(settings.on)]
    failed = news.error is not None and "failed" in settings.on
    if not (chosen or failed or "run" in settings.on):
        return None
    return _call(settings, json.dumps(_payload(news, chosen)).encode("ascii"))


def _kinds(change: FlagChange) -> set[str]:
    return {"flag_changed", "gone" if change.after is None else change.after.value}


def _payload(news: News, changes: Sequence[FlagChange]) -> dict[str, object]:
    return {
        "event": "run_finished" if news.error is None else "run_failed",
        "program": news.program,
        "run": news.run,
        "number": news.number,
        "as_of": iso_instant(news.as_of),
        "counts": dict(sorted(news.counts.items())),
        "changes": [{"claim": change.claim, "before": change.before, "after": change.after} for change in changes],
        "error": news.error,
    }


def _call(settings: NotifySettings, told: bytes) -> str | None:
    """No shell; what it prints is thrown away; whatever it started is ended with it when its time is up."""
    name = settings.command[0]
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is the user's own setting
            list(settings.command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"The command {name} of [notify] cannot be started: {error.strerror}."
    try:
        process.communicate(told, timeout=settings.timeout_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return f"The command {name} of [notify] took longer than {settings.timeout_seconds:g} seconds and was ended."
    if process.returncode != 0:
        return f"The command {name} of [notify] ended with {process.returncode}."
    return None
