"""Where the events of a command go: nowhere, to stderr, or to the end of a file, a line each."""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path

from reconcile.errors import OutputError
from reconcile.pipeline.journal import FIELDS, LOGGER

STDERR = "-"
FORMATS = ("json", "text")


def open_log(target: str | None, form: str) -> None:
    """Sends events to `target`: `-` is stderr, anything else a file that grows; None: nowhere.

    A file may be moved away while the program runs (logrotate): the next line begins a new one.
    Raises OutputError where the file cannot be opened.
    """
    for handler in LOGGER.handlers[:]:
        LOGGER.removeHandler(handler)
        handler.close()
    LOGGER.propagate = False
    LOGGER.setLevel(logging.INFO if target else logging.CRITICAL)
    if not target:
        LOGGER.addHandler(logging.NullHandler())
        return
    try:
        handler = logging.StreamHandler() if target == STDERR else WatchedFileHandler(Path(target), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"The log {target} cannot be written: {error.strerror}; name another --log-file.") from error
    handler.setFormatter(_JsonLines() if form == "json" else _Words())
    LOGGER.addHandler(handler)


def _told(record: logging.LogRecord) -> dict[str, object]:
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    head: dict[str, object] = {"time": moment, "level": record.levelname.lower(), "event": record.getMessage()}
    return head | {"process": record.process} | getattr(record, FIELDS, {})


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_told(record), ensure_ascii=True)


class _Words(logging.Formatter):
    """`time level event name=value …`, for people and for journald."""

    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        head = [str(told.pop(name)) for name in ("time", "level", "event")]
        return " ".join([*head, *(f"{name}={_word(value)}" for name, value in told.items())])


def _word(value: object) -> str:
    return str(value) if isinstance(value, (int, float)) else json.dumps(value, ensure_ascii=True)
