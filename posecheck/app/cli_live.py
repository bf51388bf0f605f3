"""The commands for live sessions. Heavy imports are inside them."""

from __future__ import annotations

from pathlib import Path
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
    ProfileName,
)
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.plan_words import Feeling


def live(
    exercise: Annotated[
        str | None, typer.Argument(metavar="ID", help="Exercise (default: pick it in the window).")
    ] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="Go through today's plan (see `posecheck plan`).")
    ] = False,
    feels: Annotated[
        Feeling | None, typer.Option("--feels", help="With --plan: how it is today.")
    ] = None,
    areas: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="AREAS", help="With --plan: lower-back, upper-back, neck."),
    ] = None,
    routine: Annotated[
        str | None,
        typer.Option("--routine", metavar="ID|FILE", help="With --plan: follow a routine."),
    ] = None,
    camera: Annotated[
        str,
        typer.Option(
            "--camera", "-c", metavar="0|URL|FILE", help="Camera (see `posecheck cameras`)."
        ),
    ] = "0",
    profile: ProfileName = None,
    sets: Annotated[int | None, typer.Option("--sets", min=1, help="How many sets.")] = None,
    reps: Annotated[
        int | None, typer.Option("--reps", min=1, help="Repetitions or holds of each set.")
    ] = None,
    hold: Annotated[
        float | None,
        typer.Option("--hold", min=0.5, metavar="SECONDS", help="How long each hold is."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No voice and no tones.")] = False,
    mirror: Annotated[
        bool | None,
        typer.Option("--mirror/--no-mirror", help="Like a mirror (default: not for a file)."),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Write the annotated video, too.")
    ] = False,
    out: OutFolder = None,
    stay: Annotated[
        float,
        typer.Option("--stay", min=0, metavar="SECONDS", help="How long the summary is shown."),
    ] = 15.0,
    lang: Lang = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Coach an exercise in front of a camera. Not a medical device.

    Keys: space pauses, h says that it hurts, q or Esc finishes, f fills the screen;
    in a plan, n leaves an exercise out, s takes another one instead.
    By hand: wave at the camera to pause, and again to go on.
    Writes NAME.report.json into the folder of --out. Keeps no picture without --record.
    """
    from posecheck.app.live.screen_probe import ScreenProbe

    screen = ScreenProbe()  # It answers while all else is imported.
    from posecheck.app import inputs
    from posecheck.app.exercise_words import Wording
    from posecheck.app.live import run as work
    from posecheck.app.live import through
    from posecheck.app.live.room import Request
    from posecheck.app.plan import command as planning
    from posecheck.app.sources import ModelChoice
    from posecheck.capture.camera_devices import Where
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets
    from posecheck.store import profiles

    _check_plan_options(plan, exercise, (sets, reps, hold), (feels, areas, routine))
    catalogue = Catalogue(catalog)
    wording = Wording(catalogue, lang)
    chosen = None if plan or exercise is None else catalogue.get(exercise)
    screen.check_display()
    if plan:
        asked = planning.Request(profile=profile, areas=areas, feels=feels, routine=routine)
        made = planning.made(asked, catalogue, wording)
    person = None if profile is None else profiles.load(profile)
    request = Request(
        camera=camera,
        profile=person,
        wording=wording,
        catalogue=catalogue,
        sets=sets,
        reps=reps,
        hold_s=hold,
        quiet=quiet,
        mirror=mirror,
        record=record,
        out=out,
        stay_s=stay,
    )
    choice = ModelChoice(model_name, explicit=model, offline=offline)
    file = Where.of(camera).file
    reads = inputs.of_run([file] if file else [], model=choice, catalogue=catalogue, profile=person)
    with targets.rules(inputs=reads, force=force):
        if plan:
            code = through.run_plan(request, made.plan, choice, screen)
        else:
            code = work.run(request, chosen, choice, screen)
    raise typer.Exit(code)


def _check_plan_options(
    plan: bool,
    exercise: str | None,
    doses: tuple[float | None, ...],
    of_plans: tuple[object | None, ...],
) -> None:
    """Raises PosecheckError (USAGE) where options are given that do not belong together."""
    if plan and (exercise is not None or any(each is not None for each in doses)):
        raise PosecheckError(
            "--plan takes its exercises and doses from the plan",
            remedy="Leave out ID, --sets, --reps and --hold, or leave out --plan.",
            code=ExitCode.USAGE,
        )
    if not plan and any(each is not None for each in of_plans):
        raise PosecheckError(
            "--feels, --for and --routine belong to a plan",
            remedy="Add --plan.",
            code=ExitCode.USAGE,
        )


def cameras() -> None:
    """List the cameras, with size and rate."""
    from posecheck.app.live.cameras import show_all

    raise typer.Exit(show_all())


def recover(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Session file (default: the newest).")
    ] = None,
    out: OutFolder = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write the report of a live session that has none."""
    from posecheck.app.live.recover import run as work

    raise typer.Exit(work(file, out, lang, force=force))
