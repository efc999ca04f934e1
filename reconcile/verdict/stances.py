"""What the linked statements together make of a claim."""

from collections.abc import Sequence

from reconcile.domain.outcomes import ClaimStance, Pair
from reconcile.domain.records import Denied, Stance

# Names of the module are found ten times as fast as members in their class, which counts pair by pair.
_DENIES = Stance.DENIES
DENIED_WORDS = {
    Denied.EVENT: "the attack as a whole",
    Denied.TOLL: "the toll",
    Denied.OUTCOME: "the outcome",
    Denied.ATTRIBUTION: "who is said to have done it",
    Denied.TARGET: "the target",
}


def denies(pair: Pair) -> bool:
    """Whether the statement denies the claim, or something in it."""
    return pair.stance is _DENIES or bool(pair.denies)


def claim_stance(links: Sequence[Pair]) -> ClaimStance | None:
    """Reported when no linked statement denies, denied when all do, mixed otherwise; None without links."""
    if not links:
        return None
    denying = sum(denies(pair) for pair in links)
    if denying == 0:
        return ClaimStance.REPORTED
    return ClaimStance.DENIED if denying == len(links) else ClaimStance.MIXED


def denied_in_words(denied: Sequence[Denied]) -> str:
    """`the toll and the outcome`; the account where it is not said what is denied."""
    from_codes = [DENIED_WORDS[code] for code in denied]
    if not from_codes:
        return "the claim, without saying which part of it"
    return " and ".join(from_codes)
