"""`python -m bench.fuzz [number] [kind…]`: broken inputs through the readers to the report; exits 1 at a traceback."""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"


def main(number: int = 20_000, *kinds: str) -> int:
    """Run so many inputs, each kind in a process of its own; print for each how they ended, the slowest, the memory."""
    sys.path.insert(0, str(TESTS))
    from fuzzing import KINDS

    spawned = get_context("spawn")
    shares = {kind: share for kind, (_, share) in KINDS.items() if not kinds or kind in kinds}
    runs = [spawned.Process(target=run, args=(kind, number * share // 100)) for kind, share in shares.items()]
    for process in runs:
        process.start()
        process.join()
    return int(any(process.exitcode for process in runs))


def run(kind: str, number: int) -> None:
    """Run so many inputs of a kind; each traceback is printed once, and exits the process with 1."""
    sys.path.insert(0, str(TESTS))
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
    print(f"{kind}: {sum(ends.values())} inputs: {listed}; slowest {slowest:.1f} s{_peak()}", flush=True)
    sys.exit(ends["traceback"] > 0)


def _peak() -> str:
    """The peak memory of this process, where the system tells it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return ""
    kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return f"; at most {int(kilobytes) // 1024} MB"


def _tell(error: Exception, told: set[str]) -> None:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    key = f"{type(error).__name__} {frame.filename}:{frame.lineno}"
    if key not in told:
        told.add(key)
        print("".join(traceback.format_exception(error)[-12:]), flush=True)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2]), *sys.argv[2:]))
