"""The history as a picture: how far, how long, how fast and how steady, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from posecheck.app.exercise_words import Wording
from posecheck.app.history.show import View
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.recognised import PICTURE_MARK
from posecheck.files.whole import explaining, whole_file
from posecheck.history.weeks import Week
from posecheck.phase_measures import Number
from posecheck.words.speech import Speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH_IN: Final = 7.0
PANEL_IN: Final = 1.7
"""Inches: a page's width, and panels in which a week is as wide as it is high."""

DPI: Final = 150

INK: Final = "#1f4e79"
HURT: Final = "#b03a2e"
"""Dark enough for a grey print; a week with pain has another shape, too."""


def draw(path: Path, shown: Sequence[Week], view: View, wording: Wording) -> None:
    """Writes the picture, whole or not at all.

    Raises PosecheckError: USAGE for an ending that is neither .svg nor .png, NO_EXTRA where
    matplotlib is missing, CANNOT_WRITE, WOULD_REPLACE.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("svg", "png"):
        raise PosecheckError(
            f"a picture cannot be written as {path.suffix or 'a file without an ending'}",
            where=str(path),
            remedy="Use a name that ends in .svg or .png.",
            code=ExitCode.USAGE,
        )
    if find_spec("matplotlib") is None:
        raise PosecheckError(
            "--picture needs a package that is not installed (matplotlib)",
            remedy='Install it: pip install "posecheck[charts]".',
            code=ExitCode.NO_EXTRA,
        )
    figure = _figure(shown, view, wording)
    metadata = {"Title" if kind == "svg" else "Software": PICTURE_MARK}
    if kind == "svg":
        metadata["Date"] = ""
    with whole_file(path) as part, explaining(path):
        figure.savefig(part, format=kind, dpi=DPI, metadata=metadata)


def _figure(shown: Sequence[Week], view: View, wording: Wording) -> Any:
    """One panel for each number that is known in at least one week."""
    # Not pyplot: it would open a window's backend, and keep every figure.
    from matplotlib.figure import Figure

    speech = wording.general
    known = [panel for panel in panels(shown, speech) if any(v is not None for v in panel[1])]
    figure = Figure(figsize=(WIDTH_IN, 0.9 + PANEL_IN * len(known)), layout="constrained")
    title = view.person.profile
    if view.exercise is not None:
        title = wording.title(view.exercise)
    figure.suptitle(speech.text("chart-title", exercise=title))
    every = figure.subplots(len(known), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (label, values) in zip(every, known, strict=True):
        _panel(axes, label, values, shown)
    _days(every[-1], shown, speech)
    return figure


def panels(shown: Sequence[Week], speech: Speech) -> list[tuple[str, list[Number]]]:
    """What each panel shows: its heading, and a number for each week; None where it is unknown."""
    unit = next((week.unit for week in shown if week.unit), "")
    return [
        (speech.text("chart-sessions"), [float(week.sessions) for week in shown]),
        (speech.text("chart-range", unit=speech.unit(unit)), [week.range for week in shown]),
        (speech.text("chart-hold"), [week.hold_s for week in shown]),
        (speech.text("chart-pace"), [week.pace_s for week in shown]),
        (
            speech.text("chart-steady"),
            [None if week.steady is None else week.steady * 100 for week in shown],
        ),
    ]


def _panel(axes: Axes, label: str, values: Sequence[Number], shown: Sequence[Week]) -> None:
    """A line through the known weeks; a week that is not known is a gap in it."""
    at = range(len(values))
    known = [float("nan") if value is None else value for value in values]
    axes.plot(at, known, color=INK, marker="o")
    hurt = [i for i in at if "hurt" in shown[i].days and values[i] is not None]
    axes.plot(hurt, [known[i] for i in hurt], "X", color=HURT, markersize=9, linestyle="none")
    axes.set_title(label, loc="left", fontsize=9)
    axes.margins(y=0.2)  # The highest marks are not cut off.
    axes.set_ylim(bottom=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)


def _days(axes: Axes, shown: Sequence[Week], speech: Speech) -> None:
    """The weeks' Mondays below the lowest panel; of many, every few."""
    step = -(-len(shown) // 6)
    at = range(0, len(shown), step)
    axes.set_xticks(list(at), [speech.short_day(shown[i].monday) for i in at], fontsize=8)
