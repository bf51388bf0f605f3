"""The commands for people and what is theirs. Heavy imports are inside them."""

from __future__ import annotations

from typing import Annotated

import typer

from posecheck.app.options import Catalog, Lang, ModelFile, ModelName, Offline, Sources, Workers
from posecheck.errors import ExitCode, PosecheckError


def calibrate(
    exercise: Annotated[
        str, typer.Argument(metavar="ID", help="Exercise; see `posecheck exercises`.")
    ],
    sources: Sources,
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="Profile to write; made if missing.")
    ],
    workers: Workers = None,
    lang: Lang = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
) -> None:
    """Measure how far a person comfortably goes.

    Takes three or more slow, comfortable repetitions, in one recording or several.
    `analyze --profile NAME` then says when a repetition went farther.
    """
    from posecheck.app import calibrate as work
    from posecheck.app import inputs
    from posecheck.app import sources as opening
    from posecheck.app.exercise_words import Wording
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets

    catalogue = Catalogue(catalog)
    chosen = catalogue.get(exercise)
    choice = opening.ModelChoice(model_name, explicit=model, offline=offline)
    speech = Wording(catalogue, lang).of(chosen)
    request = work.Request(exercise=chosen, sources=tuple(sources), profile=profile, speech=speech)
    with targets.rules(inputs=inputs.of_run(sources, model=choice, catalogue=catalogue)):
        code = work.run(
            request, lambda: opening.opener(choice, sources, reading=opening.reading(workers))
        )
    raise typer.Exit(code)


def profile(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Profile (default: list all).")
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="Delete the profile.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before deleting.")] = False,
    lang: Lang = None,
    catalog: Catalog = None,
) -> None:
    """List the profiles, show one, or delete it."""
    from posecheck.app import profile as work
    from posecheck.app.exercise_words import Wording
    from posecheck.exercise.spec.catalogue import Catalogue

    catalogue = Catalogue(catalog)
    wording = Wording(catalogue, lang)
    if name is None:
        if delete:
            raise PosecheckError(
                "no profile was named",
                remedy="Use `posecheck profile NAME --delete`.",
                code=ExitCode.USAGE,
            )
        raise typer.Exit(work.show_all(wording.general))
    if delete:
        raise typer.Exit(work.delete(name, wording.general, sure=yes))
    raise typer.Exit(work.show(name, catalogue, wording))
