"""Titles of pages, parts and tables, and the heads that go with them."""

NAVIGATION = {
    "claims": "Claims",
    "official-only": "Official-only",
    "silence": "Silence",
    "discrepancies": "Discrepancies",
    "profiles": "Profiles",
    "changes": "Changes",
    "search": "Search",
    "method": "Method and limits",
    "issues": "Data issues",
}
"""By key of the entry."""
PAGES = {
    "claims": "Claims",
    "official-only": "Official-only statements",
    "linked": "Linked statements",
    "silence": "Silence and answers",
    "discrepancies": "Discrepancies",
    "profiles": "Who claims, who answers",
    "changes": "Change log",
    "search": "Search all claims and statements",
    "method": "Method and limits",
    "issues": "Data issues",
}
"""Of pages of lists, by key."""
RATES = {
    "issuers": ("By issuer expected to answer", ("Issuer", "Expected to answer")),
    "claimants": ("By claimant", ("Claimant", "Claims")),
    "regions": ("By region", ("Region", "Claims")),
    "tolls": ("By number of dead claimed", ("Killed, as claimed", "Claims")),
}
"""Of tables of rates: title, head of the stratum and of its claims."""
DISCREPANCIES = {
    "tolls": ("Figures of dead that do not agree", ("Claimed", "Official", "Whose losses", "Ratio")),
    "targets": ("Targets that differ", ()),
    "denials": ("Denials", ("What the official side says",)),
    "dates": ("Dates that lie apart", ("Apart",)),
    "places": ("Places that do not fit together", ("Apart",)),
}
"""Of tables of discrepancies: title and heads."""
DIFFERENCES = {
    "targets": "the targets differ",
    "denials": "the official side denies something",
    "dates": "the stated dates lie apart",
    "places": "the places differ",
}
"""What such a table counts, before `in 3 of 40 linked pairs`."""
LINKED = "Linked to a claim"
OFFICIAL_ONLY = "Official-only"
GROUP_DENIALS = "Denials by groups"
ALLEGATIONS = "Allegations"


def page_title(key: str, number: int = 1, parts: int = 1) -> str:
    """`Change log`; `Change log, part 2 of 3`."""
    return part_title(PAGES[key], number, parts)


def part_title(title: str, number: int, parts: int) -> str:
    return f"{title}, part {number} of {parts}" if parts > 1 else title


def part(number: int) -> str:
    return f"Part {number}"
