"""Changes and their causes in English words, for the terminal and the pages alike."""

from collections.abc import Callable, Iterable, Sequence

from reconcile.domain.changes import Cause, CauseKind, ClaimChange, FindingGist, LinkChange
from reconcile.domain.cleantext import quoted
from reconcile.domain.contradictions import Contradiction
from reconcile.domain.outcomes import Flag
from reconcile.domain.phrases import count, joined, joined_in_short
from reconcile.domain.records import RecordKind

FIELDS_NAMED = 5
"""Fields of an amended record that a sentence names before it counts the rest."""


def standing_in_words(finding: FindingGist | None) -> str:
    """`partial match`, `no official comment (pending)`, `not known`."""
    if finding is None:
        return "not known"
    if finding.flag is None:
        return finding.status.words
    stance = "" if finding.stance is None else f", {finding.stance.value}"
    return f"{finding.flag.words}{f' ({finding.status.words})' if finding.flag is Flag.NO_OFFICIAL_COMMENT else stance}"


def change_in_words(change: ClaimChange) -> str:
    """`c1: no official comment (concluded) -> agreement, reported; linked to s1; because statement s1 is new`."""
    before, after = standing_in_words(change.before), standing_in_words(change.after)
    told = [after if before == after else f"{before} -> {after}"]
    told += _in_words([(_link_in_words(link), quoted(link.statement)) for link in change.links])
    told += [f"{said} ({by})" for said, by in counted_by_kind(change.contradicted)]
    told += [f"no longer {said} ({by})" for said, by in counted_by_kind(change.no_longer_contradicted)]
    if change.reopens_silence:
        told.append("the silence had been concluded")
    causes = joined_in_short(_causes_in_words(change.causes))
    return f"{quoted(change.claim)}: {'; '.join(told)}{f'; because {causes}' if causes else ''}"


def counted_by_kind(those: Iterable[Contradiction], name: Callable[[str], str] = quoted) -> list[tuple[str, str]]:
    """Each kind of contradiction once, with the records: `statement s1`, `5 statements: s1, s2, s3, s4 and s5`."""
    ids: dict[tuple[str, RecordKind], list[str]] = {}
    for one in those:
        ids.setdefault((one.kind.words, one.record), []).append(name(one.id))
    return [(said, _records(record, found)) for (said, record), found in ids.items()]


def _records(kind: RecordKind, ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return f"{kind.value} {ids[0]}"
    return f"{count(len(ids), kind.value)}: {joined_in_short(ids)}"


def _in_words(changes: Sequence[tuple[str, str]]) -> list[str]:
    """Each change with the names that go into it, those of one kind together."""
    names: dict[str, list[str]] = {}
    for said, name in changes:
        names.setdefault(said, []).append(name)
    return [said.format(joined_in_short(all_)) for said, all_ in names.items()]


def _link_in_words(link: LinkChange) -> str:
    """With braces where the name of the statement stands."""
    if link.before is None:
        return "linked to {}"
    if link.after is None:
        return "no longer linked to {}"
    facets = joined([facet.value for facet in link.facets])
    return f"{facets or 'stance'} compared with {{}} {'are' if len(link.facets) > 1 else 'is'} otherwise"


def _causes_in_words(causes: Sequence[Cause]) -> list[str]:
    """Each cause, those records together that are merely new."""
    new: dict[CauseKind, list[Cause]] = {}
    for cause in causes:
        if cause.kind in (CauseKind.NEW_CLAIM, CauseKind.NEW_STATEMENT):
            new.setdefault(cause.kind, []).append(cause)
    told = []
    for cause in causes:
        alike = new.get(cause.kind, [cause])
        if len(alike) == 1:
            told.append(cause_in_words(cause))
        elif cause is alike[0] and cause.record is not None:
            ids = joined_in_short([quoted(one.id or "") for one in alike])
            told.append(f"{cause.record.plural} {ids} are new")
    return told


def cause_in_words(cause: Cause) -> str:
    """Part of a sentence: `statement s1 is new`, `the settings changed`."""
    if cause.record is not None:
        return _record_in_words(cause, f"{cause.record.value} {quoted(cause.id or '')}")
    words = {
        CauseKind.NEW_DECISION: f"reviewers decided ({cause.after}{_instead(cause.before)}, decision {cause.id})",
        CauseKind.REVOKED_DECISION: f"decision {cause.id} of reviewers ({cause.before}) no longer binds",
        CauseKind.WINDOW_CLOSED: f"the time to answer ran out between {cause.before} and {cause.after}",
        CauseKind.COVERAGE_CHANGED: _coverage(cause),
        CauseKind.COVERAGE_DECLARED: (
            "it is no longer declared which sources were collected"
            if cause.after is None
            else "it is declared now which sources were collected, and was not before"
        ),
        CauseKind.DAYS_ENDED: (
            f"more days had ended by {cause.after} than by {cause.before}, and a silence rests on whether an issuer "
            "expected to answer was collected on all of them"
        ),
        CauseKind.OTHER_AS_OF: f"this run tells what was known at {cause.after}, the one before at {cause.before}",
        CauseKind.OTHER_RECORDS: "other records are new or amended, which changes how much an agreement weighs",
        CauseKind.SETTINGS_CHANGED: "the settings changed",
        CauseKind.NEW_MODEL: "the weights of the model changed",
        CauseKind.NEW_REFERENCE: f"the reference data changed ({cause.id})",
        CauseKind.NEW_PROGRAM: "the program changed",
    }
    return words[cause.kind]


def _record_in_words(cause: Cause, record: str) -> str:
    again = "none holds" if cause.version_after is None else f"version {cause.version_after} holds again"
    amended = f"{record} has a new version ({cause.version_before} to {cause.version_after})"
    words = {
        CauseKind.NEW_CLAIM: f"{record} is new",
        CauseKind.NEW_STATEMENT: f"{record} is new",
        CauseKind.AMENDED_CLAIM: amended + _fields(cause.fields),
        CauseKind.AMENDED_STATEMENT: amended + _fields(cause.fields),
        CauseKind.REVISED_TOLL: f"{amended} that gives {cause.after} instead of {cause.before}",
        CauseKind.WITHDRAWN_RECORD: f"{record} was withdrawn by its own side",
        CauseKind.SUPERSEDED_RECORD: f"{record} was replaced by {quoted(cause.after or '')}",
        CauseKind.WITHDRAWN_BATCH: f"the batch that brought version {cause.version_before} of {record} was withdrawn, "
        f"so {again}",
        CauseKind.OTHER_AS_OF: f"version {cause.version_before} of {record} was not known yet, so {again}",
    }
    return words[cause.kind]


def _fields(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    shown = list(names[:FIELDS_NAMED])
    if len(names) > FIELDS_NAMED:
        shown.append(f"{len(names) - FIELDS_NAMED} more")
    return f", other in {joined(shown)}"


def _instead(verdict: str | None) -> str:
    return "" if verdict is None else f" instead of {verdict}"


def _coverage(cause: Cause) -> str:
    if cause.before is None and cause.after is None:
        return f"{cause.id} is known to have been collected on other days than before"
    return f"{cause.id} is known to have been collected {_days(cause.after)}, before {_days(cause.before)}"


def _days(days: str | None) -> str:
    return "on no days" if days is None else f"on {days}"
