"""What an analyst is told of a column, in the template and in the documentation: allowed values and an example."""

from reconcile.domain.fields import Field, FieldKind

_ALLOWED = {
    "id": "text of at most 500 characters",
    "country": "two letters, ISO 3166 alpha-2",
    "lat": "degrees from -90 to 90",
    "lon": "degrees from -180 to 180",
    "events": "whole number from 1",
    "language": "two letters, ISO 639-1",
    "source_grade": "A to F",
    "item_grade": "1 to 6",
}

_KINDS = {
    FieldKind.TEXT: "text",
    FieldKind.INSTANT: "ISO date or date-time",
    FieldKind.DATE: "ISO date",
    FieldKind.NUMBER: "number",
    FieldKind.COUNT: "whole number from 0",
    FieldKind.FLAG: "true or false",
}

EXAMPLES = {
    "id": "zallaqa-2017-04-21-3",
    "claimant": "JNIM",
    "issuer": "MINUSMA",
    "document": "zallaqa-2017-04-21",
    "published": "2017-04-21",
    "reported": "2017-04-22",
    "event_date": "Tuesday",
    "event_date_start": "2017-04-18",
    "event_date_end": "2017-04-18",
    "date_precision": "day",
    "date_text": "Tuesday",
    "country": "ML",
    "admin1": "Kidal",
    "place": "about 30 km south of Tessalit",
    "lat": "19.93",
    "lon": "1.01",
    "attack_type": "IED",
    "target_type": "logistics convoy",
    "target_actor": "MINUSMA (Chad)",
    "events": "1",
    "toll_scope": "event",
    "summary": "A bomb hit a convoy of peacekeepers near Tessalit.",
    "text": "The words of the communiqué",
    "language": "fr",
    "translation": "The same in English",
    "persons": "Names, separated by semicolons",
    "sensitivity": "graphic",
    "url": "https://example.org/communique/12",
    "archive_url": "https://archive.example.org/12",
    "publisher": "A newspaper",
    "retrieved": "2017-04-22T09:30:00+00:00",
    "supersedes": "zallaqa-2017-04-20-1",
    "refers_to": "zallaqa-2017-04-19-2",
    "relation": "corrects",
    "withdrawn": "false",
    "source_grade": "C",
    "item_grade": "3",
    "outlet": "Al-Zallaqa",
    "channel": "official",
    "claim_kind": "claim",
    "captured": "two vehicles",
    "issuer_type": "un",
    "attribution": "direct",
    "stance": "reports",
    "denies": "toll, event",
}
"""By column; counts share theirs below."""


def allowed_values(field: Field) -> str:
    """What a cell of the column may hold, in words."""
    if field.name in _ALLOWED:
        return _ALLOWED[field.name]
    if field.codes is None:
        return _KINDS[field.kind]
    codes = ", ".join(field.codes)
    return f"any of {codes}" if field.kind is FieldKind.CODES else codes


def example(field: Field) -> str:
    """A cell as it may be filled in."""
    if field.kind is FieldKind.COUNT and field.name not in EXAMPLES:
        return "2" if field.name.endswith("_min") else "4"
    return EXAMPLES[field.name]
