"""The form as the page shows it: questions with their answers and states, grouped by sheet and block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from narrator.check.pasted import NUMBERED, NUMERAL
from narrator.web.intake import OWN
from narrator.web.question import Column, Group, Part, Question
from narrator.workbook.fields import NONE, field_at
from narrator.workbook.form import ANSWER, FIRST, HINT, UNIT, WHERE, Block, Form, Line, Sheet
from narrator.workbook.layout import Layout, laid_out
from narrator.workbook.states import comparison, state


def parts(form: Form, order: Mapping[str, list[str]]) -> tuple[Part, ...]:
    """The parts of a form without what the page asks elsewhere; `order` has the names of reasons by path."""
    layout = laid_out(form)
    made = (_part(sheet, layout, order) for sheet in form.sheets)
    return tuple(part for part in made if part.groups)


def _part(sheet: Sheet, layout: Layout, order: Mapping[str, list[str]]) -> Part:
    groups = (_group(block, row, layout, order) for row, block in layout.blocks[sheet.name])
    return Part(sheet.name, sheet.about, tuple(group for group in groups if group.questions))


def _group(block: Block, row: int, layout: Layout, order: Mapping[str, list[str]]) -> Group:
    field, _ = field_at(block.lines[0].key)
    assert field is not None
    numbered = list(enumerate(block.lines, row + 3))  # title and header above, rows from 1
    if field.shape in ("texts", "rows") or field.many:
        return Group(block.title, block.hint, (_list(block, numbered, layout),))
    asked = [(at, line) for at, line in numbered if line.key not in OWN]
    this_year = f"{block.headers[HINT]} " if field.shape == "keyed" else ""
    found = [
        _one(at, line, layout, is_reason=field.shape == "reasons", before_hint=this_year)
        for at, line in asked
        if FIRST not in line.answers
    ]
    if field.path in order:
        ranks = {f"{field.path}.{name}": rank for rank, name in enumerate(order[field.path])}
        found.sort(key=lambda question: ranks.get(question.path, len(ranks)))
    spare = next(((at, line) for at, line in asked if FIRST in line.answers), None)
    if spare and found:
        found.append(_spare(*spare, block))
    return Group(block.title, block.hint, tuple(found))


def _one(row: int, line: Line, layout: Layout, *, is_reason: bool, before_hint: str) -> Question:
    answer = line.answers[ANSWER]
    compared = line.state.comparison if line.state else None
    title, hint = line.shown[FIRST], line.shown.get(HINT, "")
    return Question(
        line.key,
        "reason" if is_reason else "one",
        title,
        state(line, [line], row - 1, layout).value if line.state else "",
        line.shown.get(UNIT, ""),
        before_hint + hint if hint else "",
        line.shown.get(WHERE, ""),
        comparison(compared, layout).value if compared else "",
        (Column("value", title, answer.kind, answer.choices),),
        ((_text(answer.value),),),
        range(row, row + 1),
    )


def _spare(row: int, line: Line, block: Block) -> Question:
    """A line for a code or name that is not listed."""
    kind = line.answers[ANSWER].kind
    columns = (Column("key", block.headers[FIRST], "文字"), Column("value", block.headers[ANSWER], kind))
    return Question(line.key, "spare", "", "", columns=columns, lines=(("", ""),), rows=range(row, row + 1))


def _list(block: Block, numbered: list[tuple[int, Line]], layout: Layout) -> Question:
    field, _ = field_at(block.lines[0].key)
    assert field is not None
    row, first = numbered[0]
    columns = tuple(_columns(block, first, field.path))
    lines = [tuple(_text(line.answers[at].value) for at in sorted(line.answers)) for line in block.lines]
    filled = max((i for i, line in enumerate(lines, 1) if any(line)), default=0)
    return Question(
        first.key,
        "rows" if field.shape == "rows" else "texts",
        block.title,
        state(first, list(block.lines), row - 1, layout).value,
        where=block.where,
        columns=columns,
        lines=tuple(lines[: max(filled + 1, 2)]) if filled != 1 or lines[0][0] != NONE else tuple(lines[:1]),
        rows=range(row, row + len(lines)),
    )


def _columns(block: Block, line: Line, path: str) -> Iterator[Column]:
    field, _ = field_at(path)
    known = {part.path.replace(".", "："): part.path for part in field.parts} if field else {}
    for at, answer in sorted(line.answers.items()):
        title = block.headers[at]
        part = known.get(title.partition("（")[0], "text")
        item = f"{path}.0" if part == "text" else f"{path}.0.{part}"
        yield Column(part, title, answer.kind, answer.choices, NUMERAL.pattern if NUMBERED.match(item) else "")


def _text(value: Any) -> str:
    return "" if value is None else format(value, "f") if hasattr(value, "as_tuple") else str(value)
