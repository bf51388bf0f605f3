"""Whether real people are judged correctly: recordings of their landmarks, against labels.

    python -m calibration.recordings FOLDER > docs/recordings-table.md

FOLDER has the recordings (.npz) and labels.tsv. Somebody has looked at the recordings and written
into labels.tsv what each one shows. Each recording is analysed as its own exercise; as exercises
that it does not show, in which nothing should be counted; and with no exercise given.

The goals are printed for each half of the recordings: limits are fitted on half_a only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from calibration.real import halves, measure, tables
from calibration.real.goals import goals
from calibration.real.measure import Measured


def as_json(measured: Sequence[Measured], *, quick: bool) -> dict[str, Any]:
    """The goals of each half, and everything that was measured."""
    by_half = tables.by_half(measured)
    return {
        "goals": {h: [asdict(g) for g in goals(each, quick=quick)] for h, each in by_half.items()},
        "recordings": {m.truth.recording: asdict(m) for m in measured},
    }


def main(arguments: list[str]) -> None:
    """Prints the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="recordings and labels.tsv")
    parser.add_argument("--half", choices=sorted(halves.groups()), help="only this half")
    parser.add_argument("--quick", action="store_true", help="only as each one's own exercise")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also writes all as JSON")
    chosen = parser.parse_args(arguments)
    measured = (
        measure.run(chosen.folder, half=chosen.half, near=False, others=0, named=False)
        if chosen.quick
        else measure.run(chosen.folder, half=chosen.half)
    )
    sys.stdout.write(tables.page(measured, quick=chosen.quick))
    if chosen.json:
        found = as_json(measured, quick=chosen.quick)
        chosen.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
