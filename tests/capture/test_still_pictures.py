"""Pictures that stand still while time goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from posecheck.capture.still_pictures import FROZEN_S
from posecheck.capture.video_reader import VideoReader

MakeFilm = Callable[..., Path]
Picture = NDArray[np.uint8]
TIMES_S = tuple(i / 30 for i in range(180))


def breathing(*, frozen: tuple[int, int] = (0, 0)) -> Iterator[Picture]:
    """A chest that goes up and down by a few pixels, twice in three seconds. From the first to the
    second picture of `frozen` it is the same picture again and again."""
    rng = np.random.default_rng(1)
    rows = np.arange(240)[:, None, None]
    for i in range(len(TIMES_S)):
        at = frozen[0] if frozen[0] <= i < frozen[1] else i
        edge = 120 + 4 * np.sin(2 * np.pi * at / 45)
        shown = np.broadcast_to(np.where(rows < edge, 90.0, 170.0), (240, 320, 3))
        if at == i:
            shown_now = shown + rng.normal(0, 1.5, shown.shape)
        yield np.clip(shown_now, 0, 255).astype(np.uint8)


def spans(path: Path) -> list[tuple[float, float]]:
    with VideoReader(path) as video:
        assert len(list(video)) == len(TIMES_S)
        return video.still.spans


@pytest.mark.parametrize("crf", ["18", "28"])
@pytest.mark.parametrize("name", ["film.mp4", "film.mkv"])
def test_a_frozen_picture_is_found(make_film: MakeFilm, name: str, crf: str) -> None:
    """From its first picture, which the codec improves for a moment, to its last one, also across a
    key frame in the middle."""
    options = {"crf": crf, "g": "75"}
    film = make_film(TIMES_S, name=name, pictures=breathing(frozen=(50, 130)), options=options)
    [(start_s, end_s)] = spans(film)
    assert start_s == pytest.approx(50 / 30, abs=0.3)
    assert end_s == pytest.approx(129 / 30, abs=0.1)


def test_somebody_who_breathes_is_not_frozen(make_film: MakeFilm) -> None:
    """Some pixels at the edge of a chest are enough."""
    assert spans(make_film(TIMES_S, pictures=breathing())) == []


def test_a_picture_that_is_shown_a_little_longer_is_not_frozen(make_film: MakeFilm) -> None:
    """Recorders repeat pictures that they missed."""
    short = (50, 50 + round(FROZEN_S * 30) - 3)
    assert spans(make_film(TIMES_S, pictures=breathing(frozen=short))) == []


def test_it_is_not_known_at_once_whether_a_picture_is_frozen(make_film: MakeFilm) -> None:
    """While it stands still for less than a second, either may be true."""
    film = make_film(TIMES_S, pictures=breathing(frozen=(50, 130)))
    known: list[bool | None] = []
    with VideoReader(film) as video:
        known += [video.still.is_frozen(picture.t_s) for picture in video.decoded()]
        assert video.still.is_frozen(60 / 30)
    assert not any(known[:50])
    assert known[55:75] == [None] * 20
    assert known[90:125] == [True] * 35
    assert not any(known[135:])
