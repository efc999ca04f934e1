"""The files of deploy/ say what the tools that will read them understand."""

import json
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from reconcile.cli.app import group
from tests.conftest import skip_or_fail

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
SCHEMA = json.loads((Path(__file__).parent / "cronjob.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with a program in place of the one that is not installed here."""
    if shutil.which("systemd-analyze") is None:
        skip_or_fail("systemd-analyze not available")
    program = tmp_path / "reconcile"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text(encoding="utf-8").replace("/opt/reconcile/bin/reconcile", str(program))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["reconcile.service", "reconcile.timer"])
def test_systemd_takes_the_unit(units: Path, name: str) -> None:
    environment = os.environ | {"SYSTEMD_LOG_LEVEL": "warning"}
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(units / name)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "reconcile" in line]
    assert (done.returncode, told) == (0, []), done.stderr


def test_the_service_is_shut_in(units: Path) -> None:
    """Exposure from 0 (nothing) to 10: a plain service stands at 9.6."""
    done = subprocess.run(
        [
            "systemd-analyze",
            "security",
            "--offline=yes",
            "--threshold=25",
            "--no-pager",
            str(units / "reconcile.service"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_the_timer_makes_up_for_missed_starts_and_spreads_them() -> None:
    timer = (DEPLOY / "systemd" / "reconcile.timer").read_text(encoding="utf-8")
    assert "Persistent=true" in timer
    assert re.search(r"^RandomizedDelaySec=\d+min$", timer, re.MULTILINE)


def cronjob() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "kubernetes" / "cronjob.yaml").read_text(encoding="utf-8"))
    return loaded


def test_kubernetes_takes_the_job() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(cronjob(), SCHEMA)


SLIPS = {
    "jobs side by side": (("spec", "concurrencyPolicy"), "Allow"),
    "no deadline": (("spec", "startingDeadlineSeconds"), None),
    "a misspelt field": (("spec", "sucessfulJobsHistoryLimit"), 3),
    "root": (("spec", "jobTemplate", "spec", "template", "spec", "securityContext", "runAsNonRoot"), False),
}


@pytest.mark.parametrize(("place", "value"), SLIPS.values(), ids=SLIPS)
def test_the_schema_sees_a_slip(place: tuple[str, ...], value: object) -> None:
    job = cronjob()
    at = job
    for name in place[:-1]:
        at = at[name]
    if value is None:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(job, SCHEMA)


def commands(text: str) -> list[list[str]]:
    return [found.split() for found in re.findall(r"\breconcile (run|report --output \S+)", text)]


@pytest.mark.parametrize("path", ["systemd/reconcile.service", "cron/reconcile"])
def test_what_is_scheduled_are_commands_of_this_program(path: str) -> None:
    found = commands((DEPLOY / path).read_text(encoding="utf-8"))
    assert {words[0] for words in found} == {"run", "report"}
    for words in found:
        options = {option for parameter in group.commands[words[0]].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options


def test_the_line_for_cron_has_a_time_a_user_and_a_command() -> None:
    lines = [line for line in (DEPLOY / "cron" / "reconcile").read_text(encoding="utf-8").splitlines() if line]
    settings = [line for line in lines if re.match(r"^[A-Z_]+=", line)]
    (job,) = [line for line in lines if not line.startswith("#") and line not in settings]
    minute, hour, *days, user, command = job.split(maxsplit=6)
    assert (minute.isdigit(), hour, days, user) == (True, "*", ["*", "*", "*"], "reconcile")
    assert "%" not in command, "cron ends the command there"
    assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0


@pytest.mark.parametrize(("ended", "reported"), [(0, True), (75, True), (2, False)])
def test_a_locked_database_is_no_failure_for_cron(tmp_path: Path, ended: int, reported: bool) -> None:
    """The command itself, with a program that ends so in the place of ours."""
    text = (DEPLOY / "cron" / "reconcile").read_text(encoding="utf-8").splitlines()[-1]
    command = (
        text.split(maxsplit=6)[6].replace("/var/lib/reconcile", str(tmp_path)).replace("/etc/reconcile", str(tmp_path))
    )
    (tmp_path / "environment").write_text("RECONCILE_DATABASE_URL=x\n", encoding="utf-8")
    program = tmp_path / "reconcile"
    program.write_text(f'#!/bin/sh\necho $1 >> told\n[ "$1" = report ] || exit {ended}\n', encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run(["sh", "-c", command], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False)
    assert (done.returncode == 0) is reported
    assert ((tmp_path / "told").read_text().split() == ["run", "report"]) is reported


def instructions() -> list[tuple[str, str]]:
    """Of the container file, with lines that go on joined: instruction and what follows."""
    text = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found = [line.split(maxsplit=1) for line in joined.splitlines()]
    return [(words[0], words[1]) for words in found]


class TestContainerFile:
    """Linted, not built: there is no builder here. A linter from PyPI would fetch its binary from elsewhere."""

    def test_it_knows_its_instructions_and_begins_with_an_image(self) -> None:
        told = [word for word, _ in instructions()]
        known = {"ARG", "FROM", "WORKDIR", "RUN", "COPY", "USER", "ENV", "ENTRYPOINT", "CMD"}
        assert set(told) <= known
        assert told[:2] == ["ARG", "FROM"]
        assert told.count("FROM") == 2
        assert all("latest" not in rest and ":" in rest for word, rest in instructions() if word == "ARG")

    def test_it_ends_as_an_ordinary_user(self) -> None:
        (user,) = [rest for word, rest in instructions() if word == "USER"]
        assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
        words = [word for word, _ in instructions()]
        assert "RUN" not in words[words.index("USER") :]
        assert json.loads(instructions()[-2][1]) == ["reconcile"]

    def test_every_package_is_pinned_by_hash_and_no_index_is_named(self) -> None:
        for word, rest in instructions():
            if word == "RUN" and "pip install" in rest:
                assert "--require-hashes" in rest or "--no-deps --no-build-isolation ." in rest, rest
                assert "--no-cache-dir" in rest
            assert not re.search(r"https?:|--index|--find-links|--extra-index", rest)
            assert "curl" not in rest
            assert "sudo" not in rest

    def test_all_it_copies_is_there(self) -> None:
        for word, rest in instructions():
            if word == "COPY" and not rest.startswith("--from"):
                for name in rest.split()[:-1]:
                    assert (PROJECT / name).exists(), name

    def test_the_pins_of_the_driver_are_found_in_the_lock(self) -> None:
        (line,) = [rest for word, rest in instructions() if word == "RUN" and "awk" in rest]
        command = line.split(" > ")[0]
        found = subprocess.run(["sh", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
        assert re.findall(r"^([\w-]+)==", found, re.MULTILINE) == ["psycopg", "psycopg-binary"]
        assert found.count("--hash=sha256:") > 4
