"""Pictures of the page in every state, in three sizes, light and dark. For docs/web.md.

    python -m calibration.web_screenshots FOLDER [--size laptop|tablet|phone] [--scheme light|dark]

Writes FOLDER/STATE-SIZE-SCHEME.png. The person is made, and has a made history of four weeks; the
camera is Chromium's fake one, and shows a clip. Needs Chromium and the extra `browser`.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import sync_playwright

from calibration.made_reports import made
from calibration.plan_month import ANSWERS
from calibration.web_counts import ROOT, Opened, begin, opened, write_film
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.folders import DATA_VARIABLE, history_file
from posecheck.history import database, reading, writing
from posecheck.plan.choosing import plan_of
from posecheck.pose import model_file
from posecheck.store import profiles

SIZES: Final = {"laptop": (1280, 720), "tablet": (1024, 1366), "phone": (390, 844)}
SCHEMES: Final = ("light", "dark")

CLIP: Final = ROOT / "sample_videos" / "hip-bridge" / "half.mp4"
"""It has a half bridge, a full one, and another half one."""

DAYS: Final = 28
MONTH_OF: Final = "anna"

PLAIN: Final = {
    "today": "#/", "sheet": "#/exercise/standing-roll-down", "plan": "#/plan",
    "history": "#/history", "recordings": "#/recordings", "settings": "#/settings",
}  # fmt: skip
"""Views without a camera."""


def fill() -> None:
    """A person with a plan, who did it on every second day of four weeks; it went well."""
    profiles.save(Profile(name=MONTH_OF, plan=ANSWERS))
    catalogue, chance = Catalogue(), Random(1)  # noqa: S311 - no secret
    exercises = [catalogue.get(each) for each in catalogue.ids()]
    today = date.today()  # noqa: DTZ011 - the day where the person is
    for ago in range(DAYS, 0, -2):
        day = today - timedelta(ago)
        with database.opened(history_file()) as history:
            past = reading.for_plans(history, MONTH_OF)
            plan = plan_of(ANSWERS, exercises, past, day)
            writing.keep_plan(history, MONTH_OF, plan)
            for minute, step in enumerate(plan.steps):
                exercise = catalogue.get(step.exercise)
                how = "faults" if ago == DAYS else "good"
                report = made(exercise, step.dose, day, how, chance=chance, minute=minute)
                writing.keep(history, MONTH_OF, report, exercise)


class Camera:
    """Takes pictures of a page under names of states."""

    def __init__(self, one: Opened, folder: Path, ending: str) -> None:
        self.page, self._folder, self._ending = one.page, folder, ending

    def take(self, state: str, *, whole: bool = False) -> None:
        """`whole`: all of a page that is longer than the window."""
        self.page.wait_for_selector(".waiting", state="detached")
        self.page.wait_for_timeout(400)
        path = self._folder / f"{state}-{self._ending}.png"
        self.page.screenshot(path=str(path), full_page=whole)

    def go(self, view: str) -> None:
        """Opens a view."""
        self.page.evaluate("view => { location.hash = view }", view)
        self.page.wait_for_timeout(500)

    def stage(self, stage: str, more: str = "", *, seconds: float = 60) -> None:
        """Waits for a stage of the session, and something in it."""
        self.page.wait_for_selector(f'.room[data-stage="{stage}"]{more}', timeout=seconds * 1000)


def views(camera: Camera) -> None:
    """Somebody new; the questions; then all views of somebody with a history."""
    camera.take("choose")
    camera.go("#/plan")
    camera.take("nobody")
    camera.page.get_by_label("Name", exact=True).fill("berta")
    camera.page.get_by_role("button", name="Make this person").click()
    camera.page.wait_for_selector(".question")
    camera.take("question")
    as_person(camera.page, MONTH_OF)
    for state, view in PLAIN.items():
        camera.go(view)
        camera.take(state, whole=state in ("today", "history"))


def as_person(page: Any, person: str) -> None:
    """The page of a person, opened anew."""
    page.evaluate(
        "([key, kept]) => localStorage.setItem(key, kept)",
        ["posecheck-settings", json.dumps({"person": person, "voice": "off", "tones": False})],
    )
    page.reload()
    page.wait_for_selector("#main h1")


def recording(camera: Camera) -> None:
    """A recording that was dropped, with its video open; and two of them compared."""
    camera.go("#/recordings")
    good = CLIP.with_name("good.mp4")
    camera.page.set_input_files("#file", [str(CLIP), str(good)])
    done = '.clip[data-state="done"]'
    camera.page.wait_for_selector(f"{done} >> nth=1", timeout=180_000)
    camera.page.get_by_role("button", name="Show the video").first.click()
    camera.page.wait_for_selector(".clip video")
    camera.page.wait_for_timeout(4000)
    camera.take("recording", whole=True)


def one_session(camera: Camera) -> None:
    """One exercise, from its set-up to its summary."""
    begin(camera.page, "hip-bridge")
    camera.stage("setup")
    camera.take("set-up")
    camera.stage("work", " .cue:not(:empty)")
    camera.take("cue")
    camera.stage("work", ' .number:text-is("1")')
    camera.take("hold")
    camera.page.keyboard.press(" ")
    camera.stage("paused")
    camera.take("paused")
    camera.page.keyboard.press("h")
    camera.stage("hurt")
    camera.take("hurts")
    camera.page.wait_for_selector(".summary", timeout=60_000)
    camera.take("summary", whole=True)


def one_plan(camera: Camera) -> None:
    """A plan: its first rest, and its end."""
    camera.go("#/")
    camera.page.get_by_role("link", name="Start today's plan").click()
    camera.stage("next")
    camera.take("next")
    camera.page.keyboard.press("q")
    camera.page.wait_for_selector(".of-day", timeout=60_000)
    camera.take("day", whole=True)


def trouble(camera: Camera) -> None:
    """The camera is refused."""
    camera.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    camera.go("#/exercise/plank")
    camera.page.get_by_role("link", name="Turn on the camera").click()
    camera.page.wait_for_selector("text=The browser may not use the camera")
    camera.take("refused")


PARTS: Final[tuple[Callable[[Camera], None], ...]] = (
    views, recording, one_session, one_plan, trouble,
)  # fmt: skip


def main() -> None:
    """Writes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=tuple(SIZES))
    parser.add_argument("--scheme", choices=SCHEMES)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    os.environ[model_file.FILE_VARIABLE] = str(model_file.ensure())
    for size, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            if asked.size not in (None, size) or asked.scheme not in (None, scheme):
                continue
            with TemporaryDirectory() as place, sync_playwright() as playwright:
                os.environ[DATA_VARIABLE] = str(Path(place) / "data")
                fill()
                film = Path(place) / "film.y4m"
                write_film(CLIP, film, rate_hz=30, lead_s=4.0, tail_s=8.0)
                with opened(film, Path(place), playwright) as one:
                    one.page.set_viewport_size({"width": width, "height": height})
                    one.page.emulate_media(color_scheme=scheme)
                    camera = Camera(one, asked.folder, f"{size}-{scheme}")
                    for part in PARTS:
                        part(camera)


if __name__ == "__main__":
    main()
