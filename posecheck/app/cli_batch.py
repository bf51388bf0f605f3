"""The command `batch`: many recordings at once."""

from __future__ import annotations

from typing import Annotated

import typer

from posecheck.app.options import (
    Catalog,
    Force,
    Lang,
    ModelFile,
    ModelName,
    Offline,
    OutFolder,
    Rotate,
)
from posecheck.errors import ExitCode, PosecheckError


def batch(
    what: Annotated[
        list[str],
        typer.Argument(metavar="DIR|GLOB|LIST", help="Folder, quoted pattern, or list (.csv)."),
    ],
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", metavar="ID", help="Exercise; auto recognises it."),
    ] = "auto",
    out: OutFolder = None,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler to use."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-j", min=1, help="Processes here (default: one a core)."),
    ] = None,
    video: Annotated[
        bool, typer.Option("--video/--no-video", help="Write annotated videos.")
    ] = True,
    trace: Annotated[
        bool, typer.Option("--trace", help="Write every signal at every frame as CSV.")
    ] = False,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help="Profile with the person's own range."),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Do finished clips again.")] = False,
    rotate: Rotate = None,
    lang: Lang = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Analyse many recordings, and summarise them.

    A list has the columns path, exercise and, if wanted, profile. Each clip gets the report that
    `analyze` writes; clips.csv and repetitions.csv (and .parquet) have all of them. Ctrl-C ends it;
    the same command goes on. Needs: pip install "posecheck[batch]".
    """
    from posecheck.app.batch import cluster

    cluster.require()
    if scheduler is not None and workers is not None:
        raise PosecheckError(
            "--workers is for processes of this machine, not for those of a scheduler",
            remedy="Leave out one of --workers and --scheduler.",
            code=ExitCode.USAGE,
        )
    from posecheck.app.batch import command
    from posecheck.app.batch.plan import Request
    from posecheck.app.exercise_words import Wording
    from posecheck.app.outputs import DEFAULT_FOLDER
    from posecheck.app.sources import ModelChoice
    from posecheck.exercise.spec.catalogue import Catalogue

    catalogue = Catalogue(catalog)
    request = Request(
        what=tuple(what),
        exercise=exercise,
        profile=profile,
        out=out or DEFAULT_FOLDER,
        scheduler=scheduler,
        workers=workers,
        video=video,
        trace=trace,
        again=again,
        rotate_deg=int(rotate or 0),
        force=force,
        catalogue=catalogue,
        catalogue_folder=catalog,
        model=ModelChoice(model_name, explicit=model, offline=offline),
        wording=Wording(catalogue, lang),
    )
    raise typer.Exit(command.run(request))
