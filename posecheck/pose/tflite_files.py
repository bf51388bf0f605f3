"""Writes TFLite networks, and the zip in which MediaPipe's Tasks API takes them."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date in a zip. It is always used, so that the same networks make the same file."""


def stored_zip(parts: list[tuple[str, bytes]]) -> bytes:
    """The bytes of an uncompressed zip of (name, contents). MediaPipe reads no compressed one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), data)
    return out.getvalue()


def packed(table: Any, builder: Any, identifier: bytes) -> bytes:
    """A flatbuffers table as bytes, with the file identifier of its format."""
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())
