"""Table of logins."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.store.record_tables import DIGEST
from reconcile.store.schema import Schema


class SessionRow(Schema):
    """One login; kept after its end, so that it can be said who was logged in when."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    """SHA-256 of the secret in the cookie."""
    account: Mapped[str] = mapped_column(ForeignKey("accounts.name"), index=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
