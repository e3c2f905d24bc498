"""`python -m bench.fuzz [number] [kind…]`: broken inputs through the readers to the report; exits 1 at a traceback."""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"


def main(number: int = 20_000, *kinds: str) -> int:
    """Run so many inputs; print for each kind how they ended and the slowest, and the peak memory."""
    sys.path.insert(0, str(TESTS))
    from fuzzing import KINDS

    failed = sum(run(kind, number * share // 100) for kind, (_, share) in KINDS.items() if not kinds or kind in kinds)
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        print(f"peak memory {int(peak) // 1024} MB")
    return int(failed > 0)


def run(kind: str, number: int) -> int:
    """The tracebacks among so many inputs of a kind; each is printed once."""
    from fuzzing import KINDS, outcome
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    ends: Counter[str] = Counter()
    told: set[str] = set()
    slowest = 0.0

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def check(data: st.DataObject) -> None:
        nonlocal slowest
        attempt = data.draw(KINDS[kind][0])
        started = time.perf_counter()
        try:
            ends[outcome(attempt)] += 1
        except Exception as error:  # that is what the run looks for
            ends["traceback"] += 1
            _tell(error, told)
        slowest = max(slowest, time.perf_counter() - started)

    check()
    listed = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    print(f"{kind}: {sum(ends.values())} inputs: {listed}; slowest {slowest:.1f} s", flush=True)
    return ends["traceback"]


def _tell(error: Exception, told: set[str]) -> None:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    key = f"{type(error).__name__} {frame.filename}:{frame.lineno}"
    if key not in told:
        told.add(key)
        print("".join(traceback.format_exception(error)[-12:]), flush=True)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2]), *sys.argv[2:]))
