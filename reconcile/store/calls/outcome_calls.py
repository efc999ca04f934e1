"""Kept outcomes, whole or in part."""

from collections.abc import Collection, Mapping

from reconcile.domain.cases import AskedClaim
from reconcile.domain.changes import FindingGist
from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.histories import Histories
from reconcile.domain.outcomes import Finding, Outcome
from reconcile.domain.records import RecordKind
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.store import asking, histories, outcomes, parts, standing
from reconcile.store.calls.connected import Connected
from reconcile.store.parts import SeenVersion


class OutcomeCalls(Connected):
    """Kept outcomes, whole or in part."""

    def claims_by_flag_and_status(self) -> dict[tuple[str, str], int]:
        """Flag `none`: denials and allegations, listed apart."""
        with self._reading() as connection:
            return standing.claims_by_flag_and_status(connection)

    def pending_claims(self, run: int) -> tuple[ClaimAccount, ...]:
        """The claims that run `run`, the latest that was done, calls pending."""
        with self._reading() as connection:
            return standing.pending_claims(connection, run)

    def asked_claims(self, run: int, high_toll: int) -> dict[int, AskedClaim]:
        """By row of the claim: what of the findings of a run may make them questions for people. `high_toll`: so many
        dead make one.

        Raises NotFoundError where it did not finish.
        """
        with self._reading() as connection:
            return asking.asked_claims(connection, run, high_toll)

    def load_frame(self, number: int) -> Outcome:
        """The outcome of a run without records and findings. Raises NotFoundError where it did not finish."""
        with self._reading() as connection:
            return parts.load_frame(connection, number)

    def paired_statements(self, number: int, claims: Collection[int]) -> frozenset[int]:
        """Rows of the statements in the pairs that a run kept of these claims (by row)."""
        with self._reading() as connection:
            return parts.paired_statements(connection, number, claims)

    def gists_of(
        self, number: int, wanted: Collection[int], seen: Mapping[RecordKind, Mapping[int, SeenVersion]]
    ) -> tuple[FindingGist, ...]:
        """What of the findings of a run on the claims `wanted` (by row) makes others of them. `seen`: all versions the
        run saw. Raises NotFoundError where it did not finish."""
        with self._reading() as connection:
            return parts.gists_of(connection, number, wanted, seen)

    def findings_of(
        self,
        number: int,
        wanted: Collection[int],
        claims: Mapping[int, ToldClaim],
        statements: Mapping[int, ToldStatement],
    ) -> tuple[Finding, ...]:
        """What a run said of the claims `wanted` (by row), as it told it; the accounts it takes must be given."""
        with self._reading() as connection:
            return parts.findings_of(connection, number, wanted, claims, statements)

    def load_outcome_beside(self, number: int, other: Outcome) -> tuple[Outcome, frozenset[int]]:
        """Run `number` to be compared with `other`, a later outcome, whose findings are not looked at: without those
        that both share, whose claims are given by row."""
        with self._reading() as connection:
            return outcomes.load_outcome_beside(connection, number, other)

    def load_outcome(self, number: int) -> Outcome:
        """All that run `number` found, as it found it. Raises NotFoundError where it did not finish."""
        with self._reading() as connection:
            return outcomes.load_outcome(connection, number)

    def load_histories(self, number: int) -> Histories:
        """The versions that run `number` knew of records that have several. Raises NotFoundError likewise."""
        with self._reading() as connection:
            return histories.load_histories(connection, number)
