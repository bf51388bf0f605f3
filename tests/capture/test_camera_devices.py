"""Sources by their text, files at real speed, and why a camera gives no picture."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from posecheck.capture import camera_devices
from posecheck.capture.camera_devices import FilePlayer, OverError, Where, opener, trouble_with
from posecheck.errors import ExitCode, PosecheckError

CLIP = Path(__file__).parents[2] / "sample_videos" / "plank" / "good.mp4"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("0", "camera 0"),
        ("clips/plank.mp4", "plank.mp4"),
        ("http://192.168.0.7:8080/video", "http://192.168.0.7:8080/video"),
        ("rtsp://me:secret@door/live", "rtsp://door/live"),
    ],
)
def test_the_name_of_a_source_holds_no_secret(said: str, name: str) -> None:
    """It stands in reports, which are shown to others."""
    assert Where.of(said).name == name


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now_s = 50.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now_s += seconds


def test_a_file_is_played_at_the_speed_at_which_it_was_filmed() -> None:
    """Each picture when its time has come; none is read ahead of it."""
    clock = Clock()
    player = FilePlayer(CLIP, clock=clock, sleep=clock.sleep)
    shown_s = []
    with suppress(OverError):
        while player.read() is not None:
            shown_s.append(clock.now_s - 50.0)
    player.close()
    assert len(shown_s) > 100
    assert shown_s == pytest.approx([i / 30 for i in range(len(shown_s))], abs=0.002)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """As by the reader of recordings."""
    with pytest.raises(PosecheckError) as error:
        opener(Where.of(str(tmp_path / "no.mp4")))()
    assert error.value.code is ExitCode.NO_SOURCE


def test_an_address_that_does_not_answer_is_reported_without_its_password() -> None:
    """With what to do about it."""
    with pytest.raises(PosecheckError, match="browser") as error:
        opener(Where.of("http://me:secret@127.0.0.1:9/video"))()
    assert error.value.code is ExitCode.NO_CAMERA
    assert "secret" not in str(error.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says why")
class TestOnLinux:
    """/dev/videoN shows whether a camera is there and may be used."""

    @pytest.fixture(autouse=True)
    def cameras(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(camera_devices, "_numbers", lambda: [2, 4])
        real = Path.exists
        monkeypatch.setattr(
            Path,
            "exists",
            lambda path: (
                path.name in ("video2", "video4") if path.name.startswith("video") else real(path)
            ),
        )

    def test_another_number_is_named_where_there_is_one(self) -> None:
        error = trouble_with(Where.of("0"))
        assert error.code is ExitCode.NO_CAMERA
        assert "There is 2, 4: say --camera 2." in str(error)

    def test_without_any_camera_the_other_sources_are_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(camera_devices, "_numbers", list)
        assert "--camera" in str(trouble_with(Where.of("0")))

    def test_one_that_may_not_be_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("os.access", lambda *_: False)
        error = trouble_with(Where.of("2"))
        assert error.code is ExitCode.CAMERA_DENIED
        assert '"video"' in str(error)

    def test_one_that_another_program_has(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("os.access", lambda *_: True)
        error = trouble_with(Where.of("4"))
        assert error.code is ExitCode.CAMERA_IN_USE
        assert "Close other programs" in str(error)
