"""Speaking never waits and never ends a session. That a voice is missing is said once."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from posecheck.app.live import speaker
from posecheck.app.live.speaker import RATE_HZ, Mixer, read_wave, tone, voice_for
from posecheck.app.live.voice import Silence, Voice
from posecheck.coach.scene import Cue, Tone, Weight
from posecheck.messages import ExerciseTexts, Message
from posecheck.words.speech import Speech

CUE = Cue(Message("fault", {"check": "sag"}), Weight.FAULT)
SPEECH = Speech(ExerciseTexts("en", "Plank", say={"sag": "Hips a little higher."}))


def script(tmp_path: Path, text: str) -> tuple[str, ...]:
    """A process in the place of the one that speaks."""
    file = tmp_path / "speaker.py"
    file.write_text(text)
    return sys.executable, str(file)


def wait_for(what: object, seconds: float = 10.0) -> None:
    until_s = time.monotonic() + seconds
    while not what() and time.monotonic() < until_s:  # type: ignore[operator]
        time.sleep(0.01)
    assert what()  # type: ignore[operator]


def test_words_and_tones_arrive_and_the_newest_wins(tmp_path: Path) -> None:
    """A process that is busy gets the newest order, and none that is over."""
    out = tmp_path / "said.txt"
    command = script(
        tmp_path,
        f"import sys\nwith open({str(out)!r}, 'w') as f:\n"
        "    for line in sys.stdin:\n        f.write(line); f.flush()\n",
    )
    with Voice(pytest.fail, SPEECH, command) as voice:  # type: ignore[arg-type]
        voice([CUE], [Tone.COUNT])
        wait_for(lambda: out.exists() and '"say"' in out.read_text())
    assert out.read_text().splitlines() == ['{"tone": "count"}', '{"say": "Hips a little higher."}']


def test_a_process_that_hangs_holds_nobody_up(tmp_path: Path) -> None:
    """The pipe to it fills, and the session goes on."""
    command = script(tmp_path, "import time\ntime.sleep(60)\n")
    speech = Speech(ExerciseTexts("en", "Plank", say={"sag": "word " * 5000}))
    with Voice(print, speech, command) as voice:
        began_s = time.monotonic()
        for _ in range(200):
            voice([CUE], [])
        assert time.monotonic() - began_s < 1.0
        voice._process.kill()


NO_VOICE = "No voice on this machine: cues are only shown, with tones."
NO_VOICE_ON_LINUX = f"{NO_VOICE} espeak-ng gives one (apt install espeak-ng)."
NO_VOICE_HERE = NO_VOICE_ON_LINUX if sys.platform == "linux" else NO_VOICE


@pytest.mark.parametrize(
    ("trouble", "note"),
    [
        ("voice", NO_VOICE_HERE),
        ("language", "No voice on this machine speaks English: cues are only shown, with tones."),
        ("sound", "No sound on this machine: everything is only shown."),
    ],
)
def test_what_is_missing_is_said_once(trouble: str, note: str, tmp_path: Path) -> None:
    """Everything goes on without it."""
    notes: list[str] = []
    command = script(
        tmp_path,
        f'import sys\nprint(\'{{"trouble": "{trouble}"}}\', flush=True)\nsys.stdin.read()',
    )
    with Voice(notes.append, SPEECH, command) as voice:
        wait_for(lambda: notes)
        for _ in range(5):
            voice([CUE], [Tone.COUNT])
    assert notes == [note]


def test_a_voice_that_dies_is_said_once(tmp_path: Path) -> None:
    """Nobody sees an error about a broken pipe."""
    notes: list[str] = []
    with Voice(notes.append, SPEECH, script(tmp_path, "")) as voice:
        wait_for(lambda: notes)
        for _ in range(5):
            voice([CUE], [])
    assert notes == ["The voice has stopped: everything is only shown from now on."]


def test_a_machine_that_lacks_the_process_is_silent(tmp_path: Path) -> None:
    """The command is not there at all."""
    notes: list[str] = []
    with Voice(notes.append, SPEECH, (str(tmp_path / "no-such-program"),)) as voice:
        voice([CUE], [])
    assert notes == [NO_VOICE_HERE]


def test_quiet_says_nothing() -> None:
    """It is used like a voice."""
    with Silence(SPEECH) as voice:
        assert voice([CUE], [Tone.COUNT]) is None  # type: ignore[func-returns-value]


@dataclass
class SystemVoice:
    """A voice as pyttsx3 names it."""

    id: str
    languages: list[str | bytes] | None = None


ENGLISH_VOICE = SystemVoice("english", ["en"])


@pytest.mark.parametrize(
    "german",
    [
        SystemVoice("a", ["de"]),
        SystemVoice("a", ["de-DE"]),
        SystemVoice("a", ["de_DE"]),
        SystemVoice("a", ["DE-de"]),
        SystemVoice("a", [b"\x05de"]),
        SystemVoice("a", [b"\x02de-at"]),
        SystemVoice("a", ["en", "de"]),
        SystemVoice("voices.compact.de-DE", []),
        SystemVoice("system.voices.de", None),
    ],
    ids=repr,
)
def test_a_voice_is_chosen_by_its_language(german: SystemVoice) -> None:
    """Each system writes a voice's language in its own way."""
    danish = SystemVoice("deutsch-lookalike", ["da"])
    assert voice_for("de", [ENGLISH_VOICE, danish, german]) == german.id
    assert voice_for("en", [german, ENGLISH_VOICE], ENGLISH_VOICE.id) == ENGLISH_VOICE.id
    island = SystemVoice("gmw/en-029", ["en-029"])
    assert voice_for("en", [island, SystemVoice("gmw/en", ["en-gb"])]) == "gmw/en"
    assert voice_for("en", [island, SystemVoice("gmw/en", ["en-gb"])], island.id) == island.id


def test_without_a_voice_of_the_language_there_is_an_error() -> None:
    """A sentence in another language's voice cannot be understood."""
    with pytest.raises(LookupError, match="de"):
        voice_for("de", [ENGLISH_VOICE, SystemVoice("den", ["den"]), SystemVoice("x", None)])


@pytest.mark.parametrize("name", [each.value for each in Tone])
def test_every_tone_sounds_shortly_and_without_a_click(name: str) -> None:
    """It begins and ends in silence, and is over before a word would be."""
    sound = tone(name)
    assert 0.05 < len(sound) / RATE_HZ < 0.6
    assert 0.2 < np.abs(sound).max() <= 0.4
    assert abs(sound[0]) < 0.01
    assert abs(sound[-1]) < 0.01


def numbers(raw: bytes) -> np.ndarray:
    return np.frombuffer(raw, "<i2")


def test_a_tone_sounds_over_the_speech_and_a_new_speech_breaks_off_the_old() -> None:
    """Nothing is louder than the device can play."""
    ended: list[bool] = []
    mixer = Mixer(lambda: ended.append(True))
    assert not numbers(mixer.samples(100)).any()
    mixer.speak(np.full(1000, 0.5, np.float32))
    mixer.add(np.full(100, 0.25, np.float32))
    first = numbers(mixer.samples(200))
    assert first[:100] == pytest.approx(0.75 * 32767, abs=1)
    assert first[100:] == pytest.approx(0.5 * 32767, abs=1)
    mixer.speak(np.full(50, 2.0, np.float32))
    last = numbers(mixer.samples(200))
    assert (last[:50] == 32767).all()
    assert not last[50:].any()
    assert ended == [True]


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 16_000])
def test_a_voice_of_another_rate_keeps_its_length(rate_hz: int, tmp_path: Path) -> None:
    """And its pitch."""
    import wave

    file = tmp_path / "a.wav"
    with wave.open(str(file), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(rate_hz)
        t_s = np.arange(rate_hz) / rate_hz
        stream.writeframes((np.sin(2 * np.pi * 400 * t_s) * 9000).astype("<i2").tobytes())
    sound = read_wave(file)
    assert len(sound) == pytest.approx(RATE_HZ, abs=2)
    crossings = np.count_nonzero(np.diff(np.signbit(sound)))
    assert crossings == pytest.approx(800, abs=4)


def test_the_process_itself_says_that_there_is_no_sound(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """This is the real process. The sound device cannot be opened."""
    monkeypatch.setattr(speaker, "open_device", lambda _mixer: 1 / 0)
    monkeypatch.setattr(sys, "platform", "linux")
    import os

    kept = os.dup(1)
    try:
        speaker.main()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    assert capfd.readouterr().out == '{"trouble": "sound"}\n'
