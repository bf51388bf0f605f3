"""The folders in which posecheck keeps its user's files. They may not exist yet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

DATA_VARIABLE: Final = "POSECHECK_DATA"
"""The environment variable that names the user's data folder."""

STATE: Final = ".posecheck"
"""The folder inside the outputs in which a batch remembers what is done. It marks outputs, too."""

LOCK: Final = "lock"
"""The file in `STATE` that a batch holds while it writes; it stays there."""


def user_folder() -> Path:
    """The user's data folder: POSECHECK_DATA, else the system's folder for such data."""
    from platformdirs import user_data_path

    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen) if chosen else user_data_path("posecheck", appauthor=False)


def model_folder() -> Path:
    """The folder of the downloaded pose models."""
    return user_folder() / "models"


def profile_folder() -> Path:
    """The folder of people's profiles."""
    return user_folder() / "profiles"


def session_folder() -> Path:
    """The folder of live sessions that have no report yet."""
    return user_folder() / "sessions"


def routine_folder() -> Path:
    """The folder of people's own routines."""
    return user_folder() / "routines"


def history_file() -> Path:
    """The file of everybody's history."""
    return user_folder() / "history.sqlite"
