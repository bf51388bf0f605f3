"""The tables and the ROC curves of planted faults and good repetitions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import NDArray

from calibration.landmarks import WORSE
from calibration.markdown import table
from calibration.planted_faults import KINDS, PACES, SIZES, Kind
from calibration.steadiness_scores import Good, Planted, Scores
from calibration.steadiness_trial import NOISY

Values = NDArray[np.float64]
mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "posecheck"
COLUMNS = (
    *(("rendered", noise) for noise in ("clean", *WORSE)),
    *(("drawn", noise) for noise in ("clean", *WORSE)),
    ("real", "clean"), ("real", NOISY),
)  # fmt: skip
"""Source and noise, in the order of the tables' columns and rows."""

QUALITIES = ("clean", "noisy")
"""The two groups of noise for areas and curves."""


def tables(planted: Sequence[Planted], good: Sequence[Good]) -> str:
    """All tables as Markdown."""
    parts = [
        "<!-- made by python -m calibration.steadiness -->\n",
        "## Planted faults found\n",
        found(planted),
        "## By exercise\n",
        by_exercise(planted, good),
        "## False alarms in good repetitions\n",
        alarms(good),
        "## Area under the ROC curve\n",
        areas(planted, good),
    ]
    return "\n".join(parts)


def share(hits: int, total: int) -> str:
    """Such as `0.97 (34/35)`; a dash where the total is 0."""
    return f"{hits / total:.2f} ({hits}/{total})" if total else "-"


def is_found(planted: Planted) -> bool:
    """Whether the planted fault itself was reported."""
    return planted.kind in planted.found


def found(planted: Sequence[Planted]) -> str:
    """The share found, by kind, size, source and noise.

    What was not judged does not enter the share; its number stands beside it.
    """
    rows = []
    for kind in KINDS:
        for size in SIZES:
            cells = []
            for source, noise in COLUMNS:
                mine = [
                    p for p in planted
                    if (p.kind, p.size, p.source, p.noise) == (kind, size, source, noise)
                ]  # fmt: skip
                judged = [p for p in mine if p.judged]
                rest = len(mine) - len(judged)
                not_judged = f", {rest} not judged" if rest else ""
                cells.append(share(sum(map(is_found, judged)), len(judged)) + not_judged)
            rows.append((kind, size, *cells))
    return table(("fault", "size", *(f"{s}, {n}" for s, n in COLUMNS)), rows)


def by_exercise(planted: Sequence[Planted], good: Sequence[Good]) -> str:
    """Clear faults found, and false alarms, by exercise; clean and noisy together."""
    rows = []
    for name in sorted({g.exercise for g in good}):
        cells = []
        for kind in KINDS:
            mine = [
                p for p in planted
                if p.exercise == name and p.kind == kind and p.size == "clear" and p.judged
            ]  # fmt: skip
            cells.append(f"{sum(map(is_found, mine))}/{len(mine)}" if mine else "-")
        own = [g for g in good if g.exercise == name]
        reps, false_alarms = sum(g.reps for g in own), sum(len(g.alarms) for g in own)
        rows.append((name, *cells, f"{false_alarms}/{reps}"))
    return table(("exercise", *KINDS, "false alarms / good repetitions"), rows)


def alarms(good: Sequence[Good]) -> str:
    """False alarms in a hundred good repetitions, by source, noise and pace."""
    rows = []
    for source, noise in COLUMNS:
        for pace in PACES:
            mine = [g for g in good if (g.source, g.noise, g.pace) == (source, noise, pace)]
            reps = sum(g.reps for g in mine)
            false = [a for g in mine for a in g.alarms]
            which = ", ".join(f"{false.count(a)} {a}" for a in dict.fromkeys(false))
            rate = f"{100 * len(false) / reps:.1f}" if reps else "-"
            rows.append((source, noise, pace, reps, rate, which))
    return table(("source", "noise", "pace", "repetitions", "false alarms in 100", "which"), rows)


def areas(planted: Sequence[Planted], good: Sequence[Good]) -> str:
    """How well each fault's own measure separates faulty from good phases, beside SPARC and LDLJ.

    Only phases of the same noise are compared.
    """
    rows = []
    for kind in KINDS:
        for size in SIZES:
            for noise in QUALITIES:
                faulty, fine = _scores(planted, good, kind, size, noise)
                if not faulty:
                    continue
                measures = (kind, "sparc", "ldlj")
                cells = [auc(_values(faulty, name), _values(fine, name)) for name in measures]
                if kind == "bouncing":
                    cells[1:] = [float("nan")] * 2
                rows.append((kind, size, noise, len(faulty), len(fine), *map(_area, cells)))
    return table(
        ("fault", "size", "noise", "faulty phases", "good phases", "own measure", "SPARC", "LDLJ"),
        rows,
    )


def _area(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "-"


def auc(faulty: Values, good: Values) -> float:
    """The area under the ROC curve; NaN where one of the groups is empty.

    It is the chance that a faulty phase scores higher than a good one. Ties count half. Scores
    that are NaN are left out.
    """
    faulty, good = faulty[np.isfinite(faulty)], good[np.isfinite(good)]
    if not faulty.size or not good.size:
        return float("nan")
    higher = (faulty[:, None] > good[None, :]).mean()
    ties = (faulty[:, None] == good[None, :]).mean()
    return float(higher + ties / 2)


def _scores(
    planted: Sequence[Planted], good: Sequence[Good], kind: Kind, size: str, noise: str
) -> tuple[list[Scores], list[Scores]]:
    """The scores of faulty and of good phases, where the fault is judged."""
    faulty = [
        p.scores for p in planted
        if (p.kind, p.size, _quality(p.noise)) == (kind, size, noise) and p.judged and p.scores
    ]  # fmt: skip
    mine = [g for g in good if _quality(g.noise) == noise]
    fine = [s for g in mine for s in (g.pauses if kind == "bouncing" else g.movements)]
    known = [[s for s in group if np.isfinite(getattr(s, kind))] for group in (faulty, fine)]
    return known[0], known[1]


def _quality(noise: str) -> str:
    return "clean" if noise == "clean" else "noisy"


def _values(scores: Sequence[Scores], name: str) -> Values:
    return np.array([getattr(score, name) for score in scores], float)


def curves(planted: Sequence[Planted], good: Sequence[Good], path: Path) -> None:
    """Writes the ROC curves as SVG, one panel for each kind of fault."""
    figure, axes = plt.subplots(1, len(KINDS), figsize=(13, 3.1), sharey=True)
    for axis, kind in zip(axes, KINDS, strict=True):
        for size, colour in zip(SIZES, ("tab:orange", "tab:red"), strict=True):
            for noise, line in zip(QUALITIES, ("-", ":"), strict=True):
                faulty, fine = _scores(planted, good, kind, size, noise)
                if faulty and fine:
                    false, true = _curve(_values(faulty, kind), _values(fine, kind))
                    axis.plot(false, true, line, color=colour, label=f"{size}, {noise}")
        axis.set(title=kind, xlabel="false alarms", xlim=(-0.01, 0.3), ylim=(0, 1.02))
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("found")
    axes[-1].legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _curve(faulty: Values, good: Values) -> tuple[Values, Values]:
    """Shares of false alarms and of faults found, for every possible limit."""
    limits = np.concatenate(([np.inf], np.unique(np.concatenate((faulty, good)))[::-1]))
    false = np.array([(good >= limit).mean() for limit in limits])
    true = np.array([(faulty >= limit).mean() for limit in limits])
    return false, true
