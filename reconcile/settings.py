"""The settings of the program: one frozen value, read from a TOML file or left at its defaults.

Stages get the slice they need. Every field is printed in the report and its digest is kept with each run.
"""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from reconcile.errors import SettingsError

WORDS = "words"
"""Key of a field's metadata: what the setting means, in the words of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """How far apart two accounts may lie and still be compared, and from which weight on they are linked."""

    date_slack_days: int = field(
        default=5, metadata={WORDS: "days between two stated dates beyond which accounts are not compared"}
    )
    """Overnight attacks and reporting days explain up to three."""
    place_limit_km: float = field(
        default=100.0, metadata={WORDS: "kilometres beyond both radii at which places are no longer compared"}
    )
    claim_delay_days: int = field(
        default=45, metadata={WORDS: "days after its event by which a claim that states no date was published"}
    )
    """Monthly digests add a month to the usual three to eight days."""
    statement_delay_days: int = field(
        default=30, metadata={WORDS: "days after its event by which a statement that states no date was published"}
    )
    """Weekly digests reach further back than the usual day."""
    link_threshold_bits: float = field(
        default=0.0, metadata={WORDS: "match weight in bits from which a pair is linked"}
    )
    """0 bits are even odds."""
    keep_threshold_bits: float = field(
        default=-6.0, metadata={WORDS: "match weight in bits from which an unlinked pair is kept as a near miss"}
    )
    crowding_bits: float = field(
        default=1.6,
        metadata={WORDS: "bits taken off a pair for every doubling of the number of accounts it was compared among"},
    )
    """1 bit would do if the comparisons were independent; where many attacks lie close, they are not."""
    margin_bits: float = field(
        default=2.0, metadata={WORDS: "margin in bits below which a choice between rivals is marked as a close call"}
    )
    doubt_bits: float = field(
        default=1.0, metadata={WORDS: "bits around the threshold within which a pair is marked as a close call"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictSettings:
    """What the flags and the status rest on. The facet rules themselves are fixed by the contract."""

    pending_days: int = field(
        default=14, metadata={WORDS: "days an issuer has before its silence is concluded, unless it has its own"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of one run."""

    reference_folder: Path | None = None
    """An exported and edited copy of the reference tables; none means the shipped ones."""
    link: LinkSettings = field(default_factory=LinkSettings)
    verdict: VerdictSettings = field(default_factory=VerdictSettings)

    @property
    def digest(self) -> str:
        """SHA-256 over everything that can change a result (the folder's content has its own digest)."""
        told = {"link": asdict(self.link), "verdict": asdict(self.verdict)}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


S = TypeVar("S", LinkSettings, VerdictSettings)


def load_settings(path: Path | None) -> Settings:
    """The settings of the TOML file `path`, or the defaults when there is none.

    Raises SettingsError with file, section and name for anything unknown or of the wrong kind.
    """
    if path is None:
        return Settings()
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"The settings file {path} is not UTF-8 from byte {error.start} on.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The settings file {path} is not TOML: {error}.") from error
    unknown = sorted(set(written) - {"reference_folder", "link", "verdict"})
    if unknown:
        raise SettingsError(
            f"{path}: unknown setting {unknown[0]!r}; known are reference_folder and the sections link and verdict."
        )
    folder = written.get("reference_folder")
    if folder is not None and not isinstance(folder, str):
        raise SettingsError(f"{path}: reference_folder must be a path in quotes, found {folder!r}.")
    return Settings(
        reference_folder=None if folder is None else (path.parent / folder),
        link=_section(path, "link", LinkSettings, written.get("link", {})),
        verdict=_section(path, "verdict", VerdictSettings, written.get("verdict", {})),
    )


def _section(path: Path, name: str, kind: type[S], written: Any) -> S:
    if not isinstance(written, dict):
        raise SettingsError(f"{path}: [{name}] must be a section, found {written!r}.")
    defaults = kind()
    known = {f.name for f in fields(kind)}
    for key, value in written.items():
        if key not in known:
            raise SettingsError(f"{path}: unknown setting {key!r} in [{name}]; known are {', '.join(sorted(known))}.")
        wanted = type(getattr(defaults, key))
        fits = isinstance(value, (int, float) if wanted is float else wanted) and not isinstance(value, bool)
        if not fits:
            raise SettingsError(f"{path}: {name}.{key} must be {_kind_in_words(wanted)}, found {value!r}.")
    return kind(**{k: type(getattr(defaults, k))(v) for k, v in written.items()})


def _kind_in_words(kind: type) -> str:
    return {int: "a whole number", float: "a number"}.get(kind, kind.__name__)
