"""`posecheck show ID --play`: the exercise as a short film, in a window or in a file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from posecheck.app import consoles, demonstration, interrupt
from posecheck.app.demonstration import Demonstration
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.recognised import PICTURE_MARK
from posecheck.files.whole import explaining, whole_file
from posecheck.words.speech import Speech

if TYPE_CHECKING:
    from posecheck.app.live.window import Window

TURN_S: Final = 0.03
"""How often the window is drawn: sooner than the film's pictures come."""


def in_window(exercise_id: str, speech: Speech, *, stay_s: float | None = None) -> ExitCode:
    """Plays it round and round, until a key is pressed or the window is closed.

    `stay_s` ends it after that time. Raises PosecheckError: NO_SOURCE, NO_SCREEN.
    """
    from posecheck.app.live.screen_probe import ScreenProbe

    found = demonstration.needed(exercise_id)
    ScreenProbe().check()
    from posecheck.app.live.window import Window

    window = Window(speech.texts.title)
    try:
        with interrupt.deferred() as stopped:
            began_s = time.monotonic()
            while not stopped() and (stay_s is None or time.monotonic() - began_s < stay_s):
                if _shown(window, found, speech, time.monotonic() - began_s):
                    break
                time.sleep(TURN_S)
    finally:
        window.close()
    return ExitCode.OK


def _shown(window: Window, found: Demonstration, speech: Speech, t_s: float) -> bool:
    """Shows the picture of a moment; whether a key was pressed."""
    from posecheck.app.live import pages

    shown = pages.film(found.at(t_s), window.size_px, speech)
    return window.show(shown) not in (None, "full")


def into_file(exercise_id: str, path: Path, speech: Speech) -> ExitCode:
    """Writes it as a film (.mp4) or as a picture that moves (.gif).

    Raises PosecheckError: USAGE for another ending, NO_SOURCE, CANNOT_WRITE, WOULD_REPLACE.
    """
    writers = {".mp4": _write_mp4, ".gif": _write_gif}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise PosecheckError(
            "a film is neither of these",
            where=str(path),
            remedy="Use a name that ends in .mp4 or .gif.",
            code=ExitCode.USAGE,
        )
    write(path, demonstration.needed(exercise_id))
    consoles.results().print(speech.text("written", path=str(path)), soft_wrap=True, markup=False)
    return ExitCode.OK


def _write_mp4(path: Path, found: Demonstration) -> None:
    from posecheck.capture.video_writer import VideoWriter
    from posecheck.records import Frame

    with VideoWriter(path) as video:
        for number in range(len(found.jpegs)):
            video.write(Frame(number / found.rate_hz, found.picture(number)))


def _write_gif(path: Path, found: Demonstration) -> None:
    from PIL import Image

    images = [Image.fromarray(found.picture(number)) for number in range(len(found.jpegs))]
    step_ms = round(1000 / found.rate_hz)
    durations_ms = [step_ms] * (len(images) - 1) + [step_ms + round(demonstration.REST_S * 1000)]
    with whole_file(path) as part, explaining(path):
        images[0].save(
            part, format="GIF", save_all=True, append_images=images[1:], duration=durations_ms,
            loop=0, comment=PICTURE_MARK,
        )  # fmt: skip
