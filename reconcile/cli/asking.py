"""What every command is told: where the database is, and with which settings."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from reconcile.domain.instants import parse_instant
from reconcile.settings import Settings, load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the data are."""

    database: str
    settings_file: Path | None

    def settings(self) -> Settings:
        """The settings of the file, or the defaults. Raises SettingsError."""
        return load_settings(self.settings_file)


def right_now() -> datetime:
    """The only place that reads the clock."""
    return datetime.now(UTC)


class Instant(click.ParamType[datetime]):
    """An ISO date or date-time; a date alone means the end of that day, UTC."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return parse_instant(str(value))
        except ValueError:
            self.fail(f"{value!r} is neither a date (2017-05-20) nor a date-time (2017-05-20T00:00:00Z).", param, ctx)


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date (2017-05-20).", param, ctx)


class RunOrInstant(click.ParamType[int | datetime]):
    """The number of a run, or an instant."""

    name = "run|instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | datetime:
        if isinstance(value, (int, datetime)):
            return value
        written = str(value)
        if written.isdecimal():
            return int(written)
        return Instant().convert(written, param, ctx)
