"""What the language of phrases refuses, found in a text before it is compiled: every fault with its code and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import TemplateSyntaxError, nodes

from narrator.account import Facts
from narrator.account.annotations import is_number, parts_of
from narrator.figures import FAMILIES
from narrator.figures.facts import ROOTS
from narrator.phrasebook.language import Language
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.python import OPERATORS
from narrator.phrasebook.syntax import told

ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Pos, nodes.Neg)
OURS = (
    *(nodes.TemplateData, nodes.Output, nodes.Const, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Test, nodes.Call),
    *(nodes.Keyword, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand),
)
REASONS = frozenset({"原因", "预算原因"})
TESTS_OF_TWO = {"不足"}
LOCAL_NAMES = frozenset({"本项", "上项", "序号", "末项"})
BRACES = frozenset("{}｛｝")
CONDITION_EXAMPLE = "写法如 本项.增减 > 0 and 本项.上年 == 0"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text, and in which of its lines."""

    code: str
    message: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Names:
    """What a text may name: `known` for every name, `figure` for those of numbers, what each phrase `takes`.

    `meant` says which name was probably meant by one that is not known.
    """

    known: Callable[[str], bool]
    figure: Callable[[str], bool]
    takes: Mapping[str, frozenset[str]]
    meant: Callable[[str], str]


def faults(text: str, language: Language, names: Names) -> Iterator[Fault]:
    """What is wrong with a text that is said."""
    if "{%" in text:
        line = text[: text.index("{%")].count("\n") + 1
        yield Fault("PHRASE-STATEMENT", "句子里只能用 {{ }}，不能用 {% %}；不同情形请写成 cases", line)
        return
    try:
        tree = parse(text)
    except TemplateSyntaxError as error:
        wrong = told(error.message or "")
        message = f"{{{{ }}}} 里的写法有误，请检查括号、引号和竖线{wrong and f'（{wrong}）'}"
        yield Fault("PHRASE-SYNTAX", message, error.lineno)
        return
    yield from _refused(tree, language, names)
    yield from _bare_numbers(tree, names)
    for literal in tree.find_all(nodes.TemplateData):
        if BRACES & set(literal.data):
            message = "有不成对的大括号；数和事实要写在半角的 {{ }} 里"
            yield Fault("PHRASE-BRACE", message, literal.lineno)


def expression_faults(text: str, language: Language, names: Names, *, condition: bool) -> Iterator[Fault]:
    """What is wrong with a condition, or with the name of a list."""
    code, kind = ("PHRASE-WHEN", "条件") if condition else ("PHRASE-EACH", "清单")
    example = CONDITION_EXAMPLE if condition else "写法如 单位概况.职责"
    try:
        tree = None if "{" in text else parse(f"{{{{ {text} }}}}")
    except TemplateSyntaxError:
        tree = None
    if tree is None:
        yield Fault(code, f"“{text.strip()}”不是{kind}，{example}（直接写，不要 {{{{ }}}} 和 {{% %}}，相等用 ==）")
        return
    yield from _refused(tree, language, names)
    if condition and not all(map(_decides, _expressions(tree))):
        yield Fault(code, f"“{text.strip()}”不成条件，要有比较（== > <）或 is 缺、is 空；{CONDITION_EXAMPLE}")


def path_of(node: nodes.Node) -> tuple[str, ...] | None:
    """The parts of a dotted name, `None` for anything else."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    above = path_of(node.node) if isinstance(node, nodes.Getattr) else None
    return (*above, node.attr) if above and isinstance(node, nodes.Getattr) else None


def paths(node: nodes.Node) -> Iterator[nodes.Node]:
    """The dotted names in a tree, each whole."""
    if path_of(node):
        yield node
        return
    for child in node.iter_child_nodes():
        yield from paths(child)


def printed(tree: nodes.Template) -> Iterator[nodes.Node]:
    """The expressions that a text prints."""
    return (node for node in _expressions(tree) if not isinstance(node, nodes.TemplateData))


def _expressions(tree: nodes.Template) -> Iterator[nodes.Node]:
    return (node for output in tree.find_all(nodes.Output) for node in output.nodes)


def _decides(node: nodes.Node) -> bool:
    """Whether an expression is true or false of itself."""
    if isinstance(node, nodes.Not):
        return _decides(node.node)
    if isinstance(node, (nodes.And, nodes.Or)):
        return _decides(node.left) and _decides(node.right)
    return isinstance(node, (nodes.Compare, nodes.Test)) or path_of(node) == ("末项",)


def _refused(tree: nodes.Template, language: Language, names: Names) -> Iterator[Fault]:
    for node in tree.find_all(ARITHMETIC):
        yield Fault("PHRASE-ARITHMETIC", "句子里不能计算；请引用已有的数（narrator figures 列出全部）", node.lineno)
    for node in tree.find_all(nodes.CondExpr):
        yield Fault("PHRASE-INLINE-IF", "句子里不能用 if；不同情形请写成 cases", node.lineno)
    for part in tree.find_all(nodes.Node):
        if not isinstance(part, (*OURS, *ARITHMETIC, nodes.CondExpr)) or _is_strange(part):
            message = "这里的写法太复杂；只能用名称、点号、竖线、比较（一次一个）、and、or、not 和 is"
            yield Fault("PHRASE-EXPRESSION", message, part.lineno)
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, float):
            message = f"不能直接写小数 {constant.value}；请在 edition.yaml 的 thresholds 里起名，这里用它的名称"
            yield Fault("PHRASE-FLOAT", message, constant.lineno)
    yield from _unknown_words(tree, language)
    yield from _unknown_names(tree, names)


def _is_strange(node: nodes.Node) -> bool:
    """Whether a comparison has more than two sides or another sign than ours, or a filter or test has operands."""
    if isinstance(node, nodes.Compare):
        return [operand.op in OPERATORS for operand in node.ops] != [True]
    if isinstance(node, nodes.Test):
        return len(node.args) != (node.name in TESTS_OF_TWO) or bool(node.kwargs)
    return isinstance(node, nodes.Filter) and bool(node.args or node.kwargs)


def _unknown_words(tree: nodes.Template, language: Language) -> Iterator[Fault]:
    for used in tree.find_all(nodes.Filter):
        if used.name not in language.filters:
            yield Fault("PHRASE-FILTER", f"没有“{used.name}”这种写法；可用：{_listed(language.filters)}", used.lineno)
    for test in tree.find_all(nodes.Test):
        if test.name not in language.tests:
            yield Fault("PHRASE-TEST", f"没有“is {test.name}”这种判断；可用：{_listed(language.tests)}", test.lineno)


def _unknown_names(tree: nodes.Template, names: Names) -> Iterator[Fault]:
    for node in tree.find_all(nodes.Name):
        if not names.known(node.name):
            meant = names.meant(node.name)
            message = f"没有名为“{node.name}”的数、事实、清单或句子；{meant}请核对名称"
            yield Fault("PHRASE-NAME", message, node.lineno)
    for call in tree.find_all(nodes.Call):
        path = path_of(call.node) or ("",)
        given = {keyword.key for keyword in call.kwargs}
        if len(path) > 1 or path[0] not in names.takes or len(call.args) != 1:
            yield Fault("PHRASE-CALL", "只有句子可以带括号，括号里先写一个数或一行：句子(收支总计)", call.lineno)
        elif given - names.takes[path[0]]:
            unknown = _listed(sorted(given - names.takes[path[0]]))
            yield Fault("PHRASE-CALL", f"句子“{path[0]}”的 takes 里没有“{unknown}”；请改名或补上", call.lineno)


def _bare_numbers(tree: nodes.Template, names: Names) -> Iterator[Fault]:
    for node in printed(tree):
        path = path_of(node)
        if path and _is_number(path, names):
            yield bare_number(".".join(path), node.lineno)


def bare_number(name: str, line: int) -> Fault:
    """The fault of a number that is printed as it is."""
    return Fault("PHRASE-BARE-NUMBER", f"“{name}”是数，请写明怎么印：加 | 万元、| 百分比、| 个数 或 | 得分", line)


def _is_number(path: tuple[str, ...], names: Names) -> bool:
    """Whether a name is a number's by its form; of 本项 and its parts only those are known that always are."""
    first, last = path[0], path[-1]
    if last in REASONS:
        return False
    if len(path) == 1:
        return first == "序号" or names.figure(first)
    if first in ROOTS or first in LOCAL_NAMES:
        return last in FAMILIES or last == "预算" or last in _numbers_of_facts()
    return names.figure(first)


@cache
def _numbers_of_facts() -> frozenset[str]:
    """The keys of facts that are numbers wherever they stand."""
    fields = [(key, is_number(annotation)) for key, annotation in parts_of(Facts)]
    return frozenset(key for key, number in fields if number) - {key for key, number in fields if not number}


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)
