"""A pose model without the parts whose results posecheck does not use.

The landmark network also paints which pixels belong to the person, and MediaPipe computes that for
each picture even if nobody asked for it. A picture takes 17.5 ms with that part, 11.0 ms without
(full model, one core), and the landmarks are the same to the last bit.
"""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final

from posecheck.errors import PosecheckError
from posecheck.files.folders import model_folder
from posecheck.files.whole import whole_file
from posecheck.pose.tflite_files import packed, stored_zip

NETWORK: Final = "pose_landmarks_detector.tflite"

WAY: Final = 1
"""Goes up when the lean network is made in another way."""

DIGEST_BYTES: Final = 32

OUTPUTS: Final = 5
"""Outputs of the landmark network: landmarks, presence, mask, heat map, landmarks in metres."""

MASK_CHANNELS: Final = 1
"""The mask is the only output with two sides and one channel: (1, 256, 256, 1)."""


UNREADABLE: Final = (
    zipfile.BadZipFile, KeyError, struct.error, IndexError, TypeError, ValueError, AttributeError,
)  # fmt: skip
"""What the zip and flatbuffers libraries raise for a file that is no pose model."""


def lean(task: bytes) -> bytes:
    """The bytes of a model file (.task) whose landmark network computes no mask.

    A file in which the mask is not found as expected is given back as it is, and so is one that is
    no model file: MediaPipe is to judge it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(task)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        network = without_mask(parts[NETWORK])
    except UNREADABLE:
        return task
    if network is None:
        return task
    return stored_zip(list((parts | {NETWORK: network}).items()))


def kept_lean(task: bytes) -> bytes:
    """As `lean`, from the folder of models if it was made before: to make it takes 0.15 s.

    The file's name has the SHA-256 of what it was made from, and the file's end that of itself.
    """
    kept = model_folder() / f"lean-{WAY}-{sha256(task).hexdigest()[:24]}.task"
    try:
        data = kept.read_bytes()
    except OSError:
        data = b""
    made, digest = data[:-DIGEST_BYTES], data[-DIGEST_BYTES:]
    if made and sha256(made).digest() == digest:
        return made
    made = lean(task)
    with suppress(PosecheckError, OSError):  # A folder that cannot be written costs only time.
        kept.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(kept) as part:
            part.write_bytes(made + sha256(made).digest())
    return made


def without_mask(network: bytes) -> bytes | None:
    """The landmark network without the operators that only the mask needs; None where it has none.

    MediaPipe expects five outputs, so the presence, the smallest of them, takes the mask's place.
    """
    import flatbuffers
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    model = tflite.ModelT.InitFromPackedBuf(network, 0)
    graph = model.subgraphs[0]
    outputs = list(graph.outputs)
    masks = [i for i in outputs if _is_mask(graph.tensors[i])]
    presences = [i for i in outputs if list(graph.tensors[i].shape) == [1, 1]]
    if len(outputs) != OUTPUTS or len(masks) != 1 or len(presences) != 1:
        return None
    graph.outputs = [presences[0] if i == masks[0] else i for i in outputs]
    needed = _needed(graph)
    graph.operators = [operator for i, operator in enumerate(graph.operators) if i in needed]
    return packed(model, flatbuffers.Builder(len(network)), b"TFL3")


def _is_mask(tensor: Any) -> bool:
    shape = list(tensor.shape)
    return len(shape) == 4 and shape[3] == MASK_CHANNELS and shape[1] > 1


def _needed(graph: Any) -> set[int]:
    """The operators that lead to the outputs, by their place."""
    maker = {tensor: i for i, op in enumerate(graph.operators) for tensor in op.outputs}
    needed: set[int] = set()
    open_ends = list(graph.outputs)
    while open_ends:
        i = maker.get(open_ends.pop())
        if i is not None and i not in needed:
            needed.add(i)
            open_ends.extend(graph.operators[i].inputs)
    return needed
