"""A service as people use it: over HTTP, from a server of its own on a free port of this machine."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import uvicorn

from reconcile.domain.decisions import Role
from reconcile.pipeline.accounts import hash_password
from reconcile.serve.app import make_app
from reconcile.serve.running import make_site
from reconcile.settings import Settings
from reconcile.store import Database, open_database

PASSWORD = "correct horse battery"  # noqa: S105
START = datetime(2026, 11, 1, 8, tzinfo=UTC)
PEOPLE = {"vera": Role.VIEWER, "cai": Role.CODER, "rosa": Role.REVIEWER, "remi": Role.REVIEWER, "ada": Role.ADMIN}
_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


@dataclass(slots=True)
class Clock:
    """The time of the service, moved by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(slots=True)
class Service:
    """A service that listens."""

    address: str
    database: Database
    url: str
    clock: Clock
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self) -> httpx.Client:
        """A browser of its own, not logged in."""
        made = httpx.Client(base_url=self.address, follow_redirects=False, timeout=60)
        self.clients.append(made)
        return made

    def client_with(self, secret: str) -> httpx.Client:
        """A browser that holds a cookie it was never given."""
        made = self.client()
        made.cookies.set("reconcile", secret, domain="127.0.0.1", path="/")
        return made

    def browser_of(self, name: str) -> httpx.Client:
        """Somebody's browser, logged in."""
        client = self.client()
        answer = log_in(client, name)
        assert answer.status_code == 303, answer.text
        return client


def add_people(database: Database) -> None:
    """The same password for all: hashing takes its time on purpose."""
    hashed = hash_password(PASSWORD)
    for name, role in PEOPLE.items():
        database.add_account(name, role, hashed, START - timedelta(days=1))


@contextmanager
def serving(url: str, *, behind_tls: bool = False) -> Iterator[Service]:
    """The service over the database at `url`, stopped at the end."""
    clock = Clock()
    with open_database(url) as database, closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        app = make_app(make_site(database, url, Settings(), clock, behind_tls=behind_tls), ("127.0.0.1",))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        service = Service(
            address=f"http://127.0.0.1:{listener.getsockname()[1]}", database=database, url=url, clock=clock
        )
        try:
            _wait(service)
            yield service
        finally:
            for client in service.clients:
                client.close()
            server.should_exit = True
            thread.join(timeout=20)


def _wait(service: Service) -> None:
    """The socket is bound before the server starts, so that a request waits for it and none is refused."""
    assert service.client().get("/login").status_code == 200


def token_of(page: str) -> str:
    found = _TOKEN.search(page)
    assert found is not None, page[:500]
    return found[1]


def log_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    token = token_of(client.get("/login").text)
    return client.post("/login", data={"token": token, "name": name, "password": password})
