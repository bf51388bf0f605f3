"""The window while the model is loaded and the camera opened: it says what is being done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Final, Literal, TypeVar

from posecheck.app.live import drawing, pages
from posecheck.app.live.drawing import GREY, WHITE, Image8
from posecheck.app.live.window import Window
from posecheck.words.speech import Speech

T = TypeVar("T")

Step = Literal["model", "camera"]

EVERY_S: Final = 0.05
"""How often the window is drawn meanwhile, so that it answers to keys and looks alive."""

TURN_S: Final = 1.6
"""How long the arc takes to go round: calm, and seen to move."""


class Steps:
    """What is being done at this moment; told by one thread, read by another."""

    def __init__(self) -> None:
        self.now: Step = "model"


def meanwhile(window: Window, work: Callable[[Steps], T], title: str, speech: Speech) -> T | None:
    """Does the work in a thread while the window shows what is being done.

    Answers None where the person closed the window or pressed q: the work is done to its end
    first, as a model cannot be loaded by half. Raises the error of the work.
    """
    steps = Steps()
    found: list[T] = []
    failed: list[BaseException] = []

    def do() -> None:
        try:
            found.append(work(steps))
        except BaseException as error:  # noqa: BLE001  # It is raised in the main thread.
            failed.append(error)

    # The thread gets the rules of the run: what may not be written.
    thread = threading.Thread(target=copy_context().run, args=(do,), name="loading", daemon=True)
    began_s, leaving = time.monotonic(), False
    thread.start()
    while thread.is_alive():
        shown = draw(steps.now, time.monotonic() - began_s, window.size_px, title, speech)
        leaving = window.show(shown) == "finish" or leaving
        thread.join(EVERY_S)
    if failed:
        raise failed[0]
    return None if leaving else found[0]


def draw(step: Step, t_s: float, size_px: tuple[int, int], title: str, speech: Speech) -> Image8:
    """The picture of a step, (H, W, 3) RGB of `size_px`; the arc turns with `t_s`."""
    width, height = size_px
    canvas, unit = pages.empty(size_px)
    middle = width // 2
    drawing.text(canvas, title, (middle, round(height * 0.3)), round(64 * unit), anchor="middle")
    centre = middle, round(height * 0.52)
    drawing.arc(canvas, centre, round(60 * unit), round(10 * unit), t_s / TURN_S)
    line = speech.text("loading", step=step)
    at = middle, round(height * 0.72)
    drawing.text(canvas, line, at, round(40 * unit), colour=WHITE, anchor="middle")
    note = speech.text("not-medical")
    at = middle, height - round(44 * unit)
    drawing.text(canvas, note, at, round(26 * unit), colour=GREY, anchor="middle")
    return canvas
