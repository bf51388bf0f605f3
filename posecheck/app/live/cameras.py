"""`posecheck cameras`: the cameras of this machine, with size and rate."""

from __future__ import annotations

from rich import box
from rich.table import Table

from posecheck.app import consoles
from posecheck.capture import camera_devices
from posecheck.errors import ExitCode, PosecheckError


def show_all() -> ExitCode:
    """Prints a row for each camera; raises PosecheckError (NO_CAMERA) where there is none."""
    found = camera_devices.cameras()
    if not found:
        raise PosecheckError(
            "no camera was found",
            remedy="Plug one in, or give the address of a phone, or a file: "
            "`posecheck live --camera URL`.",
            code=ExitCode.NO_CAMERA,
        )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for header in ("--camera", "name", "size", "pictures a second"):
        table.add_column(header)
    for camera in found:
        size = "gives no picture" if camera.size_px is None else "{} x {}".format(*camera.size_px)
        rate = "" if camera.rate_hz is None else f"{camera.rate_hz:g}"
        table.add_row(str(camera.number), camera.name, size, rate)
    consoles.results().print(table)
    return ExitCode.OK
