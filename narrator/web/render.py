"""Pages from templates: every text escaped, nothing inline that a strict policy would refuse."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def filled(template: str, **values: Any) -> str:
    """A template as HTML with these values, escaped."""
    return _templates().get_template(template).render(**values)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as an answer."""
    return HTMLResponse(filled(template, **values), status)


def refusal(status: int, *messages: str, home: bool = True) -> HTMLResponse:
    """A page that says in Chinese why something was not done; `home` for those who may go on to the first page."""
    return page("refusal.html", status, messages=messages, home=home)
