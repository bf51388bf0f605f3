"""Names and texts from a stranger are shown, and nothing in them is obeyed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import stick
from typer.testing import Result

from posecheck.app import consoles
from posecheck.exercise.spec import catalogue
from posecheck.files.folders import DATA_VARIABLE, session_folder
from posecheck.pose import landmark_recording
from posecheck.store import session_file

Run = Callable[..., Result]

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egpj\x7f [red] [/] :smile:"
"""Sets the window's title, empties the screen, colours, turns the text round; Rich's own marks."""

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an exercise and a recording of landmarks, both with evil texts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    text = (catalogue.folder() / "hip-bridge.toml").read_text(encoding="utf-8")
    quoted = "".join(f"\\u{ord(letter):04x}" for letter in EVIL)
    for key in ("title", "camera", "say", "because", "source"):
        text = text.replace(f'\n{key} = "', f'\n{key} = "{quoted}')
    text = text.replace('cautions = [\n    "', f'cautions = [\n    "{quoted}')
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "hip-bridge.toml").write_text(text, encoding="utf-8")
    course, _ = stick.bridges([stick.Plan(), stick.Plan(top_deg=150.0)])
    poses = stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2))
    landmark_recording.save(recording(tmp_path), poses)
    return tmp_path


def recording(folder: Path) -> Path:
    return folder / f"{EVIL.replace('/', '')}.npz"


def session(folder: Path) -> Path:
    """A session file of that name, with no poses in it."""
    path = session_folder() / f"{EVIL.replace('/', '')}{session_file.SUFFIX}"
    path.parent.mkdir(parents=True)
    path.write_text(f'{{"event": "begin", "exercise": "{"x"}"}}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("exercises", "--check", "RECORDING"),
        ("show", "hip-bridge", "--catalog", "own"),
        ("analyze", "RECORDING", "-e", "hip-bridge", "--catalog", "own", "--no-video"),
        ("analyze", "RECORDING", "-e", "auto", "--no-video"),
        ("analyze", "no-RECORDING", "-e", "hip-bridge"),
        ("batch", "RECORDING", "-e", "hip-bridge", "--catalog", "own", "-o", "out"),
        ("calibrate", "hip-bridge", "no-RECORDING", "--profile", "anna"),
        ("record", "no-RECORDING", "-o", "x.npz"),
        ("recover", "SESSION"),
        ("live", EVIL, "--catalog", "own"),
        ("profile", EVIL),
    ],
    ids=lambda command: command[0],
)
def test_nothing_in_a_stranger_s_text_is_obeyed(
    command: tuple[str, ...], evil: Path, run: Run
) -> None:
    """Neither by the terminal nor by Rich: the marks stand there as they are."""
    own = {"RECORDING": recording(evil), "no-RECORDING": evil / f"no{EVIL.replace('/', '')}.mp4"}
    if "SESSION" in command:
        own["SESSION"] = session(evil)
    result = run(*(own.get(word, word) for word in command))
    assert "owned" in result.output, "the text is not shown at all"
    assert not OBEYED.search(result.output)
    assert "did not expect" not in result.output


def test_posecheck_s_own_colours_are_still_obeyed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    consoles.error("no such file")
    assert capsys.readouterr().err == "\x1b[1;31mError:\x1b[0m no such file\n"
