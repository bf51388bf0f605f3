"""Lets every test import the helpers in tests/ (`stick`, `moments`), and the folders beside the
package: the renderer and the calibration scripts."""

from __future__ import annotations

import sys
from pathlib import Path

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


def pytest_report_header() -> str:
    """Says which posecheck is tested: the one that is built and installed, or a checkout."""
    import posecheck

    return f"posecheck: {Path(posecheck.__file__).parent}"
