"""Formulas of the workbook, each with the value it has now: the state of a question, and what a reason explains."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.utility import xl_range

from narrator import amount
from narrator.workbook.form import CARRIED, DONE, NEEDLESS, OPEN, OPTIONAL, Amount, Comparison, Line
from narrator.workbook.layout import Layout


class Formula(NamedTuple):
    """A formula and its value."""

    text: str
    value: str


def state(line: Line, lines: list[Line], row: int, layout: Layout) -> Formula:
    """The state of the question that begins with this line and takes these lines; carried ones are no formula."""
    assert line.state
    if is_carried(line, lines):
        return Formula("", CARRIED)
    filled = _is_filled(lines)
    columns = sorted({at for each in lines for at in each.answers})
    counted = ",".join(xl_range(row, at, row + len(lines) - 1, at) for at in columns)
    blank = _blank(line, layout)
    return Formula(f'=IF(COUNTA({counted})>0,"{DONE}",{blank.text})', DONE if filled else blank.value)


def is_carried(line: Line, lines: list[Line]) -> bool:
    """Whether the question that begins with this line has an answer brought over from last year."""
    return line.state is not None and line.state.carried and _is_filled(lines)


def _is_filled(lines: list[Line]) -> bool:
    return any(answer.value is not None for each in lines for answer in each.answers.values())


def _blank(line: Line, layout: Layout) -> Formula:
    """The state of a question without an answer."""
    assert line.state
    word = OPEN if line.state.needed else OPTIONAL
    found = Formula(f'"{word}"', word)
    if line.state.comparison:
        found = _if_different(line.state.comparison, found, layout)
    if line.state.spared:
        key, answer = line.state.spared
        if cell := layout.cell(key):
            test = f"AND(ISNUMBER({cell}),{cell}={answer})" if answer.isdecimal() else f'{cell}="{answer}"'
            spared = str(layout.value(key)) == answer
            found = Formula(f'IF({test},"{NEEDLESS}",{found.text})', NEEDLESS if spared else found.value)
    return found


def _if_different(compared: Comparison, otherwise: Formula, layout: Layout) -> Formula:
    this, other = _operand(compared.this, layout), _operand(compared.other, layout)
    if this is None or other is None:
        return otherwise
    unknown = OPTIONAL if other.known else otherwise.value
    change = _change(this, other)
    value = unknown if change is None else otherwise.value if change else NEEDLESS
    test = f'IF(NOT(AND({this.known or "TRUE"},{other.known or "TRUE"})),"{unknown}",'
    equal = f'IF(ROUND({this.text}-({other.text}),2)=0,"{NEEDLESS}",{otherwise.text})'
    return Formula(f'IFERROR({test}{equal}),"{otherwise.value}")', value)


class _Operand(NamedTuple):
    """An amount in a formula, the test that it is known ("" for a number), and its value now."""

    text: str
    known: str
    value: Decimal | None


def _operand(given: Amount, layout: Layout) -> _Operand | None:
    if isinstance(given, Decimal):
        return _Operand(format(given, "f"), "", given)
    cells = [cell for key in given or () if (cell := layout.cell(key))]
    if not given or len(cells) != len(given):
        return None
    values = [layout.value(key) for key in given]
    total = sum(values, Decimal(0)) if all(isinstance(value, Decimal) for value in values) else None
    return _Operand("+".join(cells), f"COUNTA({','.join(cells)})={len(cells)}", total)


def _change(this: _Operand, other: _Operand) -> Decimal | None:
    if this.value is None or other.value is None:
        return None
    return amount.rounded(this.value - other.value, 2)


def comparison(compared: Comparison, layout: Layout) -> Formula:
    """What a reason explains, in words: this year's amount, the other one, and the change."""
    this, other = _operand(compared.this, layout), _operand(compared.other, layout)
    if this is None or other is None:
        return Formula("", "")
    name, change = compared.other_name, _change(this, other)
    value = f"{name}数未填"
    if change is not None and this.value is not None and other.value is not None:
        word = "持平" if not change else f"{'增加' if change > 0 else '减少'}{amount.text(abs(change), 2)}"
        value = f"本年{amount.text(this.value, 2)}，{name}{amount.text(other.value, 2)}，{word}"
    return Formula(_in_words(this, other, name), value)


def _in_words(this: _Operand, other: _Operand, name: str) -> str:
    known = f"AND({this.known or 'TRUE'},{other.known or 'TRUE'})"
    difference = f"ROUND({this.text}-({other.text}),2)"
    word = f'IF({difference}=0,"持平",IF({difference}>0,"增加","减少")&TEXT(ABS({difference}),"0.00"))'
    said = f'"本年"&TEXT({this.text},"0.00")&"，{name}"&TEXT({other.text},"0.00")&"，"&{word}'
    return f'=IFERROR(IF({known},{said},"{name}数未填"),"{name}数不是数字")'
