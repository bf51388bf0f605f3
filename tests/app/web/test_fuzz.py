"""Whatever a tab sends, the server goes on: damaged orders and pictures, random ones, half ones."""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path
from typing import Any

import pytest

from posecheck.app.sources import ModelChoice
from posecheck.app.web.desk import Desk, Tab
from posecheck.app.web.orders import order
from posecheck.app.web.outbox import Outbox
from posecheck.app.web.page_camera import NotAPictureError, decoded, sent, size_px
from posecheck.app.web.parts import Setting
from posecheck.exercise.spec.catalogue import Catalogue

from .conftest import MODEL, Made, jpeg, picture

GOOD: list[dict[str, Any]] = [
    {"do": "begin", "exercise": "no-such-one", "sets": 3, "reps": 8, "hold_s": 4.0, "voice": "off"},
    {"do": "plan", "person": "nobody-there", "feels": "sore", "voice": "off"},
    {"do": "command", "command": "pause"},
    {"do": "painted", "picture": 3, "latency_ms": 20.5},
    {"do": "here"},
]
ODD: list[Any] = [
    None, True, -1, 0, 1e308, 2**70, "", "x" * 500, "../..", "\x00", [], [[]], {}, {"do": "here"},
    "pause", "begin", 1.5, "\ud800", "💥",
]  # fmt: skip


def desk() -> Desk:
    """A desk whose sessions cannot begin: no exercise has these names."""
    setting = Setting(
        catalogue=Catalogue(),
        choice=ModelChoice("full", explicit=Path("made.task")),
        model_file=Path("made.task"),
        model=MODEL,
        lang="en",
        out=None,
        estimator=Made().estimator,
    )
    return Desk(setting)


def some_order(chance: random.Random) -> str:
    """An order with something wrong in it, or text that is no order."""
    made = dict(chance.choice(GOOD))
    for _ in range(chance.randrange(3)):
        made[chance.choice([*made, "more", "do"])] = chance.choice(ODD)
    text = json.dumps(made)
    kind = chance.randrange(4)
    if kind == 0:
        at = chance.randrange(len(text))
        text = text[:at] + chr(chance.randrange(1, 0x2FFF)) + text[at + chance.randrange(3) :]
    elif kind == 1:
        text = text[: chance.randrange(len(text))]
    return text


def some_picture(chance: random.Random, good: bytes) -> bytes:
    """A picture with bytes changed or missing, or bytes that are no picture."""
    kind = chance.randrange(5)
    if kind == 0:
        return chance.randbytes(chance.randrange(200))
    if kind == 1:
        return good[: chance.randrange(len(good))]
    if kind == 2:
        head = struct.pack(
            "<Id", chance.randrange(2**32), chance.choice([float("nan"), -1.0, 1e300])
        )
        return head + good[12:]
    damaged = bytearray(good)
    for _ in range(1 + chance.randrange(20)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def fuzzed(count: int, seed: int) -> tuple[int, int]:
    """Sends `count` messages; how many orders and pictures were refused."""
    chance, at, tab = random.Random(seed), desk(), Tab(Outbox())
    at.enter(tab)
    good, refused = picture(5, 1000.0, jpeg(5)), 0
    for _ in range(count):
        if chance.random() < 0.5:
            message = some_picture(chance, good)
            at.picture(tab, message)
            try:
                found = sent(message, 1.0)
            except NotAPictureError:
                continue
            image = decoded(found.jpeg)
            assert image is None or (image.ndim == 3 and max(image.shape) <= 2000)
            continue
        try:
            found_order = order(some_order(chance))
        except ValueError:
            refused += 1
            continue
        at.message(tab, found_order)
    assert not at.busy
    return refused, at.refused


def test_damaged_messages_are_refused_and_nothing_else_happens() -> None:
    refused_orders, refused_pictures = fuzzed(2000, seed=1)
    assert refused_orders > 300
    assert refused_pictures > 300


@pytest.mark.slow
def test_a_hundred_thousand_damaged_messages() -> None:
    refused_orders, refused_pictures = fuzzed(100_000, seed=2)
    assert refused_orders > 15_000
    assert refused_pictures > 15_000


def test_a_small_jpeg_that_asks_for_a_huge_picture_is_refused() -> None:
    """Its size is read before it is decoded."""
    bomb = bytearray(jpeg(1))
    at = bomb.index(b"\xff\xc0")
    bomb[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    assert size_px(bytes(bomb)) == (60_000, 60_000)
    with pytest.raises(NotAPictureError, match="size"):
        sent(picture(1, 1.0, bytes(bomb)), 1.0)
