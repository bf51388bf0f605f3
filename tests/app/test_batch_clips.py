"""Which clips a batch has, and the names of their outputs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from posecheck.app.batch import clips, listing, naming
from posecheck.app.batch.clips import Clip, Found
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.folders import STATE

Tree = Callable[..., None]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Makes empty files below the current folder, which is an empty one."""
    monkeypatch.chdir(tmp_path)

    def make(*names: str) -> None:
        for name in names:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).touch()

    return make


def find(*what: str, out: str = "out", exercise: str = "auto", profile: str | None = None) -> Found:
    return clips.find(what, exercise=exercise, profile=profile, out=Path(out).absolute())


def shown(found: Found) -> list[str]:
    return [clip.shown for clip in found.clips]


def test_a_folder_gives_all_its_clips_in_a_stable_order(tree: Tree) -> None:
    """Videos and landmarks, whatever their folders and capital letters."""
    tree("d/b.mp4", "d/a/z.MOV", "d/a/y.npz", "d/a/notes.txt", "d/list.csv", "d/c/e/f.webm")
    found = find("d")
    assert shown(found) == ["a/y.npz", "a/z.MOV", "b.mp4", "c/e/f.webm"]
    assert found.clips[0].path == Path("d/a/y.npz").absolute()
    assert [clip.pictures for clip in found.clips] == [False, True, True, True]


def test_hidden_files_are_no_clips(tree: Tree) -> None:
    """macOS puts ._NAME.mp4 beside a clip on other disks, and bins are hidden folders."""
    tree("d/a.mp4", "d/._a.mp4", "d/.trash/b.mp4")
    assert shown(find("d")) == ["a.mp4"]


def test_outputs_are_never_clips(tree: Tree) -> None:
    """Neither those of this batch, nor of another one, nor annotated videos of `analyze`."""
    tree("d/a.mp4", "d/out/x.mp4", f"d/old/{STATE}/lock", "d/old/sub/y.mp4", "d/z.annotated.mp4")
    found = find("d", out="d/out")
    assert shown(found) == ["a.mp4"]
    assert found.left_out == 3
    assert shown(find("d/**/*.mp4", out="d/out")) == ["a.mp4"]


def test_outputs_may_lie_beside_the_clips(tree: Tree) -> None:
    """With --out at the clips' own folder, which has the mark then."""
    tree("d/a.mp4", "d/a.annotated.mp4", f"d/{STATE}/lock", "d/sub/b.mp4")
    assert shown(find("d", out="d")) == ["a.mp4", "sub/b.mp4"]


def test_a_pattern_is_expanded_here(tree: Tree) -> None:
    """Its common folder is the part before the first wildcard, whatever is found."""
    tree("d/e/a/x.mp4", "d/e/b/c/x.mp4", "d/e/b/y.txt", "d/e/b/y.npz")
    assert shown(find("d/**/x.*")) == ["e/a/x.mp4", "e/b/c/x.mp4"]
    assert shown(find("d/e/b/*")) == ["y.npz"]
    assert shown(find(str(Path("d/e/*/x.mp4").absolute()))) == ["a/x.mp4"]


def test_several_arguments_have_one_common_folder(tree: Tree) -> None:
    """A shell may have expanded a pattern. What is given twice is done once."""
    tree("d/a/x.mp4", "d/b/x.mp4")
    assert shown(find("d/a/x.mp4", "d/b/x.mp4", "d/b")) == ["a/x.mp4", "b/x.mp4"]


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("none", "no such folder, list or clip"),
        ("d", "no video and no recording of landmarks (.npz) there. Check"),
        ("d/*.mp4", "no video and no recording"),
        ("e", "there; 1 that posecheck wrote itself are left out"),
    ],
)
def test_nothing_to_analyse_is_an_error(tree: Tree, what: str, says: str) -> None:
    tree("d/a.txt", "e/a.annotated.mp4")
    with pytest.raises(PosecheckError) as caught:
        find(what)
    assert caught.value.code is ExitCode.NO_SOURCE
    assert says in str(caught.value)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_a_list_says_exercise_and_profile_of_each_clip(tree: Tree, mark: bytes, sign: str) -> None:
    """As spreadsheets write it; what is empty comes from the options."""
    tree("d/x.mp4")
    lines = ["Path,Exercise,profile", "a/ü.mp4,plank,anna", "../x.mp4, ,", '"b,1;2.mp4",auto,']
    text = "\r\n".join(line if line.startswith('"b') else line.replace(",", sign) for line in lines)
    text = text.replace('mp4",auto,', f'mp4"{sign}auto{sign}')
    Path("d/list.csv").write_bytes(mark + text.encode())
    found = find("d/list.csv", exercise="hip-bridge", profile="ben")
    top = Path.cwd()
    assert found.clips == (
        Clip(top / "d/a/ü.mp4", "d/a/ü.mp4", "plank", "anna"),
        Clip(top / "x.mp4", "x.mp4", "hip-bridge", "ben"),
        Clip(top / "d/b,1;2.mp4", "d/b,1;2.mp4", "auto", "ben"),
    )
    assert found.lists == (top / "d/list.csv",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "l.csv:1: each column once, and a path in the first line."),
        (b"a.mp4,plank\n", "l.csv:1: unknown column 'a.mp4'"),
        (b"path,excercise\n", "unknown column 'excercise'"),
        (b"path,path\n", "each column once"),
        (b"exercise\nplank\n", "and a path"),
        (b"path,exercise\n\na,b,c\n", "l.csv:3: 3 cells where there are 2 columns"),
        (b"path,exercise\n\n , \n", "the list has no clips"),
        (b"path,exercise\na.mp4,plank\n,plank\n", "l.csv:3: no path"),
        (b'path\n"a.mp4\n', "cannot be read (unexpected end of data)"),
        (b"path\n\xff.mp4\n", "not a list in UTF-8"),
    ],
)
def test_a_wrong_list_is_refused_with_the_line(tree: Tree, text: bytes, says: str) -> None:
    tree("l.csv")
    Path("l.csv").write_bytes(text)
    with pytest.raises(PosecheckError) as caught:
        listing.read(Path("l.csv"))
    assert caught.value.code is ExitCode.USAGE
    assert says in str(caught.value)


def made(*clips_: str | tuple[str, str]) -> list[Clip]:
    pairs = [(c, "auto") if isinstance(c, str) else c for c in clips_]
    return [Clip(Path("/in") / name, name, exercise) for name, exercise in pairs]


def test_names_mirror_the_folders() -> None:
    found = naming.names(made("a/bridge.mp4", "b/bridge.mp4", "x.v2.npz"), Path("/out"))
    assert found == ["a/bridge", "b/bridge", "x.v2"]


def test_names_that_would_be_the_same_get_their_ending() -> None:
    """Also where a disk would not tell them apart; the names do not depend on the order."""
    clips_ = made("a.mp4", "a.mov", "A.npz", "b.mp4", "é.mp4", "e\u0301.mov")
    expected = ["a.mp4", "a.mov", "A.npz", "b", "é.mp4", "e\u0301.mov"]
    assert naming.names(clips_, Path("/out")) == expected
    assert naming.names(clips_[::-1], Path("/out")) == expected[::-1]


def test_one_clip_as_two_exercises_has_two_names() -> None:
    found = naming.names(made(("a.mp4", "plank"), ("a.mp4", "auto"), "b.mp4"), Path("/out"))
    assert found == ["a.mp4.plank", "a.mp4.auto", "b"]


def test_a_name_that_is_taken_by_chance_gives_way() -> None:
    """ "a.mp4.mov" without its ending is what "a.mp4" is called beside "a.mov"."""
    found = naming.names(made("a.mp4", "a.mov", "a.mp4.mov"), Path("/out"))
    assert len(set(found)) == 3


def test_an_annotated_video_never_takes_the_place_of_a_clip() -> None:
    """A list may name anything, and outputs may lie beside the clips."""
    clips_ = made("a.mp4", "a.annotated.mp4")
    found = naming.names(clips_, Path("/in"))
    files = [naming.outputs(name, Path("/in"), video=True, trace=True) for name in found]
    outputs = {path for each in files for path in each.paths()}
    assert len(outputs) == 6
    assert outputs.isdisjoint(clip.path for clip in clips_)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_no_text_are_told_apart() -> None:
    """Old disks hold names in other encodings."""
    clips_ = made("\udce9.mp4", "\udcea.mp4")
    assert [clip.shown for clip in clips_] == ["?.mp4", "?.mp4"]
    assert len(set(naming.names(clips_, Path("/out")))) == 2
