"""No command writes over an input, or over what posecheck did not write."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from posecheck.app.benchmark import command as benchmark
from posecheck.app.benchmark import cross, show
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import targets
from posecheck.pose import landmark_recording
from posecheck.store import profiles

from .conftest import FRAMES, Run, Studio, ctrl_c

PLANK = ("--exercise", "plank")
OUT = Path("posecheck-out")


def source(name: str, content: str = "film") -> Path:
    """A source with a content; what is in it is made up by the studio."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def refused(result: object) -> str:
    """One line, with the code of its own."""
    assert result.exit_code == ExitCode.WOULD_REPLACE, result.output  # type: ignore[attr-defined]
    said: str = result.stderr  # type: ignore[attr-defined]
    assert said.count("\n") == 1
    assert result.stdout == ""  # type: ignore[attr-defined]
    return said


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_record_never_writes_over_its_source(studio: Studio, run: Run, force: list[str]) -> None:
    """Whatever the source is called, and before it is opened."""
    source("clip.mp4")
    source("clip.npz")
    Path("link.npz").symlink_to("clip.mp4")
    Path("second.npz").hardlink_to("clip.mp4")
    assert "clip.mp4" in refused(run("record", "clip.mp4", "-o", "clip.mp4", *force))
    for out in ("link.npz", "second.npz"):
        assert "input of this run" in refused(run("record", "clip.mp4", "-o", out, *force))
    assert "input" in refused(run("record", "clip.npz", "-o", "clip.npz", *force))
    assert studio.opened == []
    assert {p.read_text() for p in Path().iterdir()} == {"film"}


def test_record_keeps_a_foreign_file_unless_forced(studio: Studio, run: Run) -> None:
    source("clip.mp4")
    source("a.npz", "mine")
    assert "--force" in refused(run("record", "clip.mp4", "-o", "a.npz"))
    assert studio.opened == []
    assert Path("a.npz").read_text() == "mine"
    assert run("record", "clip.mp4", "-o", "a.npz", "--force").exit_code == ExitCode.OK
    studio.frames = FRAMES + 1
    assert run("record", "clip.mp4", "-o", "a.npz").exit_code == ExitCode.OK  # ours by now
    assert len(landmark_recording.load(Path("a.npz"))) == FRAMES + 1


@pytest.mark.parametrize("name", ["a.txt", "a", "a.npz.bak", "a.mp4"])
def test_record_refuses_a_name_that_analyze_could_not_read(
    studio: Studio, run: Run, name: str
) -> None:
    """Before the work, and with the name that would do."""
    result = run("record", "clip.mp4", "-o", name)
    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.count("\n") == 1
    assert ".npz" in result.stderr
    assert studio.opened == []
    assert list(Path().iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such nodes")
def test_record_into_a_device_leaves_it_a_device(studio: Studio, run: Run) -> None:
    """`-o /dev/null` is a way to try whether a video can be read."""
    try:
        os.mknod("null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        Path("null").open("wb").close()
    except PermissionError:
        pytest.skip("only root may make a device, and not everywhere")
    assert run("record", "clip.mp4", "-o", "null").exit_code == ExitCode.OK
    assert stat.S_ISCHR(Path("null").stat().st_mode)
    assert [p.name for p in Path().iterdir()] == ["null"]


@pytest.mark.parametrize("kind", ["report.json", "annotated.mp4", "trace.csv"])
def test_analyze_refuses_before_the_work(studio: Studio, run: Run, kind: str) -> None:
    """For each of the files that it would write, and for all sources before the first."""
    source(f"posecheck-out/b.{kind}", "mine")
    refused(run("analyze", "a.mp4", "b.mp4", *PLANK, "--trace"))
    assert studio.opened == []
    assert [p.name for p in OUT.iterdir()] == [f"b.{kind}"]
    assert run("analyze", "a.mp4", "b.mp4", *PLANK, "--trace", "--force").exit_code == ExitCode.OK
    assert (OUT / f"b.{kind}").read_bytes() != b"mine"


def test_analyze_looks_again_at_the_end(studio: Studio, run: Run) -> None:
    """What somebody put there meanwhile stays; the report is still shown."""
    studio.events["a.mp4"] = (4, lambda: (OUT / "a.report.json").write_text("mine"))
    result = run("analyze", "a.mp4", *PLANK, "--no-video")
    assert result.exit_code == ExitCode.WOULD_REPLACE
    assert "Plank, a.mp4: good" in result.stdout
    assert (OUT / "a.report.json").read_text() == "mine"


def test_analyze_never_takes_its_model_or_exercise_for_an_output(
    studio: Studio, run: Run, tmp_path: Path
) -> None:
    """Not even by force."""
    model = source("posecheck-out/a.report.json", "model")
    refused(run("analyze", "a.mp4", *PLANK, "--model", model, "--force"))
    assert model.read_text() == "model"


def test_an_interrupted_record_keeps_the_older_file_or_writes_a_whole_one(
    studio: Studio, run: Run
) -> None:
    run("record", "clip.mp4", "-o", "a.npz")
    studio.events["clip.mp4"] = (4, lambda: (ctrl_c(), ctrl_c()))
    before = Path("a.npz").read_bytes()
    assert run("record", "clip.mp4", "-o", "a.npz").exit_code == ExitCode.INTERRUPTED
    assert Path("a.npz").read_bytes() == before
    assert [p.name for p in Path().iterdir()] == ["a.npz"]


def test_batch_keeps_a_foreign_file_and_does_the_other_clips(
    studio: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clip's own error; with --force its files are written."""
    from contextlib import nullcontext

    from posecheck.app import sources
    from posecheck.app.batch import cluster, handing, work

    monkeypatch.setattr(cluster, "connected", lambda *_: nullcontext())
    monkeypatch.setattr(
        handing, "results", lambda _c, tasks, _s: ((n, work.analyse(t)) for n, t in tasks.items())
    )
    monkeypatch.setattr(sources, "ensure_model", lambda _choice: source("data/made.task"))
    monkeypatch.setenv("POSECHECK_DATA", "data")
    for name in "ab":
        source(f"d/{name}.mp4", name)
    foreign = source("posecheck-out/a.report.json", "mine")
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.WOULD_REPLACE
    assert studio.opened == ["b.mp4"]
    assert foreign.read_text() == "mine"
    assert (OUT / "b.report.json").is_file()
    assert run("batch", "d", *PLANK, "--force").exit_code == ExitCode.OK
    assert foreign.read_text() != "mine"


@pytest.fixture
def no_clips(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A benchmark of no clip at all. Its work is noted."""
    worked: list[str] = []

    def run_all(*_: object, **__: object) -> list[object]:
        worked.append("run")
        return []

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(benchmark, "clips", lambda *_: [])
    monkeypatch.setattr(benchmark, "ensure", lambda _name: Path("made.task"))
    monkeypatch.setattr(benchmark.run, "run_all", run_all)
    monkeypatch.setattr(benchmark.run, "help_s", lambda: 0.1)
    monkeypatch.setattr(benchmark.show, "table", lambda *_, **__: "")
    return worked


def score(*pages: Path, cross_page: Path | None = None) -> ExitCode:
    return benchmark.benchmark(
        Path(), only=None, catalog=None, jobs=1, pages=pages, cross_page=cross_page
    )


def test_a_page_of_the_benchmark_is_only_filled_in(no_clips: list[str]) -> None:
    """What people write in it while it works is kept, too; a page without markers is refused."""
    (name, *_) = show.markdown([])
    page = Path("page.md")
    page.write_text(f"mine <!-- {name} --><!-- /{name} -->")
    assert score(page) == ExitCode.OK
    text = page.read_text()
    assert text.startswith("mine <!--")
    assert len(text) > len(f"mine <!-- {name} --><!-- /{name} -->")
    Path("notes.md").write_text("mine")
    with pytest.raises(PosecheckError, match="no markers"):
        score(Path("notes.md"))
    assert no_clips == ["run"]


def test_what_was_written_into_a_page_meanwhile_stays(
    no_clips: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (name, *_) = show.markdown([])
    page = Path("page.md")
    page.write_text(f"<!-- {name} --><!-- /{name} -->")

    def write(*_: object, **__: object) -> list[object]:
        page.write_text(page.read_text() + " more")
        return []

    monkeypatch.setattr(benchmark.run, "run_all", write)
    score(page)
    assert page.read_text().endswith(" more")


def test_the_crossed_page_replaces_only_one_of_its_kind(no_clips: list[str]) -> None:
    """Before the work; and it is never one of the pages."""
    page = Path("crossed.md")
    page.write_text("mine")
    with pytest.raises(PosecheckError) as caught:
        score(cross_page=page)
    assert caught.value.code is ExitCode.WOULD_REPLACE
    assert page.read_text() == "mine"
    assert no_clips == []
    with targets.rules(force=True):
        score(cross_page=page)
    assert page.read_text() == cross.markdown([])
    assert score(cross_page=page) == ExitCode.OK
    (name, *_) = show.markdown([])
    page.write_text(f"<!-- {name} --><!-- /{name} -->")
    with targets.rules(force=True), pytest.raises(PosecheckError, match="input of this run"):
        score(page, cross_page=page)


def test_calibrate_looks_at_the_profile_before_the_work(
    studio: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of its name, or a data folder that is a file."""
    monkeypatch.setenv("POSECHECK_DATA", "data")
    profiles.path_of("anna").mkdir(parents=True)
    refused(run("calibrate", "hip-bridge", "a.mp4", "--profile", "anna"))
    source("file")
    monkeypatch.setenv("POSECHECK_DATA", "file")
    result = run("calibrate", "hip-bridge", "a.mp4", "--profile", "anna")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.stderr.count("\n") == 1
    assert studio.opened == []


def _second_name(path: Path) -> Path:
    other = path.with_name("other.npz")
    other.hardlink_to(path)
    return other


def _link(path: Path) -> Path:
    other = path.with_name("other.npz")
    other.symlink_to(path.name)
    return other


@pytest.mark.parametrize("named", [_second_name, _link])
def test_calibrate_knows_one_recording_under_two_names(
    studio: Studio, run: Run, named: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its repetitions would look too much alike."""
    monkeypatch.setenv("POSECHECK_DATA", "data")
    path = source("a.npz")
    result = run("calibrate", "hip-bridge", path, named(path), "--profile", "anna")
    assert result.exit_code == ExitCode.USAGE
    assert "twice" in result.stderr


LONG = "x" * 300


@pytest.mark.parametrize(
    "command",
    [
        ["analyze", f"{LONG}.mp4", *PLANK],
        ["analyze", f"{LONG}.npz", *PLANK],
        ["analyze", "a.npz", *PLANK, "--out", LONG],
        ["analyze", "a.npz", *PLANK, "--catalog", LONG],
        ["analyze", "a.mp4", *PLANK, "--model", LONG],
        ["record", f"{LONG}.mp4", "-o", "a.npz"],
        ["record", "b.npz", "-o", f"{LONG}.npz"],
        ["calibrate", "hip-bridge", f"{LONG}.npz", "--profile", "anna"],
        ["recover", LONG],
        ["recover", "--out", LONG],
        ["batch", LONG],
        ["batch", "a.npz", "--out", LONG],
        ["exercises", "--check", LONG],
        ["exercises", "--catalog", LONG],
        ["benchmark", "--page", LONG],
        ["benchmark", "--clips", LONG],
    ],
    ids=lambda command: " ".join(command).replace(LONG, "LONG"),
)
def test_a_name_that_is_too_long_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Wherever it is given; it is no bug, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSECHECK_DATA", "data")
    monkeypatch.setenv("POSECHECK_OFFLINE", "1")
    monkeypatch.delenv("POSECHECK_MODEL", raising=False)
    result = run(*command)
    assert result.exit_code not in {ExitCode.OK, ExitCode.BUG}
    assert result.stderr.count("\n") == 1
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
