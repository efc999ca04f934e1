"""The issuer that answers for a mission: its long name holds the name of whoever sent it."""

from collections.abc import Collection

from reconcile.domain.sources import IssuerRole, Source
from reconcile.reference import ActorKind, Reference


def issuer_of_mission(codes: Collection[str], reference: Reference) -> Source | None:
    """The only issuer that answers for the missions among these actors; None where none or several do."""
    missions = {code for code in codes if reference.actors.get(code).kind is ActorKind.MISSION}
    issuers = [
        source
        for source in reference.sources.all
        if source.role is IssuerRole.RESPONSIBLE and not missions.isdisjoint(source.speaks_for)
    ]
    return issuers[0] if len(issuers) == 1 else None
