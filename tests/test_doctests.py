"""Every example in a docstring of the engine is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import posecheck.coach
import posecheck.exercise
import posecheck.motion

PLAIN = [
    "posecheck.records",
    "posecheck.landmarks",
    "posecheck.errors",
    "posecheck.capture.camera_devices",
]
MODULES = PLAIN + [
    found.name
    for package in (posecheck.motion, posecheck.exercise, posecheck.coach)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    """As written, output included."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    """An empty run would prove nothing."""
    attempted = [doctest.testmod(importlib.import_module(name)).attempted for name in MODULES]
    assert sum(attempted) >= 10
