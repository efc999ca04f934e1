"""What no single cell can tell: columns that contradict one another, and years that are hard to believe."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from reconcile.domain.fields import FIELDS
from reconcile.domain.records import Record, RecordKind
from reconcile.ingest.faults import Fault
from reconcile.ingest.values import DOUBTFUL_YEAR

_LOWER = dict.fromkeys(field.name for kind in RecordKind for field in FIELDS[kind] if field.name.endswith("_min"))
_RANGES = tuple((name, f"{name.removesuffix('_min')}_max") for name in _LOWER)
_DOUBTFUL = str(DOUBTFUL_YEAR + 1)
_DATES = ("published", "reported", "retrieved", "event_date_start", "event_date_end")


def across_columns(values: Mapping[str, object], unread: Collection[str]) -> Iterator[Fault]:
    """The contradictions among parsed values; `unread` are the columns whose own fault is already told."""
    start, end = values.get("event_date_start"), values.get("event_date_end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        message = f"event_date_end is {end}, before event_date_start {start}; expected the same day or a later one."
        yield Fault(code="date-reversed", message=message, field="event_date_end", found=str(end))
    for present, absent in (("lat", "lon"), ("lon", "lat")):
        if present in values and absent not in values and absent not in unread:
            message = f"{present} is {values[present]} but {absent} is empty; expected both or neither."
            yield Fault(code="coordinate-alone", message=message, field=absent)
    yield from _reversed_ranges(values)


def _reversed_ranges(values: Mapping[str, object]) -> Iterator[Fault]:
    for lower, upper in _RANGES:
        low, high = values.get(lower), values.get(upper)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            message = f"{lower} is {low}, above {upper} {high}; expected the smaller number first."
            yield Fault(code="range-reversed", message=message, field=lower, found=str(low))


def doubtful(record: Record) -> Iterator[Fault]:
    """What is kept with a warning: dates after DOUBTFUL_YEAR."""
    for name in _DATES:
        written = getattr(record, name)
        if written is not None and str(written) >= _DOUBTFUL:
            message = f"{name} is {written}; a year after {DOUBTFUL_YEAR} is kept but hard to believe."
            yield Fault(code="date-doubtful", message=message, field=name, found=str(written))
