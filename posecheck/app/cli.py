"""The command line. Heavy imports are inside the commands, so that `--help` is fast."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from posecheck.app import (
    cli_batch,
    cli_benchmark,
    cli_live,
    cli_people,
    cli_plan,
    cli_record,
    cli_report,
    cli_web,
    standard_streams,
)
from posecheck.app.error_handler import Guarded
from posecheck.app.options import (
    Catalog,
    Force,
    Lang,
    MaxRate,
    ModelFile,
    ModelName,
    Offline,
    OutFolder,
    ProfileName,
    Rotate,
    Sources,
    Workers,
)
from posecheck.errors import ExitCode, PosecheckError

app = typer.Typer(
    name="posecheck",
    cls=Guarded,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # Plain help takes a third of the time.
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        from posecheck import __version__

        typer.echo(f"posecheck {__version__}")
        raise typer.Exit


@app.callback()
def _posecheck(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Count, time and judge back-care exercises. Not a medical device.

    The language is the system's; --lang or POSECHECK_LANG changes it.
    """


@app.command()
def analyze(
    sources: Sources,
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", metavar="ID", help="Exercise, or auto to recognise it."),
    ],
    out: OutFolder = None,
    video: Annotated[
        bool | None,
        typer.Option("--video/--no-video", help="Write the annotated video (default: yes)."),
    ] = None,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print JSON; alone, it writes no files."),
    ] = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Write every signal at every frame as CSV.")
    ] = False,
    workers: Workers = None,
    max_rate: MaxRate = None,
    rotate: Rotate = None,
    profile: ProfileName = None,
    lang: Lang = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Count, time and judge an exercise in recordings.

    Writes NAME.report.json and NAME.annotated.mp4 into the folder of --out.
    Ctrl-C ends it early, with a partial report.
    """
    from posecheck.app import analyze as work
    from posecheck.app import inputs
    from posecheck.app import sources as opening
    from posecheck.app.auto import AUTO
    from posecheck.app.exercise_words import Wording
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets
    from posecheck.store import profiles

    catalogue = Catalogue(catalog)
    chosen = None if exercise == AUTO else catalogue.get(exercise)
    choice = opening.ModelChoice(model_name, explicit=model, offline=offline)
    person = None if profile is None else profiles.load(profile)
    request = work.Request(
        sources=tuple(sources),
        out=out,
        video=video,
        json=json,
        trace=trace,
        profile=person,
        wording=Wording(catalogue, lang),
    )
    reads = inputs.of_run(sources, model=choice, catalogue=catalogue, profile=person)
    with targets.rules(inputs=reads, force=force):
        code = work.run(
            request,
            chosen,
            catalogue,
            lambda: opening.opener(
                choice,
                sources,
                reading=opening.reading(workers, max_rate),
                rotate_deg=int(rotate or 0),
            ),
        )
    raise typer.Exit(code)


@app.command()
def exercises(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Files to check.")
    ] = None,
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="WORDS", help="Only those with these words."),
    ] = None,
    area: Annotated[
        Literal["lower-back", "upper-back", "neck"] | None,
        typer.Option("--for", help="Only those for where it hurts."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check these exercise files, or all.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of exercise files.")
    ] = False,
    catalog: Catalog = None,
) -> None:
    """List the exercises, or check exercise files."""
    from posecheck.app import exercises as work

    if schema:
        sys.stdout.write(work.schema())
        raise typer.Exit
    if not check and files:
        raise PosecheckError(
            "files are given, but not what to do with them",
            remedy="Use `posecheck exercises --check FILE...`.",
            code=ExitCode.USAGE,
        )
    if check:
        raise typer.Exit(work.check(files or work.files_of(catalog)))
    raise typer.Exit(work.show_all(catalog, search=search, area=area))


@app.command()
def show(
    exercise: Annotated[
        str, typer.Argument(metavar="ID", help="Exercise; see `posecheck exercises`.")
    ],
    play: Annotated[
        bool, typer.Option("--play", help="Show the movement in a window; any key ends it.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write the movement as .mp4 or .gif."),
    ] = None,
    lang: Lang = None,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Explain an exercise: camera, steps, limits, cautions."""
    from posecheck.app import consoles
    from posecheck.app.exercise_words import Wording
    from posecheck.app.show import sheet
    from posecheck.exercise.spec.catalogue import Catalogue

    catalogue = Catalogue(catalog)
    wording, chosen = Wording(catalogue, lang), catalogue.get(exercise)
    if play or output is not None:
        from posecheck.app import play as film
        from posecheck.files import targets

        speech = wording.of(wording.translated(chosen))
        with targets.rules(force=force):
            if output is not None:
                film.into_file(chosen.id, output, speech)
            if play:
                film.in_window(chosen.id, speech)
        return
    consoles.results().print(sheet(wording.translated(chosen), wording.of(chosen)))


for _command in (
    cli_record.record,
    cli_record.model,
    cli_batch.batch,
    cli_report.report,
    cli_report.compare,
    cli_report.export,
    cli_people.calibrate,
    cli_people.profile,
    cli_live.live,
    cli_web.web,
    cli_plan.plan,
    cli_plan.history,
    cli_live.cameras,
    cli_live.recover,
    cli_benchmark.benchmark,
):
    app.command()(_command)


def main() -> None:
    """The `posecheck` command."""
    with standard_streams.checked():
        app(prog_name="posecheck")
