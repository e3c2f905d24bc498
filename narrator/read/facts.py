"""填报.yaml as Facts: strict, every fault with its line, a faulty fact never loses the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from narrator.finding import Finding, Level, Place
from narrator.marked_yaml import YamlFault, parse
from narrator.read.characters import Cleaned, cleaned, plain_lines
from narrator.read.given import Given, given
from narrator.read.safety import read_bytes, refuse
from narrator.read.unconfirmed import set_aside
from narrator.read.validated import FactsRead, validated

LARGEST_TEXT = 2 * 2**20  # bytes


def read_facts(path: Path, file: str) -> FactsRead:
    """The facts of a YAML file; raises UnusableInput where it is no YAML mapping at all."""
    tree, findings = read_tree(path, file)
    set_aside(tree, findings)
    read = validated(tree, findings)
    return replace(read, findings=tuple(sorted(findings, key=_first_line)))


def read_tree(path: Path, file: str) -> tuple[Given, list[Finding]]:
    """A YAML file as given, and what was noticed about it; raises UnusableInput where it is no mapping at all."""
    unfit: dict[int, Cleaned] = {}
    findings: list[Finding] = []
    text = _fit_lines(_text(path, file), unfit)
    tree = _tree(text, file, findings)
    if "\\" in text:
        _fit_values(tree, unfit)
    findings += _unfit(unfit, file)
    return tree, findings


def _first_line(finding: Finding) -> int:
    return finding.where[0].line or 0 if finding.where else 0


def _text(path: Path, file: str) -> str:
    data = read_bytes(path, file)
    if len(data) > LARGEST_TEXT:
        refuse("READ-TOO-LARGE", f"“{file}”超过 {LARGEST_TEXT // 2**20} MB，不像是填报文件，请核对", file)
    try:
        return plain_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse("READ-NOT-UTF8", f"“{file}”不是 UTF-8 编码，请用编辑器另存为 UTF-8 后重试", file, line)


def _tree(text: str, file: str, findings: list[Finding]) -> Given:
    doubles: list[YamlFault] = []
    try:
        marked = parse(text, file, doubles=doubles)
    except YamlFault as fault:
        refuse("READ-YAML", f"“{file}”第 {fault.line} 行附近：{fault}", file, fault.line)
    findings += [_finding("READ-DOUBLE-KEY", f"{fault}；只读了前一处", file, fault.line) for fault in doubles]
    if marked.data is not None and not isinstance(marked.data, dict):
        message = f"“{file}”里没有“键: 值”：请每行写一个键，后面跟半角冒号和一个空格，如“年度: 2020”"
        refuse("READ-YAML", message, file, marked.line(""))
    return given(marked, marked.data) or Given(Place(file=file, line=1), {})


def _fit_lines(text: str, unfit: dict[int, Cleaned]) -> str:
    """The text without characters that no report may carry; `unfit` gets the lines that had some."""
    if text.replace("\n", "").isprintable():
        return text
    lines = [cleaned(line) for line in text.split("\n")]
    unfit |= {number: line for number, line in enumerate(lines, 1) if line.refused or line.invisible}
    return "\n".join(line.text for line in lines)


def _fit_values(tree: Given, unfit: dict[int, Cleaned]) -> None:
    """Do the same for characters that were written as escapes ("\\x07")."""
    for _, node in tree.walk():
        if isinstance(node.value, str) and not node.value.isprintable():
            value = cleaned(node.value)
            node.value = value.text
            if value.refused or value.invisible:
                unfit[node.place.line or 1] = value


def _unfit(unfit: dict[int, Cleaned], file: str) -> list[Finding]:
    refused = {line: found.refused for line, found in unfit.items() if found.refused}
    invisible = {line: found.invisible for line, found in unfit.items() if found.invisible}
    told = [
        ("READ-CONTROL-CHARACTER", Level.ERROR, "不允许的控制字符，请删去", refused),
        ("READ-INVISIBLE-CHARACTER", Level.NOTICE, "看不见的字符，已略去，请核对", invisible),
    ]
    return [_told(code, level, what, file, lines) for code, level, what, lines in told if lines]


def _told(code: str, level: Level, what: str, file: str, lines: dict[int, tuple[str, ...]]) -> Finding:
    names = "、".join(sorted({name for found in lines.values() for name in found}))
    message = f"“{file}”第 {'、'.join(map(str, lines))} 行含有{what}（{names}）"
    where = tuple(Place(file=file, line=line) for line in lines)
    return Finding(code=code, level=level, message=message, where=where)


def _finding(code: str, message: str, file: str, line: int) -> Finding:
    return Finding(code=code, level=Level.ERROR, message=message, where=(Place(file=file, line=line),))
