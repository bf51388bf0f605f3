"""A live source: arrival times, the newest picture, and trouble reported at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from posecheck.capture import camera as module
from posecheck.capture.camera import Camera, fitted
from posecheck.capture.camera_devices import Device, Image8, OverError
from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Frame

SIZE = (64, 48)


def picture(level: int, size_px: tuple[int, int] = SIZE) -> Image8:
    """Every one is somewhat different, as a sensor's are."""
    width, height = size_px
    random = np.random.default_rng(level)
    return random.integers(level, level + 5, (height, width, 3)).astype(np.uint8)


@dataclass
class Script:
    """A device whose reads are scripted: a picture, None, an exception, or seconds to pass."""

    steps: list[Image8 | float | BaseException | None]
    now_s: float = 100.0
    opened: int = 0
    closed: int = 0
    fails_to_open: int = 0
    _at: int = 0
    times: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now_s

    def open(self) -> Device:
        self.opened += 1
        if self.opened > 1 and self.fails_to_open:
            self.fails_to_open -= 1
            raise PosecheckError("away", code=ExitCode.NO_CAMERA)
        return self

    def read(self) -> Image8 | None:
        while self._at < len(self.steps):
            step = self.steps[self._at]
            self._at += 1
            if isinstance(step, float):
                self.now_s += step
                continue
            if isinstance(step, BaseException):
                raise step
            time.sleep(0.02)  # let the taker have each of them
            return step
        raise OverError

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """In real use a second passes between two tries."""
    monkeypatch.setattr(module, "TRY_AGAIN_S", 0.01)


def taken(camera: Camera) -> Iterator[Frame]:
    while not camera.ended:
        frame = camera.take(0.2)
        if frame is not None:
            yield frame


def test_time_is_the_moment_of_arrival_from_the_first_picture_on() -> None:
    """Times are not counted in pictures: a camera may stutter."""
    script = Script([picture(90), 0.5, picture(91), 2.25, picture(92)])
    with Camera(script.open, clock=script.clock) as camera:
        assert [round(frame.t_s, 6) for frame in taken(camera)] == [0.0, 0.5, 2.75]
        assert (camera.delivered, camera.dropped) == (3, 0)
    assert script.closed == 1


def test_a_picture_of_another_size_is_fitted_into_the_first_ones() -> None:
    """Undistorted, with black beside it."""
    script = Script([picture(90), picture(200, (32, 48))])
    with Camera(script.open, clock=script.clock) as camera:
        first, second = taken(camera)
    assert first.size_px == second.size_px == SIZE
    assert second.image[:, :16].max() == 0
    assert second.image[:, 16:48].min() >= 199


def test_a_device_that_loses_its_picture_is_opened_again() -> None:
    """Also when it does not answer at the first try."""
    script = Script([picture(90), None, picture(91)], fails_to_open=2)
    with Camera(script.open, clock=script.clock) as camera:
        assert len(list(taken(camera))) == 2
    assert script.opened == 4
    assert script.closed == 2


def test_an_unforeseen_error_of_the_thread_is_raised_in_the_taker() -> None:
    """Not swallowed, not printed by a dying thread."""
    script = Script([picture(90), RuntimeError("driver")])
    with Camera(script.open, clock=script.clock) as camera:
        with pytest.raises(RuntimeError, match="driver"):
            list(taken(camera))
        assert not camera.ended


def test_a_device_without_a_first_picture_is_refused() -> None:
    """It is closed again, and its name stands in the message."""
    script = Script([None])
    with pytest.raises(PosecheckError, match="camera 3: it opens") as error:
        Camera(script.open, name="camera 3").__enter__()
    assert error.value.code is ExitCode.CAMERA_IN_USE
    assert script.closed == 1


BLACK = np.zeros((48, 64, 3), np.uint8)
STILL = picture(90)


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([picture(90), 1.2], "silent"),
        ([picture(90), BLACK, 0.9, BLACK, 0.9, BLACK], "black"),
        ([STILL, STILL, 0.9, STILL, 0.9, STILL, 0.9, STILL, 0.9, STILL], "frozen"),
        ([picture(90), 0.9, picture(91), 0.9, picture(92)], None),
        ([STILL, 0.9, STILL, 0.9, STILL], None),
        ([BLACK, 0.5, BLACK, 0.2, picture(92)], None),
    ],
    ids=["silent", "black", "frozen", "slow but well", "still for 2 s", "black for a blink"],
)  # fmt: skip
def test_trouble_is_known_at_once(steps: list, kind: str | None) -> None:
    """Silent after a second, black after a second, frozen after three."""
    script = Script(steps)
    with Camera(script.open, clock=script.clock) as camera:
        list(taken(camera))
        trouble = camera.trouble()
    assert (trouble.kind if trouble else None) == kind


def test_a_file_may_stand_still() -> None:
    """A film may show something that does not move."""
    script = Script([STILL, STILL, 0.9, STILL, 0.9, STILL, 0.9, STILL, 0.9, STILL])
    with Camera(script.open, may_freeze=False, clock=script.clock) as camera:
        list(taken(camera))
        assert camera.trouble() is None


def test_what_has_the_right_size_is_passed_on_as_it_is() -> None:
    """No copy for every picture of a session."""
    image = picture(90)
    assert fitted(image, SIZE) is image


@pytest.mark.parametrize(("sizes", "times"), [((40,), 0), ((40, 12, 40), 1), ((40, 31, 31), 2)])
def test_it_tells_when_pictures_have_settled_at_a_new_size(
    sizes: tuple[int, ...], times: int
) -> None:
    """The first size is not new, and one that comes for 12 pictures has not settled."""
    told: list[int] = []
    steps: list[Image8 | float | BaseException | None] = [
        picture(60, (64, 48 + run)) for run, count in enumerate(sizes) for _ in range(count)
    ]
    script = Script([*steps, OverError()])
    with Camera(script.open, clock=script.clock, settled=lambda: told.append(1)) as camera:
        while not camera.ended:
            camera.take(0.2)
    assert len(told) == times


def stalled() -> list[Image8 | float | BaseException | None]:
    """Twenty pictures at 10 a second, then none for a second, then those ten and one in time."""
    steps: list[Image8 | float | BaseException | None] = []
    for number in range(20):
        steps += [picture(number), 0.1]
    steps.append(0.9)
    for number in range(10):
        steps += [picture(20 + number), 0.004]
    return [*steps, 0.096, picture(30)]


def test_pictures_that_waited_in_a_buffer_are_not_judged() -> None:
    script = Script(stalled())
    with Camera(script.open, clock=script.clock) as camera:
        times_s = [frame.t_s for frame in taken(camera)]
    assert len(times_s) == 21
    assert times_s[-1] == pytest.approx(3.036)
    assert camera.delivered == 31


def test_pictures_that_bring_their_time_are_never_late() -> None:
    """As those of a page in a browser."""
    script = Script(stalled())
    with Camera(script.open, clock=script.clock, ago_s=lambda: 0.01) as camera:
        assert len(list(taken(camera))) == 31
