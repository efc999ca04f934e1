"""The issues this room can raise: one table of codes, so that they can be listed and explained."""

from reconcile.domain.cleantext import quoted
from reconcile.domain.issues import Issue, Severity

_W, _N = Severity.WARNING, Severity.NOTE

FAULTS: dict[str, tuple[Severity, str]] = {
    "date-unreadable": (_W, "The wording of the date is not understood; it is kept as text and counts as not stated."),
    "date-unanchored": (_W, "The date is relative and nothing dates the text; give published or reported."),
    "date-order-unknown": (_W, "Day and month could be either way round; both readings are kept."),
    "date-weekday-conflict": (_W, "The weekday and the date written beside it do not fall together."),
    "date-readings-conflict": (_W, "The wording gives two dates that do not fall together."),
    "date-calendar-unread": (_W, "The date is of the solar Hijri calendar, which is not read; it is kept as text."),
    "date-reversed": (_W, "The event ends before it starts; the date counts as not stated."),
    "date-after-publication": (_W, "The event is dated more than a day after the text that tells of it."),
    "publication-unreadable": (_W, "The publication date is no ISO date; it is not used."),
    "place-unknown": (_N, "The place is not in the gazetteer; it is compared by name and region."),
    "place-shortened": (_W, "The place is longer than is read; only its beginning is used."),
    "place-outside-region": (_W, "The places of that name lie far from the region stated; none of them is used."),
    "place-abroad": (_N, "The place is found only in another country than the record's."),
    "place-far-from-coordinates": (_W, "The coordinates lie far from every known place of that name."),
    "region-unknown": (_N, "The region is not in the gazetteer; it is compared by name."),
    "target-unknown": (_W, "The target type is not in the lexicon; it counts as not stated."),
    "attack-unknown": (_N, "The attack type is not in the lexicon; it counts as not stated."),
    "actor-unknown": (_N, "The actor hit is not in the actor table; it counts as not stated."),
    "speaker-unknown": (_N, "The speaker is not in the tables of actors and sources."),
    "toll-reversed": (_W, "The largest count is below the smallest; the count counts as not stated."),
}
"""By code: what became of the value, and the sentence that says so."""


def fault(code: str, field: str, found: str | None, record_id: str) -> Issue:
    """The issue `code` about the value `found` of the column `field`."""
    severity, message = FAULTS[code]
    return Issue(
        code=code,
        severity=severity,
        message=message,
        field=field,
        found=None if found is None else quoted(found),
        record_id=record_id,
    )
