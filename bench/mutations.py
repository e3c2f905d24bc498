"""`python -m bench.mutations [number]`: the mutation test in full, on both real units, with its shares."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"


def main(number: int = 2000, seed: int = 2020) -> int:
    """Print what became of so many slips on each unit; 1 where one that breaks an identity is untold."""
    sys.path.insert(0, str(TESTS))
    from mutations import SLIPS, tally
    from real_units import putuo, zhuzhou

    untold = 0
    for name, account in (("zhuzhou", zhuzhou()), ("putuo", putuo())):
        found = tally(account, number // 2, seed)
        invisible = sum(found.noticed.values()) + len(found.unnoticed)
        print(
            f"{name}: {number // 2} slips, {sum(found.broken.values())} break an identity, {len(found.untold)} untold"
        )
        print(f"  {invisible} no identity sees: {sum(found.noticed.values())} noticed, {len(found.unnoticed)} not")
        for kind in SLIPS:
            print(f"  {kind:10} {found.made[kind]:5} {found.broken[kind]:5} broken {found.noticed[kind]:5} noticed")
        print("".join(f"  untold {line}\n" for line in found.untold), end="")
        print("".join(f"  unseen {line}\n" for line in sorted(set(found.unnoticed))), end="")
        untold += len(found.untold)
    return int(untold > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
