"""The settings of the program: one frozen value, read from a TOML file or left at its defaults.

Stages get the slice they need. Every field is printed in the report and its digest is kept with each run.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

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
        default=1.15,
        metadata={WORDS: "bits taken off a pair for every doubling of the number of accounts it was compared among"},
    )
    """1 bit would do if the comparisons were independent; where many attacks lie close, they are not quite."""
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
class DriftSettings:
    """When the figures of a run stand apart from those of earlier runs. They change no finding, only warnings."""

    runs: int = field(default=20, metadata={WORDS: "latest earlier runs whose middle a run is held against"})
    least_runs: int = field(default=3, metadata={WORDS: "earlier runs below which nothing is said of drift"})
    claims: int = field(default=20, metadata={WORDS: "claims below which a run says nothing of drift"})
    ratio: float = field(
        default=1.5, metadata={WORDS: "times as many or as few candidates or links per claim from which drift is told"}
    )
    silence_points: float = field(
        default=15.0, metadata={WORDS: "percentage points of silence among recent claims from which drift is told"}
    )
    """Two standard deviations of a share of 60 % among some 40 claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    """How long words are kept. What a finding rests on is kept for good."""

    text_days: int | None = field(default=None, metadata={WORDS: "days for which texts and translations are kept"})
    """From the ingest of the last version that holds the text; None: kept for good. `reconcile redact --expired`."""


NOTIFY_ON = ("flag_changed", "agreement", "partial_match", "no_official_comment", "gone", "failed", "run")
"""Any change of flag, a change to this flag, a claim that is gone, a run that failed, any run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySettings:
    """The command that is called when a run changes something."""

    command: tuple[str, ...] = ()
    """Program and its arguments; no shell reads them. Empty: nothing is called."""
    on: tuple[str, ...] = ("flag_changed", "failed")
    """Which of `NOTIFY_ON` it is called for."""
    timeout_seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """How people review. Nothing here changes what a run finds."""

    two_person: tuple[str, ...] = field(
        default=("flag", "denied", "false_claim"),
        metadata={WORDS: "kinds of decision, or verdicts, that a second person must confirm"},
    )
    high_toll: int = field(default=20, metadata={WORDS: "dead claimed from which on a claim is put before a person"})
    """From 20 dead on, most incidents have a counterpart in other accounts: a silence there is worth a look."""
    sample_size: int = field(
        default=20, metadata={WORDS: "claims without a link that are drawn at random to estimate missed links"}
    )
    sample_seed: int = field(default=1, metadata={WORDS: "seed of that draw"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectSettings:
    """What may be fetched over the network, and how much of it. Nothing here changes a result."""

    addresses: tuple[str, ...] = ()
    """The only addresses that are ever fetched."""
    allow_private: bool = False
    """Whether loopback and private addresses may be among them."""
    largest_megabytes: int = 32
    seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of one run."""

    reference_folder: Path | None = None
    """An exported and edited copy of the reference tables; none means the shipped ones."""
    link: LinkSettings = field(default_factory=LinkSettings)
    verdict: VerdictSettings = field(default_factory=VerdictSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
    drift: DriftSettings = field(default_factory=DriftSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    collect: CollectSettings = field(default_factory=CollectSettings)

    @property
    def digest(self) -> str:
        """SHA-256 over everything that can change a result (the folder's content has its own digest)."""
        told = {"link": asdict(self.link), "verdict": asdict(self.verdict)}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


S = TypeVar(
    "S",
    LinkSettings,
    VerdictSettings,
    DriftSettings,
    RetentionSettings,
    NotifySettings,
    ReviewSettings,
    CollectSettings,
)

_SECTIONS = ("link", "verdict", "drift", "retention", "notify", "review", "collect")


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
    unknown = sorted(set(written) - {"reference_folder", *_SECTIONS})
    if unknown:
        raise SettingsError(
            f"{path}: unknown setting {unknown[0]!r}; known are reference_folder and the sections "
            f"{', '.join(_SECTIONS[:-1])} and {_SECTIONS[-1]}."
        )
    folder = written.get("reference_folder")
    if folder is not None and not isinstance(folder, str):
        raise SettingsError(f"{path}: reference_folder must be a path in quotes, found {folder!r}.")
    return Settings(
        reference_folder=None if folder is None else (path.parent / folder),
        link=_section(path, "link", LinkSettings, written.get("link", {})),
        verdict=_section(path, "verdict", VerdictSettings, written.get("verdict", {})),
        drift=_section(path, "drift", DriftSettings, written.get("drift", {})),
        retention=_retention(path, _section(path, "retention", RetentionSettings, written.get("retention", {}))),
        notify=_notify(path, _section(path, "notify", NotifySettings, written.get("notify", {}))),
        review=_section(path, "review", ReviewSettings, written.get("review", {})),
        collect=_section(path, "collect", CollectSettings, written.get("collect", {})),
    )


def _retention(path: Path, settings: RetentionSettings) -> RetentionSettings:
    if settings.text_days is not None and settings.text_days < 1:
        raise SettingsError(f"{path}: retention.text_days must be at least 1, found {settings.text_days}.")
    return settings


def _notify(path: Path, settings: NotifySettings) -> NotifySettings:
    unknown = sorted(set(settings.on) - set(NOTIFY_ON))
    if unknown:
        raise SettingsError(f"{path}: notify.on knows no {unknown[0]!r}; known are {', '.join(NOTIFY_ON)}.")
    if settings.timeout_seconds <= 0:
        raise SettingsError(f"{path}: notify.timeout_seconds must be above 0, found {settings.timeout_seconds:g}.")
    return settings


def _section(path: Path, name: str, kind: type[S], written: Any) -> S:
    if not isinstance(written, dict):
        raise SettingsError(f"{path}: [{name}] must be a section, found {written!r}.")
    known = {f.name: f for f in fields(kind)}
    for key in written:
        if key not in known:
            raise SettingsError(f"{path}: unknown setting {key!r} in [{name}]; known are {', '.join(sorted(known))}.")
    return kind(**{key: _value(f"{path}: {name}.{key}", known[key].type, value) for key, value in written.items()})


def _value(place: str, hint: Any, value: Any) -> Any:
    """The value as the field holds it. Raises SettingsError, beginning with `place`, where it is of another kind."""
    wanted = next(part for part in (get_args(hint) or (hint,)) if part is not NoneType)
    if get_origin(hint) is tuple:
        if isinstance(value, list) and all(isinstance(part, wanted) for part in value):
            return tuple(value)
        raise SettingsError(f"{place} must be a list of texts in quotes, found {value!r}.")
    fits = isinstance(value, (int, float) if wanted is float else wanted)
    if not fits or (isinstance(value, bool) and wanted is not bool):
        raise SettingsError(f"{place} must be {_kind_in_words(wanted)}, found {value!r}.")
    return wanted(value)


_KINDS: Mapping[type, str] = {int: "a whole number", float: "a number", bool: "true or false"}


def _kind_in_words(kind: type) -> str:
    return _KINDS.get(kind, kind.__name__)
