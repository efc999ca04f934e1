"""The table of publication delays: by kind of record and speaker, which share is published how many days later."""

from itertools import groupby

from reconcile.domain.delays import Delays, Shares
from reconcile.domain.records import RecordKind
from reconcile.reference.actor_table import ActorTable
from reconcile.reference.source_table import SourceTable
from reconcile.reference.tables import Desk, Row

DELAYS_FILE = "delays.csv"
COLUMNS = ("kind", "habit", "speakers", "first_day", "last_day", "share", "origin")
GENERAL = "general"
"""The habit of all whose own is not known."""
LONGEST_DAYS = 400
TOLERANCE = 1e-6
"""By how much the shares of one habit may sum to other than 1."""


def load_delays(desk: Desk, actors: ActorTable, sources: SourceTable) -> Delays:
    """All habits; the lines of one stand together, in order of their days, and the first names its speakers.

    Faults go to the desk.
    """
    rows = [row for row in desk.rows(DELAYS_FILE, COLUMNS) if desk.required(row, "kind", "habit", "share", "origin")]
    kinds = {kind.value: kind for kind in RecordKind}
    general: dict[RecordKind, Shares] = {}
    of_speaker: dict[tuple[RecordKind, str], Shares] = {}
    for (written, _), lines in groupby(rows, key=lambda row: (row["kind"], row["habit"])):
        habit = list(lines)
        if not desk.known(habit[0], "kind", kinds, "kind of record"):
            continue
        kind, shares = kinds[written], _shares(desk, habit)
        if habit[0]["habit"] == GENERAL:
            general[kind] = shares
        for speaker in habit[0].parts("speakers"):
            _check_speaker(desk, habit[0], kind, speaker, actors, sources)
            of_speaker[kind, speaker] = shares
    for kind in RecordKind:
        if rows and kind not in general:
            desk.fault_at(
                DELAYS_FILE, None, "reference-delays", f"must hold the habit {GENERAL!r} of kind {kind.value!r}"
            )
    return Delays(general=general, of_speaker=of_speaker)


def _check_speaker(
    desk: Desk, row: Row, kind: RecordKind, speaker: str, actors: ActorTable, sources: SourceTable
) -> None:
    known = speaker in actors if kind is RecordKind.CLAIM else sources.get(speaker) is not None
    if not known:
        desk.fault(row, "speakers", f"{speaker!r} is no actor or source", "reference-unknown-code")


def _shares(desk: Desk, habit: list[Row]) -> Shares:
    """By day; a band's share is spread evenly over its days."""
    days: list[float] = []
    for row in habit:
        first, last = (desk.number(row, column, 0, LONGEST_DAYS) for column in ("first_day", "last_day"))
        share = desk.number(row, "share", 0, 1)
        if first is None or last is None or share is None:
            continue
        if first != len(days) or last < first or last != int(last):
            desk.fault(row, "first_day", f"must be {len(days)}, the day after the line before", "reference-order")
            continue
        count = int(last - first) + 1
        days += [share / count] * count
    if abs(sum(days) - 1.0) > TOLERANCE:
        desk.fault(habit[0], "share", f"the shares of one habit sum to {sum(days):.6f}, expected 1", "reference-sum")
    return tuple(days)
