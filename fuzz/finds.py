"""What was found, each kind once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PLACE = re.compile(r'File "[^"]*?(posecheck/[^"]+|[^"/]+)", line (\d+), in (\S+)')


@dataclass(frozen=True)
class Find:
    """One find. kind: an exception's name, "hang", "memory" or "crash"."""

    kind: str
    told: str
    number: int

    @property
    def place(self) -> str:
        """The last line of posecheck that was being run; "" where that is not known."""
        places: list[tuple[str, str, str]] = PLACE.findall(self.told)
        own = [f"{file}:{line}" for file, line, _ in places if file.startswith("posecheck/")]
        return own[-1] if own else ""


class Finds:
    """All finds of a run. The first of each kind and place is kept, with its input."""

    def __init__(self, door: str, folder: Path | None) -> None:
        self._door = door
        self._folder = folder
        self._seen: dict[tuple[str, str], Find] = {}
        self.counts: dict[tuple[str, str], int] = {}

    def add(self, find: Find, data: bytes) -> None:
        """Takes a find and its input."""
        key = find.kind, find.place
        self.counts[key] = self.counts.get(key, 0) + 1
        if key in self._seen:
            return
        self._seen[key] = find
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"{self._door}-{find.kind}-{sha256(data).hexdigest()[:8]}"
            (self._folder / f"{name}.bin").write_bytes(data)
            (self._folder / f"{name}.txt").write_text(
                f"{self._door}, input {find.number}\n{find.told}\n", encoding="utf-8"
            )

    @property
    def all(self) -> list[Find]:
        """One find of each kind and place."""
        return list(self._seen.values())
