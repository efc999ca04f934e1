"""The wheel, installed elsewhere and run from another folder, does what the checkout does."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def test_the_installed_wheel_runs_the_demo(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def python(*words: str) -> str:
        ran = subprocess.run(
            [sys.executable, *words], cwd=elsewhere, env=environment, check=True, capture_output=True, text=True
        )
        return ran.stdout

    assert str(site) in python("-c", "import reconcile; print(reconcile.__file__)")
    told = python("-m", "reconcile", "demo", "--output", "out")
    assert "agreement" in told
    assert (elsewhere / "out" / "report" / "index.html").is_file()
