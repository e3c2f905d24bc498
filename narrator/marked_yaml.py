"""YAML as plain text data with the line of every key: scalars stay text, doubles and aliases are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from narrator.finding import Place

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20


class YamlFault(ValueError):
    """YAML that cannot be used; `line` is where, the message is Chinese."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Marked:
    """Parsed YAML: `data` of dicts, lists, texts and `None`; `lines` by dotted path ("人员.编制", "项目.0.名称")."""

    file: str
    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, path: str) -> int:
        """The line of a path, or of the nearest part above it that stands in the file."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)

    def place(self, path: str) -> Place:
        """The file and line of a path."""
        return Place(file=self.file, line=self.lines.get(path) or self.line(path))


def parse(text: str, file: str, *, doubles: list[YamlFault] | None = None) -> Marked:
    """The content of a YAML text; raises YamlFault for bad syntax, a double key, an alias, a tag or deep nesting.

    Where `doubles` is a list, double keys are put into it instead, and the first of each is kept.
    """
    marked = Marked(file)
    try:
        _Walk(text, marked, doubles).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = f"不是合法的 YAML，请检查缩进、引号和冒号（要用半角冒号，后面空一格）{_usual(text, line)}"
        raise YamlFault(message, line) from error
    except yaml.YAMLError as error:
        raise YamlFault("含有 YAML 不允许的字符", 1) from error
    return marked


def _usual(text: str, line: int) -> str:
    """What is usually wrong with a line that looks like this one, or with the one before it; "" if nothing is."""
    near = text.splitlines()[max(0, line - 2) : line]
    indents = "".join(each[: len(each) - len(each.lstrip())] for each in near)
    if "\t" in indents or "\u3000" in indents:
        return "；行首有 Tab 或全角空格，缩进只用半角空格"
    if any("{{" in each and "|" not in each.partition("{{")[0] and not _is_quoted(each) for each in near):
        return "；含 {{ }} 的一行话要整个加上双引号，或写成 say: | 另起一行"
    values = [each.partition(": ")[2].strip() for each in near]
    if any(value[:1] in tuple("@`%&*!") for value in values):
        return "；以 @、`、%、&、*、! 开头的文字要整个加上双引号"
    if any(": " in value and not value.startswith(("{", "[")) for value in values):
        return "；文字里有半角冒号的，改为全角，或整个加上双引号"
    return "；冒号写成了全角" if any("：" in each and ": " not in each for each in near) else ""


def _is_quoted(line: str) -> bool:
    value = line.partition(": ")[2].strip()
    return value[:1] in ('"', "'") and value[-1:] == value[:1]


class _Walk:
    """One pass over the events: composing first would overflow the C stack on deep nesting."""

    def __init__(self, text: str, marked: Marked, doubles: list[YamlFault] | None) -> None:
        self.events: Iterator[Any] = iter(Loader(text).get_event, None)
        self.marked = marked
        self.doubles = doubles
        self.has_signs = any(sign in text for sign in "&*!")  # of anchors, aliases and tags

    def document(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._one_document_only(event)
            elif isinstance(event, yaml.NodeEvent):
                self.marked.lines[""] = _line(event)
                self.marked.data = self._value(event, "", 0)

    def _one_document_only(self, event: Any) -> None:
        if self.marked.lines:
            raise YamlFault("只能有一份内容，请去掉多余的“---”", _line(event))

    def _value(self, event: Any, path: str, depth: int) -> Any:
        if self.has_signs:
            _refuse_marks(event)
        if depth > DEEPEST:
            raise YamlFault("层次过深", _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in ("", "~", "null") else event.value
        above = f"{path}." if path else ""
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(above, depth + 1)
        return self._mapping(above, depth + 1)

    def _sequence(self, above: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            path = f"{above}{len(items)}"
            self.marked.lines.setdefault(path, _line(event))
            items.append(self._value(event, path, depth))
        return items

    def _mapping(self, above: str, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            path = above + key
            double = key in data
            if double:
                self._double(key, _line(event))
            else:
                self.marked.lines[path] = _line(event)
            value = self._value(next(self.events), path, depth)
            if not double:
                data[key] = value
        return data

    def _key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlFault("键必须是文字；含 {{ }} 的一行话要整个加上双引号", _line(event))
        if self.has_signs:
            _refuse_marks(event)
        return str(event.value)

    def _double(self, key: str, line: int) -> None:
        fault = YamlFault(f"“{key}”写了两次，请只留一处", line)
        if self.doubles is None:
            raise fault
        self.doubles.append(fault)


def _refuse_marks(event: Any) -> None:
    if event.anchor:
        raise YamlFault("不支持引用（& 与 *），请把内容写全，或给以它们开头的文字加引号", _line(event))
    if getattr(event, "tag", None):
        raise YamlFault("不支持标签（!），请去掉，或给以它开头的文字加引号", _line(event))


def _line(event: Any) -> int:
    line: int = event.start_mark.line + 1
    return line
