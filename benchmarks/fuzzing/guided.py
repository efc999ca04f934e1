"""One target under atheris, in a process that libFuzzer ends; arguments: name of the target, seconds, folder."""

import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found, unused-ignore]

with atheris.instrument_imports(include=["reconcile"]):
    from benchmarks.fuzzing.targets import TARGETS

from benchmarks.fuzzing.seeds import samples

LONGEST = 30_000


def main() -> None:
    target, seconds, found = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    corpus = found / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    (found / target).mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(samples(target)):
        (corpus / f"seed-{number}").write_bytes(content)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-artifact_prefix={found / target}/"]
    atheris.Setup([target, *options, "-rss_limit_mb=2048", "-timeout=60", str(corpus)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
