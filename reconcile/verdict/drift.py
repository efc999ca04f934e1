"""Drift: a run whose figures stand apart from those of the runs before it. A broken feed looks like silence."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from reconcile.domain.issues import Issue, Severity
from reconcile.domain.outcomes import RunRecord, RunState
from reconcile.domain.phrases import count
from reconcile.settings import DriftSettings

RECENT_DAYS = 30
"""Claims that became known this many days before the as-of are recent: among all claims of years, a feed that broke
last week changes no rate."""

Counts = Mapping[str, int]


def find_drift(run: RunRecord, earlier: Sequence[RunRecord], settings: DriftSettings) -> tuple[Issue, ...]:
    """Warnings with figures where candidates, links or silence of a run stand apart from the median of the latest
    earlier ones. `earlier`: from the latest; runs of the same key, unfinished ones and replays are passed over.

    No warning where too few runs or claims are there to tell drift from chance.
    """
    seen: dict[str, Counts] = {}
    for other in earlier:
        if other.state is RunState.DONE and not other.replay and other.key != run.key:
            seen.setdefault(other.key, other.counts)
    latest = list(seen.values())[: settings.runs]
    found = (watch(run.counts, latest, settings) for watch in (_candidates, _links, _silence))
    return tuple(issue for issue in found if issue is not None)


def _candidates(counts: Counts, earlier: Sequence[Counts], settings: DriftSettings) -> Issue | None:
    return _ratio("candidates", "statements compared with each claim", counts, earlier, settings)


def _links(counts: Counts, earlier: Sequence[Counts], settings: DriftSettings) -> Issue | None:
    return _ratio("links", "links per claim", counts, earlier, settings)


def _ratio(name: str, words: str, counts: Counts, earlier: Sequence[Counts], settings: DriftSettings) -> Issue | None:
    """Beside the middle of the earlier runs, more than so many times as much or as little."""

    def share(told: Counts) -> float | None:
        return told[name] / told["claims"] if name in told and told["claims"] >= settings.claims else None

    figure, usual, runs = _figures(share, counts, earlier)
    if figure is None or usual is None or runs < settings.least_runs:
        return None
    low, high = sorted((figure, usual))
    if low * settings.ratio >= high:
        return None
    return _issue(name, f"{words}: {figure:.2f}, where the middle of {count(runs, 'earlier run')} is {usual:.2f}")


def _silence(counts: Counts, earlier: Sequence[Counts], settings: DriftSettings) -> Issue | None:
    def share(told: Counts) -> float | None:
        claims = told.get("recent_claims", 0)
        return told["recent_silent"] / claims if claims >= settings.claims else None

    figure, usual, runs = _figures(share, counts, earlier)
    if figure is None or usual is None or runs < settings.least_runs:
        return None
    if round(abs(figure - usual) * 100, 6) <= settings.silence_points:
        return None
    return _issue(
        "silence",
        f"share without official comment among the claims of the last {RECENT_DAYS} days: {figure:.0%}, where the "
        f"middle of {count(runs, 'earlier run')} is {usual:.0%}",
    )


def _figures(
    share: Callable[[Counts], float | None], counts: Counts, earlier: Sequence[Counts]
) -> tuple[float | None, float | None, int]:
    """The figure of this run, the median of the earlier ones, and of how many."""
    others = [figure for told in earlier if (figure := share(told)) is not None]
    return share(counts), median(others) if others else None, len(others)


def _issue(name: str, figures: str) -> Issue:
    return Issue(
        code=f"drift-{name}",
        severity=Severity.WARNING,
        message=f"This run stands apart from those before it in {figures}; a source that is no longer collected looks "
        "like this.",
        field=name,
    )
