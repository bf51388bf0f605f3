"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE", help="Videos, or landmark recordings (.npz)."),
]
Catalog = Annotated[
    Path | None,
    typer.Option("--catalog", metavar="DIR", help="Exercise files of your own, instead."),
]
ModelFile = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="A pose model file (.task) to use."),
]
Size = Literal["lite", "full", "heavy"]
ModelName = Annotated[Size, typer.Option("--model-name", help="Size of the pose model.")]
Offline = Annotated[
    bool, typer.Option("--offline", help="Never fetch the model; say how to provide it.")
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="CODE", help="Language: en, de (default: the system's)."),
]
ProfileName = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="Use this person's own comfortable range."),
]
