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


TRACED = frozenset(
    f"test_{name}.py"
    for name in (
        "catalogue", "checks", "exercise_files", "history", "notes", "steadiness_table",
        "trackers", "zones",
    )
)  # fmt: skip
UNTRACED = frozenset({"calibration/test_variations.py", "coach/test_trainer.py"})
"""Where coverage is measured, whole sessions take two to three times as long, and run hardly a line
that others do not (with most of them left out, coverage went from 93.5 to 92.8 %): these files are
left out of the measurement, and all of exercise/ but TRACED."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measures no coverage in whole sessions."""
    here = Path(__file__).parent
    for item in items:
        folder, name = item.path.parent, item.path.name
        sessions = folder == here / "exercise" and name not in TRACED
        if sessions or f"{folder.name}/{name}" in UNTRACED:
            item.add_marker(pytest.mark.no_cover)


def pytest_report_header() -> str:
    """Says which posecheck is tested: the one that is built and installed, or a checkout."""
    import posecheck

    return f"posecheck: {Path(posecheck.__file__).parent}"
