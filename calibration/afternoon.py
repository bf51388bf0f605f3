"""A physiotherapist's afternoon, timed: clips in, a page each and one comparison out, no hand-work.

    python -m calibration.afternoon OUT CLIP CLIP...

It runs the commands as a person would: one `posecheck report` over all clips, one `posecheck
compare` over the first two reports of one exercise. It prints what came out, and how long it took.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Prints a line for each step."""
    out, clips = Path(arguments[0]), arguments[1:]
    report_s = _timed(["report", *clips, "--out", str(out), "--offline"])
    pages = sorted(out.glob("*.html"))
    sizes = [page.stat().st_size for page in pages]
    most_kb = max(sizes, default=0) / 1000
    _say(f"{len(clips)} clips: {len(pages)} pages in {report_s:.0f} s, of up to {most_kb:.0f} KB")
    for pair in _pairs(out)[:1]:
        compare_s = _timed(["compare", *map(str, pair), "--out", str(out / "compared.html")])
        _say(f"1 comparison of {pair[0].name} and {pair[1].name} in {compare_s:.1f} s")


def _pairs(out: Path) -> list[list[Path]]:
    """Two reports of one exercise each."""
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(out.glob("*.report.json")):
        groups[json.loads(path.read_bytes())["exercise"]].append(path)
    return [group[:2] for group in groups.values() if len(group) > 1]


def _timed(command: list[str]) -> float:
    """How long a command takes, seconds; what it prints goes on to the person."""
    begin_s = time.perf_counter()
    subprocess.run([sys.executable, "-m", "posecheck", *command], check=False)
    return time.perf_counter() - begin_s


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
