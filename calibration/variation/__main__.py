"""The command line: varies all cases, and prints the tables.

    python -m calibration.variation LANDMARKS [--real RECORDINGS] > docs/variation-table.md

LANDMARKS is made by `calibration.landmarks`. RECORDINGS has landmarks of real people and
labels.tsv; only those in half_a of calibration/people.toml are named.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from calibration.variation import angles, cases, report, space
from calibration.variation.angles import Answer
from calibration.variation.case import Case, Watched, watch
from calibration.variation.kinds import KINDS, Parameter
from calibration.variation.report import BASE, Run

TURNED = """\
## The camera turned: false findings on good form, and errors of the signals

Exact landmarks. A cell has the number of false findings and, after the comma, how far the signal is
from what the asked view shows (95 % of the pictures that the check looks at). "not asked": the
signal is not seen there, or less is counted, so that the check has nothing to judge. Checks without
a signal are about durations.
"""


def tried(
    case: Case, kinds: Sequence[str], base: Watched
) -> Iterator[tuple[str, Parameter, Case, Watched]]:
    """The case, varied in every way that says something about it, and what a session says then."""
    for kind in kinds:
        for parameter in KINDS[kind].parameters:
            if kind == "range":
                varied = space.range_of_motion(case, float(parameter), base)
            else:
                varied = KINDS[kind].function(case, parameter)
            if varied is not None:
                yield kind, parameter, varied, watch(varied)


def measured(every: Iterable[Case], kinds: Sequence[str]) -> tuple[list[Run], list[Answer]]:
    """All runs, and the answers of the checks with the camera turned."""
    runs: list[Run] = []
    answers: list[Answer] = []
    for case in every:
        began, first = time.process_time(), len(runs)
        base = watch(case)
        runs.append(report.run_of(case, BASE, "", base.error, case.right.low))
        if case.stage is not None and {"yaw", "pitch"} & set(kinds):
            answers += angles.answers(case, base, "yaw", 0.0, base)
        for kind, parameter, varied, watched in tried(case, kinds, base):
            runs.append(report.run_of(case, kind, parameter, watched.error, varied.right.low))
            if kind in ("yaw", "pitch"):
                answers += angles.answers(case, base, kind, float(parameter), watched)
        if case.named:
            wrong = [f"{r.kind} {r.parameter} {r.error:+d}" for r in runs[first:] if r.error]
            spent_s = time.process_time() - began
            sys.stderr.write(f"{case.source} {case.name}: {spent_s:.0f} s; {', '.join(wrong)}\n")
    return runs, answers


def counts(runs: Iterable[Run]) -> dict[tuple[str, str, float], int]:
    """The worst count error by exercise, kind and angle of the turned camera."""
    worst: dict[tuple[str, str, float], int] = {}
    for run in runs:
        if run.source != "exact" or run.kind not in (BASE, "yaw", "pitch"):
            continue
        kind, angle = ("yaw", 0.0) if run.kind == BASE else (run.kind, abs(float(run.parameter)))
        key = (run.exercise, kind, angle)
        worst[key] = max(worst.get(key, 0), run.error, key=abs)
    return worst


def page(runs: Sequence[Run], answers: Sequence[Answer]) -> str:
    """The whole page."""
    parts = ["<!-- made by python -m calibration.variation -->\n", report.page(runs)]
    if answers:
        parts += [
            TURNED,
            angles.page(answers, counts(runs)),
        ]
    return "\n".join(parts)


def main(arguments: list[str]) -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("landmarks", type=Path, help="landmarks of the sample clips")
    parser.add_argument("--real", type=Path, help="landmarks of real people")
    parser.add_argument(
        "--other-half", action="store_true", help="also half_b, in sums only: for reporting"
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="only these exercises")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--noise", action="store_true", help="the model's noise on exact landmarks")
    parser.add_argument(
        "--angles", type=Path, metavar="FILE", help="writes up to which angle each check holds"
    )
    asked = parser.parse_args(arguments)
    every = [cases.rendered(asked.landmarks, asked.only, noise=asked.noise)]
    if asked.real:
        every.append(cases.people(asked.real, "half_a", asked.only, named=True))
    if asked.real and asked.other_half:
        every.append(cases.people(asked.real, "half_b", asked.only, named=False))
    runs, answers = measured(chain(*every), asked.kinds)
    sys.stdout.write(page(runs, answers))
    if asked.angles:
        text = json.dumps(angles.limits(answers), indent=1) + "\n"
        asked.angles.write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
