"""The command for the page in a browser. Heavy imports are inside it."""

from __future__ import annotations

from typing import Annotated

import typer

from posecheck.app.options import Catalog, Lang, ModelFile, ModelName, Offline, OutFolder


def web(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port (default: a free one).")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser (default: yes).")
    ] = True,
    out: OutFolder = None,
    lang: Lang = None,
    model: ModelFile = None,
    model_name: ModelName = "full",
    offline: Offline = False,
    catalog: Catalog = None,
) -> None:
    """Coach in a browser on this machine. Not a medical device.

    Only this machine and only the printed address reach the page; pictures never leave the machine.
    Nothing is kept unless you ask for it: reports then go into the folder of --out.
    """
    from posecheck.app.sources import ModelChoice
    from posecheck.app.web import command as work

    request = work.Request(port=port, browser=browser, out=out, lang=lang, catalog=catalog)
    choice = ModelChoice(model_name, explicit=model, offline=offline)
    raise typer.Exit(work.run(request, choice))
