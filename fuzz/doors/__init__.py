"""All doors, by name. Each is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module

from fuzz.door import Door

PLACES = {
    "exercise": "exercise_files",
    "translation": "exercise_files",
    "profile": "profiles",
    "landmarks": "landmark_recordings",
    "session": "session_files",
    "report": "reports",
    "list": "lists",
    "video": "videos",
    "stream": "streams",
    "slow-stream": "streams",
}
"""Name of a door -> its module, which has it in DOORS."""


def door(name: str) -> Door:
    """The door of that name."""
    doors: dict[str, Door] = import_module(f"fuzz.doors.{PLACES[name]}").DOORS
    return doors[name]
