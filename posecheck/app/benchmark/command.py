"""The benchmark from start to exit code."""

from __future__ import annotations

from pathlib import Path

from posecheck.app import consoles, progress
from posecheck.app.benchmark import cross, run, show
from posecheck.app.benchmark.truth import clips
from posecheck.errors import ExitCode
from posecheck.pose.model import ensure


def benchmark(
    folder: Path,
    *,
    only: str | None,
    catalog: Path | None,
    jobs: int,
    markdown: Path | None,
    crossed: Path | None,
) -> ExitCode:
    """Runs, prints one table, and answers whether every goal is met."""
    chosen = clips(folder, only)
    model = ensure("full")
    results = []
    with progress.frames("clips", len(chosen)) as count:
        every = run.run_all(
            chosen, model=model, catalog=catalog, jobs=jobs, cross=crossed is not None
        )
        for result in every:
            results.append(result)
            count()
    consoles.results().print(show.table(results, run.help_s(), each=only is not None))
    if crossed is not None:
        consoles.results().print(cross.summary(results))
        crossed.write_text(cross.markdown(results), encoding="utf-8")
    if markdown is not None:
        markdown.write_text(show.markdown(results), encoding="utf-8")
    met = all(r.score.ok for r in results)
    return ExitCode.OK if met else ExitCode.BENCHMARK_FAILED
