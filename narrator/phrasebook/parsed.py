"""Jinja's syntax, parsed, and as plain lists: loaded only where an edition is compiled, not where it is kept."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, nodes

from narrator.errors import PhrasebookError
from narrator.phrasebook.expression import OPERATORS, Code, Expression


def parse(source: str) -> nodes.Template:
    """The syntax tree of a text; raises jinja2's TemplateSyntaxError."""
    return _jinja().parse(source)


@cache
def _jinja() -> Environment:
    return Environment()


def code(source: str) -> Code:
    """A text, or an expression in braces, as literals and lists; raises PhrasebookError for what a phrase cannot do."""
    parts = [part for output in parse(source).find_all(nodes.Output) for part in output.nodes]
    return [part.data if isinstance(part, nodes.TemplateData) else expression(part) for part in parts]


def expression(node: nodes.Node) -> Expression:
    """An expression as a list: its kind, then its parts."""
    match node:
        case nodes.Const():
            return ["const", node.value]
        case nodes.Name():
            return ["name", node.name]
        case nodes.Getattr():
            return ["field", expression(node.node), node.attr]
        case nodes.Filter() if node.node:
            return ["word", "filters", node.name, [expression(node.node)]]
        case nodes.Test():
            return ["word", "tests", node.name, [expression(part) for part in (node.node, *node.args)]]
        case nodes.Call(node=nodes.Name() as phrase):
            named = {keyword.key: expression(keyword.value) for keyword in node.kwargs}
            return ["say", phrase.name, [expression(part) for part in node.args], named]
        case nodes.And() | nodes.Or():
            kind = "and" if isinstance(node, nodes.And) else "or"
            return [kind, expression(node.left), expression(node.right)]
        case nodes.Not():
            return ["not", expression(node.node)]
        case nodes.Compare(ops=[one]) if one.op in OPERATORS:
            return ["compare", one.op, expression(node.expr), expression(one.expr)]
    raise PhrasebookError(f"句子里不能用这种写法（{type(node).__name__}）；请引用已有的数，不同情形请写成 cases")
