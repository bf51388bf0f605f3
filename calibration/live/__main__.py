"""The commands of `python -m calibration.live`. All but `gestures` need Xvfb."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from calibration.live import counts, endurance, failures, gestures, screenshots, soak

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@app.command("counts")
def compare_counts(
    landmarks: Annotated[
        Path | None,
        typer.Option(help="The clips' landmarks (calibration.landmarks), to save time."),
    ] = None,
    every: Annotated[int, typer.Option(help="2 streams every second picture.")] = 1,
) -> None:
    """Live sessions compared with recorded ones, for clips at 30 pictures a second."""
    _write(
        "| clip | reps live | recorded | largest difference of a hold | judged a second | pose "
        "| latency | without the pose | same |\n|---|---|---|---|---|---|---|---|---|"
    )
    for outcome in counts.outcomes(landmarks, every=every):
        live, recorded, figures = outcome.live, outcome.recorded, outcome.live.live
        assert figures is not None
        times = (figures.pose_ms, figures.latency_ms, figures.beside_pose_ms)
        cells = [f"{pair[0]:.0f}, {pair[1]:.0f} ms" if pair else "" for pair in times]
        _write(
            f"| {outcome.clip} | {live.count}, {live.halves} half "
            f"| {recorded.count}, {recorded.halves} half | {outcome.hold_error_s:.2f} s "
            f"| {figures.rate_hz} | {' | '.join(cells)} | {'yes' if outcome.same else 'no'} |"
        )


@app.command("failures")
def try_failures() -> None:
    """Streams that stop, stall and change, a killed process, a full disk, no voice."""
    failures.main()


@app.command("endurance")
def measure_endurance(minutes: float = 30.0) -> None:
    """Memory, processor and latency over a long session."""
    for line in endurance.lines(minutes):
        _write(line)


@app.command("soak")
def soak_it(
    minutes: float = 60.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same faults.")] = 14,
    samples: Annotated[
        Path | None,
        typer.Option(help="A file for the memory each ten seconds; the report goes beside it."),
    ] = None,
) -> None:
    """Counts and memory over a long session on a stream with random faults."""
    found = list(soak.lines(minutes, seed, samples))
    for line in found:
        _write(line)
    raise typer.Exit(int(any(line.startswith("PROBLEM") for line in found)))


@app.command("gestures")
def look_for_waves(
    recordings: Annotated[list[Path] | None, typer.Argument(help="Folders with landmarks.")] = None,
) -> None:
    """Waves in recordings in which nobody waves, and in clips in which somebody does."""
    for line in gestures.false_triggers(recordings or []):
        _write(line)
    for line in gestures.rendered_waves():
        _write(line)


@app.command("screenshots")
def take_screenshots(folder: Path = Path("docs")) -> None:
    """Pictures of the window, as small PNGs."""
    screenshots.take(folder)


if __name__ == "__main__":
    app()
