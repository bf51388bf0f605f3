"""The commands that show and hand on what was found. Heavy imports are inside them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from posecheck.app.options import (
    Catalog,
    Force,
    Lang,
    MaxRate,
    ModelFile,
    ModelName,
    Offline,
    ProfileName,
    Workers,
)
from posecheck.errors import ExitCode, PosecheckError


def compare(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="REPORT", help="Two or more reports (.json) of one exercise."),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Page to write (.html or .pdf)."),
    ] = None,
    force: Force = False,
) -> None:
    """Say what differs between reports of one exercise.

    The last one is compared with the first. What is no more than the measurement makes by itself is
    called noise.
    """
    from posecheck.app import compare as work
    from posecheck.files import targets

    with targets.rules(inputs=sources, force=force):
        code = work.run(sources, out)
    raise typer.Exit(code)


def export(
    source: Annotated[
        Path | None,
        typer.Argument(metavar="REPORT|CLIP|LANDMARKS", help="Report (.json), video or .npz."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="File to write; its ending says how."),
    ] = None,
    format: Annotated[
        Literal["csv", "parquet", "trc", "mot", "rrd"] | None,
        typer.Option("--format", help="By default it goes by the name."),
    ] = None,
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", metavar="ID", help="For clips; auto recognises it."),
    ] = "auto",
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of reports.")
    ] = False,
    workers: Workers = None,
    profile: ProfileName = None,
    lang: Lang = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Write what was found for other tools.

    csv, parquet: the repetitions. trc: the landmarks, and mot: the signals, for OpenSim. rrd: all
    of it over time, for Rerun.
    """
    from posecheck.app import export as work
    from posecheck.app import inputs
    from posecheck.app import sources as opening
    from posecheck.app.auto import AUTO
    from posecheck.app.exercise_words import Wording
    from posecheck.app.one_recording import Setting
    from posecheck.app.report_page import manner
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets
    from posecheck.store import profiles

    if schema:
        sys.stdout.write(work.schema())
        raise typer.Exit
    if source is None or out is None:
        raise PosecheckError(
            "what to export, and where to, is missing",
            remedy="Use `posecheck export SOURCE -o FILE`, such as FILE.csv or FILE.trc.",
            code=ExitCode.USAGE,
        )
    catalogue = Catalogue(catalog)
    choice = opening.ModelChoice(model_name, explicit=model, offline=offline)
    person = None if profile is None else profiles.load(profile)
    setting = Setting(
        exercise=None if exercise == AUTO else catalogue.get(exercise),
        catalogue=catalogue,
        open_source=opening.unopened,
        wording=Wording(catalogue, lang),
        profile=person,
        manner=manner(),
    )
    request = work.Request(source=source, out=out, format=format)
    reads = inputs.of_run([source], model=choice, catalogue=catalogue, profile=person)
    with targets.rules(inputs=reads, force=force):
        code = work.run(
            request,
            setting,
            lambda: opening.opener(choice, [source], reading=opening.reading(workers)),
        )
    raise typer.Exit(code)


def report(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="REPORT|CLIP", help="Reports (.json), videos, landmarks (.npz)."),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE|DIR", help="One page for all, or a folder."),
    ],
    format: Annotated[
        Literal["html", "pdf"] | None,
        typer.Option("--format", help="By default it goes by the name, else html."),
    ] = None,
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", metavar="ID", help="For clips; auto recognises it."),
    ] = "auto",
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Put a picture of each fault into the page.")
    ] = False,
    video: Annotated[
        bool, typer.Option("--video/--no-video", help="Write annotated videos of clips.")
    ] = True,
    workers: Workers = None,
    max_rate: MaxRate = None,
    profile: ProfileName = None,
    lang: Lang = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Make a page of reports, to be read and printed.

    It is one file of HTML that opens anywhere, offline. With a trace (analyze --trace) or the clip
    itself it shows the movement over time; with the annotated video beside it, it jumps there.
    """
    from posecheck.app import inputs, report_page
    from posecheck.app import sources as opening
    from posecheck.app.auto import AUTO
    from posecheck.app.exercise_words import Wording
    from posecheck.app.one_recording import Setting
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets
    from posecheck.store import profiles

    catalogue = Catalogue(catalog)
    chosen = None if exercise == AUTO else catalogue.get(exercise)
    choice = opening.ModelChoice(model_name, explicit=model, offline=offline)
    person = None if profile is None else profiles.load(profile)
    clips = [path for path in sources if not report_page.is_report(path)]
    wording = Wording(catalogue, lang)
    setting = Setting(
        exercise=chosen,
        catalogue=catalogue,
        open_source=opening.unopened,
        wording=wording,
        profile=person,
        manner=report_page.manner(),
    )
    request = report_page.Request(
        sources=tuple(sources), out=out, format=format, pictures=pictures, video=video
    )
    reads = inputs.of_run(sources, model=choice, catalogue=catalogue, profile=person)
    with targets.rules(inputs=reads, force=force):
        code = report_page.run(
            request,
            setting,
            lambda: opening.opener(choice, clips, reading=opening.reading(workers, max_rate)),
        )
    raise typer.Exit(code)
