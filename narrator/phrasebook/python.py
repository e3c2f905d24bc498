"""The texts of an edition as Python, written from Jinja's syntax: nothing can be written but what a phrase may do.

Each text becomes a function of a scope `s` and local values `l` in one dictionary, so that a kept edition is ready at
once: no text is parsed when a report is made, and none is evaluated step by step.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from types import CodeType

from jinja2 import nodes

from narrator.errors import PhrasebookError
from narrator.phrasebook.phrase import CONDITION

OPERATORS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<="}


def compiled(trees: Mapping[str, nodes.Template], phrases: Container[str]) -> CodeType:
    """The code of a dictionary of functions, one for each text: of a condition its value, else a tuple of parts.

    Raises PhrasebookError for what a phrase cannot do.
    """
    writer = _Writer(phrases)
    functions = (f"{text!r}: lambda s, l: {writer.text(text, tree)}" for text, tree in trees.items())
    return compile(f"{{{', '.join(functions)}}}", "<edition>", "eval")


class _Writer:
    """Writes expressions; names of phrases quote them, other names are looked up in the scope."""

    def __init__(self, phrases: Container[str]) -> None:
        self._phrases = phrases

    def text(self, text: str, tree: nodes.Template) -> str:
        parts = [part for output in tree.find_all(nodes.Output) for part in output.nodes]
        written = [repr(part.data) if isinstance(part, nodes.TemplateData) else self.value(part) for part in parts]
        return written[0] if text.startswith(CONDITION) else f"({''.join(f'{part}, ' for part in written)})"

    def value(self, node: nodes.Node) -> str:
        match node:
            case nodes.Const():
                return repr(node.value)
            case nodes.Name() | nodes.Getattr():
                return self._named(*_path(node))
            case nodes.Filter() if node.node:
                return f"{node.name}({self.value(node.node)}, s)"
            case nodes.Test():
                return f"{node.name}({', '.join([self.value(node.node), 's', *map(self.value, node.args)])})"
            case nodes.Call(node=nodes.Name() as phrase):
                named = (f"{keyword.key!r}: {self.value(keyword.value)}" for keyword in node.kwargs)
                given = [*map(self.value, node.args), f"**{{{', '.join(named)}}}"]
                return f"{self._named(phrase.name)}({', '.join(given)})"
            case nodes.And() | nodes.Or():
                word = " and " if isinstance(node, nodes.And) else " or "
                return f"({word.join(map(self.value, _chain(node, type(node))))})"
            case nodes.Not():
                return f"(not {self.value(node.node)})"
            case nodes.Compare(ops=[one]) if one.op in OPERATORS:
                return f"({self.value(node.expr)} {OPERATORS[one.op]} {self.value(one.expr)})"
        raise _unwritable(node)

    def _named(self, name: str, *keys: str) -> str:
        """A name and what stands after its dots: of a local value one by one, else at once, as the scope keeps it."""
        local = f"l[{name!r}]"
        for key in keys:
            local = f"s.field({local}, {key!r})"
        found = f"Quoted({name!r}, l)" if name in self._phrases else f"s[{'.'.join((name, *keys))!r}]"
        return f"({local} if {name!r} in l else {found})"


def _path(node: nodes.Node) -> tuple[str, ...]:
    """The parts of a dotted name."""
    if isinstance(node, nodes.Getattr):
        return (*_path(node.node), node.attr)
    if isinstance(node, nodes.Name):
        return (node.name,)
    raise _unwritable(node)


def _unwritable(node: nodes.Node) -> PhrasebookError:
    return PhrasebookError(f"句子里不能用这种写法（{type(node).__name__}）；请引用已有的数，不同情形请写成 cases")


def _chain(node: nodes.Node, kind: type[nodes.And] | type[nodes.Or]) -> Iterator[nodes.Node]:
    """The parts of a row of the same word, such as the three of `a or b or c`."""
    if isinstance(node, kind):
        yield from _chain(node.left, kind)
        yield from _chain(node.right, kind)
    else:
        yield node
