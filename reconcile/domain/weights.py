"""The linkage model as a table that people read: comparisons, their ordered levels and weights."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLevel:
    """One level of a comparison. m: share among pairs of one event; u: share among pairs of different events."""

    key: str
    label: str
    m: float
    u: float
    bits: float
    """log2(m/u), rounded to 3 digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelComparison:
    name: str
    label: str
    origin: str
    """Where m and u come from."""
    levels: tuple[ModelLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageModel:
    name: str
    digest: str
    prior_bits: float
    comparisons: tuple[ModelComparison, ...]
