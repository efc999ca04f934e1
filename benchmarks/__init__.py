"""Scripts that measure the program. Each runs as `python -m benchmarks.NAME`; see docs/quality.md."""
