"""Arguments and options of several commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE", help="Videos, or recordings of landmarks (.npz)."),
]
OutFolder = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="DIR", help="Output folder (default: posecheck-out)."),
]
Catalog = Annotated[
    Path | None,
    typer.Option("--catalog", metavar="DIR", help="Folder with other exercise files."),
]
ModelFile = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="Pose model file to use (.task)."),
]
Size = Literal["lite", "full", "heavy"]
ModelName = Annotated[Size, typer.Option("--model-name", help="Size of the pose model.")]
Offline = Annotated[bool, typer.Option("--offline", help="Never fetch the pose model.")]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="CODE", help="Language: en or de (default: the system's)."),
]
ProfileName = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="Profile with the person's own range."),
]
Rotate = Annotated[
    Literal["90", "180", "270"] | None,
    typer.Option("--rotate", help="Turn the pictures clockwise by so many degrees."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that posecheck did not write.")]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, help="Pose models side by side (default: all cores)."
    ),
]
MaxRate = Annotated[
    float | None,
    typer.Option(
        "--max-rate",
        metavar="HZ",
        min=5,
        help="Judge at most so many pictures a second (default: 40).",
    ),
]
