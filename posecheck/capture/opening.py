"""Opens a recording's container, and finds the film in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from posecheck.capture.mp4_claims import claims_too_much
from posecheck.errors import ExitCode, PosecheckError

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

FORMATS: Final = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,ogg,asf,mxf,nut,ivf"
    ",dv,h264,hevc,m4v,mjpeg,gif,mp3,wav,flac,aac"
)
"""The formats that are read. FFmpeg would also show a text file as a film, and open the addresses
in a playlist."""

DECODER_THREADS: Final = 4
"""How many threads decode. Each holds a picture, so this limits the memory on machines with many
cores."""

MOST_PIXELS: Final = 8192 * 4352
"""The largest pictures that are decoded: a little more than 8K (8192 x 4320). A few bytes can claim
more, and FFmpeg would take gigabytes for them: its own limit is 268 million."""

LIMITS: Final = {"max_pixels": str(MOST_PIXELS)}
"""Options for FFmpeg's decoders."""

REMEDY: Final = "Record it again, or convert it to MP4 (H.264)."


def open_container(path: Path) -> InputContainer:
    """The container. Raises PosecheckError: NO_SOURCE without a file, BAD_SOURCE for no video."""
    import av

    try:
        empty = path.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(path, "no such file", "Check the name and the folder.") from error
    except OSError as error:
        what = f"cannot be reached ({error.strerror or error})"
        raise _missing(path, what, "Check the name and the folder.") from error
    if path.is_dir():
        raise _missing(path, "a folder, not a recording", "Give one video file.")
    if not path.is_file():
        raise _missing(path, "a device or a pipe, not a recording", "Give one video file.")
    if empty:
        raise unreadable(path, "an empty file")
    if _claims_too_much(path):
        raise unreadable(path, "damaged: it claims more pictures than it has bytes")
    limits = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    try:
        # A title that is not UTF-8 is no reason to refuse a recording. Without "file:", FFmpeg
        # takes what is before a colon in a name for a protocol.
        return av.open(
            f"file:{path}", container_options=limits, options=LIMITS, metadata_errors="replace"
        )
    except av.FFmpegError as error:
        raise unreadable(path, _trouble(error, path)) from error


def _claims_too_much(path: Path) -> bool:
    try:
        return claims_too_much(path)
    except OSError:
        return False  # FFmpeg says why it cannot be read.


def _trouble(error: Exception, path: Path) -> str:
    """Why a file cannot be opened."""
    if isinstance(error, PermissionError):
        return "this user may not read it"
    with path.open("rb") as file:
        if file.read(12)[4:8] in (b"ftyp", b"mdat", b"moov", b"free", b"wide"):
            return "cut off: its index is missing, which is written when a recording ends"
    return "not a video that can be read"


def film(container: InputContainer, path: Path) -> av.VideoStream:
    """The first film in the file. The cover picture of a song does not count."""
    from av.stream import Disposition

    films = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic
    ]
    if not films:
        sound = "only sound, no picture" if container.streams.audio else "no picture in it"
        raise unreadable(path, sound)
    stream = films[0]
    # None where FFmpeg knows no decoder; PyAV's types do not say so.
    if not stream.codec_context:
        raise unreadable(path, "its pictures are in a form that cannot be decoded")
    width, height = stream.codec_context.width, stream.codec_context.height
    if width * height > MOST_PIXELS:
        raise unreadable(path, f"its pictures are too large ({width} x {height}): allowed is 8K")
    stream.codec_context.options = LIMITS
    # Threads for whole pictures of HEVC wait for each other for ever in some damaged files. Without
    # them an undamaged film of 1920 x 1080 was decoded 1.3 to 2 times as fast, on two cores.
    stream.thread_type = "SLICE" if stream.codec_context.name == "hevc" else "AUTO"
    stream.codec_context.thread_count = DECODER_THREADS
    return stream


def _missing(path: Path, what: str, remedy: str) -> PosecheckError:
    return PosecheckError(what, where=str(path), remedy=remedy, code=ExitCode.NO_SOURCE)


def unreadable(path: Path, what: str) -> PosecheckError:
    """The error for a file that is no recording: what it is, and what to do about it."""
    return PosecheckError(what, where=str(path), remedy=REMEDY, code=ExitCode.BAD_SOURCE)
