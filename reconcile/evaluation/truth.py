"""The answer key: true links, flags, and the names that group the records (format: docs/quality.md)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.domain.outcomes import Flag
from reconcile.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What should have been found."""

    links: Mapping[tuple[str, str], Flag]
    """By claim id and statement id: the flag of that pair."""
    flags: Mapping[str, Flag]
    """By id of each scored claim: the flag it should have."""
    names: Mapping[str, str]
    """By id of every record the key knows: its name, `group/record`."""
    ignored: frozenset[str]
    """Ids of claims whose links count neither way."""

    def name(self, record_id: str) -> str:
        """The name for people; the id where the key does not know the record."""
        return self.names.get(record_id, record_id)

    def group(self, claim: str, statement: str) -> str:
        """The group a pair counts for: the claim's, or the statement's where the key does not know the claim."""
        known = self.names.get(claim) or self.names.get(statement) or claim
        return known.partition("/")[0]


def read_truth(path: Path) -> Truth:
    """The key in the JSON file `path`. Raises InputError where it cannot be read or does not hold what it must."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"The truth file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The truth file {path} is not UTF-8 from byte {error.start} on.") from error
    except json.JSONDecodeError as error:
        raise InputError(f"The truth file {path} is not JSON: {error}.") from error
    try:
        return _truth(written)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"The truth file {path} does not hold links, flags, names and ignored as docs/quality.md describes them "
            f"({type(error).__name__}: {error})."
        ) from error


def _truth(written: Any) -> Truth:
    links = {(_text(claim), _text(statement)): Flag(flag) for claim, statement, flag in written["links"]}
    flags = {_text(claim): Flag(flag) for claim, flag in written["flags"].items()}
    names = {_text(record): _text(name) for record, name in written["names"].items()}
    ignored = frozenset(_text(claim) for claim in written.get("ignored", ()))
    unnamed = sorted(({claim for claim, _ in links} | {statement for _, statement in links} | set(flags)) - set(names))
    if unnamed:
        raise ValueError(f"no name for {unnamed[0]!r}")
    unscored = sorted({claim for claim, _ in links} - set(flags))
    if unscored:
        raise ValueError(f"a true link but no flag for {unscored[0]!r}")
    return Truth(links=links, flags=flags, names=names, ignored=ignored)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, found {value!r}")
    return value
