"""Where an edition's phrases are said and of what, followed from its outline through an account with everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from narrator.account import Facts
from narrator.account.annotations import parts_of
from narrator.alike import meant
from narrator.errors import NarratorError
from narrator.figures import FAMILIES, FactGroup, Figure, Item, Missing
from narrator.finding import Finding, Place
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.example import UNSEEN, Example, nothing_known
from narrator.phrasebook.language import Quoted
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.phrase import CONDITION
from narrator.phrasebook.refusal import Fault, bare_number, path_of, printed
from narrator.phrasebook.slots import filtered, misfit, slots
from narrator.phrasebook.texts import Text, texts

Local = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """A place in which a phrase is said: the values that it sees, and whether its row may be missing."""

    local: Local
    maybe_missing: bool = False

    @property
    def kind(self) -> tuple[Any, ...]:
        """What the use has in common with others: what its row is, and what is asked of it."""
        texts = tuple((name, value) for name, value in self.local.items() if isinstance(value, str))
        return (like(self.local.get("本项")), like(self.local.get("上项")), texts, self.maybe_missing)


def like(value: Any) -> Any:
    """What values that phrases treat alike have in common."""
    if isinstance(value, Figure):
        return value.label
    if isinstance(value, Item):
        return (*value.fields, like(value.figure))
    return type(value.model if isinstance(value, FactGroup) else value)


class Usage:
    """The uses of each phrase that the outline reaches, the sections that it lists, and what does not fit."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.uses: dict[str, dict[Any, Use]] = {}
        self.sections: dict[str, None] = {}
        self._scope = AccountScope(edition, Example())
        self._blank = AccountScope(edition, nothing_known())
        self._found: dict[tuple[Any, ...], Finding] = {}
        self._calls: list[Place] = []
        self._trees: dict[str, list[tuple[Text, nodes.Template]]] = {}
        for text in texts(edition.outline, edition.phrases):
            tree = parse(text.parsed(edition.sources))
            self._trees.setdefault(text.owner, []).append((text, tree))
        for name in edition.outline.parts:
            self._section(name)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Names that what they stand after does not have, lists that are none, numbers that are printed bare."""
        return tuple(self._found.values())

    def _section(self, name: str) -> None:
        section = self.edition.outline.sections[name]
        self.sections[name] = None
        owner = f"sections.{name}"
        for text, tree in self._trees[owner]:
            self._follow_all(text, tree, {})
        for i, step in enumerate(section.say):
            use = self._row(owner, f"sections.{name}.say.{i}.each", {}) if step.each else Use({})
            for phrase in step.say:
                self._call(self.edition.sources["outline"].place(f"sections.{name}.say.{i}"), phrase, use)
        if section.table:
            use = self._row(owner, f"sections.{name}.table.each", {})
            for phrase in section.table.say:
                self._say(phrase, use)
        for i, chart in enumerate(section.charts):
            if chart.each:
                self._drawn(owner, f"sections.{name}.charts.{i}.each")
        for below in section.sections:
            self._section(below)

    def _call(self, place: Place, name: str, use: Use) -> None:
        """Say a phrase from a place in the edition's files."""
        self._calls.append(place)
        self._say(name, use)
        self._calls.pop()

    def _say(self, name: str, use: Use) -> None:
        phrase = self.edition.phrases[name]
        use = Use({**phrase.takes, **use.local}, use.maybe_missing)
        if phrase.each:
            row = self._row(name, f"{name}.each", use.local)
            use = Use({**use.local, **row.local, "上项": use.local.get("本项")})
        known = self.uses.setdefault(name, {})
        if use.kind in known:
            return
        known[use.kind] = use
        for text, tree in self._trees[name]:
            if not text.path.endswith(".each"):
                self._follow_all(text, tree, use.local, maybe_missing=use.maybe_missing)

    def _drawn(self, owner: str, path: str) -> None:
        """A list of which a chart is drawn: its rows need amounts."""
        row = self._row(owner, path, {}).local["本项"]
        if row is not UNSEEN and not isinstance(row, Figure) and not (isinstance(row, Item) and row.figure):
            text = next(text for text, _ in self._trees[owner] if text.path == path)
            name = text.text[len(CONDITION) :]
            self._tell(
                text, Fault("EDITION-CHART", f"清单“{name}”的各行没有金额，画不成图；请换一个清单，或用 of 写数的名称")
            )

    def _row(self, owner: str, path: str, local: Local) -> Use:
        """The use of what is said of each row of a list."""
        text, tree = next(found for found in self._trees[owner] if found[0].path == path)
        (node,) = printed(tree)
        rows = self._value(text, node, local)
        if not isinstance(rows, (tuple, Missing)):
            self._tell(
                text, Fault("PHRASE-EACH", f"“{text.text[len(CONDITION) :]}”不是清单；请写清单的名称", node.lineno)
            )
        row = rows[0] if isinstance(rows, tuple) and rows else UNSEEN
        try:
            maybe_missing = isinstance(value_of(node, self._blank, local), Missing)
        except (NarratorError, KeyError):
            maybe_missing = False
        return Use({"本项": row, "序号": 1, "末项": True}, maybe_missing)

    def _follow_all(self, text: Text, tree: nodes.Template, local: Local, *, maybe_missing: bool = False) -> None:
        for node, after in slots(tree):
            self._follow(text, node, local, maybe_missing)
            if not text.is_expression:
                self._judge(text, node, after, local)

    def _judge(self, text: Text, node: nodes.Node, after: str, local: Local) -> None:
        """Tell a number that is printed bare, and a filter or a unit that does not suit what it stands behind."""
        inner, names = filtered(node)
        if not path_of(inner):
            return
        value = self._value(text, inner, local)
        if names and (wrong := misfit(node, after, value)):
            self._tell(text, wrong)
        elif not names and (isinstance(value, (Figure, int)) or (isinstance(value, Item) and value.figure)):
            self._tell(text, bare_number(".".join(path_of(node) or ()), node.lineno))

    def _follow(self, text: Text, node: nodes.Node, local: Local, maybe_missing: bool) -> None:
        if isinstance(node, nodes.Call):
            item = self._value(text, node.args[0], local)
            takes = {keyword.key: self._value(text, keyword.value, local) for keyword in node.kwargs}
            quoted = self._value(text, node.node, local)
            use = Use(quoted(item, **takes).local, maybe_missing and item is local.get("本项"))
            self._call(self._place(text, node), quoted.name, use)
        elif path_of(node):
            value = self._value(text, node, local)
            if isinstance(value, Quoted):
                self._call(self._place(text, node), value.name, Use(value.local, maybe_missing))
        else:
            for child in node.iter_child_nodes():
                self._follow(text, child, local, maybe_missing)

    def _place(self, text: Text, node: nodes.Node) -> Place:
        return self.edition.sources[text.kind].place(text.path, node.lineno)

    def _value(self, text: Text, node: nodes.Node, local: Local) -> Any:
        """What a name or a constant stands for; a fault, and something unknown, where it stands for nothing."""
        try:
            value = value_of(node, self._scope, local)
            self._require(node, value)
            return value
        except (NarratorError, KeyError, ValueError, IndexError):
            name = ".".join(path_of(node) or ("",))
            row = local.get("本项")
            of = f"（本项是“{row.label}”时）" if isinstance(row, Figure) else ""
            message = f"没有“{name}”{of}；{meant(name.rpartition('.')[2], _fields(row))}请核对点号后面的名称"
            self._tell(text, Fault("PHRASE-FIELD", message, node.lineno))
            return Missing(name, name)

    def _require(self, node: nodes.Node, value: Any) -> None:
        """Raise UnknownFigure for a relation that the figure before the dot cannot have, such as a total's share."""
        last = (path_of(node) or ("",))[-1]
        if last in FAMILIES and isinstance(value, Figure) and isinstance(node, nodes.Getattr):
            _ = value.id or self._scope.figures[value.label]

    def _tell(self, text: Text, wrong: Fault) -> None:
        finding = text.finding(wrong, self.edition.sources)
        kept = finding.message if wrong.code.startswith("PHRASE-FILTER") else ""
        if (calling := self._called_from(finding.where[0])) is not None:
            message = f"这里引用的句子不合适：{finding.message}（在 {finding.where[0]}）"
            finding = finding.model_copy(update={"message": message, "where": (calling, *finding.where)})
        self._found.setdefault((finding.code, finding.where[0], kept), finding)

    def _called_from(self, place: Place) -> Place | None:
        """Where the edition's own files call what an edition below it wrote, `None` for what they write themselves."""
        own = f"{self.edition.folder}/"
        if (place.file or "").startswith(own):
            return None
        return next((call for call in reversed(self._calls) if (call.file or "").startswith(own)), None)


def _fields(row: Any) -> set[str]:
    """What may stand after a dot: relations of figures, keys of facts, parts of a row."""
    facts = (key for key, _ in parts_of(Facts))
    return {*FAMILIES, "原因", "预算原因", *facts, *(row.fields if isinstance(row, Item) else ())}


def value_of(node: nodes.Node, scope: AccountScope, local: Local) -> Any:
    """What a dotted name or a constant stands for in a scope."""
    if isinstance(node, nodes.Const):
        return node.value
    first, *others = path_of(node) or ("",)
    value = local[first] if first in local else scope.lookup(first, local)
    for key in others:
        value = scope.field(value, key)
    return value
