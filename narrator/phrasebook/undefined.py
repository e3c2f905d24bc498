"""Undefined rates: percentages that a phrase prints in a world where they have no value, such as over a zero base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes
from pydantic import ValidationError

from narrator.data_file import fault
from narrator.figures import Figure, Item
from narrator.finding import Finding
from narrator.narrate.narrator import Narrator
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.example import Example
from narrator.phrasebook.leaves import FAULTS
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.proof import told, worlds_of
from narrator.phrasebook.refusal import path_of, paths
from narrator.phrasebook.slots import filtered
from narrator.phrasebook.usage import Usage
from narrator.phrasebook.use import Use, value_of
from narrator.phrasebook.worlds import World, Worlds

Path = tuple[str, ...]
ROW, ROW_ABOVE = "本项", "上项"
ADVICE = "请用 when 把它 is 缺 的情形分出来另写，或引用 增减句、占比句、完成年初预算 这些已分好情形的句子"


def undefined(edition: Edition, usage: Usage) -> Iterator[Finding]:
    """A finding for each phrase that prints a rate where it has no value, and that no phrase which says it prevents."""
    search = _Search(edition, usage)
    found = {finding.where: finding for name in usage.uses for finding in search.findings(name)}
    yield from found.values()


class _Search:
    """The search through one edition's phrases."""

    def __init__(self, edition: Edition, usage: Usage) -> None:
        self.edition = edition
        self.uses = usage.uses
        self.said = {name: [parse(said) for _, said in edition.phrases[name].variants] for name in usage.uses}
        self.outlined = {name for _, name in edition.outline.said()}

    def findings(self, name: str) -> Iterator[Finding]:
        """The finding for a phrase that prints rates itself."""
        rates = {path for path in self._printed(name) if self._is_rate(path, name)}
        if rates:
            yield from self._followed((name,), rates)

    def _printed(self, name: str) -> Iterator[Path]:
        for tree in self.said[name]:
            for output in tree.find_all(nodes.Output):
                yield from filter(None, (path_of(filtered(node)[0]) for node in output.nodes))

    def _is_rate(self, path: Path, name: str) -> bool:
        return any(_unit(self.edition, path, use) == "%" for use in self.uses[name].values())

    def _followed(self, said: tuple[str, ...], rates: set[Path]) -> Iterator[Finding]:
        """The findings for rates of the first of these phrases, each said by the next; none if the last prevents it.

        What a row is, those that say a list do not know.
        """
        last = said[-1]
        wrong = self._wrong(said, rates)
        if not wrong:
            return
        each = self.edition.phrases[last].each
        above = {path for path in rates if not (each and path[0] == ROW)}
        callers = [other for other in self.uses if other not in said and last in _names(self.said[other])]
        if last in self.outlined or not callers or not above:
            yield from wrong
        for other in callers if above else ():
            yield from self._followed((*said, other), set(self._seen_above(other, last, above)))

    def _seen_above(self, name: str, said: str, rates: set[Path]) -> Iterator[Path]:
        """What a phrase that says another one calls that one's rates."""
        for tree in self.said[name]:
            calls = [call for call in tree.find_all(nodes.Call) if path_of(call.node) == (said,)]
            quoted = said in _names([tree]) and not calls
            for row in [(ROW,)] if quoted else [path_of(call.args[0]) or () for call in calls]:
                yield from (_from_above(rate, row) for rate in rates)

    def _wrong(self, said: tuple[str, ...], rates: set[Path]) -> tuple[Finding, ...]:
        """The first world, of each text, in which the last of these phrases has a rate printed that has no value."""
        name = said[-1]
        conditions = [parse(f"{{{{ {case.when} }}}}") for case in self.edition.phrases[name].cases]
        names = [node for tree in conditions for node in paths(tree)]
        names += [node for rate in sorted(rates) for node in paths(parse(f"{{{{ {'.'.join(rate)} }}}}"))]
        constants = [const.value for tree in conditions for const in tree.find_all(nodes.Const)]
        wrong: dict[object, Finding] = {}
        for worlds in worlds_of(self.edition, names, constants, self.uses[name].values()):
            for world in worlds:
                if found := _without_value(worlds, world, name, rates):
                    rate, narrator = found
                    message = f"{told(world, worlds.use)}“{'.'.join(rate)}”算不出来；{ADVICE}"
                    finding = self._finding(said, narrator, message)
                    wrong.setdefault(finding.where, finding)
        return tuple(wrong.values())

    def _finding(self, said: tuple[str, ...], narrator: Narrator, message: str) -> Finding:
        """The finding at the phrase that prints the rate, or at the first of the edition's own that has it said."""
        source, own = self.edition.sources["phrases"], f"{self.edition.folder}/"
        name = next((name for name in said if source.origin(name).startswith(own)), said[0])
        case = next((case for chosen, case in narrator.chosen if chosen == name), 0)
        path = f"{name}.cases.{case}.say" if self.edition.phrases[name].cases else f"{name}.say"
        return fault("PHRASE-UNDEFINED", f"句子“{name}”：{message}", source.place(path, 1))


def _from_above(rate: Path, row: Path) -> Path:
    """A rate as the phrase that says this one calls it; `row` is what that one calls this one's row."""
    above = {ROW: row, ROW_ABOVE: (ROW,)}
    return (*above.get(rate[0], rate[:1]), *rate[1:])


def _without_value(worlds: Worlds, world: World, name: str, rates: set[Path]) -> tuple[Path, Narrator] | None:
    """A rate that is printed without a value where the phrase is said in a world, and the narrator that said it."""
    try:
        scope, local = worlds.seen(world)
        narrator = Narrator(scope.edition, scope.figures)
        narrator.once(name, local)
    except (ValidationError, *FAULTS, TypeError):
        return None
    messages = [finding.message for finding in narrator.findings() if finding.code == "FIGURE-UNDEFINED"]
    for rate in sorted(rates) if messages else ():
        figure = _figure(rate, scope, Use(local))
        if figure and any(message.startswith(f"“{figure.label}”") for message in messages):
            return rate, narrator
    return None


def _unit(edition: Edition, path: Path, use: Use) -> str:
    figure = _figure(path, AccountScope(edition, Example()), use)
    return figure.unit if figure else ""


def _figure(path: Path, scope: AccountScope, use: Use) -> Figure | None:
    (node,) = paths(parse(f"{{{{ {'.'.join(path)} }}}}"))
    try:
        value = value_of(node, scope, use.local)
    except FAULTS:
        return None
    figure = value.figure if isinstance(value, Item) else value
    return figure if isinstance(figure, Figure) else None


def _names(trees: Iterable[nodes.Template]) -> set[str]:
    return {name.name for tree in trees for name in tree.find_all(nodes.Name)}
