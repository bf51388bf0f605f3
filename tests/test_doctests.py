"""Every example in a docstring of the engine gives the output that is written there."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import posecheck.coach
import posecheck.exercise
import posecheck.motion

SINGLE_MODULES = [
    "posecheck.records",
    "posecheck.landmarks",
    "posecheck.errors",
    "posecheck.capture.camera_devices",
]
MODULES = SINGLE_MODULES + [
    found.name
    for package in (posecheck.motion, posecheck.exercise, posecheck.coach)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    """Each example of one module."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    """A run without examples would prove nothing."""
    attempted = [doctest.testmod(importlib.import_module(name)).attempted for name in MODULES]
    assert sum(attempted) >= 10
