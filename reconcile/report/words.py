"""Every sentence and phrase of the pages, in one place.

Neutral and symmetrical: a side *says*, *claims*, *reports* or *denies*; nothing here says what happened. Silence,
denial and "nobody collected it" are three different things and are never worded alike.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from reconcile.domain.cleantext import defanged
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.decisions import Act, DecisionState
from reconcile.domain.drafts import Remark
from reconcile.domain.instants import local_day, parse_instant
from reconcile.domain.outcomes import ClaimStance, CloseCall, Facet, FacetResult, Flag, PairRole, Status
from reconcile.domain.phrases import count, day, instant, interval, joined, joined_in_short, named_first
from reconcile.domain.places import PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import (
    Attribution,
    Channel,
    ClaimKind,
    DatePrecision,
    Denied,
    IssuerType,
    Stance,
    TollScope,
)
from reconcile.domain.sources import CoverageBasis
from reconcile.domain.tolls import CountRange, Harm, TollSide

LANGUAGE = "en"
"""Of all sentences here, as an HTML `lang` value."""
BRAND = "claims and official statements, side by side"
SKIP = "Skip to the content"
NAVIGATION = "Report"
CREED = "This report says what texts say of one another, never what happened."
METHOD_LINK = "Method and limits"
TOOLS = {
    "tools": "Search, filter and sort",
    "search": "Search",
    "all": "all",
    "empty": "not stated",
    "sort": "Sort by",
    "given": "order of the report",
    "up": "ascending",
    "down": "descending",
    "clear": "Clear",
    "told": "{shown} of {all} rows shown",
    "found": "{all} found; the first {shown} are shown",
    "waiting": "Type a word to look for.",
}
"""What the page's script needs to say."""

INDEX_TITLE = "Claims and official statements"
NO_PERIOD = "No claim states the date of its event"
RUN_FACTS = ("Data as of", "Period of the events claimed", "Run", "Program", "Model")
FIRST_RUN = "This is the first run: there is none to compare it with."
REASONS = {
    "reopened": ("Answered after all", "An official comment came after the silence had been concluded."),
    "stale": ("Stale decision", "A record under a decision has changed since it was made."),
    "proposed": ("Waits for a second person", "Somebody proposed a decision that another has yet to confirm."),
    "margin": ("Close between rivals", "Two accounts fit nearly as well; the linking could go the other way."),
    "threshold": ("Near the threshold", "A little more or less evidence would make or undo the link."),
    "episode": ("One event or several", "One account tells of several days, the other of one."),
    "exchanged": ("Day and month exchanged, perhaps", "In the other order the two dates would be the same."),
    "denied": ("Denied", "A linked statement denies the event, its toll or another part of the claim."),
    "attribution": (
        "Another group is named",
        "A statement names another group, or denies that group's claim.",
    ),
    "officials": ("Officials disagree", "Linked statements contradict one another in stance or figures."),
    "toll": ("Tolls far apart", "The figures stand in a ratio beyond 3, or one side counts none."),
}
"""Why a person should look at a claim: name and meaning."""
NAMES_SHOWN = 6
SPANS_SHOWN = 4
SAME_PLACE_KM = 0.5
NOT_STATED = "not stated"
NOT_READ = "as written; nothing in it can be compared"
AS_WRITTEN = "as written:"
NOT_SEARCHED = (
    "There are too many claims for one search; the parts below have a search of their own, and the exports hold all."
)
NO_STANCE = "no stance stated"
NO_DATE = "no date stated"

FLAGS = {
    Flag.AGREEMENT: "agreement",
    Flag.PARTIAL_MATCH: "partial match",
    Flag.NO_OFFICIAL_COMMENT: "no official comment",
}
FLAG_MEANINGS = {
    Flag.AGREEMENT: "An official statement tells of the same event, and date, place and target all agree.",
    Flag.PARTIAL_MATCH: (
        "An official statement tells of the same event, but date, place or target differs, is less exact, or is not "
        "stated on one side."
    ),
    Flag.NO_OFFICIAL_COMMENT: (
        "No official statement is linked. This is a dated finding about what was collected; it is not a denial, and "
        "it does not say that nothing happened."
    ),
}
STATUSES = {
    Status.CONCLUDED: "concluded",
    Status.PENDING: "pending",
    Status.NOT_MONITORED: "not monitored",
    Status.COVERAGE_UNKNOWN: "coverage unknown",
    Status.STRUCTURALLY_SILENT: "structurally silent",
    Status.GROUP_DENIES: "the group denies",
    Status.ALLEGATION: "allegation",
}
SILENCE_MEANINGS = {
    Status.CONCLUDED: "The issuers expected to answer were collected, and the time they have is over.",
    Status.PENDING: "The time the issuers have to answer is not over: this may still change.",
    Status.NOT_MONITORED: (
        "None of the issuers expected to answer was collected on every day it had: whether they commented is unknown."
    ),
    Status.COVERAGE_UNKNOWN: "Nobody declared what was collected for these days: the silence may be one of collection.",
    Status.STRUCTURALLY_SILENT: "The issuers expected to answer never comment on such events; silence says little.",
}


def remark_of_silence(remark: Remark) -> str:
    """What an author had seen, kept apart from what an institution said."""
    when = f", {remark.published[:10]}" if remark.published else ""
    return (
        f"{remark.author}{when}, remarks that {remark.issuer} had not commented on this claim. That is what its author "
        f"had seen; it is no statement of {remark.issuer} and changes no flag."
    )


SILENCE_ORDER = (
    Status.CONCLUDED,
    Status.PENDING,
    Status.NOT_MONITORED,
    Status.COVERAGE_UNKNOWN,
    Status.STRUCTURALLY_SILENT,
)
WEIGHT_BANDS_NOTE = (
    "Each bit doubles the odds that two accounts tell of one event; at 0 bits it is as likely as not. Runner-ups would "
    "do for a link, but a rival is better or a person decides; near misses are too weak or failed a test. Weaker pairs "
    "were not kept and are in no row."
)
ROLES = {PairRole.LINKED: "linked", PairRole.RUNNER_UP: "runner-up", PairRole.NEAR_MISS: "near miss"}
MACHINE_ROLES = {PairRole.LINKED: "link", PairRole.RUNNER_UP: "runner-up", PairRole.NEAR_MISS: "near miss"}
RESULTS = {
    FacetResult.AGREES: "agrees",
    FacetResult.COARSER: "coarser",
    FacetResult.DIFFERS: "differs",
    FacetResult.NOT_STATED: "not stated",
}
RESULT_SIGNS = {
    FacetResult.AGREES: "=",
    FacetResult.COARSER: "≈",
    FacetResult.DIFFERS: "≠",
    FacetResult.NOT_STATED: "–",
}
RESULT_MEANINGS = {
    FacetResult.AGREES: "Both sides say the same, within what each of them knows.",
    FacetResult.COARSER: "Compatible, but one side is less exact than the other.",
    FacetResult.DIFFERS: "The two sides say different things.",
    FacetResult.NOT_STATED: "At least one side does not say.",
}
FACETS = {Facet.DATE: "Date", Facet.PLACE: "Place", Facet.TARGET: "Target", Facet.TOLL: "Toll"}
EFFECTS = {
    FacetResult.AGREES: "fits an agreement",
    FacetResult.COARSER: "makes it a partial match",
    FacetResult.DIFFERS: "makes it a partial match",
    FacetResult.NOT_STATED: "makes it a partial match",
}
"""What a facet that decides does to the flag of a link."""
TOLL_EFFECT = "none: the toll never decides"
FAILED_EFFECT = "the test that kept it from being linked"
NOT_LINKED_EFFECT = "none: not linked"
FIELDS = {
    "published": ("Published", "none: says at most when the event cannot have been"),
    "date": ("Date of the event", "decides, where a statement is linked"),
    "place": ("Place", "decides, where a statement is linked"),
    "target": ("Target", "decides, where a statement is linked"),
    "target_actor": ("Who was hit", "counts within the target"),
    "attack": ("Kind of attack", "none: weighs in the match alone"),
    "toll": ("Killed", TOLL_EFFECT),
    "stance": ("What it says of the event", "none: stands beside the flag"),
}
"""Rows of a side-by-side table: name, and what a field that is not compared does to the flag."""
CLAIM_KINDS = {
    None: "Claims it",
    ClaimKind.CLAIM: "Claims it",
    ClaimKind.DENIAL: "Denies responsibility",
    ClaimKind.ALLEGATION: "Accuses somebody else",
}
CLAIM_LABEL = "Claim"
CLAIM_MARK = "C"
NOT_KNOWN = "not known"
SCOPE = "The figures count"
NO_TOLL = "no figures"
NO_RATIO_UNSTATED = "no ratio: one side gives no figure"
NO_RATIO_SCOPE = "no ratio: the figures do not count the same thing"
NO_RATIO_ZERO = "no ratio: the statement counts none"
NO_OFFSET = "at least one side states no date"
NO_DISTANCE = "at least one side names no place whose position is known"
NOT_IN_GAZETTEER = "in no gazetteer used"
MATCH_WEIGHT = "Match weight"
ZERO_BITS = "0 bits"
WITHDRAWN = "by the side itself"
CITED = {
    "publisher": "Published by",
    "outlet": "Outlet",
    "channel": "Channel",
    "issuer_type": "Kind of issuer",
    "spoken": "Spoken",
    "published": "Published",
    "reported": "Read via a page of",
    "retrieved": "Retrieved",
    "url": "Address",
    "archive_url": "Archived copy",
    "document": "Document",
    "public_id": "Id in public editions",
    "grades": "Grades (source, item)",
    "withdrawn": "Withdrawn",
    "version": "Version",
    "record_digest": "SHA-256 of the record",
    "text_digest": "SHA-256 of the original text",
}
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "ff": "Fula", "fr": "French",
    "ha": "Hausa", "he": "Hebrew", "id": "Indonesian", "it": "Italian", "ku": "Kurdish", "nl": "Dutch", "ps": "Pashto",
    "pt": "Portuguese", "ru": "Russian", "so": "Somali", "sw": "Swahili", "tl": "Tagalog", "tr": "Turkish",
    "ur": "Urdu",
}  # fmt: skip
ACTS = {Act.CONFIRM: "confirms decision {}", Act.REFUSE: "refuses decision {}"}
DECISION_STATES = {
    DecisionState.PROPOSED: "proposed; a second person has yet to confirm it",
    DecisionState.IN_FORCE: "in force",
    DecisionState.STALE: "stale: a record has changed since",
    DecisionState.SUPERSEDED: "superseded",
    DecisionState.REFUSED: "refused",
}
SET_ASIDE = "; set aside until somebody has looked again"
SINCE_RUN = ", since this run"
NOT_SHOWN = "not stated or not shown"
DENIED = {
    Denied.EVENT: "the event",
    Denied.TOLL: "the toll",
    Denied.OUTCOME: "the outcome",
    Denied.ATTRIBUTION: "who did it",
    Denied.TARGET: "the target",
}
STANCE_VERBS = {
    Stance.REPORTS: ("reports the event", "report the event"),
    Stance.CONFIRMS: ("confirms the event", "confirm the event"),
    Stance.UNKNOWN: ("speaks of the event", "speak of the event"),
    Stance.DENIES: ("denies it", "deny it"),
}
"""For one issuer and for several."""
CLAIM_STANCES = {
    ClaimStance.REPORTED: "reported",
    ClaimStance.MIXED: "officials differ",
    ClaimStance.DENIED: "denied",
    None: NO_STANCE,
}
ATTRIBUTIONS = {
    Attribution.DIRECT: "in its own name",
    Attribution.RELAYED: "relayed by others",
    Attribution.ANONYMOUS: "by an unnamed official; does not end a silence",
    Attribution.QUOTED_BY_CLAIMANT: "quoted by the claimant; does not end a silence",
}
CHANNELS = {
    Channel.OFFICIAL: "official channel of the group",
    Channel.UNOFFICIAL: "unofficial channel",
    Channel.MEDIA: "report of a claim in the media",
}
ISSUER_TYPES = {
    IssuerType.MILITARY: "military",
    IssuerType.UN: "United Nations",
    IssuerType.GOVERNMENT: "government",
    IssuerType.POLICE: "police",
    IssuerType.OTHER: "other",
}
CLASSES = {
    PlaceClass.LOCAL: "place",
    PlaceClass.DISTRICT: "district",
    PlaceClass.REGION: "region",
    PlaceClass.WIDER: "wider area",
}
SHAPES = {
    PlaceShape.AREA: "area around",
    PlaceShape.BEARING: "by distance and direction from",
    PlaceShape.AXIS: "along",
}
HARMS = {Harm.KILLED: "killed", Harm.WOUNDED: "wounded"}
SIDES = {TollSide.OWN: "side attacked", TollSide.CIVILIANS: "civilians", TollSide.ATTACKERS: "attackers"}
TOLL_SCOPES = {
    TollScope.EVENT: "this event",
    TollScope.SEVERAL: "several events together",
    TollScope.RUNNING_TOTAL: "a running total",
}
BASES = {CoverageBasis.DECLARED: "declared", CoverageBasis.INFERRED: "inferred from what came in"}
FAILED_TESTS = {
    "attribution": "unnamed, known only through the claimant, withdrawn or replaced",
    "actor": "who was hit",
    "attack": "kind of attack",
    "competition": "a rival fits better",
    "threshold": "the evidence is too weak",
    "weight": "the evidence is too weak",
}
STANCE_MEANINGS = {
    ClaimStance.REPORTED: "Every linked statement reports, confirms or speaks of the event; none denies anything.",
    ClaimStance.MIXED: "One linked statement denies something, another does not.",
    ClaimStance.DENIED: "The linked statements deny the event, its toll or another part of the claim.",
    None: "No linked statement says how it stands to the event.",
}
LINKED_MEANING = "At least one claim tells of the same event."
OFFICIAL_ONLY_MEANING = "No claim that was collected is linked to the statement; others may have been made."
GROUP_DENIES_MEANING = "A group says that it did not carry out an attack."
ALLEGATION_MEANING = "A group accuses somebody else."

TOLL_NOTE = (
    "The toll stands beside the flag and never changes it. What a claim says it inflicted is compared with the losses "
    "of the side attacked (or of civilians, where they were the target), never with those of the attackers."
)
MAP_NOTE = (
    "Each disc is as wide as the place is uncertain; nobody says that the event was at its middle. Hatched discs "
    "stand for districts, regions and wider areas. Claims are round marks with solid rings, official statements are "
    "diamonds with dashed rings. Outlines: Natural Earth (public domain), for orientation only."
)
OTHER_READINGS_NOTE = (
    "Thin marks are other places that a name may mean, each with how likely it is among its namesakes; the table below "
    "lists them."
)
TIMELINE_NOTE = (
    "Bars are the days an event may lie on, as the claim states them; a dashed bar means that the claim states no "
    "date and only its publication bounds it. A dot is the publication of the claim, a diamond that of a linked "
    "official statement, a square a later version of either. An arrow at the edge means that something lies further on."
)
WEIGHTS_NOTE = (
    "Evidence adds up in bits: each bit doubles the odds that both accounts tell of one event; negative bits halve "
    "them. Zero stands for even odds."
)
APART_NOTE = (
    "Groups also deny attacks and accuse others. Such records compete for no statement, have no flag and count in "
    "none of the figures above."
)
OFFICIAL_ONLY_NOTE = (
    "Official statements that no collected claim is linked to. Most attacks are never claimed; a statement here says "
    "nothing about who was behind the event. The armed groups that one names are read from its summary; whether it "
    "says that they were behind the event stands in its words."
)
IN_BRIEF_NOTE = (
    "A claim with very many linked statements, as on a day of many alike attacks in one town, has a page that writes "
    "out three of them and tells the others in lines. Those others stand here, each once, with their words and where "
    "they were read; how each compares with each claim, facet by facet, stands in the exports."
)
_ERASABLE = {"text": "text", "translation": "translation", "summary": "summary", "persons": "names of persons"}


def erased(fields: Mapping[str, datetime]) -> str | None:
    """`Text and translation erased on 3 May 2026.`; None where nothing was."""
    by_day: dict[str, list[str]] = {}
    for name, moment in sorted(fields.items()):
        by_day.setdefault(day(moment.date()), []).append(_ERASABLE.get(name, "further columns"))
    told = "; ".join(f"{joined(names)} erased on {when}" for when, names in by_day.items())
    return f"{told[0].upper()}{told[1:]}." if told else None


GRAPHIC_WARNING = "Marked as graphic by the collector. Open to read."
EXCERPT_NOTE = "Originals are quoted in excerpt, as far as needed to recognise them; the rest stands behind a fold."
NO_CLAIMS = "There are no claims to reconcile."
NO_LINKS = "No statement is linked, so there is nothing to set beside the claim."
NO_NEAR = "No other statement came near enough to be shown."
NO_MAP = "None of these accounts names a place whose position is known."
NOT_DRAWN = "not drawn"
NO_ISSUES = "No issues were found in the records this run used."
NO_COVERAGE = "Nobody declared which sources were collected. Silences are therefore marked coverage unknown."
OTHER_EVIDENCE = "Other"
OTHER_EVIDENCE_HELD = "Evidence that the list above does not name"
FAMILY_NOTE = (
    "Repeats, later figures, other languages or rival claimants: these claims fit this one in date, place and target. "
    "They share official statements where both fit."
)
CLOSE_CALLS = {
    CloseCall.MARGIN: "The margin to the rival is small: a person should look.",
    CloseCall.THRESHOLD: "The weight lies so near the threshold that little would turn it: a person should look.",
    CloseCall.EPISODE: "One account tells of several days and the other of one: a person should look.",
    CloseCall.EXCHANGED: "With day and month exchanged the two dates would be the same: a person should look.",
}


def method_of_today(run: int, otherwise: Sequence[str]) -> str:
    """What a reader of an earlier run must know before reading the method."""
    return (
        f"Run {run} was made under conditions other than those in force today ({joined(otherwise)}). Its findings are "
        "those of then, and so are the digests below; what this page says of model, settings and reference data is of "
        "today."
    )


def first_upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def share(part: int, whole: int) -> str:
    """`25 %`; a dash where there is no whole."""
    return "–" if whole == 0 else f"{round(100 * part / whole)}\u00a0%"


def written_time(text: str | None) -> str:
    """A publication or retrieval time as written in a record: a day, or an instant where a time of day is given."""
    if text is None:
        return NOT_STATED
    try:
        return day(local_day(text)) if len(text.strip()) <= len("2017-04-18") else instant(parse_instant(text))
    except (ValueError, OverflowError):
        return defanged(text)


def published_or_read(published: str | None, reported: str | None) -> str:
    """When a side published; where nobody noted that, the page through which it was read bounds it."""
    if published is not None or reported is None:
        return written_time(published)
    return f"{NOT_STATED}; read via a page of {written_time(reported)}"


def event_date(value: EventDate) -> str:
    """The days an event may lie on, or that none is stated."""
    if not value.stated:
        return NO_DATE
    words = joined([interval(days) for days in value.intervals], "or")
    return f"{words} (ambiguous)" if value.precision is DatePrecision.AMBIGUOUS else words


def bounded(bounds: DateInterval) -> str:
    return f"its publication allows {interval(bounds)}"


def kilometres(km: float) -> str:
    return f"{km:.1f} km" if km < 10 and km != round(km) else f"{km:,.0f} km"


def candidate(place: PlaceCandidate, name: str) -> str:
    """One reading of a place: `area around Tessalit, within 25 km`."""
    if not place.located:
        return f"{name} (position not known)"
    if place.shape is PlaceShape.COORDINATES:
        words = f"coordinates given for {name}" if name else "coordinates given"
    elif place.shape is PlaceShape.AXIS and "-" not in name:
        words = f"{name}, on a stretch of road"
    elif place.shape in SHAPES:
        words = f"{SHAPES[place.shape]} {name}"
    elif place.place_class is PlaceClass.LOCAL:
        words = name
    else:
        words = f"{name} ({CLASSES[place.place_class]})"
    return f"{words}, within {kilometres(place.radius_km)}"


def issuer_denial(issuer: str, denies: Sequence[Denied]) -> str:
    """`MINUSMA denies the toll`; without a stated object, `MINUSMA denies it`."""
    things = [DENIED[thing] for thing in Denied if thing in denies]
    return f"{issuer} denies {joined(things) if things else 'it'}"


def issuer_stance(issuers: Sequence[str], stance: Stance) -> str:
    """`MINUSMA and the French army report the event`."""
    one, several = STANCE_VERBS[stance]
    return f"{joined_in_short(issuers)} {one if len(issuers) == 1 else several}"


def verdict_headline(flag: Flag | None, kind: ClaimKind | None, denials: Sequence[str]) -> str:
    """The flag in words. *Agreement* never stands alone over a claim that a linked statement denies."""
    if flag is None:
        return "The group denies" if kind is ClaimKind.DENIAL else "Allegation by the group"
    words = "agreement on date, place and target" if flag is Flag.AGREEMENT else FLAGS[flag]
    return first_upper("; ".join([words, *denials]))


def badge(flag: Flag | None, status: Status, stance: ClaimStance | None) -> str:
    """The flag as it stands in a table cell."""
    if flag is None:
        return STATUSES[status]
    if stance not in (ClaimStance.DENIED, ClaimStance.MIXED):
        return FLAGS[flag]
    words = "agreement on date, place and target" if flag is Flag.AGREEMENT else FLAGS[flag]
    return f"{words}; {'denied' if stance is ClaimStance.DENIED else 'officials differ'}"


def silence(status: Status, as_of: datetime, monitored: int) -> str:
    """What all silences of this status rest on; `monitored` counts the issuers collected at any time."""
    when = day(as_of.astimezone(UTC).date())
    sources = count(monitored, "monitored source")
    return {
        Status.CONCLUDED: f"No official comment found as of {when} in {sources}; the time to answer is over.",
        Status.PENDING: f"No official comment found as of {when}, but the time to answer is not over.",
        Status.NOT_MONITORED: (
            "None of the issuers expected to answer was collected on every day it had: nothing follows from "
            "the silence."
        ),
        Status.COVERAGE_UNKNOWN: "Nobody declared which issuers were collected for these days.",
        Status.STRUCTURALLY_SILENT: "The issuers expected to answer never comment on such events.",
    }[status]


def bottom_line(flags: dict[Flag, int], denied: int, as_of: datetime) -> list[str]:
    """The sentences a reader takes away, each with its denominator."""
    total = sum(flags.values())
    if total == 0:
        return [NO_CLAIMS]
    agree, partial, none = (flags[flag] for flag in Flag)
    agrees, matches = ("agrees" if agree == 1 else "agree"), ("matches" if partial == 1 else "match")
    first = (
        f"Of {count(total, 'claim')}, {agree:,} {agrees} with an official statement on date, place and target, "
        f"{partial:,} {matches} one in part, and for {none:,} no official comment was found as of "
        f"{day(as_of.astimezone(UTC).date())}."
    )
    second = (
        f"Officials deny {denied:,} of the linked claims in whole or in part; an agreement on date, place and target "
        "does not undo a denial."
    )
    return [first, second] if denied else [first]


def silence_line(silent: dict[Status, int]) -> list[str]:
    """What the silences rest on: only the concluded ones say that officials had their time and were heard."""
    told = [f"{number:,} {STATUSES[status]}" for status, number in silent.items() if number]
    return [f"No official comment: {joined(told)}."] if told else []


def versions(key: str, program: str, model: str, reference: str | None = None) -> str:
    """`reference` is what all reference tables come to; None: the run kept no digest of them."""
    return f"Run {key}. {program}, model {model}{'' if reference is None else f', reference data {reference}'}."


def footer(key: str, as_of: datetime, program: str, model: str) -> str:
    return f"Data as of {instant(as_of)}. {versions(key, program, model)}"


def collected(sources: Sequence[str], gaps: int) -> str:
    """`gaps`: how many of them were not collected on every day from the first claim to the cut-off."""
    if not sources:
        return NO_COVERAGE
    if gaps == 0:
        days = "on every day"
    elif gaps == len(sources):
        days = "not on every day" if gaps == 1 else "none of them on every day"
    else:
        days = f"{count(gaps, 'of them', 'of them')} not on every day"
    return f"Sources collected: {some(sources)}; {days} from the first claim to the cut-off."


def period(covered: str, undated: int) -> str:
    without = f"; {count(undated, 'record states', 'records state')} no date" if undated else ""
    return f"Events dated {covered}{without}"


def spans(days: Sequence[DateInterval]) -> str:
    """`1 to 5 March 2017; May 2017 and 2 more`."""
    shown = [interval(span) for span in days[:SPANS_SHOWN]]
    more = len(days) - SPANS_SHOWN
    return "; ".join(shown) + (f" and {more} more" if more > 0 else "")


def asking(number: int, total: int) -> str:
    """How many claims need a person."""
    if number == 0:
        return "Nothing in this run asks for a decision."
    return f"{number:,} of {count(total, 'claim')} {'asks' if number == 1 else 'ask'} for a person's decision."


def asked(reasons: Sequence[str]) -> str:
    return f"Decide: {', '.join(reason[:1].lower() + reason[1:] for reason in reasons)}"


def officials_differ(said: Sequence[str]) -> str:
    told, others = named_first(said)
    return "; ".join([*told, *([and_others(others)] if others else [])]) + "."


def changes_line(since: datetime, *, new: int, gone: int, flags: int, other: int) -> str:
    """What became of the claims since the run before."""
    told = [
        f"{flags:,} {'has' if flags == 1 else 'have'} another flag" if flags else "",
        f"{new:,} {'is' if new == 1 else 'are'} new" if new else "",
        f"{gone:,} {'is' if gone == 1 else 'are'} there no more" if gone else "",
        f"{other:,} {'is' if other == 1 else 'are'} otherwise in links, status or stance" if other else "",
    ]
    parts = [part for part in told if part]
    if not parts:
        return f"Since the run as of {instant(since)}, no finding differs."
    return f"Since the run as of {instant(since)}, of the claims {joined(parts)}."


def shared_causes(causes: Sequence[str]) -> str:
    return f"For all claims alike, {joined(causes)}."


def because(causes: Sequence[str], more: int) -> str:
    if not causes:
        return NOT_STATED
    return first_upper(joined([*causes, *([f"{more} more"] if more > 0 else [])])) + "."


def heard(issuers: Sequence[str]) -> str:
    return f"Issuers heard: {some(issuers) if issuers else 'none'}."


def some(names: Sequence[str]) -> str:
    """The first names, and how many more."""
    more = len(names) - NAMES_SHOWN
    return joined([*names[:NAMES_SHOWN], f"{more} more"] if more > 0 else names)


def statements_line(linked: int, total: int) -> str:
    if total == 0:
        return "There are no official statements here."
    return (
        f"Of {count(total, 'official statement')}, {linked:,} {'is' if linked == 1 else 'are'} linked to a claim and "
        f"{total - linked:,} {'is' if total - linked == 1 else 'are'} official-only."
    )


def apart_line(denials: int, allegations: int) -> str | None:
    """The records outside the denominators, or None where there are none."""
    parts = [count(denials, "denial")] if denials else []
    parts += [count(allegations, "allegation")] if allegations else []
    if not parts:
        return None
    verb = "is" if denials + allegations == 1 else "are"
    return f"{first_upper(joined(parts))} by groups {verb} listed apart and counted in none of these figures."


def likelihood(probability: float) -> str:
    """The ICD 203 word for how likely two accounts tell of one event."""
    bands = (
        (0.05, "almost no chance"),
        (0.20, "very unlikely"),
        (0.45, "unlikely"),
        (0.55, "roughly even chance"),
        (0.80, "likely"),
        (0.95, "very likely"),
    )
    return next((word for limit, word in bands if probability < limit), "almost certain")


def issues_line(number: int, kinds: int) -> str:
    return (
        f"{count(number, 'issue')} of {count(kinds, 'kind')} in the records this run used. The records were kept; "
        "a value that was not understood counts as not stated."
    )


def more_issues(number: int) -> str:
    return f"{count(number, 'further issue')} of this kind not listed here."


def failed_test(key: str | None) -> str:
    if key is None:
        return NOT_STATED
    return FAILED_TESTS.get(key, key.replace("_", " ").replace("-", " "))


def apart(days: int | None, km: float | None) -> str | None:
    """How far the two accounts lie from one another; None where neither can be measured."""
    parts = []
    if days is not None:
        parts.append("the stated dates overlap" if days == 0 else f"the stated dates lie {count(days, 'day')} apart")
    if km is not None:
        parts.append(
            "the places named coincide" if km < SAME_PLACE_KM else f"the places named lie {kilometres(km)} apart"
        )
    return first_upper(joined(parts)) + "." if parts else None


def bits(value: float) -> str:
    """`+3.2`, `−1.0`, `0.0`: with its sign."""
    text = f"{value:+.1f}".replace("-", "−")
    return "0.0" if text[1:] == "0.0" else text


def weight_band(low: float | None, high: float | None) -> str:
    """`4 to 6`, `20 and more`, `below −10`: bits from `low` up to below `high`."""
    if low is None:
        return f"below {_signed(high or 0.0)}"
    return f"{_signed(low)} and more" if high is None else f"{_signed(low)} to {_signed(high)}"


def _signed(whole: float) -> str:
    return f"{whole:.0f}".replace("-", "−")


def strength(weight: float, probability: float, *, rivalled: bool) -> str:
    """Weight and probability; the word for it only where no rival speaks against it."""
    shown = ">99.9" if probability > 0.999 else "<0.1" if probability < 0.001 else f"{100 * probability:.1f}"
    if rivalled:
        return f"{bits(weight)} bits, {shown}\u00a0% if it had no rival"
    return f"{bits(weight)} bits, {shown}\u00a0%: {likelihood(probability)} that both tell of one event"


def coincidence(chance: float, candidates: int) -> str:
    """How often chance alone would give as good a fit among the statements compared."""
    share = f"{'less than 0.1' if chance < 0.001 else f'{100 * chance:.1f}'}\u00a0%"
    return f"Among {count(candidates, 'statement')} compared, chance alone gives as good a fit in {share} of cases."


def margin(value: float) -> str:
    return f"{abs(value):.1f} bits {'ahead of' if value >= 0 else 'behind'} the best rival"


def eyebrow(kind: ClaimKind | None, number: int | None, total: int) -> str:
    if number is not None:
        return f"Claim {number:,} of {total:,}"
    return "Denial by a group" if kind is ClaimKind.DENIAL else "Allegation by a group"


def written_out(linked: int, full: int) -> str:
    """Of a claim with more linked statements than its page writes out."""
    return (
        f"{linked:,} statements are linked to this claim. {full} are written out here: the best, and the best of "
        f"another flag or stance where there is one. Of each of the {linked - full:,} others there is a line under"
    )


def more_contradictions(number: int) -> str:
    return f"{number:,} other accounts contradict the claim; the exports list them all."


def more_notes(number: int) -> str:
    return f"{number:,} further notes on this claim: the exports hold all."


def issuers_deny(issuers: int, denies: Sequence[Denied]) -> str:
    """`34 issuers deny the toll`."""
    things = [DENIED[thing] for thing in Denied if thing in denies]
    return f"{issuers:,} issuers deny {joined(things) if things else 'it'}"


def claim_label(number: int | None) -> str:
    """`Claim 2`; `Claim` where there is but one."""
    return CLAIM_LABEL if number is None else f"{CLAIM_LABEL} {number}"


def statement_label(number: int | None) -> str:
    """`Statement 2`; `Statement` where there is but one."""
    return "Statement" if number is None else f"Statement {number}"


def of_statements(labels: Sequence[str]) -> str:
    """`statements 1 and 3` from their labels."""
    numbers = [label.rpartition(" ")[2] for label in labels]
    return f"statement{'' if len(numbers) == 1 else 's'} {joined(numbers)}"


def statement_mark(number: int) -> str:
    """On a map, where there is room for two signs."""
    return f"S{number}"


def told_when(event: str, published: str) -> str:
    return f"Event: {event}. Claim published: {published}."


def toll_of(side: TollSide, count: CountRange) -> str:
    """`60 (side attacked)`."""
    return f"{count} ({SIDES[side]})"


def toll_ratio(found: float, span: tuple[float, float] | None) -> str:
    """The claim's figure over the statement's, by the lowest figures, with what the ranges allow."""
    between = "" if span is None else f" by the lowest figures; {span[0]:.2f} to {span[1]:.2f} within the ranges"
    return f"{found:.2f}{between}"


def version_known(number: int, known_from: datetime) -> str:
    return f"version {number}, known from {instant(known_from)}"


def earlier_record(record: str, known_from: datetime) -> str:
    return f"earlier record {record}, known from {instant(known_from)}"


def date_offset(gap: int, *, later: bool) -> str:
    if gap == 0:
        return "0 days: the stated dates overlap"
    return f"{count(gap, 'day')} {'later' if later else 'earlier'} than the date claimed"


def days_after(least: int, most: int) -> str:
    """`3 days after`, `0 to 2 days after`, `1 day before`."""
    if least == most:
        return "the same day" if least == 0 else f"{count(abs(least), 'day')} {'after' if least > 0 else 'before'}"
    if least >= 0:
        return f"{least:,} to {most:,} days after"
    if most <= 0:
        return f"{-most:,} to {-least:,} days before"
    return f"{-least:,} days before to {most:,} days after"


def reach(km: float, radii: float) -> str:
    """Whether two places may be one, given how wide each is."""
    sums = f"the radii together reach {kilometres(radii)}"
    return f"within reach: {sums}" if km <= radii else f"beyond reach: {sums}"


def position(lat: float, lon: float) -> str:
    """`16.88° N, 1.92° W`: to 0.01 degree, about a kilometre."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def share_of(weight: float) -> str:
    return f"{round(100 * weight)}\u00a0%"


def mark_with_share(mark: str, weight: float) -> str:
    """`S1 30 %`: a further reading on a map."""
    return f"{mark} {share_of(weight)}"


def searched(rows: int, *, texts: bool, linked: bool) -> str:
    """What the search page looks through."""
    what = "their reasons, summaries and what answers them" if texts else "nothing else: there are too many for more"
    those = "claims and statements" if linked else "claims and official-only statements"
    return (
        f"Looks through {count(rows, 'claim and statement', those)} at once: ids, who "
        f"says so, place, date and flag, and {what}."
    )


def restricted(*, stated: bool) -> str:
    """In place of a text or of names that are not to be shown."""
    return "stated, not shown here" if stated else NOT_STATED


def changed_under(record: str, id_: str, field: str, before: str, after: str) -> str:
    """What changed under a stale decision."""
    return f"{record} {id_}, {field}: {before} → {after}"


def machine_flag(flag: Flag, decisions: Sequence[int]) -> str:
    """That the comparison alone gives another flag than people decided."""
    named = f"Decision{'' if len(decisions) == 1 else 's'} {joined([str(number) for number in decisions])}"
    rests = f"{named} of people made the flag" if decisions else "People made the flag"
    return f"{rests}; the comparison alone gives {flag.told_alone}."


def and_others(number: int) -> str:
    """The last line of a cell that names the first of many."""
    return f"and {number:,} others"


def more_on_map(number: int) -> str:
    return f"{number:,} further accounts are on the map and not in this table; the claims' pages list them."


def told_in_brief(statements: int) -> str:
    return f"{count(statements, 'statement')} in all."


def decided_by(decision: int) -> str:
    return f"people decided (decision {decision})"


def pair_decided(decision: int, machine: PairRole | None) -> str:
    """That people decided on the pair, and what the comparison alone makes of it where that is something else."""
    alone = "" if machine is None else f"; the comparison alone makes it a {MACHINE_ROLES[machine]}"
    return f"People decided on this pair (decision {decision}){alone}."


def stale(number: int, fields: Sequence[str]) -> str:
    told = joined([field.replace("_", " ") for field in fields])
    return f"{count(number, 'decision')} {'rests' if number == 1 else 'rest'} on records that changed since, in {told}."


def proposed(number: int) -> str:
    return f"{count(number, 'decision')} {'waits' if number == 1 else 'wait'} for a second person."


def language(code: str | None) -> str:
    if code is None:
        return "language not stated"
    return LANGUAGES.get(code, f"language {code}")


def waterfall_title(who: str) -> str:
    return f"Evidence for the statement by {who}"


def waterfall_description(steps: Sequence[tuple[str, str]], total: str) -> str:
    told = "; ".join(f"{name} {bits} bits" for name, bits in steps)
    return f"From zero: {told}. Match weight: {total} bits."


METHOD = (
    (
        "Purpose",
        (
            (
                "This report sets claims of responsibility by armed groups beside what officials said of the same "
                "events. It says what two texts say of one another. It never says what happened, and neither side "
                "is taken as the truth."
            ),
            (
                "It serves research and public record, and is no tool for choosing targets. What is published from it "
                "should give districts instead of places, no names of victims or captives and no original words (the "
                "public edition does so), and come late enough to endanger nobody."
            ),
        ),
    ),
    (
        "What a link means",
        (
            (
                "A link says that a claim and an official statement tell of the same event. Records are compared "
                "field by field; each comparison adds or takes away evidence in bits, starting from the prior odds "
                "that two records picked at random tell of one event. A statement goes to the claim it fits best: a "
                "claim that would fit less well keeps it as a runner-up, with the margin."
            ),
            (
                "A pair that is nearly good enough is kept as a near miss with the test it failed, so that a reader "
                "can check what was not linked and why."
            ),
        ),
    ),
    (
        "What decides a flag",
        (
            (
                "Date, place and target decide. A date is an interval of local days; a date inferred from "
                "publication counts as not stated. A place has a radius and a class; a village and its region are "
                "compatible, not equal. Targets agree within a family when the actors hit are compatible."
            ),
            (
                "The toll never decides whether two accounts tell of one event, nor the flag. A denial stands "
                "beside the flag and is shown with it."
            ),
        ),
    ),
    (
        "What silence means",
        (
            (
                "No official comment is a dated finding about what was collected. A pending silence may still be "
                "answered, a concluded one was not answered in time, one not monitored says nothing about the "
                "issuer, because nobody collected it for those days."
            ),
        ),
    ),
    (
        "Limits",
        (
            (
                "The report knows only what was collected, as it was coded. Coordinates are those of a gazetteer or "
                "of a side, with the stated uncertainty; outlines of countries are simplified and express no view "
                "on borders. Weights are estimates with the origin named beside each. Original texts are quoted in "
                "part only, addresses are written so that they cannot be followed by a careless click, and names of "
                "victims and captives are left out."
            ),
        ),
    ),
)
