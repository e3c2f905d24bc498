"""A figure explained in a few lines: its value, its formula with the operands' values, and the cells it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from narrator import amount
from narrator.account.names import spoken
from narrator.figures.figure import Figure
from narrator.figures.trace import exact, placed

DECIMALS = 4
SHOWN = 12  # operands and cells; the total of a long table has dozens


def explained(figure: Figure) -> tuple[str, ...]:
    """The lines: 收支总计：467.63万元; 公式：…; 其中：…; 来源：公开01表 …."""
    lines = [_valued(figure)]
    if figure.operands:
        lines.append(f"公式：{figure.formula}")
        lines.append(f"其中：{_listed([_valued(operand) for operand in figure.operands], '；')}")
    sources = list(dict.fromkeys(filter(None, map(_source, leaves(figure)))))
    return (*lines, f"来源：{_listed(sources, '、')}") if sources else tuple(lines)


def leaves(figure: Figure) -> Iterator[Figure]:
    """What a figure was computed from in the end: figures that were read, itself where it was."""
    if not figure.operands:
        yield figure
    for operand in figure.operands:
        yield from leaves(operand)


def _valued(figure: Figure) -> str:
    return f"{figure.called}：{_shown(figure)}{figure.unit if figure.known else ''}"


def _shown(figure: Figure) -> str:
    """The value in plain digits, a long quotient rounded to four decimals."""
    said = exact(figure.value)
    if figure.value is None or len(said.partition(".")[2]) <= DECIMALS:
        return said
    return amount.text(figure.value, DECIMALS, trim=True)


def _source(figure: Figure) -> str:
    """The reference and the cell or line, or why there is none."""
    where, reference = placed(figure) or figure.formula, spoken(figure.reference)
    return f"{reference}（{where}）" if reference and where else reference or where


def _listed(parts: list[str], joint: str) -> str:
    return joint.join(parts[:SHOWN]) + (f"等{len(parts)}项" if len(parts) > SHOWN else "")
