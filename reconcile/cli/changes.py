"""What changed between two runs, in lines for a terminal and as JSON for programs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from reconcile.domain.change_phrases import cause_in_words, change_in_words
from reconcile.domain.changes import Cause, ChangeLog, ClaimChange, FindingGist, LinkChange
from reconcile.domain.contradictions import contradiction_told
from reconcile.domain.crowds import standing_for
from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import RunRecord
from reconcile.domain.phrases import count, instant


def changes_in_words(log: ChangeLog) -> Iterator[str]:
    """What the two runs are, what changed for all, a line for each claim, and how many records are otherwise."""
    before = "no earlier run" if log.before is None else _run_in_words(log.before)
    told = [
        f"{count(len(log.claims), 'claim')} changed, flags of {len(log.flags)}",
        f"{count(len(log.records), 'record')} new, amended or taken back",
    ]
    if log.decisions:
        told.append(f"{count(len(log.decisions), 'decision')} made or no longer binding")
    yield f"From {before} to {_run_in_words(log.after)}: {'; '.join(told)}."
    for cause in log.shared:
        yield f"For all claims: {cause_in_words(cause)}."
    for change in log.claims:
        yield change_in_words(change)


def _run_in_words(run: RunRecord) -> str:
    return f"run {run.number} as of {instant(run.as_of)}"


def changes_as_json(log: ChangeLog) -> dict[str, object]:
    return {
        "before": None if log.before is None else _run_as_json(log.before),
        "after": _run_as_json(log.after),
        "shared": [cause_as_json(cause) for cause in log.shared],
        "claims": map(change_as_json, log.claims),
        "records": map(cause_as_json, log.records),
        "decisions": [cause_as_json(cause) for cause in log.decisions],
    }


def _run_as_json(run: RunRecord) -> dict[str, object]:
    return {"number": run.number, "run": run.key, "as_of": iso_instant(run.as_of)}


def change_as_json(change: ClaimChange) -> dict[str, object]:
    return {
        "claim": change.claim,
        "before": _standing(change.before),
        "after": _standing(change.after),
        "reopens_silence": change.reopens_silence,
        "links": [_link(link) for link in change.links],
        "contradicted": [contradiction_told(one) for one in change.contradicted],
        "no_longer_contradicted": [contradiction_told(one) for one in change.no_longer_contradicted],
        "causes": [cause_as_json(cause) for cause in change.causes],
        "sentence": change_in_words(change),
    }


def change_in_short_as_json(change: ClaimChange) -> dict[str, object]:
    """The same for the summary of a run: of many links, contradictions or causes some that stand for them, and of each
    other its id, by what became of it. On a dense day every claim gains a hundred links."""
    links, further_links = standing_for(change.links, _what_of_link)
    causes, further_causes = standing_for(change.causes, attrgetter("kind"))
    come, further_come = standing_for(change.contradicted, attrgetter("kind"))
    gone, further_gone = standing_for(change.no_longer_contradicted, attrgetter("kind"))
    short = replace(
        change,
        links=tuple(links),
        causes=tuple(causes),
        contradicted=tuple(come),
        no_longer_contradicted=tuple(gone),
    )
    further = {
        "links": _by_kind((_what_of_link(link), link.statement) for link in further_links),
        "contradicted": _by_kind((one.kind.value, one.id) for one in further_come),
        "no_longer_contradicted": _by_kind((one.kind.value, one.id) for one in further_gone),
        "causes": _by_kind((cause.kind.value, cause.id) for cause in further_causes),
    }
    return {
        **change_as_json(short),
        "sentence": change_in_words(change),
        "further": {name: told for name, told in further.items() if told},
    }


def _what_of_link(link: LinkChange) -> str:
    if link.before is None:
        return "linked"
    return "no_longer_linked" if link.after is None else "compared_otherwise"


def _by_kind(told: Iterable[tuple[str, str | None]]) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for kind, id_ in told:
        found.setdefault(kind, []).append(id_)
    return found


def _standing(finding: FindingGist | None) -> dict[str, object] | None:
    if finding is None:
        return None
    return {"version": finding.version, "flag": finding.flag, "status": finding.status, "stance": finding.stance}


def _link(link: LinkChange) -> dict[str, object]:
    pairs = {"before": link.before, "after": link.after}
    return {
        "statement": link.statement,
        **{
            name: None
            if pair is None
            else {
                "flag": pair.flag,
                "facets": {facet.value: result.value for facet, (result, *_) in pair.facets.items()},
            }
            for name, pair in pairs.items()
        },
        "facets": [facet.value for facet in link.facets],
    }


def cause_as_json(cause: Cause) -> dict[str, object]:
    told = {
        "kind": cause.kind,
        "record": cause.record,
        "id": cause.id,
        "version_before": cause.version_before,
        "version_after": cause.version_after,
        "fields": list(cause.fields),
        "before": cause.before,
        "after": cause.after,
    }
    return {name: value for name, value in told.items() if value not in (None, [])}
