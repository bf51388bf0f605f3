"""What a video's container says about its making. No picture is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from posecheck.capture.opening import film, open_container
from posecheck.errors import PosecheckError

DATE_KEYS: Final = ("com.apple.quicktime.creationdate", "creation_time", "date_recorded", "date")
"""Where containers keep the date, best first: Apple's has the time zone of the place."""

FIRST_YEAR: Final = 1971
"""A camera whose clock was never set says 1904 or 1970: no date is better than that one."""


@dataclass(frozen=True, slots=True)
class ContainerFacts:
    """When it was recorded (ISO 8601) and at how many pictures a second; None if it says nothing.

    A date without a time zone is the camera's own; most cameras write UTC.
    """

    recorded: str | None = None
    rate_hz: float | None = None


def container_facts(path: Path) -> ContainerFacts:
    """The facts of a video; nothing for a file that is none."""
    try:
        container = open_container(path)
    except PosecheckError:
        return ContainerFacts()
    with container:
        try:
            stream = film(container, path)
        except PosecheckError:
            return ContainerFacts()
        said = {key.lower(): text for key, text in (stream.metadata | container.metadata).items()}
        rate = stream.average_rate
        return ContainerFacts(_date(said), float(rate) if rate else None)


def _date(said: dict[str, str]) -> str | None:
    for key in DATE_KEYS:
        try:
            found = datetime.fromisoformat(said.get(key, ""))
        except ValueError:
            continue
        if found.year >= FIRST_YEAR:
            return found.isoformat()
    return None
