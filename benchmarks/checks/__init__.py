"""How well the checks notice, and how quickly: `python -m benchmarks.checks`."""
