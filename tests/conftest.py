"""Lets every test `import stick`, the figure whose answers are known by arithmetic."""

from __future__ import annotations

import sys
from pathlib import Path

# With --import-mode=importlib pytest itself puts no folder on the path.
sys.path.append(str(Path(__file__).parent))
