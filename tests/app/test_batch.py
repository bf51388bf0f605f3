"""`posecheck batch`, with made recordings and a made engine, in this process."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from posecheck.app import sources
from posecheck.app.batch import cluster, fingerprints, handing, work
from posecheck.app.batch.finished import Problem
from posecheck.app.batch.work import Done, Task
from posecheck.app.sources import ModelChoice
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Profile, Rest
from posecheck.exercise.spec import catalogue as catalogues
from posecheck.files.folders import STATE
from posecheck.history import database, writing
from posecheck.report import json as report_json
from posecheck.store import profiles

from .conftest import Run, Studio, ctrl_c

PLANK = ("--exercise", "plank")


@pytest.fixture
def here(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Studio:
    """Does the work in this process, one clip after the other, as a worker would."""

    def results(
        _client: object, tasks: Mapping[int, Task], stopped: Callable[[], bool]
    ) -> Iterator[tuple[int, Done]]:
        for number, task in tasks.items():
            if stopped():
                return
            done = work.analyse(task)
            stopped()
            yield number, done

    model = tmp_path_factory.mktemp("model") / "made.task"
    model.write_bytes(b"made")
    monkeypatch.setattr(cluster, "connected", lambda *_: nullcontext())
    monkeypatch.setattr(handing, "results", results)
    monkeypatch.setattr(sources, "ensure_model", lambda _choice: model)
    monkeypatch.setattr(work, "LOOKS_EVERY_S", 0.0)
    monkeypatch.setenv("POSECHECK_DATA", str(model.parent))
    clips("a/x.mp4", "b/x.mp4")
    return studio


def clips(*names: str) -> None:
    """Clips below the folder d, each with a content of its own."""
    for name in names:
        path = Path("d", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(folder: str = "posecheck-out") -> set[str]:
    """Every file below a folder."""
    found = (p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file())
    return set(found)


def rows(table: str = "clips", folder: str = "posecheck-out") -> list[dict[str, str]]:
    with Path(folder, f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SUMMARY = {"clips.csv", "clips.parquet", "repetitions.csv", "repetitions.parquet"}


def test_each_clip_gets_the_report_that_analyze_writes(here: Studio, run: Run) -> None:
    """Byte for byte, in folders that mirror those of the clips; and its video."""
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.OK, result.output
    run("analyze", "d/a/x.mp4", *PLANK, "--out", "one")
    report = Path("one/x.report.json").read_bytes()
    assert Path("posecheck-out/a/x.report.json").read_bytes() == report
    of_clips = {f"{d}/x.{kind}" for d in "ab" for kind in ("report.json", "annotated.mp4")}
    state = {f"{STATE}/{name}" for name in ("lock", "a/x.json", "b/x.json")}
    assert names() == of_clips | SUMMARY | state


def test_what_is_done_is_not_done_again(here: Studio, run: Run) -> None:
    """The summary has it all the same."""
    run("batch", "d", *PLANK)
    before = {name: Path("posecheck-out", name).read_bytes() for name in names()}
    here.opened.clear()
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.OK
    assert here.opened == []
    said = " ".join(result.stdout.split())
    assert said.startswith(
        "2 clips: 2 good, 0 with faults, 0 incomplete, 0 not judged, 0 failed (2 done"
    )
    assert {name: Path("posecheck-out", name).read_bytes() for name in names()} == before


def test_a_new_clip_is_all_that_is_done(here: Studio, run: Run) -> None:
    run("batch", "d", *PLANK)
    here.opened.clear()
    clips("c.mp4")
    run("batch", "d", *PLANK)
    assert here.opened == ["c.mp4"]
    assert [row["path"] for row in rows()] == ["a/x.mp4", "b/x.mp4", "c.mp4"]


def _edit_source() -> None:
    """The same size and time as before: only its content tells."""
    import os

    path = Path("d/a/x.mp4")
    then = path.stat()
    path.write_text("A/x.mp4")
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))


CHANGES: dict[str, tuple[Callable[[], object], set[str]]] = {
    "the source": (_edit_source, {"a"}),
    "its report deleted": (lambda: Path("posecheck-out/a/x.report.json").unlink(), {"a"}),
    "its report changed": (
        lambda: _replace(Path("posecheck-out/a/x.report.json"), "plank", "plonk"),
        {"a"},
    ),
    "its video deleted": (lambda: Path("posecheck-out/b/x.annotated.mp4").unlink(), {"b"}),
    "its video changed": (
        lambda: _append(Path("posecheck-out/b/x.annotated.mp4"), b"x"),
        {"b"},
    ),
    "no record": (lambda: Path("posecheck-out", STATE, "a/x.json").unlink(), {"a"}),
    "a broken record": (
        lambda: Path("posecheck-out", STATE, "a/x.json").write_text("{"),
        {"a"},
    ),
    "the record of another": (
        lambda: shutil.copy(
            Path("posecheck-out", STATE, "a/x.json"), Path("posecheck-out", STATE, "b/x.json")
        ),
        {"b"},
    ),
    "a record of another schema": (
        lambda: _replace(Path("posecheck-out", STATE, "b/x.json"), '"schema": 1', '"schema": 9'),
        {"b"},
    ),
    "nothing": (lambda: None, set()),
}


def _append(path: Path, more: bytes) -> None:
    path.write_bytes(path.read_bytes() + more)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("change", CHANGES)
def test_a_clip_is_done_again_where_something_of_it_changed(
    here: Studio, run: Run, change: str
) -> None:
    """And no other clip."""
    run("batch", "d", *PLANK)
    shutil.copytree("posecheck-out", "before")
    here.opened.clear()
    doing, again = CHANGES[change]
    doing()
    run("batch", "d", *PLANK)
    assert len(here.opened) == len(again)
    made = {name for name in names() if not name.startswith(STATE)}
    assert made == {name for name in names("before") if not name.startswith(STATE)}
    for name in made:
        if name.endswith((".report.json", ".csv")) and name != "clips.csv":
            assert Path("posecheck-out", name).read_bytes() == Path("before", name).read_bytes()


def _other_plank(folder: Path) -> None:
    path = folder / "plank.toml"
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")


def _other_bridge(folder: Path) -> None:
    path = folder / "hip-bridge.toml"
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")


def _code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "code", lambda: "0.2.0+x")


def _model(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path("other.task").absolute()
    other.write_bytes(b"other")
    monkeypatch.setattr(sources, "ensure_model", lambda _choice: other)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of two exercises."""
    place = tmp_path / "catalogue"
    (place / "de").mkdir(parents=True)
    for name in ("plank.toml", "hip-bridge.toml", "de/plank.toml"):
        shutil.copy(catalogues.folder() / name, place / name)
    return place


def test_the_exercise_file_matters_others_do_not(here: Studio, run: Run, folder: Path) -> None:
    """Of a clip in which something was counted."""
    command = ("batch", "d", *PLANK, "--catalog", folder, "--no-video")
    run(*command)
    here.opened.clear()
    _other_bridge(folder)
    run(*command)
    assert here.opened == []
    _other_plank(folder)
    run(*command)
    assert len(here.opened) == 2


def test_where_nothing_was_counted_all_exercises_matter(
    here: Studio, run: Run, folder: Path
) -> None:
    """The report may say what the clip looks like instead."""
    here.frames = 0
    command = ("batch", "d", *PLANK, "--catalog", folder, "--no-video")
    run(*command)
    here.opened.clear()
    _other_bridge(folder)
    run(*command)
    assert len(here.opened) == 2


@pytest.mark.parametrize("change", [_code, _model], ids=["posecheck", "the model file"])
def test_another_posecheck_or_model_means_doing_all_again(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    run("batch", "d", *PLANK)
    here.opened.clear()
    change(monkeypatch)
    run("batch", "d", *PLANK)
    assert len(here.opened) == 2


def test_landmarks_do_not_depend_on_the_model(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is looked for in pictures."""
    shutil.rmtree("d")
    clips("a.npz")
    here.pictures = False
    run("batch", "d", *PLANK)
    here.opened.clear()
    _model(monkeypatch)
    run("batch", "d", *PLANK)
    assert here.opened == []


@pytest.mark.parametrize(
    ("first", "then", "again"),
    [
        ((), ("--lang", "de"), 2),
        ((), ("--exercise", "hip-bridge"), 2),
        ((), ("--trace",), 2),
        (("--no-video",), ("--video",), 2),
        (("--video",), ("--no-video",), 0),
        ((), ("--workers", "1"), 0),
        ((), ("--again",), 2),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else None,
)
def test_options_that_matter_mean_doing_all_again(
    here: Studio, run: Run, first: tuple[str, ...], then: tuple[str, ...], again: int
) -> None:
    """A file that is there but not asked for does no harm."""
    run("batch", "d", *PLANK, *first)
    here.opened.clear()
    run("batch", "d", *PLANK, *then)
    assert len(here.opened) == again


def test_a_changed_profile_means_doing_its_clips_again(here: Studio, run: Run) -> None:
    """Those of a list that names it, and no others. What it lacks is in the summary."""
    profiles.save(Profile(name="anna"))
    Path("list.csv").write_text("path,exercise,profile\nd/a/x.mp4,plank,anna\nd/b/x.mp4,plank,\n")
    run("batch", "list.csv", "--no-video")
    assert "no end of range" in rows()[0]["notes"]
    assert rows()[1]["notes"] == ""
    here.opened.clear()
    path = profiles.path_of("anna")
    path.write_text("# A remark, and the same content.\n" + path.read_text())
    run("batch", "list.csv", "--no-video")
    assert here.opened == []
    profiles.save(Profile(name="anna", exercises={"hip-bridge": calibration()}))
    run("batch", "list.csv", "--no-video")
    assert len(here.opened) == 1


def test_clips_of_somebody_are_kept_in_their_history_once(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they forgot meanwhile does not come back with the next batch; new clips do come."""
    monkeypatch.setattr(session_verdict, "is_judged", lambda _report: True)
    monkeypatch.setattr(writing, "day_of", lambda _report: date(2026, 1, 31))
    profiles.save(Profile(name="anna"))
    Path("list.csv").write_text("path,exercise,profile\nd/a/x.mp4,plank,anna\nd/b/x.mp4,plank,\n")
    first = run("batch", "list.csv", "--no-video")
    assert "In the history of anna: 1 session." in first.stderr
    assert sessions("anna") == 1
    run("history", "--profile", "anna", "--forget", "all", "--yes")
    assert "history" not in run("batch", "list.csv", "--no-video").stderr
    assert sessions("anna") == 0
    run("batch", "list.csv", "--no-video", "--again")
    assert sessions("anna") == 1


def test_clips_without_a_date_are_told_in_one_line(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_verdict, "is_judged", lambda _report: True)
    profiles.save(Profile(name="anna"))
    told = run("batch", "d", *PLANK, "--no-video", "--profile", "anna").stderr
    assert "2 recordings of anna have no date" in " ".join(told.split())
    assert sessions("anna") == 0


def sessions(profile: str) -> int:
    """How many sessions the history has of somebody."""
    with database.opened() as history:
        return writing.count(history, profile, writing.Choice())[0]


def calibration() -> Calibration:
    """How far somebody goes in the bridge."""
    comfort = ComfortableRange(
        signal="hip_deg", farther="up", comfortable=178, spread=1.2, repetitions=5
    )
    return Calibration(
        date="2026-01-31", posecheck="1", view="side", repetitions=5, ranges=[comfort],
        rest={"hip_deg": Rest(value=130, noise=0.2)},
    )  # fmt: skip


def test_a_bad_clip_does_not_stop_the_others(here: Studio, run: Run) -> None:
    """It stands in the summary with its reason, and is tried again by the next batch."""
    clips("a/bad.mp4", "z.mp4")
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.BAD_SOURCE
    found = rows()
    assert [row["path"] for row in found] == ["a/bad.mp4", "a/x.mp4", "b/x.mp4", "z.mp4"]
    assert [row["error"] for row in found] == ["not a video.", "", "", ""]
    assert [row["verdict"] for row in found] == ["", "good", "good", "good"]
    assert found[0]["error_code"] == str(int(ExitCode.BAD_SOURCE))
    assert "4 clips: 3 good, 0 with faults, 0 incomplete, 0 not judged, 1 failed" in result.stdout
    assert "a/bad.mp4" in result.stdout
    assert "z.mp4" not in result.stdout
    here.opened.clear()
    assert run("batch", "d", *PLANK).exit_code == ExitCode.BAD_SOURCE
    assert here.opened == ["bad.mp4"]


def test_a_bug_in_one_clip_does_not_stop_the_others(here: Studio, run: Run) -> None:
    def refuse() -> None:
        raise ZeroDivisionError("planted")

    clips("y.mp4")
    here.events["y.mp4"] = (3, refuse)
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.BUG
    assert "planted" in rows()[2]["error"]
    assert [row["verdict"] for row in rows()] == ["good", "good", ""]
    assert not [name for name in names() if name.startswith("y.") or ".part" in name]


def test_a_list_may_name_what_is_not_there(here: Studio, run: Run) -> None:
    """The others are analysed."""
    Path("list.csv").write_text("path,exercise\nd/none.mp4,plank\nd/a/x.mp4,plank\n")
    result = run("batch", "list.csv")
    assert result.exit_code == ExitCode.NO_SOURCE
    assert [bool(row["error"]) for row in rows()] == [True, False]


@pytest.mark.parametrize(
    ("line", "code"),
    [("plankk,", ExitCode.BAD_EXERCISE), ("plank,nobody", ExitCode.BAD_PROFILE)],
)
def test_a_wrong_exercise_or_profile_is_an_error_before_any_work(
    here: Studio, run: Run, line: str, code: ExitCode
) -> None:
    """Nobody waits for a night to learn this."""
    Path("list.csv").write_text(f"path,exercise,profile\nd/a/x.mp4,plank,\nd/b/x.mp4,{line}\n")
    result = run("batch", "list.csv")
    assert result.exit_code == code
    assert here.opened == []
    assert not Path("posecheck-out").exists()


def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clip that is being analysed is broken off, and leaves nothing."""
    clips("c.mp4", "z.mp4")
    stops: list[Path] = []
    done = work.analyse

    def analyse(task: Task) -> Done:
        stops.append(task.stop)
        return done(task)

    def break_off() -> None:
        ctrl_c()
        stops[-1].touch()  # as the loop of the real workers does meanwhile

    monkeypatch.setattr(work, "analyse", analyse)
    here.events["c.mp4"] = (4, break_off)
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "2 clips are not done yet. The same command goes on." in result.stdout
    assert [row["path"] for row in rows()] == ["a/x.mp4", "b/x.mp4"]
    assert not [name for name in names() if name.startswith((".c", "c.")) or "stop-" in name]
    assert here.opened == ["x.mp4", "x.mp4", "c.mp4"]
    here.events.clear()
    here.opened.clear()
    assert run("batch", "d", *PLANK).exit_code == ExitCode.OK
    assert here.opened == ["c.mp4", "z.mp4"]
    assert len(rows()) == 4


def test_ctrl_c_between_two_clips(here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own exit code, and what is left is told."""
    done = work.analyse

    def analyse(task: Task) -> Done:
        found = done(task)
        ctrl_c()
        return found

    monkeypatch.setattr(work, "analyse", analyse)
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "1 clip is not done yet. The same command goes on." in result.stdout
    assert [row["path"] for row in rows()] == ["a/x.mp4"]


def test_what_auto_cannot_name_is_told_and_not_looked_at_again(here: Studio, run: Run) -> None:
    """Looking takes long, and would give the same."""
    result = run("batch", "d")
    assert result.exit_code == ExitCode.NOTHING_TO_JUDGE
    assert "none of the exercises of the catalogue was recognised" in rows()[0]["error"]
    assert rows()[0]["exercise"] == "auto"
    here.opened.clear()
    assert run("batch", "d").exit_code == ExitCode.NOTHING_TO_JUDGE
    assert here.opened == []
    assert len(rows()) == 2


@pytest.mark.parametrize("name", ["clips.csv", "repetitions.parquet"])
def test_a_summary_never_replaces_somebody_elses_file(here: Studio, run: Run, name: str) -> None:
    """Such as the list itself, or a table that somebody keeps there."""
    Path(name).write_text("path,exercise\nd/a/x.mp4,plank\n")
    what = name if name == "clips.csv" else "d"
    result = run("batch", what, *PLANK, "--out", ".")
    assert result.exit_code == ExitCode.WOULD_REPLACE
    assert name in result.stderr
    assert Path(name).read_text() == "path,exercise\nd/a/x.mp4,plank\n"


def test_a_list_in_an_older_output_folder_is_not_replaced(here: Studio, run: Run) -> None:
    """Though the folder is ours, the list is not."""
    run("batch", "d", *PLANK, "--out", "o")
    Path("o/clips.csv").write_text("path,exercise\n../d/a/x.mp4,plank\n")
    for force in ([], ["--force"]):
        refused = run("batch", "o/clips.csv", "--out", "o", *force)
        assert refused.exit_code == ExitCode.WOULD_REPLACE


def test_two_batches_never_write_into_one_folder(here: Studio, run: Run) -> None:
    from posecheck.app.batch import lock

    Path("posecheck-out", STATE).mkdir(parents=True)
    with lock.alone(Path("posecheck-out", STATE)):
        result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert "another batch is writing" in result.stderr
    assert run("batch", "d", *PLANK).exit_code == ExitCode.OK


def test_what_a_dead_worker_left_is_taken_away(here: Studio, run: Run) -> None:
    """And nothing that it did not write."""
    Path("posecheck-out/a").mkdir(parents=True)
    part = Path("posecheck-out/a/.x.annotated.mp4.0123abcd.part")
    other = Path("posecheck-out/a/.y.annotated.mp4.0123abcd.part")
    for each in (part, other):
        each.touch()
    run("batch", "d", *PLANK)
    assert not part.exists()
    assert other.exists()


def test_what_a_worker_left_that_died_each_time_is_taken_away(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other worker comes to that clip any more."""
    died = Problem("the worker died", "the worker died", ExitCode.WORKER_DIED)
    part = Path("posecheck-out/a/.x.annotated.mp4.0123abcd.part")

    def analyse(_task: Task) -> Done:
        part.parent.mkdir(exist_ok=True)
        part.touch()
        return Done(died)

    monkeypatch.setattr(work, "analyse", analyse)
    assert run("batch", "d/a/x.mp4", "d/b", *PLANK).exit_code == ExitCode.WORKER_DIED
    assert not part.exists()


def test_after_ctrl_c_the_workers_are_told_to_stop(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a file, which is gone at the end."""
    seen: list[bool] = []

    def results(
        _client: object, tasks: Mapping[int, Task], stopped: Callable[[], bool]
    ) -> Iterator[tuple[int, Done]]:
        seen.extend([stopped(), tasks[0].stop.exists()])
        ctrl_c()
        seen.extend([stopped(), tasks[0].stop.exists()])
        yield 0, Done(broken_off=True)

    monkeypatch.setattr(handing, "results", results)
    assert run("batch", "d", *PLANK).exit_code == ExitCode.INTERRUPTED
    assert seen == [False, False, True, True]
    assert rows() == []
    assert not [name for name in names() if "stop-" in name]


def test_the_exit_code_is_that_of_the_first_error(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the clips, whatever is done first."""

    def backwards(
        _client: object, tasks: Mapping[int, Task], _stopped: object
    ) -> Iterator[tuple[int, Done]]:
        for number in sorted(tasks, reverse=True):
            yield number, work.analyse(tasks[number])

    monkeypatch.setattr(handing, "results", backwards)
    Path("list.csv").write_text("path\nd/a/x.mp4\nd/none.mp4\nd/bad.mp4\n")
    clips("bad.mp4")
    assert run("batch", "list.csv", *PLANK).exit_code == ExitCode.NO_SOURCE


def test_a_report_that_vanishes_meanwhile_is_an_error_of_its_clip(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = work.analyse

    def analyse(task: Task) -> Done:
        found = done(task)
        if "a" in task.clip.parts:
            task.files.paths()[0].unlink()
        return found

    monkeypatch.setattr(work, "analyse", analyse)
    assert run("batch", "d", *PLANK).exit_code == ExitCode.BAD_SOURCE
    assert "changed or deleted meanwhile" in rows()[0]["error"]
    assert rows()[1]["verdict"] == "good"


def test_without_the_extra_one_line_says_what_to_install(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None if name == "pyarrow" else object())
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.NO_EXTRA
    assert result.stderr.count("\n") == 1
    assert 'pip install "posecheck[batch]"' in result.stderr
    assert "(pyarrow)" in result.stderr


def test_workers_of_a_scheduler_are_not_ours_to_count(here: Studio, run: Run) -> None:
    result = run("batch", "d", *PLANK, "--scheduler", "tcp://127.0.0.1:1", "--workers", "2")
    assert result.exit_code == ExitCode.USAGE


def test_without_a_terminal_each_clip_is_a_line(here: Studio, run: Run) -> None:
    """On standard error, with its error."""
    clips("bad.mp4")
    result = run("batch", "d", *PLANK)
    lines = result.stderr.splitlines()
    assert lines[0].startswith("3 clips, 0 done before.")
    assert lines[1:] == [
        "1 of 3: a/x.mp4: done",
        "2 of 3: b/x.mp4: done",
        "3 of 3: bad.mp4: not a video.",
    ]


def test_all_lines_fit_a_terminal_of_80_columns(here: Studio, run: Run) -> None:
    """Long names are broken, never cut. Paths alone may be longer, so that they can be copied."""
    name = "a-very-long-name-of-a-clip-" * 3
    clips(f"{name}bad.mp4")
    result = run("batch", "d", *PLANK)
    table = result.stdout.partition("Written")[0]
    assert max(map(len, table.splitlines())) <= 80
    assert f"{name}bad.mp4" in "".join(line[:29].strip() for line in table.splitlines())


def task(path: Path, **changes: Any) -> Task:
    """A task for one clip, without a video."""
    from posecheck.app.batch import naming

    out = path.parent / "out"
    usual = Task(
        clip=path, pictures=True, exercise="plank",
        files=naming.outputs("x", out, video=False, trace=False), record=naming.record("x", out),
        profile=None, catalogue=None, language="en", model=ModelChoice("full", offline=True),
        code=fingerprints.code(), stop=out / "stop",
    )  # fmt: skip
    return replace(usual, **changes)


def test_a_worker_with_another_posecheck_refuses(here: Studio, tmp_path: Path) -> None:
    """It would give other results."""
    done = work.analyse(task(tmp_path / "d/a/x.mp4", code="0.0.1+x"))
    assert done.problem is not None
    assert done.problem.code is ExitCode.NO_WORKERS
    assert "another posecheck" in done.problem.text
    assert here.opened == []


def test_a_batch_that_was_broken_off_begins_nothing(here: Studio, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    stop.touch()
    assert work.analyse(task(tmp_path / "d/a/x.mp4", stop=stop)) == Done(broken_off=True)
    assert here.opened == []


def test_no_worker_is_an_error_that_keeps_what_is_done(
    here: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The summary has it; the same command goes on."""

    def results(
        _client: object, tasks: Mapping[int, Task], _stopped: object
    ) -> Iterator[tuple[int, Done]]:
        yield 0, work.analyse(tasks[0])
        raise PosecheckError("there is no worker", code=ExitCode.NO_WORKERS)

    monkeypatch.setattr(handing, "results", results)
    result = run("batch", "d", *PLANK)
    assert result.exit_code == ExitCode.NO_WORKERS
    assert "Error: there is no worker" in result.stderr
    assert [row["path"] for row in rows()] == ["a/x.mp4"]
    report_json.load(Path("posecheck-out/a/x.report.json").read_text())
