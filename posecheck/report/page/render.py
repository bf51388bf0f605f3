"""The page itself: one file with all that it needs, and no word from a stranger as HTML."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any

from posecheck.files.recognised import HTML_MARK
from posecheck.report.page.compared import Compared
from posecheck.report.page.facts import Shown
from posecheck.words.speech import Speech

if TYPE_CHECKING:
    from jinja2 import Environment


def page(reports: Sequence[Shown], speech: Speech) -> str:
    """One report, or several with a list of them before, as the text of an HTML file.

    `speech` has the language of what stands around them.
    """
    only = reports[0] if len(reports) == 1 else None
    if only is not None:
        title = speech.text("page-title", title=only.title, source=only.source)
    else:
        title = speech.text("page-titles", count=len(reports))
    language = only.language if only else speech.language.code
    return rendered("page.html.j2", title, language, reports=reports)


def comparison(shown: Compared, speech: Speech) -> str:
    """A comparison as the text of an HTML file."""
    return rendered("compare.html.j2", shown.title, speech.language.code, shown=shown)


def rendered(template: str, title: str, language: str, **values: Any) -> str:
    """A template with its style and script in it. All values are escaped."""
    from markupsafe import Markup

    style, script = _file("style.css"), _file("script.js")
    return (
        _environment()
        .get_template(template)
        .render(
            title=title,
            language=language,
            mark=Markup(HTML_MARK),  # noqa: S704 - it is our own
            policy=_policy(style, script),
            # Both are files of the package.
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            **values,
        )
    )


def _policy(style: str, script: str) -> str:
    """What the page may load: itself, pictures inside it, and a video beside it. Nothing else, even
    where a name had found a way to become HTML."""
    own = [f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in (style, script)]
    return (
        f"default-src 'none'; style-src {own[0]}; script-src {own[1]}; img-src data:; "
        "media-src 'self' file:; base-uri 'none'; form-action 'none'"
    )


@cache
def _file(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
