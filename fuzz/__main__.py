"""`python -m fuzz DOOR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fuzz.doors import PLACES
from fuzz.job import Job
from fuzz.runner import Tally, run

USUAL_S = 60.0


def main() -> int:
    """Runs doors, prints a line for each, and answers 1 where there was a find."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Gives spoilt input.")
    parser.add_argument("doors", nargs="+", choices=[*PLACES, "all"], metavar="DOOR")
    parser.add_argument("--executions", type=int, help="how many inputs for each door")
    parser.add_argument("--seconds", type=float, help="how long all doors may take together")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes other inputs")
    parser.add_argument("--finds", type=Path, default=Path("fuzz-finds"), help="their folder")
    said = parser.parse_args()
    doors = list(PLACES) if "all" in said.doors else said.doors
    if said.seconds is None and said.executions is None:
        said.seconds = USUAL_S
    share_s = None if said.seconds is None else said.seconds / len(doors)
    found = 0
    for name in doors:
        tally = run(Job(name, said.seed, said.executions, share_s), said.finds)
        sys.stdout.write(_line(name, tally) + "\n")
        for find in tally.finds:
            sys.stdout.write(f"    {find.kind} at {find.place or 'an unknown place'}\n")
        sys.stdout.flush()
        found += len(tally.finds)
    return 1 if found else 0


def _line(name: str, tally: Tally) -> str:
    rate = tally.executions / max(tally.seconds, 1e-9)
    return (
        f"{name}: {tally.executions} executions in {tally.seconds:.0f} s ({rate:.0f} a second), "
        f"{tally.refused} refused, at most {tally.peak_mb:.0f} MB, {len(tally.finds)} finds"
    )


if __name__ == "__main__":
    sys.exit(main())
