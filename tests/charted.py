"""An edition of one's own that asks for charts, and reports in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import own_edition
from changed_numbers import UNIT

from narrator.account import Account
from narrator.document import Chart
from narrator.draft import Draft, draft
from narrator.phrasebook.library import Library
from narrator.read import read

NAME = "example/2025"
YEARS = """\
      - title: 图1　收、支决算总计变动情况图
        kind: 柱状图
        of: [收支总计, 财政拨款收支总计, 一般公共预算支出]
        last_year: true
        instead: 收入和支出均为零，没有作图。
"""
INCOME = """\
      - {title: 图2　收入决算结构图, kind: 饼状图, each: 收入项目, instead: 本年没有收入，没有作图。}
"""
EXPENDITURE = """\
      - {title: 图3　支出决算结构图, kind: 饼状图, each: 全部支出项目, instead: 本年没有支出，没有作图。}
"""
SECTIONS: Mapping[str, str] = {"收支总体情况": YEARS, "收入情况": INCOME, "支出情况": EXPENDITURE}
EDITION = "title: 例子省2025年度部门决算公开\nregion: example\nyear: 2025\nextends: hunan/2020\n"


def outline(sections: Mapping[str, str]) -> str:
    """outline.yaml with the charts of these sections."""
    return "sections:\n" + "".join(f"  {name}:\n    charts:\n{charts}" for name, charts in sections.items())


def own(folder: Path, sections: Mapping[str, str] = SECTIONS) -> Path:
    """A folder with an edition of the user's own that asks for these charts."""
    return own_edition.write(folder, NAME, {"edition": EDITION, **({"outline": outline(sections)} if sections else {})})


def drafted(folder: Path, account: Account | None = None, sections: Mapping[str, str] = SECTIONS) -> Draft:
    """The report of an account, else of a real unit, with these charts."""
    account = account or read(UNIT)
    return draft(account.model_copy(update={"edition": NAME}), Library(own(folder, sections)))


def charts(found: Draft) -> tuple[Chart, ...]:
    """The charts of a report."""
    assert found.document
    return tuple(block for block in found.document.blocks() if isinstance(block, Chart))
