"""Starting the service: one process, threads for its pages, one open database."""

from collections.abc import Callable
from datetime import datetime

import uvicorn

from reconcile.errors import ReconcileError
from reconcile.pipeline.reviewing import review_rules
from reconcile.reference import load_reference
from reconcile.serve.app import make_app
from reconcile.serve.desk import Desk
from reconcile.serve.site import Site
from reconcile.settings import Settings
from reconcile.store import Database, open_database

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names a service on this machine answers to beside those it is told."""
GRACE_SECONDS = 10
"""For requests under way when the service is stopped."""


def serve_forever(
    url: str,
    settings: Settings,
    clock: Callable[[], datetime],
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    behind_tls: bool,
) -> None:
    """Serve until stopped. Raises ReconcileError where nobody could log in or the address is taken."""
    with open_database(url) as database:
        if not any(account.active for account in database.accounts()):
            raise ReconcileError(
                "Nobody could log in yet; make an account with `reconcile account add NAME --role admin`."
            )
        app = make_app(make_site(database, url, settings, clock, behind_tls=behind_tls), (*LOOPBACK, host, *names))
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                access_log=False,
                log_level="warning",
                server_header=False,
                date_header=False,
                # the address of a visitor counts for the limit on logins: only a proxy on this machine is believed
                proxy_headers=behind_tls,
                forwarded_allow_ips="127.0.0.1",
                timeout_graceful_shutdown=GRACE_SECONDS,
                limit_concurrency=200,
            )
        )
        server.run()
        if not server.started:
            raise ReconcileError(f"The service cannot listen on {host}, port {port}; choose another with --port.")


def make_site(
    database: Database, url: str, settings: Settings, clock: Callable[[], datetime], *, behind_tls: bool
) -> Site:
    """What the pages share, over the open database at `url`."""
    reference = load_reference(settings.reference_folder)
    return Site(
        database=database,
        url=url,
        desk=Desk(database, reference, settings),
        clock=clock,
        behind_tls=behind_tls,
        rules=review_rules(settings),
        grades=reference.grades,
    )
