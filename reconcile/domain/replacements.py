"""Words for records that others have taken the place of; a public edition tells them otherwise, or not at all."""

from reconcile.domain.cleantext import quoted

REPLACED_BY = "has replaced this claim by "
PLACE_TAKEN_BY = "its place is taken by "
COPY_OF = "is a second copy of "
"""Each stands before the id of a record."""


def replaced_by(claimant: str, later: str) -> str:
    """`JNIM has replaced this claim by c8`: what a reason says last; `claimant` as written."""
    return f"{quoted(claimant)} {REPLACED_BY}{later}"
