"""Inner parts of the comparison under pytest-benchmark."""
