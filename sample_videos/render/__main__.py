"""The command line, `python -m sample_videos.render`: it makes the clips that have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import cv2
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from sample_videos.render import contact_sheet as sheets
from sample_videos.render.animation.motion_file import Motion, MotionError, load_all
from sample_videos.render.animation.performance import perform
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.fingerprint import made_from
from sample_videos.render.jobs import Job, Progressed, out_path, render_all

console = Console(stderr=True)


def main(
    clips: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID[/NAME]]...", help="The clips; without any, all."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processor cores to use.")] = 2,
    sheet: Annotated[
        Path | None, typer.Option(help="Write contact sheets (PNG) to this folder, too.")
    ] = None,
    sticks: Annotated[
        Path | None, typer.Option(help="Write only stick figures to this folder: seconds a clip.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Make unchanged clips again, too.")
    ] = False,
    list_only: Annotated[bool, typer.Option("--list", help="Show the clips and stop.")] = False,
    size: Annotated[str | None, typer.Option(metavar="WxH", help="Another picture size.")] = None,
) -> None:
    """Make the sample videos and their truth from the motion files."""
    try:
        chosen = list(_chosen(load_all(), clips or []))
        if list_only:
            _show(chosen)
        elif sticks is not None:
            _sticks(chosen, sticks)
        else:
            _make(chosen, jobs=jobs, force=force, size_px=_size(size))
            if sheet is not None:
                _sheets(chosen, sheet)
    except MotionError as wrong:
        console.print(f"[red]{wrong}[/red]", highlight=False)
        raise typer.Exit(1) from None


def _chosen(motions: dict[str, Motion], wanted: list[str]) -> Iterator[tuple[Motion, str]]:
    """The clips that the user asked for. Raises MotionError for one that does not exist."""
    every = [(motion, name) for motion in motions.values() for name in motion.clips]
    for one in wanted:
        if not any(one in (m.exercise, f"{m.exercise}/{name}") for m, name in every):
            raise MotionError(f"there is no clip {one!r}; --list shows all")
    for motion, name in every:
        if not wanted or motion.exercise in wanted or f"{motion.exercise}/{name}" in wanted:
            yield motion, name


def _size(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()) or int(width) % 2 or int(height) % 2:
        raise MotionError(f"--size {text}: give two even numbers, such as 1280x720")
    return int(width), int(height)


def _is_made(motion: Motion, name: str, size_px: tuple[int, int] | None) -> bool:
    truth = out_path(motion, name).with_suffix(".json")
    if not truth.exists() or not truth.with_suffix(".mp4").exists():
        return False
    return bool(json.loads(truth.read_text())["made_from"] == made_from(motion, name, size_px))


def _make(
    chosen: list[tuple[Motion, str]], *, jobs: int, force: bool, size_px: tuple[int, int] | None
) -> None:
    todo = [
        Job(motion, name, size_px)
        for motion, name in chosen
        if force or not _is_made(motion, name, size_px)
    ]
    console.print(f"{len(todo)} of {len(chosen)} clips to make", highlight=False)
    columns = (TextColumn("{task.description:<36}"), BarColumn(), TimeRemainingColumn())
    failed = []
    with Progress(*columns, console=console) as progress:
        tasks = {job.label: progress.add_task(job.label, total=None) for job in todo}
        for news in render_all(todo, jobs=jobs):
            task = tasks[news.label]
            progress.update(task, completed=news.done, total=news.total)
            if news.wrong is not None:
                failed.append(news)
                progress.console.print(f"[red]{news.wrong}[/red]", highlight=False)
    _refuse(failed)


def _refuse(failed: list[Progressed]) -> None:
    if failed:
        raise MotionError(f"not made: {', '.join(news.label for news in failed)}")


def _sheets(chosen: list[tuple[Motion, str]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for motion, name in chosen:
        picture = sheets.of_video(out_path(motion, name))
        _write(folder / f"{motion.exercise}-{name}.png", picture)


def _sticks(chosen: list[tuple[Motion, str]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for motion, name in chosen:
        done = perform(motion, name)
        rest_m = BUILDS[done.clip.build].rest_m
        picked = sheets.chosen(len(done.t_s))
        pictures = [sheets.sticks(rest_m, done.pose(i), done.cameras[i]) for i in picked]
        captions = [f"{done.t_s[i]:.1f} s" for i in picked]
        _write(folder / f"{motion.exercise}-{name}-sticks.png", sheets.sheet(pictures, captions))


def _write(path: Path, picture: sheets.Picture) -> None:
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    console.print(str(path), highlight=False)


def _show(chosen: list[tuple[Motion, str]]) -> None:
    table = Table("clip", "about", "made")
    for motion, name in chosen:
        made = "yes" if _is_made(motion, name, None) else "no"
        table.add_row(f"{motion.exercise}/{name}", motion.clips[name].about, made)
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
