"""The command line. Heavy imports wait inside the commands, so that `--help` is instant."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from posecheck.app.guard import Guarded
from posecheck.errors import ExitCode, PosecheckError

app = typer.Typer(
    name="posecheck",
    cls=Guarded,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help costs a third of what boxes cost
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE", help="Videos, or landmark recordings (.npz)."),
]
Catalog = Annotated[
    Path | None,
    typer.Option("--catalog", metavar="DIR", help="Exercise files of your own, instead."),
]
ModelFile = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="A pose model file (.task) to use."),
]
Size = Literal["lite", "full", "heavy"]
ModelName = Annotated[Size, typer.Option("--model-name", help="Size of the pose model.")]
Offline = Annotated[
    bool, typer.Option("--offline", help="Never fetch the model; say how to provide it.")
]


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
    """Counts, times and judges back-care exercises in recordings. Not a medical device."""


@app.command()
def analyze(
    sources: Sources,
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise", "-e", metavar="ID", help="See `posecheck exercises`; auto recognises it."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Folder for files (default: ./posecheck-out)."
        ),
    ] = None,
    video: Annotated[
        bool | None, typer.Option("--video/--no-video", help="Annotated video (default: yes).")
    ] = None,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print only the report as JSON; alone, it writes no files."),
    ] = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Write every signal at every frame as CSV.")
    ] = False,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
) -> None:
    """Count, time and judge an exercise in recordings.

    Writes NAME.report.json and NAME.annotated.mp4 into ./posecheck-out, or into --out.
    Ctrl-C stops early and reports what was analysed so far.
    """
    from posecheck.app import analyze as work
    from posecheck.app import sources as opening
    from posecheck.app.recognition import AUTO
    from posecheck.exercise.catalog import Catalogue

    catalogue = Catalogue(catalog)
    chosen = None if exercise == AUTO else catalogue.get(exercise)
    choice = opening.ModelChoice(model_name, explicit=model, offline=offline)
    request = work.Request(sources=tuple(sources), out=out, video=video, json=json, trace=trace)
    raise typer.Exit(work.run(request, chosen, catalogue, opening.opener(choice, sources)))


@app.command()
def exercises(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Files to check.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check exercise files: those named, or all.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print what a file may say, as JSON Schema.")
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
            "files were named without saying what to do with them",
            remedy="Say `posecheck exercises --check FILE...`.",
            code=ExitCode.USAGE,
        )
    if check:
        raise typer.Exit(work.check(files or work.files_of(catalog)))
    raise typer.Exit(work.show_all(catalog))


@app.command()
def show(exercise: Annotated[str, typer.Argument(metavar="ID")], catalog: Catalog = None) -> None:
    """Explain an exercise: how, camera, limits and why, cautions."""
    from posecheck.app import consoles
    from posecheck.app.show import sheet
    from posecheck.exercise.catalog import Catalogue

    consoles.results().print(sheet(Catalogue(catalog).get(exercise)))


@app.command()
def record(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A video.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.npz")],
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
) -> None:
    """Keep only the landmarks of a video, in an .npz file."""
    from posecheck.app import record as work
    from posecheck.app import sources as opening

    choice = opening.ModelChoice(model_name, explicit=model, offline=offline)
    raise typer.Exit(work.run(source, out, opening.opener(choice, [source])))


@app.command()
def model(
    name: Annotated[Size, typer.Argument(help="Size of the pose model.")] = "full",
    offline: Offline = False,
) -> None:
    """Show where the pose model file is; fetch it when it is missing."""
    from posecheck.app import model as work
    from posecheck.app.sources import ModelChoice

    work.show(ModelChoice(name, offline=offline))


@app.command()
def benchmark(
    clips: Annotated[
        Path, typer.Option("--clips", metavar="DIR", help="ID/NAME.mp4 with ID/NAME.json.")
    ] = Path("sample_videos"),
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="ID[/NAME]", help="One exercise, or one clip."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, help="Clips at a time.")
    ] = os.cpu_count() or 1,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Also as Markdown.")
    ] = None,
    cross: Annotated[
        Path | None,
        typer.Option("--cross", metavar="FILE", help="Every good clip as every exercise, too."),
    ] = None,
    catalog: Catalog = None,
) -> None:
    """Hold every sample clip against its truth."""
    from posecheck.app.benchmark.command import benchmark as work

    raise typer.Exit(
        work(clips, only=only, catalog=catalog, jobs=jobs, markdown=markdown, crossed=cross)
    )


@app.command()
def live(
    exercise: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An exercise; without one, pick it.")
    ] = None,
    camera: Annotated[
        str,
        typer.Option("--camera", "-c", metavar="0|URL|FILE", help="See `posecheck cameras`."),
    ] = "0",
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="NAME", help="Whose limits to use.")
    ] = None,
    sets: Annotated[int | None, typer.Option("--sets", min=1, help="Sets.")] = None,
    reps: Annotated[
        int | None, typer.Option("--reps", min=1, help="Repetitions (holds) in a set.")
    ] = None,
    hold: Annotated[
        float | None, typer.Option("--hold", min=0.5, metavar="SECONDS", help="Length of a hold.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No voice and no tones.")] = False,
    mirror: Annotated[
        bool | None,
        typer.Option("--mirror/--no-mirror", help="Like a mirror (default: except a file)."),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Keep the annotated video; else no picture is kept.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Folder for files (default: ./posecheck-out)."
        ),
    ] = None,
    stay: Annotated[
        float, typer.Option("--stay", min=0, metavar="SECONDS", help="How long the end is shown.")
    ] = 15.0,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
) -> None:
    """Coach an exercise in front of a camera. Not a medical device.

    Keys: space pauses, h says that it hurts, q or Esc finishes, f fills the screen. By hand:
    wave at the camera to pause and to go on. Writes NAME.report.json as `analyze` does.
    """
    from posecheck.app.live import dose, picker
    from posecheck.app.live import run as work
    from posecheck.app.sources import ModelChoice
    from posecheck.exercise.catalog import Catalogue

    chosen = picker.chosen(exercise, Catalogue(catalog))
    chosen = dose.personal(chosen, profile=profile, hold_s=hold)
    request = work.Request(
        camera=camera,
        sets=sets,
        reps=reps,
        quiet=quiet,
        mirror=mirror,
        record=record,
        out=out,
        stay_s=stay,
    )
    choice = ModelChoice(model_name, explicit=model, offline=offline)
    raise typer.Exit(work.run(request, chosen, choice))


@app.command()
def cameras() -> None:
    """List the cameras that are there, with size and rate."""
    from posecheck.app.live.cameras import show_all

    raise typer.Exit(show_all())


@app.command()
def recover(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A session file; else the newest.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR")] = None,
) -> None:
    """Give the report of a live session that was broken off."""
    from posecheck.app.live.recover import run as work

    raise typer.Exit(work(file, out))


def main() -> None:
    """The `posecheck` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without "°" is no reason to fail
    app(prog_name="posecheck")
