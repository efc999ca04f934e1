"""The hosts that a page of the report may lead to."""

import re

from reconcile.domain.links import HostKind, LinkHosts
from reconcile.reference.tables import Desk

HOSTS_FILE = "link_hosts.csv"
_COLUMNS = ("host", "kind", "owner")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")


def load_link_hosts(desk: Desk) -> LinkHosts:
    """The table of hosts; what does not hold becomes a fault of the desk."""
    rows = desk.rows(HOSTS_FILE, _COLUMNS)
    desk.unique(rows, "host")
    kinds = {}
    for row in rows:
        if not desk.required(row, *_COLUMNS):
            continue
        if not _HOST.fullmatch(row["host"]):
            desk.fault(row, "host", "is no host name in small letters, such as un.org", "reference-host")
        elif desk.known(row, "kind", [kind.value for kind in HostKind], "kind of host"):
            kinds[row["host"]] = HostKind(row["kind"])
    return LinkHosts(kinds=kinds)
