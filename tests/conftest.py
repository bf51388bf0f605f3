"""Lets every test import the helpers in tests/ (`stick`, `moments`), and the folders beside the
package: the renderer and the calibration scripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# With --import-mode=importlib pytest puts no folder on the path. These come last, so that posecheck
# is the installed one: the wheel that users get.
sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1])]

# A session takes a second. To shrink a failing example would take many minutes. How long an example
# takes says more of the machine than of the code.
settings.register_profile(
    "found", phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None
)
settings.load_profile("found")


UNTRACED = frozenset(
    {
        "exercise/test_any_landmarks.py",
        "exercise/test_bridge.py",
        "exercise/test_bridge_faults.py",
        "exercise/test_calibrate.py",
        "exercise/test_camera_angles.py",
        "exercise/test_flat_cost.py",
        "exercise/test_hidden.py",
        "exercise/test_meaning.py",
        "exercise/test_recognise.py",
        "exercise/test_side_views.py",
        "exercise/test_spoiled_time.py",
        "exercise/test_steadiness.py",
        "exercise/test_whole_repetition.py",
        "calibration/test_variations.py",
        "coach/test_trainer.py",
    }
)
"""Whole sessions, again and again. Where coverage is measured, these take two to three times as
long, and run hardly a line that the others do not: they are left out of the measurement."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measures no coverage in the files of UNTRACED."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).as_posix() in UNTRACED:
            item.add_marker(pytest.mark.no_cover)


def pytest_report_header() -> str:
    """Says which posecheck is tested: the one that is built and installed, or a checkout."""
    import posecheck

    return f"posecheck: {Path(posecheck.__file__).parent}"
