"""The landmark network without its mask: faster, and the same landmarks to the last bit."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.capture.video_reader import frames
from posecheck.pose import lean_network
from posecheck.pose.landmarker import Body, Landmarker
from posecheck.pose.tflite_files import stored_zip

pytestmark = pytest.mark.model


def network(task: bytes) -> Any:
    """The landmark network's graph in a model file."""
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    with zipfile.ZipFile(io.BytesIO(task)) as archive:
        data = archive.read(lean_network.NETWORK)
    return tflite.ModelT.InitFromPackedBuf(data, 0).subgraphs[0]


def bodies(model: Path, sample: Path, *, mask: bool) -> list[Body]:
    found = Landmarker(model, tracking=True, mask=mask)
    pictures = zip(range(12), frames(sample), strict=False)
    got = [found.find(frame.image, t_s=frame.t_s)[0] for _, frame in pictures]
    found.close()
    return got


def test_the_landmarks_are_the_same(model: Path, sample: Path) -> None:
    """Bit for bit, over pictures that follow each other."""
    lean, whole = (bodies(model, sample, mask=mask) for mask in (False, True))
    for one, other in zip(lean, whole, strict=True):
        np.testing.assert_array_equal(one.image, other.image)
        np.testing.assert_array_equal(one.world_m, other.world_m)


def test_nothing_paints_a_mask(model: Path) -> None:
    """The operators at its size are gone; the outputs keep their number and places."""
    task = model.read_bytes()
    before, after = network(task), network(lean_network.lean(task))
    assert len(after.outputs) == len(before.outputs) == lean_network.OUTPUTS
    assert len(after.operators) < len(before.operators)
    made = {tensor for operator in after.operators for tensor in operator.outputs}
    mask = next(i for i in before.outputs if list(before.tensors[i].shape) == [1, 256, 256, 1])
    assert mask not in made
    kept = [i for i in before.outputs if i != mask]
    assert next(i for i in after.outputs if i in kept) == before.outputs[0]
    assert set(kept) <= set(after.outputs)


def test_it_is_made_once_and_kept(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kept file that is damaged or cut off is made again; so is one of another model."""
    monkeypatch.setattr(lean_network, "model_folder", lambda: tmp_path / "models")
    task, made = model.read_bytes(), []
    monkeypatch.setattr(lean_network, "lean", lambda data: made.append(1) or data[:1000])
    first = lean_network.kept_lean(task)
    assert lean_network.kept_lean(task) == first == task[:1000]
    assert len(made) == 1
    (kept,) = (tmp_path / "models").iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-1], whole[:500] + b"?" + whole[501:]):
        kept.write_bytes(damaged)
        assert lean_network.kept_lean(task) == first
    assert len(made) == 4
    assert lean_network.kept_lean(task + b"?") == first
    assert len(made) == 5


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model is made in memory then."""
    file = tmp_path / "models"
    file.write_text("a file, not a folder")
    monkeypatch.setattr(lean_network, "model_folder", lambda: file)
    assert lean_network.kept_lean(b"no model") == b"no model"


@given(st.binary(max_size=300))
def test_what_is_no_network_is_left_to_mediapipe(data: bytes) -> None:
    """Neither a file that is no zip, nor a zip with something else in it."""
    assert lean_network.lean(data) == data
    other = stored_zip([("pose_detector.tflite", b""), (lean_network.NETWORK, data)])
    assert lean_network.lean(other) == other
