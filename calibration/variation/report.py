"""The tables of the count errors, and the list of the worst rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calibration.markdown import table
from calibration.variation.case import Case, Source
from calibration.variation.kinds import KINDS, Parameter

BASE = "as it is"

TITLES: dict[Source, str] = {
    "exact": "Exact landmarks of the renderer's skeleton",
    "rendered": "The model's landmarks of the rendered clips",
    "real": "The model's landmarks of real people",
}

WORST = 200
"""How many of the worst rows are listed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One case, varied in one way, and by how much the count was wrong."""

    case: str
    exercise: str
    source: Source
    named: bool
    kind: str
    parameter: Parameter
    error: int
    right: int
    """The right count, its lower bound where more than one is right."""


def run_of(case: Case, kind: str, parameter: Parameter, error: int, right: int) -> Run:
    """A run of a case, varied in a way."""
    return Run(case.name, case.exercise.id, case.source, case.named, kind, parameter, error, right)


def page(runs: Sequence[Run]) -> str:
    """A table for each source, and the worst rows."""
    kinds = [BASE, *(k for k in KINDS if any(r.kind == k for r in runs))]
    parts = [_legend(kinds)]
    for source, title in TITLES.items():
        own = [r for r in runs if r.source == source]
        if own:
            parts += [f"## {title}\n", _table(own, kinds)]
    parts += ["## The worst rows\n", _worst([r for r in runs if r.named])]
    return "\n".join(parts)


def _legend(kinds: Iterable[str]) -> str:
    lines = [
        "A cell has the worst error of the count and the share of runs with the right count. It is",
        "0 where all were right, · where the variation says nothing about the exercise.\n",
        *(
            f"- {kind}: {', '.join(str(p) for p in KINDS[kind].parameters)} ({KINDS[kind].about})"
            for kind in kinds
            if kind in KINDS
        ),
    ]
    return "\n".join(lines) + "\n"


def _table(runs: Sequence[Run], kinds: Sequence[str]) -> str:
    rows = []
    for exercise in sorted({r.exercise for r in runs if r.named}):
        own = [r for r in runs if r.named and r.exercise == exercise]
        rows.append([exercise, *(cell([r for r in own if r.kind == kind]) for kind in kinds)])
    for name, named in (("**all**", True), ("**all of the other half**", False)):
        own = [r for r in runs if r.named is named]
        if own:
            rows.append([name, *(_share([r for r in own if r.kind == kind]) for kind in kinds)])
    return table(("exercise", *kinds), rows)


def cell(runs: Sequence[Run]) -> str:
    """The worst error and the share of exact runs."""
    if not runs:
        return "·"
    worst = max((r.error for r in runs), key=abs)
    return f"{worst:+d}, {_share(runs)}" if worst else "0"


def _share(runs: Sequence[Run]) -> str:
    if not runs:
        return "·"
    return f"{100 * sum(r.error == 0 for r in runs) / len(runs):.0f} %"


def _worst(runs: Sequence[Run]) -> str:
    """The rows of exercise, source and kind with a wrong count, the largest mean error first.

    A case that is counted wrongly as it is says nothing of variations, and has that one row.
    """
    already = {(r.source, r.case) for r in runs if r.kind == BASE and r.error}
    runs = [r for r in runs if r.kind == BASE or (r.source, r.case) not in already]
    keys = dict.fromkeys((r.exercise, r.source, r.kind) for r in runs if r.error)
    groups = [(k, [r for r in runs if (r.exercise, r.source, r.kind) == k]) for k in keys]
    groups.sort(key=lambda g: (-_lost(g[1]), g[0]))
    rows = [
        [exercise, source, kind, _share(own), _wrong(own)]
        for (exercise, source, kind), own in groups[:WORST]
    ]
    left = f"\n{len(groups) - WORST} more rows have wrong counts.\n" if len(groups) > WORST else ""
    return table(("exercise", "landmarks", "kind", "right", "wrong"), rows) + left


def _lost(runs: Sequence[Run]) -> float:
    """The mean error of the runs, as a share of what was to be counted."""
    return sum(abs(r.error) / max(r.right, 1) for r in runs) / len(runs)


def _wrong(runs: Sequence[Run]) -> str:
    wrong = [r for r in runs if r.error]
    many = len({r.case for r in runs}) > 1
    return "; ".join(
        f"{r.parameter}{f' ({_short(r)})' if many else ''}: {r.error:+d} of {r.right}"
        for r in wrong
    )


def _short(run: Run) -> str:
    return run.case.rpartition("/")[2].removeprefix(f"{run.exercise}-")
