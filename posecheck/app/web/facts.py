"""What the page knows at its start: words, exercises, people, sessions that were broken off."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from posecheck import __version__
from posecheck.app.exercise_words import Wording
from posecheck.app.live.speaker import TONES
from posecheck.app.web.parts import Setting
from posecheck.errors import PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.plan.timing import duration_s
from posecheck.report import formats
from posecheck.report.skeleton import BODY
from posecheck.store import profiles, session_file
from posecheck.words.language import ENGLISH, language, languages
from posecheck.words.sentences import sentences
from posecheck.words.speech import Speech

PREFIX: Final = "web-"
"""The page's own words have this before their names."""

SHARED: Final = {
    "not-medical": "not-medical",
    "sign-go-on": "sign-go-on",
    "sign-finish": "sign-finish",
    "sign-hurts": "sign-hurts",
    "area-lower-back": "area-lower-back",
    "area-upper-back": "area-upper-back",
    "area-neck": "area-neck",
    "plan-title": "plan-title",
    "plan-left-out": "plan-left-out",
    "plan-later": "plan-later",
    "feels-good": "feels-good",
    "feels-sore": "feels-sore",
    "feels-bad": "feels-bad",
}
"""Words of other places that the page shows, too: its name for them, and their key."""

TERMINAL: Final = ("web-address", "web-stop")
"""Words that only the terminal shows."""


def start(setting: Setting, lang: str | None, in_use: frozenset[Path]) -> dict[str, Any]:
    """Everything at once, so that the page needs one answer before it can be used."""
    wording = setting.wording(lang)
    return {
        "version": __version__,
        "lang": wording.code,
        "languages": {code: _language(code) for code in languages()},
        "words": words(wording.code),
        "exercises": list(cards(setting.catalogue, wording.code)),
        "people": list(profiles.names()),
        "broken_off": [_broken(path, wording) for path in broken_off(in_use)],
        "bones": [list(pair) for pair in BODY],
        "tones": TONES,
    }


def words(code: str) -> dict[str, str]:
    """The page's words: its own without their prefix, and those that it shares."""
    speech = Speech(code=code)
    keys = [key for key in iter(sentences(ENGLISH).keys()) if key not in TERMINAL]
    own = [key.removeprefix(PREFIX) for key in keys if key.startswith(PREFIX)]
    found = {name: speech.text(f"web-{name}") for name in own}
    return found | {name: speech.text(SHARED[name]) for name in SHARED}


@lru_cache(maxsize=4)
def cards(catalogue: Catalogue, code: str) -> tuple[dict[str, Any], ...]:
    """All cards in one language. They are read once in a server's life: that takes a second."""
    wording = Wording(catalogue, code, note=lambda _text: None)
    return tuple(card(catalogue.get(one), wording) for one in catalogue.ids())


def card(exercise: Exercise, wording: Wording) -> dict[str, Any]:
    """An exercise as its card and its sheet show it."""
    speech, general = wording.of(exercise), wording.general
    shown = wording.translated(exercise)
    plan = exercise.plan
    return {
        "id": exercise.id,
        "title": shown.title,
        "posture": exercise.posture,
        "view": list(exercise.view),
        "areas": list(plan.areas) if plan else [],
        "needs": [general.text(f"need-{need}") for need in plan.needs] if plan else [],
        "how": list(shown.how),
        "cautions": list(speech.texts.cautions),
        "camera": speech.texts.camera,
        "dose": formats.dose(exercise.dose, general),
        "sets": exercise.dose.sets,
        "reps": exercise.dose.reps,
        "hold_s": exercise.dose.hold_s if exercise.times_holds else None,
        "times_holds": exercise.times_holds,
        "minutes": max(1, round(duration_s(exercise, exercise.dose) / 60)),
    }


def broken_off(in_use: frozenset[Path]) -> list[Path]:
    """The files of sessions that were broken off, newest first. One that ended well and is not kept
    yet is none."""
    return [path for path in session_file.broken_off() if path not in in_use]


def _broken(path: Path, wording: Wording) -> dict[str, str]:
    """A session file as the page names it: by its exercise, and the day and time of its end."""
    ended = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    try:
        said = next(session_file.read(path))["exercise"]
        title = wording.of(Exercise.model_validate(said)).texts.title
    except (PosecheckError, StopIteration, KeyError, ValueError):
        title = path.name.removesuffix(session_file.SUFFIX)
    day = wording.general.short_day(ended.date())
    return {"name": path.name, "text": f"{title}, {day}, {ended:%H:%M}"}


def _language(code: str) -> str:
    """What a language calls itself."""
    return (language(code).locale.get_display_name(code) or code).capitalize()
