"""The pages that every page leads to, in the order of the navigation. A new list page adds its line here."""

from dataclasses import dataclass

from reconcile.report import title_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One entry of the navigation."""

    key: str
    """What a page's frame names as `here` to be marked as the current one."""
    address: str
    """Within the report folder."""
    name: str


STOPS = (
    Stop(key="claims", address="index.html", name=title_words.NAVIGATION["claims"]),
    Stop(key="official-only", address="official-only.html", name=title_words.NAVIGATION["official-only"]),
    Stop(key="silence", address="silence.html", name=title_words.NAVIGATION["silence"]),
    Stop(key="discrepancies", address="discrepancies.html", name=title_words.NAVIGATION["discrepancies"]),
    Stop(key="profiles", address="profiles.html", name=title_words.NAVIGATION["profiles"]),
    Stop(key="changes", address="changes.html", name=title_words.NAVIGATION["changes"]),
    Stop(key="search", address="search.html", name=title_words.NAVIGATION["search"]),
    Stop(key="method", address="method.html", name=title_words.NAVIGATION["method"]),
    Stop(key="issues", address="issues.html", name=title_words.NAVIGATION["issues"]),
)
