"""An exercise's own texts in one language: those of its file, or of its translation."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue, explain
from posecheck.exercise.spec.meaning import too_long
from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import toml_files
from posecheck.messages import ExerciseTexts
from posecheck.words.language import ENGLISH, language


class Translation(Strict):
    """What a file `exercises/LANGUAGE/ID.toml` may say: an exercise's texts in that language.

    `say` and `because` go by a check's id; for a zone that was left out by "ID/ZONE". `names` has
    the names of phases, zones, signals and checks. `not_judged` goes by its name in that language.
    """

    title: Text
    camera: str = ""
    how: list[Text]
    cautions: list[Text] = []
    note: str = ""
    say: dict[str, Text]
    because: dict[str, Text] = {}
    names: dict[str, Text] = {}
    not_judged: dict[str, Text] = {}
    looks_like: dict[str, Text] = {}


def translation(exercise: Exercise, code: str, catalogue: Catalogue) -> Translation | None:
    """The translation of an exercise; None where there is none.

    Raises PosecheckError (BAD_EXERCISE) for a file that is wrong; the error says where in it.
    """
    path = catalogue.folder / code / f"{exercise.id}.toml"
    if code == ENGLISH or not path.is_file():
        return None
    try:
        found = Translation.model_validate(toml_files.read(path))
    except OSError as error:
        raise _bad(path, f"cannot be read: {error}") from error
    except toml_files.TomlError as error:
        raise _bad(path, str(error)) from error
    except ValidationError as error:
        raise _bad(path, "; ".join(explain(one) for one in error.errors())) from error
    _check(path, exercise, found)
    return found


def _check(path: Path, exercise: Exercise, found: Translation) -> None:
    """Refuses a translation that lacks a sentence, or has one for no check of the exercise."""
    say, because = _sentences(exercise)
    if missing := sorted(set(say) - set(found.say)):
        raise _bad(path, f"say: {missing[0]!r} is missing")
    for key, own in (("say", say), ("because", because)):
        if unknown := sorted(set(getattr(found, key)) - set(own)):
            raise _bad(path, f"{key}: {unknown[0]!r} is no check of {exercise.id}")
    for check, text in found.say.items():
        if long := too_long(text):
            raise _bad(path, f"say.{check}: {long}")
    for key in ("how", "cautions"):
        if len(getattr(found, key)) != len(getattr(exercise, key)):
            raise _bad(path, f"{key}: {len(getattr(exercise, key))} sentences are needed")


def _bad(path: Path, what: str) -> PosecheckError:
    return PosecheckError(what, where=str(path), code=ExitCode.BAD_EXERCISE)


def translated(exercise: Exercise, found: Translation | None) -> Exercise:
    """The exercise with its title, camera, steps, cautions and dose's note in that language."""
    if found is None:
        return exercise
    keys = ("title", "camera", "how", "cautions", "not_judged", "looks_like")
    texts = {key: getattr(found, key) for key in keys}
    dose = exercise.dose.model_copy(update={"note": found.note or exercise.dose.note})
    return exercise.model_copy(update={**texts, "dose": dose})


def texts_of(
    exercise: Exercise,
    code: str = ENGLISH,
    found: Translation | None = None,
    *,
    calibrated_on: str | None = None,
) -> ExerciseTexts:
    """The texts of an exercise in a language; without a translation, in English.

    `calibrated_on` is the date of the person's own limits, where those are used.
    """
    code = code if found else ENGLISH
    say, because = _sentences(exercise)
    if calibrated_on is not None:
        because["past-comfort"] = language(code).text("because-past-comfort", date=calibrated_on)
    shown = translated(exercise, found)
    cautions = tuple(shown.cautions)
    if not any("hurts" in line or "pain" in line for line in exercise.cautions):
        cautions = (language(code).text("stop-at-pain"), *cautions)
    doctor = [i for i, line in enumerate(exercise.cautions) if "ask a doctor" in line.lower()]
    return ExerciseTexts(
        language=code,
        title=shown.title,
        camera=shown.camera or language(code).text("camera-side-low"),
        cautions=cautions,
        ask_a_doctor=shown.cautions[doctor[0]] if doctor else "",
        say=say | (found.say if found else {}),
        because=because | (found.because if found else {}),
        names=found.names if found else {},
    )


def _sentences(exercise: Exercise) -> tuple[dict[str, str], dict[str, str]]:
    """What the exercise's file says for each of its checks, and why its limit is what it is."""
    said = {check.id: (check.say, check.because) for check in exercise.checks}
    if rep := exercise.rep:
        said[rep.half.id] = rep.half.say, rep.half.because
        if left := rep.left_out:
            said |= {f"{left.id}/{zone}": (say, left.because) for zone, say in left.say.items()}
        if rep.cadence:  # it may be counted only, with nothing to say
            said[rep.cadence.id] = rep.cadence.say, rep.cadence.because
    if exercise.hold and (broken := exercise.hold.interrupted):
        said[broken.id] = broken.say, broken.because
    own = exercise.steadiness
    said |= {str(fault): (say, own.because) for fault, say in own.say.items()}
    because = {key: why for key, (_, why) in said.items() if why}
    return {key: say for key, (say, _) in said.items() if say}, because
