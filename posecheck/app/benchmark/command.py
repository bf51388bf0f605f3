"""The whole benchmark: runs the clips, prints and writes the tables, answers the exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from posecheck.app import consoles, progress
from posecheck.app.benchmark import cross, run, show
from posecheck.app.benchmark.pages import filled
from posecheck.app.benchmark.truth import clips
from posecheck.errors import ExitCode, PosecheckError
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
    # Pages are read before the work, so that no work is lost to a page that does not exist.
    texts = {page: _text(page, show.markdown([])) for page in pages}
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
        cross_page.write_text(cross.markdown(results), encoding="utf-8")
    for page, text in texts.items():
        page.write_text(filled(text, show.markdown(results), where=str(page)), encoding="utf-8")
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

    texts = {page: _text(page, markdown([])) for page in pages}
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
    for page, text in texts.items():
        page.write_text(filled(text, markdown(found), where=str(page)), encoding="utf-8")
    return ExitCode.OK if all(figure.met for figure in found) else ExitCode.BENCHMARK_FAILED


def _text(page: Path, parts: Mapping[str, str]) -> str:
    """The text of a page, with room for one of the parts at least."""
    try:
        text = page.read_text(encoding="utf-8")
    except OSError as e:
        raise PosecheckError(
            f"cannot be read ({e.strerror})",
            where=str(page),
            remedy="Give a page that exists.",
            code=ExitCode.USAGE,
        ) from e
    filled(text, parts, where=str(page))
    return text
