"""Cold starts: commands as processes of their own, beside an empty Python and an empty click command."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measured import verdict

ROUNDS = 10
EMPTY = "import click\n@click.command()\ndef main():\n    pass\nmain()"


def commands(unit: Path, out: Path) -> dict[str, list[str]]:
    narrator = [sys.executable, "-m", "narrator"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "an empty click command": [sys.executable, "-c", EMPTY],
        "narrator --version": [*narrator, "--version"],
        "narrator check": [*narrator, "check", str(unit)],
        "narrator build": [*narrator, "build", str(unit), "-o", str(out)],
    }


def main(unit: Path) -> None:
    with TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder  # as installed programs are: compiled when first run
        asked = commands(unit, Path(folder))
        best = dict.fromkeys(asked, (float("inf"), float("inf")))
        for round in range(ROUNDS + 1):
            for name, command in asked.items():
                cpu, wall = spent(command, environment)
                if round:
                    best[name] = (min(best[name][0], cpu), min(best[name][1], wall))
    for name, (cpu, wall) in best.items():
        print(f"{cpu:9.1f} ms CPU  {wall:8.1f} ms  {name}")
    ratio = best["narrator --version"][0] / best["an empty click command"][0]
    print(f"--version takes {ratio:.2f} empty commands ({verdict(ratio, 1.3, least=False)})")
    print(f"one report as a process, ms ({verdict(best['narrator build'][1], 350, least=False)})")


def spent(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """The milliseconds of CPU and of the clock that a command takes."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1000, wall * 1000
