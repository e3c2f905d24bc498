"""Gaps: what a report could not say and in which paragraphs, told as one finding a cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from narrator.account.account import FURTHER
from narrator.account.names import counted, spoken
from narrator.figures import Figure, FreeText, Missing
from narrator.figures.names import meant_figure
from narrator.finding import Finding, Level, Place


class Cause(NamedTuple):
    """What would have to be supplied: the path of a fact or the name of a table, and what it is called.

    The path is "" for a figure that nothing can supply, such as a share of zero.
    """

    path: str
    question: str


@dataclass(slots=True)
class _Gap:
    """The questions printed for a cause and the paragraphs that have them; no question if clauses were left out."""

    cause: Cause
    questions: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def cause(wanted: Missing | Figure) -> Cause:
    """Why something is not known: of a figure, by its first unknown operand."""
    if isinstance(wanted, Missing):
        return Cause(wanted.path, wanted.question)
    unknown = next((operand for operand in wanted.operands if operand.value is None), None)
    return Cause(wanted.wanted, wanted.label) if unknown is None else cause(unknown)


class Gaps:
    """Collects gaps and faults while a report is narrated; `paragraph` is the id of the one being said.

    `places` are those of the account: of a workbook, also where the answers that are missing belong.
    """

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.paragraph = ""
        self._places = places
        self._gaps: dict[str, _Gap] = {}
        self._faults: dict[str, Finding] = {}

    def asked(self, wanted: Missing | Figure, question: str) -> None:
        """Note that this question was printed in place of what is missing."""
        because = cause(wanted)
        if not because.path:
            self._undefined(because.question)
            return
        gap = self._gap(because)
        if question not in gap.questions:
            gap.questions.append(question)

    def dropped(self, wanted: Missing | Figure) -> None:
        """Note that a clause was left out for an optional fact."""
        self._gap(cause(wanted))

    def _gap(self, because: Cause) -> _Gap:
        gap = self._gaps.setdefault(because.path, _Gap(because))
        if self.paragraph not in gap.paragraphs:
            gap.paragraphs.append(self.paragraph)
        return gap

    def _undefined(self, label: str) -> None:
        message = f"“{label}”算不出来（除数为0、为负数或没有），报告里留有【待填：{label}】；请在 Word 里改写这句话"
        self._fault("FIGURE-UNDEFINED", label, message)

    def undecided(self, phrase: str) -> None:
        """Note that not exactly one case of a phrase applies."""
        message = f"句子“{phrase}”没有恰好一种情形适用，请把数据发给维护版式的人，或在 Word 里手工补写"
        self._fault("PHRASE-CASES", phrase, message)

    def unknown_figure(self, label: str, text: FreeText) -> None:
        """Note that staff named a figure that there is not."""
        remedy = f"{meant_figure(label)}请改正大括号里的名称，或去掉大括号改为普通文字"
        message = f"文字里引用的数“{label}”不存在；{remedy}"
        self._fault("TEXT-FIGURE", f"{text.path}{label}", message, text.place or Place(figure=text.path))

    def _fault(self, code: str, key: str, message: str, *places: Place) -> None:
        where = (*places, Place(paragraph=self.paragraph))
        finding = Finding(code=code, level=Level.ERROR, message=message, where=where)
        self._faults.setdefault(f"{code} {key}", finding)

    def findings(self) -> Iterator[Finding]:
        """Everything noted, in order of first appearance, faults last."""
        for gap in self._gaps.values():
            yield _finding(gap, self._supply(gap.cause.path), self._cell(gap.cause.path))
        yield from self._faults.values()

    def _cell(self, path: str) -> Place | None:
        """The cell of a workbook where a missing answer belongs, `None` where there is no workbook."""
        places, root = self._places, re.split("[.（]", path)[0]
        above = path.rpartition(".")[0]
        item = places.get(above) if above.rpartition(".")[2].isdecimal() else None
        place = places.get(path) or places.get(f"{root}.{FURTHER}") or item
        return replace(place, figure=path) if place and place.cell else None

    def _supply(self, path: str) -> str:
        """Where to supply what is missing, as the end of a message."""
        cell, places = self._cell(path), self._places
        files = {place.file for place in places.values()}
        if cell is None:
            book = next((place.file for place in places.values() if place.cell), None)
            again = (
                f"（{book} 里没有这一问，请用 narrator new 按现在的公开表另生成一份，把填好的内容抄过去）"
                if book
                else ""
            )
            called = spoken(path) if book else counted(path)
            return f"{min(filter(None, files), default='填报')}填写 {called}{again}"
        key = path.rpartition("：")[2].rstrip("）") if "（用于" in path else path.rpartition(".")[2]
        if path not in places and f"{re.split('[.（]', path)[0]}.{FURTHER}" in places:
            return f"{cell.file}的 {cell} 一行补上：左边写“{key}”，右边填写"
        return f"{cell.file}的 {cell} 填写"


def _finding(gap: _Gap, supply: str, cell: Place | None) -> Finding:
    path, question = counted(gap.cause.path), gap.cause.question
    where = (cell or Place(figure=gap.cause.path), *(Place(paragraph=paragraph) for paragraph in gap.paragraphs))
    if not gap.questions:
        message = f"没有填“{question}”，相应的分句已省略；建议在{supply}"
        return Finding(code="FACT-OPTIONAL", level=Level.ADVICE, message=message, where=where)
    left = "、".join(f"【待填：{printed}】" for printed in gap.questions)
    what = f"请核对{path}，补上后重新生成" if path.startswith("公开") else f"请在{supply}"
    message = f"缺少“{question}”，报告里留有{left}；{what}"
    return Finding(code="FACT-MISSING", level=Level.MISSING, message=message, where=where)
