"""Lets every test `import stick`, the figure whose answers are known by arithmetic, and what
lies beside the package: the renderer and the calibration scripts."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import Phase, settings

# With --import-mode=importlib pytest itself puts no folder on the path. They come last, so that
# posecheck itself is the installed one, built as users get it.
sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1])]

# A session takes a second: finding the smallest example that fails would take many minutes.
settings.register_profile("found", phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.load_profile("found")


def pytest_report_header() -> str:
    """Which posecheck is tested: the one built and installed, or a checkout."""
    import posecheck

    return f"posecheck: {Path(posecheck.__file__).parent}"
