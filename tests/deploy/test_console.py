"""Every `console` block of docs/operations.md, run as written.

As root, in a mount namespace whose /etc, /opt and /var are thrown away: what a block does to the machine, it does to
these. What stands in for what is not here (a running systemd, a cluster) the page itself says.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import skip_or_fail
from tests.deploy.test_files import PROJECT, cronjob

PAGE = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCKS = [found[1] for found in re.finditer(r"```console\n(.*?)```", PAGE, re.DOTALL)]
INSTALL, SYSTEMD, CRON, CLUSTER = BLOCKS
"""In the order of the page; a new block needs its test here."""
NEEDED = (
    "deploy",
    "requirements.lock",
    "pyproject.toml",
    "README.md",
    "alembic.ini",
    "reconcile",
    "migrations",
    "fixtures",
)
"""Of the project, beside which the blocks are typed."""
MOUNTS = """
mount -t tmpfs none "$ROOM"
for folder in etc opt var; do
    mkdir "$ROOM/$folder" "$ROOM/$folder.work"
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$ROOM/$folder,workdir=$ROOM/$folder.work" "/$folder"
done
"""
Run = Callable[[str], str]


def commands(block: str, prompt: str) -> str:
    """What a person would type."""
    lines = block.splitlines()
    assert all(line.startswith(f"{prompt} ") for line in lines), "one command a line"
    return "\n".join(line[2:] for line in lines)


@pytest.fixture
def machine(tmp_path: Path) -> Run:
    """Runs a script as root beside `deploy/`, on a machine of its own; what it prints."""
    room, work = tmp_path / "room", tmp_path / "work"
    room.mkdir()
    work.mkdir()
    for name in NEEDED:
        (work / name).symlink_to(PROJECT / name)
    for path in (work, *work.parents):
        if path.owner() == "root" and path != Path("/tmp"):
            path.chmod(path.stat().st_mode | 0o055)
    (work / "environment").write_text(
        "RECONCILE_DATABASE_URL=sqlite:////var/lib/reconcile/reconcile.db\n"
        "RECONCILE_METRICS=/var/lib/reconcile/reconcile.prom\n",
        encoding="utf-8",
    )

    def run(script: str) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RECONCILE_", "PYTHON"))}
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", f"set -eu\n{MOUNTS}\n{script}"],
            cwd=work,
            env=kept | {"ROOM": str(room)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-500:]
        return done.stdout

    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("only root may make a mount namespace")
    try:
        run("true")
    except AssertionError:
        pytest.skip("no file system can be mounted here")
    return run


INSTALLED = f"""
mkdir -p /opt/reconcile/bin /opt/reconcile/python /opt/reconcile/project /opt/reconcile/packages
mount --bind {sys.base_prefix} /opt/reconcile/python
mount --bind {PROJECT} /opt/reconcile/project
mount --bind {sysconfig.get_path("purelib")} /opt/reconcile/packages
cat > /opt/reconcile/bin/reconcile <<'END'
#!/bin/sh
export PYTHONPATH=/opt/reconcile/project:/opt/reconcile/packages PYTHONDONTWRITEBYTECODE=1
export LD_LIBRARY_PATH=/opt/reconcile/python/lib
exec /opt/reconcile/python/bin/{Path(sys.executable).resolve().name} -m reconcile "$@"
END
chmod 755 /opt/reconcile/bin/reconcile
"""
"""The program of the tests, where *Install* puts it: its own folders may be closed to other users."""
AS_USER = "setpriv --reuid reconcile --regid reconcile --clear-groups"
STAND_IN = """
mkdir "$ROOM/bin"
printf '#!/bin/sh\\necho "$@" >> "$ROOM/asked"\\n' > "$ROOM/bin/systemctl"
chmod 755 "$ROOM/bin/systemctl"
PATH="$ROOM/bin:$PATH"
"""
"""For a systemd that is not the first process."""
DATABASE = f"""
install -d -o reconcile -g reconcile /var/lib/reconcile
cd /var/lib/reconcile
{AS_USER} /opt/reconcile/bin/reconcile --database sqlite:////var/lib/reconcile/reconcile.db db upgrade
"""


def unit_commands() -> list[str]:
    unit = (PROJECT / "deploy" / "systemd" / "reconcile.service").read_text(encoding="utf-8")
    return re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)


def test_systemd(machine: Run) -> None:
    """The units are there, are understood, and what they start does its work as their user, from their environment."""
    if shutil.which("systemd-analyze") is None:
        skip_or_fail("systemd-analyze not available")
    environment = "RECONCILE_LOG=- $(cat /etc/reconcile/environment)"
    told = machine(
        f"""{INSTALLED}{STAND_IN}{commands(SYSTEMD, "#")}
units="/etc/systemd/system/reconcile.service /etc/systemd/system/reconcile.timer"
SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no $units 2>&1 | grep reconcile && exit 1
{DATABASE}
"""
        + "".join(f"env {environment} {AS_USER} {command}\n" for command in unit_commands())
        + """
cat "$ROOM/asked"
stat --format "%a %U %G" /etc/reconcile/environment
ls /var/lib/reconcile
"""
    )
    assert told.count("Run 1 as of") == 1
    assert "daemon-reload\nenable --now reconcile.timer\n640 root reconcile\n" in told
    assert {"reconcile.db", "reconcile.prom", "report"} <= set(told.split())


def test_cron(machine: Run) -> None:
    """The line itself, as its user: it reads the environment, runs, reports, and logs where it says."""
    lines = (PROJECT / "deploy" / "cron" / "reconcile").read_text(encoding="utf-8").splitlines()
    user, command = lines[-1].split(maxsplit=6)[5:]
    settings = [shlex.quote(line) for line in lines if re.match(r"^[A-Z_]+=", line)]
    assert user == "reconcile"
    told = machine(
        "\n".join(
            (
                INSTALLED,
                *commands(SYSTEMD, "#").splitlines()[:2],
                commands(CRON, "#"),
                DATABASE,
                "cmp /etc/cron.d/reconcile /opt/reconcile/project/deploy/cron/reconcile",
                f"cd / && env --ignore-environment {' '.join(settings)} {AS_USER} sh -c {shlex.quote(command)}",
                "ls /var/lib/reconcile; cat /var/log/reconcile/events.jsonl",
            )
        )
    )
    assert {"reconcile.db", "reconcile.prom", "report"} <= set(told.split())
    events = [json.loads(row)["event"] for row in told.splitlines() if row.startswith("{")]
    assert (events[0], events[-1]) == ("run.started", "run.finished")


def test_a_cluster(tmp_path: Path) -> None:
    """The secret is the one the job asks for, and the file applied is the one held against the schema."""
    if shutil.which("kubectl") is None:
        skip_or_fail("kubectl not available")
    make, apply = commands(CLUSTER, "$").splitlines()
    done = subprocess.run(
        ["sh", "-c", f"{make} --dry-run=client --output yaml"],
        env=os.environ | {"RECONCILE_DATABASE_URL": "postgresql://user@host/reconcile", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    secret = yaml.safe_load(done.stdout)
    (container,) = cronjob()["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    asked = next(one["valueFrom"]["secretKeyRef"] for one in container["env"] if "valueFrom" in one)
    assert (secret["metadata"]["name"], set(secret["data"])) == (asked["name"], {asked["key"]})
    assert apply == "kubectl apply --filename deploy/kubernetes/cronjob.yaml"


def test_install(machine: Run) -> None:
    if os.environ.get("RECONCILE_TEST_NETWORK") != "1":
        pytest.skip("packages are fetched only where RECONCILE_TEST_NETWORK=1")
    told = machine(
        f"{commands(INSTALL, '#')}\n/opt/reconcile/bin/reconcile --database /var/lib/demo.db db upgrade"
        "\n/opt/reconcile/bin/python -c 'import psycopg, reconcile; print(reconcile.__file__)'"
        "\n/opt/reconcile/bin/reconcile demo --output /var/lib/demo"
    )
    assert "/opt/reconcile/lib/" in told
    assert "agreement" in told
