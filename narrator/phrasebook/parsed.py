"""Jinja's syntax, parsed: loaded only where an edition is compiled, not where it is kept."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, nodes


def parse(source: str) -> nodes.Template:
    """The syntax tree of a text; raises jinja2's TemplateSyntaxError."""
    return _jinja().parse(source)


@cache
def _jinja() -> Environment:
    return Environment()
