"""`make bundle`: one zip a system with everything that an offline machine needs besides Python."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from bundle.package import packed
from bundle.targets import SYSTEMS, targets
from bundle.wheels import collect, missing


def main() -> None:
    """Make the bundles that the command line names, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("outputs"), help="folder of the zip files")
    parser.add_argument("--system", choices=SYSTEMS, action="append", help="only this system (may be repeated)")
    options = parser.parse_args()
    for system in options.system or SYSTEMS:
        print(made(system, options.out))


def made(system: str, out: Path) -> Path:
    """The bundle of a system, its wheels proved complete for every machine and Python that it serves."""
    served = targets(system)
    with TemporaryDirectory() as folder:
        wheelhouse = Path(folder)
        collect(wheelhouse, served)
        unmet = {f"{each} on {one.machine} {one.version}" for one in served for each in missing(wheelhouse, one)}
        if unmet:
            raise SystemExit(f"{system}: {', '.join(sorted(unmet))}")
        return packed(system, wheelhouse, out)


if __name__ == "__main__":
    main()
