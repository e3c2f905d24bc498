"""The form of one unit, year and edition: which sheets ask what, in the order of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from narrator import amount
from narrator.account import Account, Facts
from narrator.figures import Figures
from narrator.figures.families import FULL, INITIAL
from narrator.phrasebook.edition import Edition
from narrator.workbook.answers import Answers
from narrator.workbook.blocks import Blocks
from narrator.workbook.fields import Field, fields
from narrator.workbook.form import Block, Form, Sheet
from narrator.workbook.plan import begins, load_plan
from narrator.workbook.reasons import reasons
from narrator.workbook.usage import Usage

_FUND = {f"{fund}{kind}": fund for fund in ("政府性基金", "国有资本") for kind in (INITIAL, FULL)}


def form(account: Account, edition: Edition, asked: Usage, answers: Answers, editions: tuple[str, ...]) -> Form:
    """The form for an account of tables, with the answers known beforehand; `editions` are those to choose from."""
    maker = _Maker(account, Blocks(asked, answers), {"版式": editions})
    plan = load_plan()
    sheets = (Sheet(name, sheet.about, tuple(maker.sheet(name))) for name, sheet in plan.sheets.items())
    return Form(account.unit or "", account.year, edition.name, tuple(sheet for sheet in sheets if sheet.blocks))


class _Maker:
    def __init__(self, account: Account, blocks: Blocks, choices: dict[str, tuple[str, ...]]) -> None:
        self.figures = Figures(account.model_copy(update={"last_year": {}, "facts": Facts()}))
        self.usage = blocks.usage
        self.blocks = blocks
        self.choices = choices
        self.asked = [field for field in fields().values() if self._asked(field)]
        rows = (row for table in account.tables.values() for row in table.rows if row.code)
        self.names = {row.code: f"{row.code} {row.name}" for row in rows}

    def sheet(self, name: str) -> Iterator[Block]:
        """The blocks of a sheet; neighbouring single questions of one root share a block."""
        plan = self.blocks.plan
        held = [field for field in self.asked if plan.sheet(field.path) == name]
        order = plan.sheets[name].holds
        held.sort(key=lambda field: (_rank(field, order), field.shape not in ("one", "word")))
        for (is_single, root), group in groupby(held, _together):
            if is_single:
                yield self.blocks.singles(root or name, list(group), self.choices)
            else:
                for field in group:
                    yield from self._listed(field)

    def _asked(self, field: Field) -> bool:
        given = self.blocks.answers
        return self.usage.asks(field) or given[field.path] is not None or bool(given.below(field.path))

    def _listed(self, field: Field) -> Iterator[Block]:
        if field.shape == "reasons":
            yield reasons(self.blocks, field, self.figures, self.names)
        elif field.shape == "rows":
            yield self.blocks.rows(field)
        elif field.shape == "texts":
            yield self.blocks.texts(field)
        elif field.many:
            for key in dict.fromkeys([*self.usage.keys(field), *self.blocks.answers.below(field.path)]):
                yield self.blocks.texts(field, key)
        else:
            yield self.blocks.keyed(field, self.names, self._amounts(field))

    def _amounts(self, field: Field) -> dict[str, str]:
        """This year's amount for each key of a field, as the workbook shows it."""
        fund = _FUND.get(field.path, "")
        found = {key: self.figures.get(f"{fund}{key}") for key in self.usage.keys(field)}
        return {
            key: f"{amount.text(figure.value, 2)} 万元"
            for key, figure in found.items()
            if figure and figure.value is not None and figure.unit == "万元"
        }


def _rank(field: Field, order: tuple[str, ...]) -> int:
    """Where the sheet has the root of a field."""
    return next((i for i, root in enumerate(order) if begins(field.path, root)), len(order))


def _together(field: Field) -> tuple[bool, str]:
    """What fields must share to stand in one block: single ones the root of their paths, "" for those without one."""
    root, _, rest = field.path.partition(".")
    single = field.shape in ("one", "word")
    return single, (root if rest or field.shape == "word" else "") if single else field.path
