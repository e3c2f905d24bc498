"""Directions: that what a phrase says of more and less agrees with the sign of what it says it of, in every world."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import nodes
from pydantic import ValidationError

from narrator.data_file import fault
from narrator.document import Run
from narrator.errors import NarratorError
from narrator.finding import Finding
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.phrase import CONDITION
from narrator.phrasebook.proof import told, worlds_of
from narrator.phrasebook.refusal import path_of, paths
from narrator.phrasebook.slots import filtered
from narrator.phrasebook.usage import Usage
from narrator.phrasebook.use import Use
from narrator.phrasebook.worlds import Worlds

CHANGES = ("增减", "增减率", "预算差额", "全年差额")  # relations whose sign says more or less


@dataclass(frozen=True, slots=True)
class Words:
    """The words for more and for less, and what they look like before a number."""

    up: tuple[str, ...]
    down: tuple[str, ...]

    def sign(self, word: str) -> int:
        """1 for more, -1 for less, 0 for any other word."""
        return (word in self.up) - (word in self.down)

    def among(self, text: str) -> set[int]:
        """The directions that a text speaks of."""
        return {self.sign(word) for word in (*self.up, *self.down) if word in text}

    def before(self, text: str) -> str:
        """The word that stands at the end of a text, before a number."""
        found = re.search(f"({'|'.join((*self.up, *self.down))})[了为额]?$", text)
        return found[1] if found else ""


def directed(edition: Edition, usage: Usage) -> Iterator[Finding]:
    """A finding for each text that says more where it is less, or puts a minus after a word for more or less."""
    words = Words(edition.settings.directions.up, edition.settings.directions.down)
    phrases = {name: _Checked(edition, words, name) for name in usage.uses}
    for name, one in phrases.items():
        callers = [other for other in phrases.values() if name in other.names]
        above = bool(callers) and all(other.decides for other in callers)
        wrong = {finding.where: finding for finding in one.contradictions()}
        heard = one.speaks or (one.decides and any(phrases[said].speaks for said in one.names & phrases.keys()))
        if heard and (one.decides or not above):
            wrong = {finding.where: finding for finding in one.findings(usage.uses[name].values())} | wrong
        yield from wrong.values()


class _Checked:
    """One phrase, whose words are checked."""

    def __init__(self, edition: Edition, words: Words, name: str) -> None:
        self.edition = edition
        self.words = words
        self.name = name
        self.phrase = edition.phrases[name]
        self.conditions = [_parsed(CONDITION + case.when) for case in self.phrase.cases]
        self.decides = any(True for tree in self.conditions for _ in tree.find_all(nodes.Compare))
        self.said = [_parsed(said) for _, said in self.phrase.variants]
        self.names = {name.name for tree in self.said for name in tree.find_all(nodes.Name)}
        own = "\n".join((*map(_literal, self.said), *self.phrase.takes.values()))
        self.speaks = bool(words.among(own))

    def contradictions(self) -> Iterator[Finding]:
        """Cases for more that only speak of less, and the other way round."""
        for i, (tree, said) in enumerate(zip(self.conditions, self.said, strict=False)):
            signs = set(_signs(next(iter(tree.find_all(nodes.Output))).nodes[0]))
            spoken = self.words.among(_literal(said))
            if len(signs) == 1 and spoken and not spoken & signs:
                way = "增加" if 1 in signs else "减少"
                message = f"条件是{way}的情形，说的却是{'减少' if 1 in signs else '增加'}；请核对 when 和 say"
                yield self._finding(i, message)

    def findings(self, uses: Iterable[Use]) -> Iterator[Finding]:
        """The first world of each case in which a number does not suit the word before it."""
        names = [node for tree in self.conditions for node in paths(tree)]
        names += [node for tree in self.said for node in _changes(tree, self.words)]
        constants = [const.value for tree in self.conditions for const in tree.find_all(nodes.Const)]
        found: dict[int, Finding] = {}
        for worlds in worlds_of(self.edition, names, constants, uses):
            for world in worlds:
                case, wrong = self._said_in(worlds, world)
                if wrong and case not in found:
                    found[case] = self._finding(case, f"{told(world, worlds.use)}说成“{wrong}”；{ADVICE}")
        yield from found.values()

    def _said_in(self, worlds: Worlds, world: object) -> tuple[int, str]:
        """The case that is said in a world, and what it says that does not suit."""
        try:
            scope, local = worlds.seen(world)  # type: ignore[arg-type]
            narrator = Narrator(scope.edition, scope.figures)
            runs = narrator.once(self.name, local)
        except (ValidationError, NarratorError):
            return 0, ""
        case = next((case for name, case in narrator.chosen if name == self.name), 0)
        return case, next(self._unsuitable(runs), "")

    def _unsuitable(self, runs: Iterable[Run]) -> Iterator[str]:
        before = ""
        for run in runs:
            word = self.words.before(before) if run.figure else ""
            if run.figure and word and _against(self.words.sign(word), run):
                yield f"{word}{run.text}{run.figure.unit}"
            before = run.text

    def _finding(self, case: int, message: str) -> Finding:
        path = f"{self.name}.cases.{case}.say" if self.phrase.cases else f"{self.name}.say"
        place = self.edition.sources["phrases"].place(path, 1)
        return fault("PHRASE-DIRECTION", f"句子“{self.name}”：{message}", place)


ADVICE = "请用 when 分开增加与减少，方向词后面的数加 | 绝对值"


def _against(sign: int, run: Run) -> bool:
    """Whether a number is printed with a minus, or is one of another sign than the word before it."""
    figure, zero = run.figure, not run.text.strip("-0.,")
    if figure is None or zero:
        return False
    changes = figure.label.endswith(CHANGES)
    return run.text.startswith("-") or (changes and figure.value is not None and figure.value * sign < 0)


def _parsed(text: str) -> nodes.Template:
    return parse(f"{{{{ {text.removeprefix(CONDITION)} }}}}" if text.startswith(CONDITION) else text)


def _literal(tree: nodes.Template) -> str:
    return "\n".join(data.data for data in tree.find_all(nodes.TemplateData))


def _changes(tree: nodes.Template, words: Words) -> Iterator[nodes.Node]:
    """The names of figures that a text prints after a word for more or less, or whose sign says so."""
    before = ""
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            inner, names = filtered(node)
            path = path_of(inner)
            if path and names and (path[-1].endswith(CHANGES) or words.before("".join(before.split()))):
                yield inner
            before = node.data if isinstance(node, nodes.TemplateData) else ""


def _signs(node: nodes.Node) -> Iterator[int]:
    """The signs that a condition fixes for what says more or less."""
    if isinstance(node, nodes.And):
        yield from (*_signs(node.left), *_signs(node.right))
    if isinstance(node, nodes.Compare) and len(node.ops) == 1:
        path, other = path_of(node.expr), node.ops[0].expr
        zero = isinstance(other, nodes.Const) and other.value == 0
        if zero and path and path[-1].endswith(CHANGES):
            yield from {"gt": [1], "lt": [-1]}.get(node.ops[0].op, [])
