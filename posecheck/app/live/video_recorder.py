"""The annotated video of `--record`, written in a thread of its own: the session never waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from queue import Full, Queue
from typing import Final, Self

from posecheck.app import error_handler
from posecheck.capture.video_writer import VideoWriter
from posecheck.errors import PosecheckError
from posecheck.records import Frame, Pose, Update
from posecheck.report.overlay import Overlay
from posecheck.words.speech import Speech

Item = tuple[Frame, Pose, Update]

WAITING: Final = 30
"""The most pictures that wait to be written: one second, more than a busy disk needs."""


class VideoRecorder:
    """`with VideoRecorder(path, speech, note) as record: record(frame, pose, update)`.

    A full disk ends the video and not the session; `note` is given the reason. Pictures for which
    there is no time are left out and counted.
    """

    def __init__(self, path: Path, speech: Speech, note: Callable[[str], None]) -> None:
        self.path = path
        self.left_out = 0
        self.complete = False
        """Whether the whole video was written; known once the session is over."""
        self._note = note
        self._speech = speech
        self._items: Queue[Item | None] = Queue(WAITING)
        self._broken = threading.Event()
        self._overlay = Overlay(speech)
        # The thread gets the rules of the run: what may not be written.
        run = copy_context().run
        self._thread = threading.Thread(
            target=run, args=(self._work,), name="recorder", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._items.put(None)
        self._thread.join()

    def __call__(self, frame: Frame, pose: Pose, update: Update) -> None:
        """Takes one moment, without waiting."""
        try:
            self._items.put_nowait((frame, pose, update))
        except Full:
            self.left_out += not self._broken.is_set()

    def _work(self) -> None:
        items = iter(self._items.get, None)
        try:
            with VideoWriter(self.path) as video:
                for frame, pose, update in items:
                    video.write(Frame(frame.t_s, self._overlay(frame.image, pose, update)))
            self.complete = True
        except PosecheckError as error:
            self._note(self._speech.text("no-video", why=str(error)))
        except Exception as error:  # noqa: BLE001  # An error of the encoder must not end the session.
            why = error_handler.unforeseen(error)
            self._note(self._speech.text("no-video", why=why))
        finally:
            self._broken.set()
            for _ in items:  # Makes room, so that `__exit__` does not wait.
                pass
