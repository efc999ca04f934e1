"""Secrets that a browser holds: the session's, and the one each form sends back to prove that it came from our page."""

import hashlib
import hmac
import secrets

SECRET_BYTES = 32
"""256 bits, twice what OWASP's session management guidance asks for."""
_FORM = b"reconcile form"


def new_secret() -> str:
    """A secret for a cookie, as URL-safe text."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> str:
    """What the database keeps of a secret: who reads the table cannot take over a session."""
    return hashlib.sha256(secret.encode()).hexdigest()


def form_token(secret: str) -> str:
    """What the forms of whoever holds the cookie `secret` carry. Other sites can send our cookie, but not read this."""
    return hmac.new(secret.encode(), _FORM, hashlib.sha256).hexdigest()


def is_form_token(secret: str, token: str) -> bool:
    """Compared in a time that does not tell how much of it is right."""
    return hmac.compare_digest(form_token(secret).encode(), token.encode())
