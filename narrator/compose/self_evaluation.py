"""The annex 部门整体支出绩效自评表: every indicator with weight, explanation, value and score, groups merged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from narrator import amount
from narrator.document import Block, Paragraph, Run, TableBlock, TableCell
from narrator.figures import Figure
from narrator.narrate.narrator import Narrator
from narrator.narrate.points import PLACES, explained, plain
from narrator.narrate.scores import Scored, evaluated, remarks, summed
from narrator.phrasebook.indicators import Indicators

ID = "自评表"
VALUE, SCORE = "实际值", "得分"  # short, as the columns are narrow: the finding says what is missing
Cells = tuple[TableCell, ...]


def compose_self_evaluation(text: str, annex: Indicators, narrator: Narrator) -> tuple[Block, ...]:
    """Title, table and notes; what is not known is a placeholder, and told by the narrator's findings."""
    scored = evaluated(annex, narrator.scope.figures, narrator.scope.percent_places)
    narrator.note(*remarks(scored, narrator.scope.figures))
    title = narrator.title(text, f"{ID}-标题")
    name = "".join(run.text for run in title)
    header = (tuple(_cell(column, "表格表头") for column in annex.columns),)
    rows = (*_rows(scored, annex, narrator), _total(scored, annex, narrator))
    table = TableBlock(ID, name, f"{narrator.scope.figures.account.unit or ''}{name}", annex.widths, header, rows)
    notes = (Paragraph(f"{ID}-表注-{n}", "表注", (Run(note),)) for n, note in enumerate(annex.notes, 1))
    return (Paragraph(f"{ID}-标题", "表标题", title, level=2, listed=True), table, *notes)


def _rows(scored: tuple[Scored, ...], annex: Indicators, narrator: Narrator) -> Iterator[Cells]:
    """A row an indicator; the first row of a group begins its merged cell."""
    for first, of_first in groupby(scored, key=lambda each: each.indicator.group[0]):
        rows = list(of_first)
        opening: Cells = (_cell(first, rows=len(rows)),)
        for second, of_second in groupby(rows, key=lambda each: each.indicator.group[1]):
            below = list(of_second)
            opening += (_cell(second, rows=len(below)),)
            for each in below:
                yield (*opening, *_indicator(each, annex, narrator))
                opening = ()


def _indicator(each: Scored, annex: Indicators, narrator: Narrator) -> Cells:
    return (
        _cell(each.name, "表格文字"),
        _cell(plain(each.indicator.weight)),
        _cell(explained(each.indicator, annex.words), "表格文字"),
        TableCell((_actual(each, narrator),), "表格居中"),
        TableCell((_points(each.score, narrator),), "表格居中"),
    )


def _total(scored: tuple[Scored, ...], annex: Indicators, narrator: Narrator) -> Cells:
    score = TableCell((_points(summed(scored), narrator),), "表格居中", bold=True)
    name = TableCell((Run(annex.total),), "表格居中", columns=3, bold=True)
    return (name, TableCell((Run(plain(annex.full)),), "表格居中", bold=True), _cell(""), _cell(""), score)


def _actual(each: Scored, narrator: Narrator) -> Run:
    return Run(each.instead) if each.actual is None else narrator.number(each.actual, VALUE, ID)


def _points(score: Figure, narrator: Narrator) -> Run:
    if score.value is None:
        return narrator.ask(score, SCORE, ID)
    return Run(amount.text(score.value, PLACES, trim=True), score)


def _cell(text: str, style: str = "表格居中", rows: int = 1) -> TableCell:
    return TableCell((Run(text),) if text else (), style, rows=rows)
