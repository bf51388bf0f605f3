"""Speaks and sounds tones in another process: the session neither waits for it nor needs it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final, Protocol, Self

from posecheck.capture.newest import Newest
from posecheck.coach.scene import Cue, Tone
from posecheck.words.speech import Speech

COMMAND: Final = (sys.executable, "-m", "posecheck.app.live.speaker")

TROUBLE: Final = {
    "voice": "voice-missing-linux" if sys.platform == "linux" else "voice-missing",
    "language": "voice-language-missing",
    "sound": "sound-missing",
}
"""What the speaking process may lack, with the key of the sentence about it."""

END_S: Final = 5.0
"""How long the last sentence may take before the process is ended."""


class Speaks(Protocol):
    """Says the cues and sounds the tones that are new at a moment.

    speech: the sentences of the exercise that is being done; another exercise sets others.
    """

    speech: Speech

    def __call__(self, spoken: Iterable[Cue], tones: Iterable[Tone]) -> None: ...


class Silence:
    """A voice that says nothing, for --quiet."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """There is nothing to end."""

    def __call__(self, spoken: Iterable[Cue], tones: Iterable[Tone]) -> None:
        """Says nothing."""


class Voice:
    """`with Voice(note, speech) as voice: voice(cues, tones)`.

    Orders go through a thread to a process, so a full pipe or a sound device that hangs makes
    nothing wait. Newer orders replace those that were not sent yet. Where voice or sound is
    missing, `note` is given one sentence about it.
    """

    def __init__(
        self, note: Callable[[str], None], speech: Speech, command: Iterable[str] = COMMAND
    ) -> None:
        self._note = note
        self.speech = speech
        self._command = (*command, speech.language.code)
        self._orders: Newest[list[dict[str, str]]] = Newest()
        self._quiet = threading.Event()
        self._ending = threading.Event()

    def __enter__(self) -> Self:
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        except OSError:
            self._silent("voice")
            return self
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("voice", self._write), ("voice answers", self._listen))
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ending.set()
        self._orders.close()
        if not hasattr(self, "_process"):
            return
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join()  # The process has ended, and its pipes with it.
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]

    def __call__(self, spoken: Iterable[Cue], tones: Iterable[Tone]) -> None:
        """Says the cues and sounds the tones, without waiting."""
        orders = [{"tone": tone.value} for tone in tones] + [
            {"say": self.speech.sentence(cue.message)} for cue in spoken
        ]
        if orders and not self._quiet.is_set():
            self._orders.put(orders)

    def _write(self) -> None:
        stream = self._process.stdin
        assert stream is not None
        with suppress(OSError, ValueError):  # The process has died: `_listen` says so.
            while not self._orders.ended:
                for order in self._orders.take(1.0) or ():
                    stream.write(json.dumps(order) + "\n")
                stream.flush()
        with suppress(OSError, ValueError):
            stream.close()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        for line in stream:
            with suppress(ValueError):
                trouble = json.loads(line).get("trouble")
                if trouble in TROUBLE:
                    self._say(TROUBLE[trouble])
                if trouble == "sound":
                    self._quiet.set()
        if not self._ending.is_set() and not self._quiet.is_set():
            self._quiet.set()
            self._say("voice-stopped")

    def _silent(self, trouble: str) -> None:
        self._quiet.set()
        self._say(TROUBLE[trouble])

    def _say(self, key: str) -> None:
        language = self.speech.language.locale.get_display_name(self.speech.language.code)
        self._note(self.speech.text(key, language=language or ""))
