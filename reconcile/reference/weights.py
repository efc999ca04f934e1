"""The weights of the linkage model: comparisons with ordered levels, each with its m and u probabilities."""

import math
from itertools import groupby, pairwise

from reconcile.domain.weights import LinkageModel, ModelComparison, ModelLevel, NullTail
from reconcile.reference.tables import Desk, Row

WEIGHTS_FILE = "weights.csv"
TAIL_FILE = "null_tail.csv"
PRIOR_FILE = "prior.csv"
COLUMNS = ("comparison", "level", "label", "m", "u", "origin")
TAIL_COLUMNS = ("bits", "share", "origin")
PRIOR_COLUMNS = ("name", "value", "origin")
SHARE, CLAIMS, DENIALS = "share", "claims", "denials"
"""The lines of the prior: the usual share of answered claims, for how many claims it counts, and the share of denials
that answer one of the claims they are compared with."""
MOST_SHARE = 8.0
"""An event may have several accounts on either side."""
LABELS = {
    "date": "Date of the event",
    "place": "Place",
    "target": "Target",
    "actor": "Side that was hit",
    "attack": "Kind of attack",
}
"""The comparisons of the model in their order, with their labels."""
LEVELS = {
    "date": (
        "same_day", "overlap_days", "overlap_weeks", "overlap_long", "one_day", "few_days", "many_days", "exchanged",
        "bounded_near", "bounded", "undated_near", "undated_weekday", "undated", "weekday_differs", "too_far",
    ),
    "place": (
        "same_place", "same_name", "same_axis", "axis_end", "within_radii", "near", "apart", "far", "contained",
        "same_district", "same_region", "wider", "not_stated", "unplaced", "other_name", "elsewhere",
    ),
    "target": ("same_type", "same_family", "not_stated", "differs"),
    "actor": ("same", "compatible", "not_stated", "differs"),
    "attack": ("same_type", "same_family", "not_stated", "differs"),
}  # fmt: skip
"""The levels the link room tells apart; the table gives each its label and its weight, and may order them anew."""
TOLERANCE = 1e-6
"""By how much the m (or u) of one comparison may sum to other than 1."""


def load_weights(desk: Desk, *beside: str) -> LinkageModel:
    """The model of the table; levels keep the order of its lines, which is the order of the report.

    The digest is taken of the table and of those `beside` it from which weights are read too.
    """
    rows = [row for row in desk.rows(WEIGHTS_FILE, COLUMNS) if desk.required(row, *COLUMNS)]
    desk.unique(rows, "comparison", "level")
    levels = [(row, level) for row in rows if (level := _level(desk, row)) is not None]
    comparisons = tuple(
        _comparison(desk, name, list(entries)) for name, entries in groupby(levels, key=lambda e: e[0]["comparison"])
    )
    if rows and [c.name for c in comparisons] != list(LABELS):
        expected = f"must hold the comparisons {', '.join(LABELS)} in this order"
        desk.fault_at(WEIGHTS_FILE, None, "reference-comparisons", expected)
    digest = desk.digest(WEIGHTS_FILE, TAIL_FILE, PRIOR_FILE, *beside)
    share, claims, denials = _prior(desk)
    return LinkageModel(
        name=f"weights {digest[:8]}",
        digest=digest,
        prior_bits=round(math.log2(share), 3),
        prior_claims=claims,
        denial_bits=round(math.log2(denials / share), 3),
        comparisons=comparisons,
        null_tail=_tail(desk),
    )


def _prior(desk: Desk) -> tuple[float, float | None, float]:
    """The usual share, for how many claims it counts (an empty cell means for any number), and the share of denials."""
    names = (SHARE, CLAIMS, DENIALS)
    told = [row for row in desk.rows(PRIOR_FILE, PRIOR_COLUMNS) if desk.required(row, "name", "origin")]
    desk.unique(told, "name")
    rows = {row["name"]: row for row in told if desk.known(row, "name", names, f"name of a prior ({', '.join(names)})")}
    if rows.keys() != set(names):
        lines = f"must hold the lines {SHARE!r}, {CLAIMS!r} and {DENIALS!r} and no other"
        desk.fault_at(PRIOR_FILE, None, "reference-prior", lines)
        return 1.0, None, 1.0
    for name in (SHARE, DENIALS):
        desk.required(rows[name], "value")
    share, denials = (desk.number(rows[name], "value", 1e-6, MOST_SHARE) or 1.0 for name in (SHARE, DENIALS))
    return share, desk.number(rows[CLAIMS], "value", 0, 1e9), denials


def _tail(desk: Desk) -> NullTail:
    """How often chance gives each weight; weights ascend and shares fall."""
    rows = [row for row in desk.rows(TAIL_FILE, TAIL_COLUMNS) if desk.required(row, *TAIL_COLUMNS)]
    read = [(row, desk.number(row, "bits", -100, 100), desk.number(row, "share", 0, 1)) for row in rows]
    steps = [(row, bits, share) for row, bits, share in read if bits is not None and share is not None]
    for (_, bits, share), (row, next_bits, next_share) in pairwise(steps):
        if next_bits <= bits:
            desk.fault(row, "bits", "must be more than in the line before", "reference-order")
        if next_share > share:
            desk.fault(row, "share", "must not be more than in the line before", "reference-order")
    return NullTail(
        bits=tuple(bits for _, bits, _ in steps),
        shares=tuple(share for _, _, share in steps),
        origin="; ".join(dict.fromkeys(row["origin"] for row in rows)),
    )


def _level(desk: Desk, row: Row) -> ModelLevel | None:
    m, u = desk.number(row, "m", 0, 1), desk.number(row, "u", 0, 1)
    for column, value in (("m", m), ("u", u)):
        if value in (0, 1):
            desk.fault(row, column, "must lie between 0 and 1, both excluded", "reference-number")
    if not m or not u:
        return None
    return ModelLevel(key=row["level"], label=row["label"], m=m, u=u, bits=round(math.log2(m / u), 3))


def _comparison(desk: Desk, name: str, entries: list[tuple[Row, ModelLevel]]) -> ModelComparison:
    written, wanted = {level.key for _, level in entries}, set(LEVELS.get(name, ()))
    if wanted and written != wanted:
        odd = ", ".join(sorted(written ^ wanted))
        message = f"the comparison {name!r} must have exactly its {len(wanted)} levels; missing or unknown: {odd}"
        desk.fault_at(WEIGHTS_FILE, entries[0][0].line, "reference-levels", message)
    for column in ("m", "u"):
        total = sum(getattr(level, column) for _, level in entries)
        if abs(total - 1.0) > TOLERANCE:
            message = f"the {column} of the comparison {name!r} sum to {total:.6f}, expected 1"
            desk.fault_at(WEIGHTS_FILE, entries[0][0].line, "reference-sum", message)
    return ModelComparison(
        name=name,
        label=LABELS.get(name, name),
        origin="; ".join(dict.fromkeys(row["origin"] for row, _ in entries)),
        levels=tuple(level for _, level in entries),
    )
