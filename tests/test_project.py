"""The files around the program say what is so."""

import re
from pathlib import Path

import click
import pytest

from reconcile import __version__
from reconcile.cli.app import group

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_version_has_hashes_and_no_address(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", block), block
        assert "--hash=sha256:" in block, block
    assert not re.search(r"https?:|file:|--index|--find-links", text)


def test_the_locks_name_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+==\S+)", (PROJECT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_command_of_the_readme_exists_and_every_command_stands_there() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"reconcile (?:--\S+ \S+ )?([a-z]+)\b", readme))
    listed = set(group.commands)
    assert listed <= used | {"reconcile"}
    in_blocks = "\n".join(re.findall(r"```sh\n(.*?)```", readme, re.DOTALL))
    for line in re.findall(r"^reconcile .*", in_blocks, re.MULTILINE):
        words = line.split("#")[0].split()[1:]
        command: click.Command = group
        for word in words:
            if isinstance(command, click.Group):
                assert word in command.commands, line
                command = command.commands[word]
            elif word.startswith("--"):
                assert any(word in parameter.opts for parameter in command.params), line


def test_every_command_says_what_it_does() -> None:
    def walk(command: click.Command) -> None:
        assert command.help, command.name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or parameter.required, (command.name, parameter.name)
        if isinstance(command, click.Group):
            for below in command.commands.values():
                walk(below)

    walk(group)


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert found is not None
    assert found[1] == __version__


@pytest.mark.parametrize("page", sorted(p.relative_to(PROJECT).as_posix() for p in PROJECT.glob("docs/*.md")))
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (PROJECT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((PROJECT / page).parent / target).exists(), target
