"""What a page asks a person about, and how the answer comes back: subjects of decisions as fields of a form."""

from collections.abc import Mapping

from reconcile.domain.decisions import Act, DecisionKind, Draft, Subject
from reconcile.domain.records import RecordKind
from reconcile.serve.visits import BadRequestError, whole_number

_PLACES = (("claim", RecordKind.CLAIM), ("statement", RecordKind.STATEMENT), ("other", RecordKind.CLAIM))


def subject_fields(subject: Subject) -> dict[str, str]:
    """The hidden fields that name a subject."""
    named = {place: getattr(subject, place) for place, _ in _PLACES}
    return {"kind": subject.kind.value} | {place: record for place, record in named.items() if record is not None}


def subject_from(fields: Mapping[str, str]) -> Subject:
    """Raises BadRequestError where the fields name none."""
    named = {place: fields.get(place) or None for place, _ in _PLACES}
    try:
        return Subject(kind=DecisionKind(fields.get("kind", "")), **named)
    except ValueError as error:
        raise BadRequestError(f"The form names nothing that can be decided on: {error}.") from error


def draft_from(form: Mapping[str, str]) -> Draft:
    """What somebody asks to have decided. Whether it may be is not looked at here. Raises BadRequestError."""
    subject = subject_from(form)
    try:
        act = Act(form.get("act", ""))
    except ValueError as error:
        raise BadRequestError(
            f"The form asks for {form.get('act', '')[:40]!r}, which is nothing that can be done."
        ) from error
    return Draft(
        act=act,
        subject=subject,
        verdict=form.get("verdict", ""),
        reason=form.get("reason"),
        duplicate_of=form.get("duplicate_of") or None,
        seen=_seen(form.get("seen", "")),
        digests={
            (kind, record): digest
            for place, kind in _PLACES
            if (record := getattr(subject, place)) is not None and (digest := form.get(f"{place}_digest"))
        },
    )


def _seen(text: str) -> int | None:
    if not text:
        return None
    number = whole_number(text)
    if number is None:
        raise BadRequestError("The form does not say which decision was seen last; load the page again.")
    return number
