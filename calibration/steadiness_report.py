"""Tables and curves of planted faults against good repetitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import NDArray

from calibration.landmarks import WORSE
from calibration.sizes import KINDS, PACES, SIZES, Kind
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
"""Source and noise of the figures, in the order of the tables."""

QUALITIES = ("clean", "noisy")
"""Into which all columns are put together for the curves."""


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


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Markdown of a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def share(hits: int, of: int) -> str:
    """`0.97 (34/35)`; a dash for nothing."""
    return f"{hits / of:.2f} ({hits}/{of})" if of else "-"


def hit(one: Planted) -> bool:
    """Whether the fault was found as what it is."""
    return one.kind in one.found


def found(planted: Sequence[Planted]) -> str:
    """Kind and size against source and noise; what was not judged is left out and told."""
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
                left = f", {len(mine) - len(judged)} not judged" if len(mine) > len(judged) else ""
                cells.append(share(sum(map(hit, judged)), len(judged)) + left)
            rows.append((kind, size, *cells))
    return table(("fault", "size", *(f"{s}, {n}" for s, n in COLUMNS)), rows)


def by_exercise(planted: Sequence[Planted], good: Sequence[Good]) -> str:
    """Clear faults found and false alarms, exercise by exercise, clean and noisy together."""
    rows = []
    for name in sorted({g.exercise for g in good}):
        cells = []
        for kind in KINDS:
            mine = [
                p for p in planted
                if p.exercise == name and p.kind == kind and p.size == "clear" and p.judged
            ]  # fmt: skip
            cells.append(f"{sum(map(hit, mine))}/{len(mine)}" if mine else "-")
        own = [g for g in good if g.exercise == name]
        reps, wrong = sum(g.reps for g in own), [a for g in own for a in g.alarms]
        rows.append((name, *cells, f"{len(wrong)}/{reps}"))
    return table(("exercise", *KINDS, "false / good"), rows)


def alarms(good: Sequence[Good]) -> str:
    """Per hundred good repetitions, by source, pace and noise."""
    rows = []
    for source, noise in COLUMNS:
        for pace in PACES:
            mine = [g for g in good if (g.source, g.noise, g.pace) == (source, noise, pace)]
            reps = sum(g.reps for g in mine)
            wrong = [a for g in mine for a in g.alarms]
            named = ", ".join(f"{wrong.count(a)} {a}" for a in dict.fromkeys(wrong))
            rate = f"{100 * len(wrong) / reps:.1f}" if reps else "-"
            rows.append((source, noise, pace, reps, rate, named))
    return table(("source", "noise", "pace", "repetitions", "false per 100", "which"), rows)


def areas(planted: Sequence[Planted], good: Sequence[Good]) -> str:
    """Each kind's own measure beside the textbook ones, against good legs of the same noise."""
    rows = []
    for kind in KINDS:
        for size in SIZES:
            for noise in QUALITIES:
                bad, fine = _scores(planted, good, kind, size, noise)
                if not bad:
                    continue
                cells = [auc(_of(bad, name), _of(fine, name)) for name in (kind, "sparc", "ldlj")]
                if kind == "bouncing":
                    cells[1:] = [float("nan")] * 2
                rows.append((kind, size, noise, len(bad), len(fine), *map(_area, cells)))
    return table(
        ("fault", "size", "noise", "with it", "good", "own measure", "SPARC", "LDLJ"), rows
    )


def _area(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "-"


def auc(bad: Values, good: Values) -> float:
    """Chance that a leg with the fault scores higher than one without; ties count half."""
    bad, good = bad[np.isfinite(bad)], good[np.isfinite(good)]
    if not bad.size or not good.size:
        return float("nan")
    more = (bad[:, None] > good[None, :]).mean() + (bad[:, None] == good[None, :]).mean() / 2
    return float(more)


def _scores(
    planted: Sequence[Planted], good: Sequence[Good], kind: Kind, size: str, noise: str
) -> tuple[list[Scores], list[Scores]]:
    bad = [
        p.scores for p in planted
        if (p.kind, p.size, _quality(p.noise)) == (kind, size, noise) and p.judged and p.scores
    ]  # fmt: skip
    mine = [g for g in good if _quality(g.noise) == noise]
    fine = [s for g in mine for s in (g.stays if kind == "bouncing" else g.ways)]
    known = [[s for s in both if np.isfinite(getattr(s, kind))] for both in (bad, fine)]
    return known[0], known[1]


def _quality(noise: str) -> str:
    return "clean" if noise == "clean" else "noisy"


def _of(scores: Sequence[Scores], name: str) -> Values:
    return np.array([getattr(score, name) for score in scores], float)


def curves(planted: Sequence[Planted], good: Sequence[Good], path: Path) -> None:
    """The ROC curves, one panel a kind."""
    figure, axes = plt.subplots(1, len(KINDS), figsize=(13, 3.1), sharey=True)
    for axis, kind in zip(axes, KINDS, strict=True):
        for size, colour in zip(SIZES, ("tab:orange", "tab:red"), strict=True):
            for noise, line in zip(QUALITIES, ("-", ":"), strict=True):
                bad, fine = _scores(planted, good, kind, size, noise)
                if bad and fine:
                    false, true = _curve(_of(bad, kind), _of(fine, kind))
                    axis.plot(false, true, line, color=colour, label=f"{size}, {noise}")
        axis.set(title=kind, xlabel="false alarms", xlim=(-0.01, 0.3), ylim=(0, 1.02))
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("found")
    axes[-1].legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _curve(bad: Values, good: Values) -> tuple[Values, Values]:
    limits = np.concatenate(([np.inf], np.unique(np.concatenate((bad, good)))[::-1]))
    false = np.array([(good >= limit).mean() for limit in limits])
    true = np.array([(bad >= limit).mean() for limit in limits])
    return false, true
