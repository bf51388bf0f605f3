"""The commands `plan` and `history`. Heavy imports are inside them."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from posecheck.app.options import Catalog, Force, Lang
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.plan_words import Feeling


def plan(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Routines to check.")
    ] = None,
    areas: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="AREAS", help="lower-back, upper-back, neck."),
    ] = None,
    feels: Annotated[
        Feeling | None, typer.Option("--feels", help="How it is today (default: good).")
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help="Keep answers and steps; made if missing."),
    ] = None,
    routine: Annotated[
        str | None,
        typer.Option("--routine", metavar="ID|FILE", help="Follow a routine (see --routines)."),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option("--minutes", metavar="N", min=1, max=180, help="Time for it (default: 15)."),
    ] = None,
    at_hand: Annotated[
        list[str] | None,
        typer.Option("--have", metavar="WORDS", help="At hand (default: floor)."),
    ] = None,
    troubles: Annotated[
        list[str] | None,
        typer.Option("--trouble", metavar="WORDS", help="Such as disc-trouble."),
    ] = None,
    forbidden: Annotated[
        list[str] | None,
        typer.Option("--forbidden", metavar="WORDS", help="By a doctor, such as twisting."),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--leave-out", metavar="ID", help="An exercise you do not want."),
    ] = None,
    put_back: Annotated[
        list[str] | None,
        typer.Option("--put-back", metavar="ID", help="One that was left out, or hurt."),
    ] = None,
    agreed: Annotated[
        list[str] | None,
        typer.Option("--agreed", metavar="ID", help="One that a doctor agreed to."),
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask all questions again.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why today is as it is.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    routines: Annotated[bool, typer.Option("--routines", help="List the routines.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Check these routines, or all.")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of routines.")
    ] = False,
    lang: Lang = None,
    catalog: Catalog = None,
) -> None:
    """Plan today's exercises, in small steps. Not a medical device.

    At a terminal it asks what the options do not say. A few exercises and
    repetitions first; more while days go well, fewer after pain or a break.
    Options for several words take them with commas, such as --have floor,chair.
    """
    from posecheck.app.exercise_words import Wording
    from posecheck.app.plan import command as work
    from posecheck.app.plan import show
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.plan import routine as of_routine

    if schema:
        sys.stdout.write(of_routine.schema())
        raise typer.Exit
    catalogue = Catalogue(catalog)
    if check:
        raise typer.Exit(work.check(files or work.files(), catalogue))
    if files:
        raise PosecheckError(
            "files are given, but not what to do with them",
            remedy="Use `posecheck plan --check FILE...`, or --routine FILE.",
            code=ExitCode.USAGE,
        )
    wording = Wording(catalogue, lang)
    if routines:
        raise typer.Exit(show.print_routines(catalogue, wording))
    if profile is None and (leave_out or put_back or agreed):
        raise PosecheckError(
            "--leave-out, --put-back and --agreed are kept in a profile, and none was named",
            remedy="Add --profile NAME.",
            code=ExitCode.USAGE,
        )
    request = work.Request(
        profile=profile,
        areas=areas,
        feels=feels,
        troubles=troubles,
        forbidden=forbidden,
        at_hand=at_hand,
        minutes=minutes,
        routine=routine,
        leave_out=leave_out,
        put_back=put_back,
        agreed=agreed,
        ask=ask,
        explain=explain,
        json=json,
    )
    raise typer.Exit(work.run(request, catalogue, wording))


def history(
    exercise: Annotated[
        str | None, typer.Argument(metavar="ID", help="One exercise, week by week.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="NAME", help="Whose (default: the only one).")
    ] = None,
    weeks: Annotated[
        int | None,
        typer.Option("--weeks", metavar="N", min=1, max=520, help="How many weeks (default: 12)."),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option("--picture", metavar="FILE", help="Draw it, too (.svg or .png)."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE", help="Write it out (.csv or .json)."),
    ] = None,
    add: Annotated[
        list[Path] | None,
        typer.Option("--add", metavar="REPORT", help="Add a report (.json); repeat it."),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--day", metavar="DAY", formats=["%Y-%m-%d"], help="Of an added report."),
    ] = None,
    forget: Annotated[
        str | None,
        typer.Option("--forget", metavar="DAY|ID|all", help="Forget a day, an exercise, or all."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before forgetting.")] = False,
    lang: Lang = None,
    catalog: Catalog = None,
    force: Force = False,
) -> None:
    """Show what was done: days, range, holds, pace, steadiness.

    It holds numbers only, of sessions with --profile.
    """
    from posecheck.app.exercise_words import Wording
    from posecheck.app.history import command as work
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets

    catalogue = Catalogue(catalog)
    request = work.Request(
        profile=profile,
        exercise=exercise,
        weeks=weeks,
        picture=picture,
        export=export,
        add=tuple(add or ()),
        day=None if day is None else day.date(),
        forget=forget,
        sure=yes,
    )
    with targets.rules(inputs=add or (), force=force):
        raise typer.Exit(work.run(request, catalogue, Wording(catalogue, lang)))
