"""YAML as plain text data with the line of every key: scalars stay text, doubles and aliases are refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20


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


class YamlFault(ValueError):
    """YAML that cannot be used; `line` is where, the message is Chinese."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str, file: str) -> Marked:
    """The content of a YAML text; raises YamlFault for bad syntax, a double key, an alias, a tag or deep nesting."""
    marked = Marked(file)
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault("不是合法的 YAML，请检查缩进、冒号后的空格和引号", mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:
        raise YamlFault("含有 YAML 不允许的字符", 1) from error
    if root is not None:
        marked.data = _value(root, "", marked, 0, set())
    return marked


def _value(node: Any, path: str, marked: Marked, depth: int, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    marked.lines.setdefault(path, line)
    if depth > DEEPEST:
        raise YamlFault("层次过深", line)
    if id(node) in seen:
        raise YamlFault("不支持引用（& 与 *），请把内容写全", line)
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag.endswith(":null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(item, f"{path}.{i}" if path else str(i), marked, depth + 1, seen)
            for i, item in enumerate(node.value)
        ]
    return _mapping(node, path, marked, depth, seen)


def _mapping(node: Any, path: str, marked: Marked, depth: int, seen: set[int]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key, str):
            raise YamlFault("键必须是文字", line)
        if key in data:
            raise YamlFault(f"“{key}”写了两次，请只留一处", line)
        below = f"{path}.{key}" if path else key
        marked.lines[below] = line
        data[key] = _value(value_node, below, marked, depth + 1, seen)
    return data
