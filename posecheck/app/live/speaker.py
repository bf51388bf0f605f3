"""The process that speaks: `python -m posecheck.app.live.speaker LANGUAGE`.

It is a process of its own, as a system's voice needs a main thread and may hang. Each line of its
standard input is an order in JSON: {"say": TEXT} replaces what is being said, {"tone": NAME} sounds
beside it. On standard output it answers {"trouble": NAME} where something is missing, and
{"said": "speech"} when a text was spoken to its end.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import wave
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TextIO

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

RATE_HZ: Final = 22_050
"""The sampling rate: that of espeak's voices. Sound of another rate is converted to it."""

WORDS_PER_MIN: Final = 150
"""How fast the voice speaks: calmly. Newsreaders speak 150 to 170 words a minute."""

TONES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "count": ((880.0, 0.09),),
    "hold-end": ((660.0, 0.12), (990.0, 0.2)),
    "tick": ((520.0, 0.07),),
    "go": ((1040.0, 0.25),),
    "alert": ((330.0, 0.25), (330.0, 0.25)),
    "done": ((660.0, 0.12), (830.0, 0.12), (990.0, 0.3)),
}
"""The notes of each tone: pitch in Hz and length in seconds."""

LOUDNESS: Final = 0.35
"""Amplitude of a tone, 0 to 1."""

NO_VOICE: Final = "voice"
NO_LANGUAGE: Final = "language"
NO_SOUND: Final = "sound"


def tone(name: str) -> Sound:
    """The samples of a tone, (N,) at `RATE_HZ`. Each note fades in and out, so that none clicks."""
    notes = []
    for pitch_hz, length_s in TONES[name]:
        t_s = np.arange(int(length_s * RATE_HZ)) / RATE_HZ
        fade = np.minimum(1.0, np.minimum(t_s, length_s - t_s) / 0.01)
        notes.append(LOUDNESS * np.sin(2 * np.pi * pitch_hz * t_s) * fade)
    return np.concatenate(notes).astype(np.float32)


class Mixer:
    """Mixes one speech and the tones over it. `samples` is called from the sound device's thread.

    `said` is called when a speech has ended.
    """

    def __init__(self, said: Callable[[], None]) -> None:
        self._lock = threading.Lock()
        self._speech: Sound = np.empty(0, np.float32)
        self._tones: Sound = np.empty(0, np.float32)
        self._said = said

    def speak(self, sound: Sound) -> None:
        """Says this instead of what is being said."""
        with self._lock:
            self._speech = sound

    def add(self, sound: Sound) -> None:
        """Sounds this over the rest."""
        with self._lock:
            longer = np.zeros(max(len(sound), len(self._tones)), np.float32)
            longer[: len(self._tones)] += self._tones
            longer[: len(sound)] += sound
            self._tones = longer

    def samples(self, count: int) -> bytes:
        """The next `count` samples as 16-bit numbers; silence where nothing sounds."""
        with self._lock:
            speaking = len(self._speech) > 0
            mixed = np.zeros(count, np.float32)
            for source in (self._speech, self._tones):
                part = source[:count]
                mixed[: len(part)] += part
            self._speech, self._tones = self._speech[count:], self._tones[count:]
            ended = speaking and not len(self._speech)
        if ended:
            self._said()
        return (np.clip(mixed, -1, 1) * 32767).astype("<i2").tobytes()


class Voice:
    """The system's voice for a language, by pyttsx3. Raises LookupError where there is none."""

    def __init__(self, language: str) -> None:
        import pyttsx3

        self._engine = pyttsx3.init()
        voices, default = (self._engine.getProperty(name) for name in ("voices", "voice"))
        self._engine.setProperty("voice", voice_for(language, voices, default))
        self._engine.setProperty("rate", WORDS_PER_MIN)

    def say(self, text: str) -> None:
        """Speaks through the system, and returns when it has ended."""
        self._engine.say(text)
        self._engine.runAndWait()

    def sound(self, text: str) -> Sound:
        """The spoken text as samples, (N,) at `RATE_HZ`."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / "words.wav"
            self._engine.save_to_file(text, str(file))
            self._engine.runAndWait()
            return read_wave(file)


def voice_for(language: str, voices: Iterable[Any], default: str = "") -> str:
    """The id of a voice that speaks a language; raises LookupError where none does.

    The system's `default` voice is taken where it speaks it. Of the others, one whose first
    language it is, and of those the one with the shortest id: "en" is plainer than "en-029".
    """
    found = [
        (voice.id != default, codes.index(language), len(str(voice.id)), str(voice.id))
        for voice in voices
        if language in (codes := _languages(voice))
    ]
    if not found:
        raise LookupError(f"no voice speaks {language}")
    return min(found)[-1]


def _languages(voice: Any) -> list[str]:
    """The codes of a voice's languages.

    Voices give them as "de", "de-DE" or "de_DE", some as bytes behind a priority byte, and some
    only in their id.
    """
    names = [
        one if isinstance(one, str) else one[1:].decode("ascii", "ignore")
        for one in voice.languages or ()
    ]
    names = names or [str(voice.id).rpartition(".")[2]]
    return [re.split(r"[-_]", name.lower())[0] for name in names]


def read_wave(file: Path) -> Sound:
    """The first channel of a 16-bit wave file as samples, (N,) at `RATE_HZ`."""
    with wave.open(str(file), "rb") as stream:
        rate_hz, channels = stream.getframerate(), stream.getnchannels()
        raw = np.frombuffer(stream.readframes(stream.getnframes()), "<i2")[::channels]
    sound: Sound = raw.astype(np.float32) / np.float32(32768)
    if rate_hz == RATE_HZ or not len(sound):
        return sound
    t_s = np.arange(0, len(sound) / rate_hz, 1 / RATE_HZ)
    return np.asarray(np.interp(t_s, np.arange(len(sound)) / rate_hz, sound), np.float32)


def open_device(mixer: Mixer) -> Any:
    """Starts the sound device; raises miniaudio's error where there is none."""
    import miniaudio

    def stream() -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            count = yield mixer.samples(count)

    device = miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE_HZ,
        buffersize_msec=80,
    )
    sounds = stream()
    next(sounds)
    device.start(sounds)
    return device


def _tried(make: Callable[[], Any], trouble: str, answer: Callable[..., None]) -> Any:
    """What `make` makes; None where it fails, and `answer` is given the trouble."""
    try:
        return make()
    except LookupError:
        answer(trouble=NO_LANGUAGE)
        return None
    except Exception:  # noqa: BLE001  # Each system's voice and sound fail with errors of their own.
        answer(trouble=trouble)
        return None


def main() -> None:
    """Does what the orders ask for, until standard input ends."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)  # pyttsx3 prints to it.
        _serve(out, sys.argv[1] if len(sys.argv) > 1 else "en")


def _serve(out: TextIO, language: str) -> None:
    def answer(**words: str) -> None:
        out.write(json.dumps(words) + "\n")
        out.flush()

    mixer = Mixer(lambda: answer(said="speech"))
    device = _tried(lambda: open_device(mixer), NO_SOUND, answer)
    if device is None and sys.platform == "linux":
        return  # Here the voice needs the device; on other systems it sounds by itself.
    voice = _tried(lambda: Voice(language), NO_VOICE, answer)
    for line in sys.stdin:
        order = json.loads(line)
        if "tone" in order and device is not None:
            mixer.add(tone(order["tone"]))
        if "say" in order and voice is not None:
            _speak(voice, mixer, order["say"])
    os._exit(0)  # espeak's own threads would keep the process alive.


def _speak(voice: Voice, mixer: Mixer, text: str) -> None:
    if sys.platform == "linux":
        mixer.speak(voice.sound(text))
    else:
        voice.say(text)


if __name__ == "__main__":
    main()
