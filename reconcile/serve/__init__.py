"""The service in the browser: queue, cases and decisions, for people with an account."""

from reconcile.serve.running import serve_forever

__all__ = ["serve_forever"]
