"""The command line's `benchmark`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from posecheck.app.options import Catalog, Force


def benchmark(
    clips: Annotated[
        Path,
        typer.Option("--clips", metavar="DIR", help="Folder with ID/NAME.mp4 and ID/NAME.json."),
    ] = Path("sample_videos"),
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="ID[/NAME]", help="Only this exercise or clip."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, help="How many clips at a time.")
    ] = os.cpu_count() or 1,
    page: Annotated[
        list[Path] | None,
        typer.Option("--page", metavar="FILE", help="Page to put the tables into."),
    ] = None,
    cross: Annotated[
        Path | None,
        typer.Option(
            "--cross",
            metavar="FILE",
            help="Page for good clips as every exercise.",
        ),
    ] = None,
    speed: Annotated[
        bool, typer.Option("--speed", help="Measure how fast posecheck is instead.")
    ] = False,
    minutes: Annotated[
        float,
        typer.Option("--minutes", metavar="M", min=0.5, help="Longest film of --speed."),
    ] = 2,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Compare every sample clip with its truth, or measure the speed."""
    from posecheck.app.benchmark import command as work
    from posecheck.files import targets

    with targets.rules(force=force):
        if speed:
            code = work.speed(clips, minutes=minutes, pages=page or ())
        else:
            code = work.benchmark(
                clips, only=only, catalog=catalog, jobs=jobs, pages=page or (), cross_page=cross
            )
    raise typer.Exit(code)
