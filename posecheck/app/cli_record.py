"""The commands `record` and `model`. Heavy imports are inside them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posecheck.app.options import Force, ModelFile, ModelName, Offline, Rotate, Size, Workers


def record(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="Video.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.npz", help="File to write.")],
    workers: Workers = None,
    rotate: Rotate = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    force: Force = False,
) -> None:
    """Write the landmarks of a video into an .npz file."""
    from posecheck.app import inputs
    from posecheck.app import record as work
    from posecheck.app import sources as opening
    from posecheck.files import targets

    choice = opening.ModelChoice(model_name, explicit=model, offline=offline)
    with targets.rules(inputs=inputs.of_run([source], model=choice), force=force):
        code = work.run(
            source,
            out,
            lambda: opening.opener(
                choice, [source], reading=opening.reading(workers), rotate_deg=int(rotate or 0)
            ),
        )
    raise typer.Exit(code)


def model(
    name: Annotated[Size, typer.Argument(help="Size of the pose model.")] = "full",
    offline: Offline = False,
) -> None:
    """Show where the pose model is; fetch it if missing."""
    from posecheck.app import model as work
    from posecheck.app.sources import ModelChoice

    work.show(ModelChoice(name, offline=offline))
