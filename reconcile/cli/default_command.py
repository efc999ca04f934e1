"""A group of commands of which one need not be named: `draft FILE` beside `draft list`."""

from typing import Any

import click


class DefaultCommandGroup(click.Group):
    """What is no command of the group is an argument of its default command."""

    def __init__(self, *args: Any, default: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before the first argument belong to the default command too, but for `--help`."""
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = [self._default, *args]
        return super().parse_args(ctx, args)
