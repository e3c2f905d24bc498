"""Questions for reasons: one line for each figure whose change may have to be explained, with its amounts."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.figures import DEFINITIONS, Figure, Figures
from narrator.figures.families import FULL, INITIAL
from narrator.workbook.blocks import SPARE, Blocks
from narrator.workbook.conditions import facts_of
from narrator.workbook.fields import Field, fields
from narrator.workbook.form import (
    ANSWER,
    ANSWER_HEADER,
    COMPARED_HEADER,
    FIRST,
    HINT,
    NAME,
    SAME,
    STATE,
    STATE_HEADER,
    WHERE,
    WHERE_HEADER,
    Amount,
    Answer,
    Block,
    Comparison,
    Line,
    State,
)
from narrator.workbook.usage import where

OF_BUDGET = "预决算差异原因"
_FUNDS = ("", "政府性基金", "国有资本")


def reasons(make: Blocks, field: Field, figures: Figures, names: dict[str, str]) -> Block:
    """The lines for the reasons of one kind: those given first, in their order, then all others that are used."""
    lines = list(_lines(make, field, figures, names))
    spare = {FIRST: Answer("文字"), ANSWER: Answer("文字")}
    lines += [Line(field.path, {}, spare)] * SPARE
    headers = {FIRST: NAME, ANSWER: ANSWER_HEADER, STATE: STATE_HEADER, HINT: COMPARED_HEADER, WHERE: WHERE_HEADER}
    return Block(make.words(field), headers, tuple(lines), make.hint(field))


def _lines(make: Blocks, field: Field, figures: Figures, names: dict[str, str]) -> Iterator[Line]:
    given: dict[str, str] = {}
    budget = FULL if make.usage.asks(fields()[FULL]) else INITIAL
    for explained, reason in make.answers[field.path] or ():
        given |= {name: SAME if i else reason for i, name in enumerate(explained)}
    for name in dict.fromkeys([*given, *make.usage.keys(field)]):
        path = f"{field.path}.{name}"
        compared = _comparison(field, figures, name, budget)
        if name not in given and compared and _equal(compared):
            continue
        use = make.usage.of(path)
        carried = make.state(path, carried=field.path).carried and given.get(name) not in (None, SAME)
        state = State(use.needed, 1, carried, make.plan.spares(path), compared)
        shown = {FIRST: names.get(name, name), WHERE: where(use)}
        yield Line(path, shown, {ANSWER: Answer("文字", given.get(name))}, state)


def _equal(compared: Comparison) -> bool:
    """Whether both amounts are known and the same: then there is nothing to explain."""
    this, other = compared.this, compared.other
    known = not (isinstance(this, tuple) or isinstance(other, tuple) or this is None or other is None)
    return known and f"{this:.2f}" == f"{other:.2f}"


def _comparison(field: Field, figures: Figures, name: str, budget: str) -> Comparison | None:
    this = next((found for fund in _FUNDS if (found := figures.get(f"{fund}{name}"))), None)
    if this is None:
        return None
    if field.path != OF_BUDGET:
        return Comparison(_amount(this), _amount(figures.get(f"上年{this.label}")), "上年")
    definition = DEFINITIONS.get(name)
    other = figures.get((definition and definition.budget) or f"{this.label}{budget}")
    return Comparison(_amount(this), _amount(other), "预算")


def _amount(figure: Figure | None) -> Amount:
    """What a figure is, or the facts that it will be the sum of."""
    if figure is None:
        return None
    if figure.value is not None:
        return figure.value
    return tuple(path for path, _ in facts_of(figure)) or None
