"""What strangers send is data: the package has no way to run it, and its names lead nowhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

import posecheck
from posecheck.app.batch import clips
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise

PACKAGE = Path(posecheck.__file__).parent

RUNS_CODE = {"eval", "exec", "compile", "__import__"}
"""Built-in functions that make code of text."""

UNPICKLES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml"}
"""Modules whose readers may run code."""

SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}


def faults(source: str) -> list[str]:
    """What in a module could run what somebody sent."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            found += [name for name in names if name.partition(".")[0] in UNPICKLES]
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            if called in RUNS_CODE | SHELLS or given.get("shell", "False") != "False":
                found.append(called)
            if called in ("np.load", "numpy.load") and given.get("allow_pickle") != "False":
                found.append(called)
            if "allow_pickle" in given and given["allow_pickle"] != "False":
                found.append(called)
    return found


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')",
        "import pickle",
        "from yaml import load",
        "os.system('ls')",
        "subprocess.run('ls', shell=True)",
        "np.load(path)",
        "np.load(path, allow_pickle=True)",
    ],
)
def test_code_that_runs_what_was_sent_would_be_found(source: str) -> None:
    """The proof that the test below can fail."""
    assert faults(source)


def test_no_module_runs_what_was_sent() -> None:
    """No eval, no pickle, no shell."""
    found = {
        path.relative_to(PACKAGE).as_posix(): wrong
        for path in PACKAGE.rglob("*.py")
        if (wrong := faults(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("name", ["../x", "a/b", "/x", "a.b", "..", "", "A", "a\n", "a\x1b"])
def test_an_exercise_s_id_is_no_path(name: str) -> None:
    """It becomes a part of files' names; session files hold an exercise, too."""
    data = Catalogue().get("hip-bridge").model_dump(mode="json", exclude_none=True)
    with pytest.raises(ValidationError, match="id"):
        Exercise.model_validate({**data, "id": name})


def test_a_list_leads_to_no_output_outside_the_folder(tmp_path: Path) -> None:
    """Whatever its paths are: outputs mirror the clips' own folders, without a step up."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name in ("up.mp4", "deep/er/x.mp4"):
        (tmp_path / name).write_bytes(b"film")
    lines = ["path", "../../up.mp4", str(tmp_path / "up.mp4"), "x.mp4", "../../../../etc/passwd"]
    listed = tmp_path / "deep" / "er" / "list.csv"
    listed.write_text("\n".join(lines))
    found = clips.find([str(listed)], exercise="auto", profile=None, out=tmp_path / "out").clips
    assert len(found) >= 3
    for clip in found:
        place = Path(clip.relative)
        assert not place.is_absolute()
        assert ".." not in place.parts
