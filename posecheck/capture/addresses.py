"""Cameras in the network: which addresses are taken, and what their answers may do.

Whoever answers at an address may send anything. So FFmpeg gets only the formats of cameras, opens
no other address than the one that was named, and decodes no picture that is larger than a camera's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.opening import LIMITS
from posecheck.errors import ExitCode, PosecheckError

if TYPE_CHECKING:
    import av

PROTOCOLS: Final = {
    "http": "http,tcp",
    "https": "https,tls,tcp,httpproxy",
    "rtsp": "rtsp,rtp,udp,tcp",
    "rtsps": "rtsp,rtp,srtp,udp,tcp,tls",
    "rtmp": "rtmp,tcp",
    "rtp": "rtp,udp",
    "tcp": "tcp",
    "udp": "udp",
}
"""The kinds of addresses, and what FFmpeg may use for each. Without this list, a camera that sends
a playlist could make it read files and ask other hosts. "file:" and the like are no cameras."""

FORMATS: Final = (
    "mpjpeg,mjpeg,rtsp,sdp,rtp,mpegts,flv,live_flv,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,asf"
    ",h264,hevc,m4v,mpegvideo,mpeg"
)
"""What cameras send. No playlists (HLS, DASH): they lead to other addresses, and come too late to
coach anybody."""

TIMEOUT_S: Final = 5.0
"""An address that is silent for this time is opened again. It also bounds how much a camera can
send as one picture: a network of 100 MB/s brings 500 MB in it."""

OPTIONS: Final = {
    "format_whitelist": FORMATS,
    "max_redirects": "0",
    "rtsp_flags": "prefer_tcp",
}
"""A camera that sends on to another address is not followed: it was not named. Lost UDP packets
would smear the picture."""


def check(address: str) -> None:
    """Raises PosecheckError (USAGE) for an address of a kind that no camera has."""
    kind = address.partition("://")[0].lower()
    if kind not in PROTOCOLS:
        raise PosecheckError(
            f'no camera has an address that begins with "{kind}://"',
            where=shown(address),
            remedy=f"Give one that begins with {', '.join(PROTOCOLS)}; of a file, give its path.",
            code=ExitCode.USAGE,
        )


def shown(address: str) -> str:
    """An address without what may be secret: user and password, and all that has "=" in it.

    >>> shown("rtsp://me:secret@door:554/live")
    'rtsp://door:554/live'
    >>> shown("http://10.0.0.9/video.cgi?user=me&pwd=secret"), shown("rtsp://door/user=me_password=x")
    ('http://10.0.0.9/video.cgi', 'rtsp://door/...')
    """
    kind, _, rest = address.partition("://")
    # Passwords that are not encoded may have "/", "?" or "#" in them: all up to the last @ goes.
    rest = rest.rpartition("@")[2]
    host, slash, path = rest.partition("?")[0].partition("#")[0].partition("/")
    path = "..." if set("=;&") & set(path) else path
    return f"{kind}://{host}{slash}{path}"


class Address:
    """The pictures of an address; PosecheckError (NO_CAMERA) where it cannot be opened."""

    def __init__(self, address: str) -> None:
        import av

        kind = address.partition("://")[0].lower()
        try:
            self._container = av.open(
                address,
                options=LIMITS,
                container_options={**OPTIONS, "protocol_whitelist": PROTOCOLS[kind]},
                metadata_errors="replace",
                timeout=TIMEOUT_S,
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            raise _no_picture(address) from error
        stream = next(iter(self._container.streams.video), None)
        # A stream has no codec where FFmpeg knows no decoder for it; PyAV's types do not say so.
        if stream is None or not stream.codec_context:
            self._container.close()
            raise _no_picture(address)
        stream.codec_context.options = LIMITS
        stream.thread_type = "SLICE"  # Threads for whole pictures hold some of them back.
        self._strict, self._took_strictly = _strict_decoder(stream), False
        self._to_rgb = av.video.reformatter.VideoReformatter()
        self._pictures = self._decoded(stream)

    def read(self) -> NDArray[np.uint8] | None:
        """The next picture, (H, W, 3) RGB; None where none came in time or the stream has ended."""
        picture = next(self._pictures, None)
        if picture is None:
            return None
        return np.asarray(self._to_rgb.reformat(picture, format="rgb24").to_ndarray(), np.uint8)

    def close(self) -> None:
        """Closes the connection."""
        self._pictures.close()
        self._container.close()

    def _decoded(self, stream: av.VideoStream) -> Generator[av.VideoFrame]:
        """The pictures that can be decoded, until nothing else has come for `TIMEOUT_S`."""
        import av

        last_s = time.monotonic()
        packets = self._container.demux(stream)
        while time.monotonic() - last_s < TIMEOUT_S:
            try:
                packet = next(packets, None)
            except av.FFmpegError:
                return
            if packet is None:
                return
            for picture in self._good(packet):
                last_s = time.monotonic()
                yield picture

    def _good(self, packet: av.Packet[av.VideoStream]) -> list[av.VideoFrame]:
        """The good pictures of a packet: none, where it is damaged."""
        if self._strict is not None:
            strictly = _whole(self._strict.decode, packet)
            self._took_strictly |= bool(strictly)
            if self._took_strictly:
                return strictly
        return _whole(lambda one: one.decode(), packet)


def _strict_decoder(stream: av.VideoStream) -> av.VideoCodecContext | None:
    """Another decoder of JPEGs, which refuses damaged ones; None for other codecs.

    FFmpeg shows what it can of a damaged JPEG, and does not say so: of 120 that lack 1400 bytes
    in the middle, or their end, it shows all, smeared. Strictly, it shows none. Of those in which
    ten bytes are wrong, it still shows half.

    Some cameras write JPEGs that are never right in all details: theirs are taken as they come.
    """
    import av

    if stream.codec_context.name != "mjpeg":
        return None
    decoder = av.VideoCodecContext.create("mjpeg", "r")
    decoder.options = {**LIMITS, "err_detect": "explode"}
    return decoder


def _whole(
    decode: Callable[[av.Packet[Any]], list[av.VideoFrame]], packet: av.Packet[Any]
) -> list[av.VideoFrame]:
    import av

    try:
        return [picture for picture in decode(packet) if not picture.is_corrupt]
    except av.FFmpegError:
        return []


def _no_picture(address: str) -> PosecheckError:
    return PosecheckError(
        "no picture comes from this address",
        where=shown(address),
        remedy="Check that it is on, in the same network, and that a browser shows it. If the "
        "browser goes on to another address, give that one.",
        code=ExitCode.NO_CAMERA,
    )
