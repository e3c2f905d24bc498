"""Which facts an edition uses for an account, where in the report, and which of them it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from narrator.account import Account
from narrator.document import Run
from narrator.errors import NarratorError
from narrator.figures import Figures, Missing
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.language import Quoted, is_missing
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.phrase import Phrase
from narrator.workbook.conditions import Condition, Facts, facts_of, given_by_staff

_REASON = re.compile(r"^(\w+)（用于：(.+)）$")
_INDEX = re.compile(r"\.\d{1,2}(?=\.|$)")


@dataclass(slots=True)
class Use:
    """What an edition does with a fact: the question that a phrase asks, the sections with it, whether it is needed."""

    question: str = ""
    sections: list[str] = field(default_factory=list)
    needed: bool = False


def plain_path(path: str) -> str:
    """A path without the positions in lists, a reason under the name of the figure it explains."""
    return _INDEX.sub("", _REASON.sub(r"\1.\2", path))


class Survey:
    """Walks an edition's outline through every case that its phrases may come to, and notes the facts met.

    `uses` are the facts by path, `named` the sections in which figures, lists and facts are named.
    """

    def __init__(self, edition: Edition, account: Account) -> None:
        self.edition = edition
        self.scope = _Listening(edition, Figures(account), self._heard)
        self._quiet = AccountScope(edition, self.scope.figures)
        self._questions: dict[str, str] = {}
        self.uses: dict[str, Use] = {}
        self.named: dict[str, list[str]] = {}
        self._section = ""
        self._saying: list[tuple[str, Any]] = []

    def section(self, title: str, name: str) -> None:
        """Survey one section of the outline, called `title` in the report, without those below it."""
        section, self._section = self.edition.outline.sections[name], title
        if section.when:
            self._condition(section.when, {})
        steps = [(step.each, step.say) for step in section.say]
        steps += [(section.table.each, section.table.say)] if section.table else []
        if section.self_evaluation:
            self._self_evaluation()
        for each, say in steps:
            for local in self._rows(each, {}, frozenset()):
                for phrase in say:
                    self._phrase(phrase, local, frozenset())

    def _self_evaluation(self) -> None:
        """The facts behind the indicators of the table, and the scores that people give."""
        indicators = self.edition.indicators.indicators if self.edition.indicators else {}
        for name, indicator in indicators.items():
            score = Missing(f"自评.得分.{name}", name)
            found = self.scope.lookup(indicator.figure, {}) if indicator.figure else score
            self._heard(name, found)
            self._printed(found, frozenset())

    def _heard(self, name: str, value: Any) -> None:
        _append(self.named.setdefault(name, []), self._section)
        for path, _ in facts_of(value):
            _append(self._use(path).sections, self._section)

    def _use(self, path: str) -> Use:
        return self.uses.setdefault(plain_path(path), Use())

    def _rows(self, each: str | None, local: Mapping[str, Any], excused: Facts) -> Iterator[dict[str, Any]]:
        if each is None:
            yield {}
            return
        rows = self._value(self._tree(each), local)
        if is_missing(rows):
            self._printed(rows, excused)
            rows = (rows,) if not local else ()
        for number, row in enumerate(rows if isinstance(rows, tuple) else (rows,), 1):
            yield {"上项": local.get("本项"), "本项": row, "序号": number, "末项": number == len(rows)}

    def _phrase(self, name: str, local: Mapping[str, Any], excused: Facts) -> None:
        phrase, about = self.edition.phrases[name], (name, local.get("本项"))
        if any(name == saying and about[1] is item for saying, item in self._saying):
            return
        self._saying.append(about)
        local = {**phrase.takes, **local}
        excused |= self._asked(phrase, local)
        for row in self._rows(phrase.each, local, excused):
            self._variants(phrase, {**local, **row}, excused)
        self._saying.pop()

    def _asked(self, phrase: Phrase, local: Mapping[str, Any]) -> Facts:
        """Note the questions that a phrase asks in words of its own; the facts without which it is just left out."""
        optional: Facts = frozenset()
        for path, ask in phrase.ask.items():
            facts = given_by_staff(self._value(self._tree(path), local, quiet=True))
            optional |= facts if ask.optional else frozenset()
            self._questions.update({plain_path(fact): ask.question for fact in facts if ask.question})
        return optional

    def _variants(self, phrase: Phrase, local: Mapping[str, Any], excused: Facts) -> None:
        for when, say in phrase.variants:
            condition = self._condition(when, local) if when else None
            if condition is None or condition.truth() is not False:
                needs = condition.needs() if condition else frozenset()
                self._rendered(say, local, excused | needs)

    def _rendered(self, say: str, local: Mapping[str, Any], excused: Facts) -> None:
        try:
            rendered = self.edition.templates.text(say)(self.scope, local)
        except (NarratorError, TypeError):  # a case that this account cannot come to, such as the names in no list
            return
        for part in _flat(rendered):
            if isinstance(part, Quoted):
                self._phrase(part.name, part.local, excused)
            elif not isinstance(part, Run):
                self._printed(part, excused)
            elif part.figure and not part.figure.operands:
                self._printed(part.figure, excused)

    def _printed(self, value: Any, excused: Facts) -> None:
        for path, question in facts_of(value):
            use = self._use(path)
            use.question = use.question or self._questions.get(plain_path(path)) or question
            use.needed = use.needed or path not in excused

    def _condition(self, text: str, local: Mapping[str, Any]) -> Condition:
        condition = Condition(self._tree(text), lambda node: self._value(node, local))
        condition.truth()
        return condition

    def _tree(self, text: str) -> nodes.Node:
        output: Any = parse(f"{{{{ {text} }}}}").body[0]
        return output.nodes[0]  # type: ignore[no-any-return]

    def _value(self, node: nodes.Node, local: Mapping[str, Any], *, quiet: bool = False) -> Any:
        scope = self._quiet if quiet else self.scope
        if isinstance(node, nodes.Name):
            return local[node.name] if node.name in local else scope.lookup(node.name, local)
        if isinstance(node, nodes.Getattr):
            return scope.field(self._value(node.node, local, quiet=quiet), node.attr)
        return node.value if isinstance(node, nodes.Const) else None


class _Listening(AccountScope):
    """A scope that tells what it was asked for and what it answered."""

    def __init__(self, edition: Edition, figures: Figures, heard: Callable[[str, Any], None]) -> None:
        super().__init__(edition, figures)
        self._heard = heard

    def __getitem__(self, name: str) -> Any:
        """What a name stands for."""
        owner, dot, key = name.rpartition(".")
        if dot:
            return self.field(self[owner], key)
        value = super().__getitem__(name)
        self._heard(name, value)
        return value

    def field(self, value: Any, name: str) -> Any:
        """What `value.name` stands for."""
        found = super().field(value, name)
        self._heard(name, found)
        return found


def _flat(rendered: Any) -> Iterator[Any]:
    for part in rendered:
        if isinstance(part, tuple) and not isinstance(part, Run):
            yield from _flat(part)
        else:
            yield part


def _append(sections: list[str], section: str) -> None:
    if section not in sections:
        sections.append(section)
