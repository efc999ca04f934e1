"""How often a rule's values held: shares measured on texts with known answers (docs/drafting.md), else assessed."""

_HELD = {
    "date": 0.95,
    "date-beside": 0.8,
    "dateline": 0.9,
    "release-month": 0.6,
    "fitted-year": 0.7,
    "date-of-account": 0.85,
    "document": 1.0,
    "region": 0.95,
    "gazetteer": 0.8,
    "place": 0.9,
    "place-bare": 0.6,
    "place-unknown": 0.6,
    "speaker-own": 0.98,
    "speaker-named": 0.9,
    "cue": 0.85,
    "lexicon": 0.85,
    "lexicon-other": 0.5,
    "actor": 0.8,
    "actor-noun": 0.6,
    "operation": 0.7,
    "toll": 0.9,
    "toll-unnumbered": 0.6,
    "kind": 0.85,
    "silence": 0.9,
    "silence-about": 0.6,
}


def confidence(rule: str) -> float:
    """Between 0 and 1. Raises KeyError for a rule without one."""
    return _HELD[rule]
