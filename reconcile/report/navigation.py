"""The pages that every page leads to, in the order of the navigation. A new list page adds its line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One entry of the navigation."""

    key: str
    """What a page's frame names as `here` to be marked as the current one."""
    address: str
    """Within the report folder."""
    name: str


STOPS = (
    Stop(key="claims", address="index.html", name="Claims"),
    Stop(key="official-only", address="official-only.html", name="Official-only"),
    Stop(key="silence", address="silence.html", name="Silence"),
    Stop(key="discrepancies", address="discrepancies.html", name="Discrepancies"),
    Stop(key="profiles", address="profiles.html", name="Profiles"),
    Stop(key="changes", address="changes.html", name="Changes"),
    Stop(key="method", address="method.html", name="Method and limits"),
    Stop(key="issues", address="issues.html", name="Data issues"),
)
