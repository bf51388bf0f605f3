"""`python -m calibration.live WHAT`: the measurements of docs/live.md. They need Xvfb."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from calibration.live import counts as counting
from calibration.live import endurance as enduring
from calibration.live import faults as failing
from calibration.live import gestures as signs
from calibration.live import shots as screenshots

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@app.command()
def counts(
    landmarks: Annotated[
        Path | None, typer.Option(help="ID__NAME.npz of the clips, to save time.")
    ] = None,
    every: Annotated[int, typer.Option(help="2 delivers every second picture.")] = 1,
) -> None:
    """Live against recorded, every clip rendered at 30 pictures a second."""
    _write(
        "| clip | reps live | recorded | largest difference of a hold | judged a second | pose "
        "| latency | without the pose | same |\n|---|---|---|---|---|---|---|---|---|"
    )
    for outcome in counting.outcomes(landmarks, every=every):
        mine, theirs, live = outcome.live, outcome.recorded, outcome.live.live
        assert live is not None
        times = (live.pose_ms, live.latency_ms, live.beside_pose_ms)
        cells = [f"{pair[0]:.0f}, {pair[1]:.0f} ms" if pair else "" for pair in times]
        _write(
            f"| {outcome.clip} | {mine.count}, {mine.halves} half "
            f"| {theirs.count}, {theirs.halves} half | {outcome.hold_error_s:.2f} s "
            f"| {live.rate_hz} | {' | '.join(cells)} | {'yes' if outcome.same else 'no'} |"
        )


@app.command()
def faults() -> None:
    """Streams that stop, stall and change, a killed process, a full disk, no voice."""
    failing.main()


@app.command()
def endurance(minutes: float = 30.0) -> None:
    """Memory and processor over a long session."""
    for line in enduring.lines(minutes):
        _write(line)


@app.command()
def gestures(
    recordings: Annotated[list[Path] | None, typer.Argument(help="Folders of .npz.")] = None,
) -> None:
    """No false trigger in recordings; made waves are seen."""
    for line in signs.false_triggers(recordings or []):
        _write(line)
    for line in signs.made_waves():
        _write(line)


@app.command()
def shots(folder: Path = Path("docs")) -> None:
    """The window on a screen, as small PNGs."""
    screenshots.take(folder)


if __name__ == "__main__":
    app()
