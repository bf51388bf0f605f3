"""The whole benchmark: runs the clips, prints and writes the tables, answers the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from posecheck.app import consoles, progress
from posecheck.app.benchmark import cross, run, show
from posecheck.app.benchmark.pages import filled
from posecheck.app.benchmark.truth import Clip, clips
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import targets, text_files
from posecheck.pose.model_file import ensure


def benchmark(
    folder: Path,
    *,
    only: str | None,
    catalog: Path | None,
    jobs: int,
    pages: Sequence[Path],
    cross_page: Path | None,
) -> ExitCode:
    """Runs the clips, prints a table, and answers whether every goal is met.

    `pages` get the tables. `cross_page` gets what is counted in each good clip as every exercise.
    Raises PosecheckError: NO_SOURCE without clips, BAD_SOURCE, USAGE for a page that is wrong.
    """
    chosen = clips(folder, only)
    _check_pages(pages, show.markdown([]))
    if cross_page is not None:
        with targets.rules(inputs=[*pages, *_files(chosen)]):
            targets.place(cross_page)
    model = ensure("full")
    results = []
    with progress.frames("clips", len(chosen)) as count:
        every = run.run_all(
            chosen, model=model, catalog=catalog, jobs=jobs, cross=cross_page is not None
        )
        for result in every:
            results.append(result)
            count()
    consoles.results().print(show.table(results, run.help_s(), each=only is not None))
    if cross_page is not None:
        consoles.results().print(cross.summary(results))
        with targets.rules(inputs=[*pages, *_files(chosen)]):
            text_files.write_text(cross_page, cross.markdown(results))
    _fill(pages, show.markdown(results))
    met = all(r.score.ok for r in results)
    return ExitCode.OK if met else ExitCode.BENCHMARK_FAILED


def speed(folder: Path, *, minutes: float, pages: Sequence[Path]) -> ExitCode:
    """Measures how fast posecheck is, prints a table, and answers whether every goal is met.

    `pages` get the table; `minutes` is the length of the longest film. Raises PosecheckError:
    NO_SOURCE without the sample clip, BENCHMARK_FAILED where a program fails, USAGE for a page that
    is wrong.
    """
    from posecheck.app.benchmark.speed import measure
    from posecheck.app.benchmark.speed.show import markdown, table

    _check_pages(pages, markdown([]))
    if not (folder / measure.CLIP).is_file():
        raise PosecheckError(
            "no such file",
            where=str(folder / measure.CLIP),
            remedy="Give the folder of the sample clips: --clips DIR.",
            code=ExitCode.NO_SOURCE,
        )
    found = []
    for figure in measure.figures(folder, ensure("full"), minutes=minutes):
        consoles.note(f"{figure.what}: {figure.found}")
        found.append(figure)
    consoles.results().print(table(found))
    _fill(pages, markdown(found))
    return ExitCode.OK if all(figure.met for figure in found) else ExitCode.BENCHMARK_FAILED


def _files(chosen: Iterable[Clip]) -> list[Path]:
    """The clips and their truths."""
    return [file for clip in chosen for file in (clip.video, clip.video.with_suffix(".json"))]


def _check_pages(pages: Iterable[Path], parts: Mapping[str, str]) -> None:
    """Raises PosecheckError for a page that cannot be filled, so that no work is lost to it."""
    for page in pages:
        _text(page, parts)
        targets.place(page, edits=True)


def _fill(pages: Iterable[Path], parts: Mapping[str, str]) -> None:
    """Puts the tables into the pages as they are by now: people may have written meanwhile."""
    for page in pages:
        text = filled(_text(page, parts), parts, where=str(page))
        text_files.write_text(page, text, edits=True)


def _text(page: Path, parts: Mapping[str, str]) -> str:
    """The text of a page, with room for one of the parts at least."""
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        why = e.strerror if isinstance(e, OSError) else "not a text in UTF-8"
        raise PosecheckError(
            f"cannot be read ({why})",
            where=str(page),
            remedy="Give a page that exists.",
            code=ExitCode.USAGE,
        ) from e
    filled(text, parts, where=str(page))
    return text
