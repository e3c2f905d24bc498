"""The classes that a text says an expenditure was made up of, against those of its fund's table."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.account import Row
from narrator.finding import Level
from narrator.review.audit.ledger import CLASS, FUND_TABLES, NO_CLASS
from narrator.review.audit.mention import Mention
from narrator.review.audit.page import Page
from narrator.review.audit.told import Told, spot, told

LISTS = "主要用于"


def structure(page: Page) -> Iterator[Told]:
    """分类列出的应是表中的类，表中有支出的类都应列出。"""
    gone_through = {id(item.passage) for item in page.items}
    for topic in FUND_TABLES:
        rows = [row for row in page.ledger.rows(topic) if len(row.code) == CLASS]
        here = (one for one in page.of("final") if one.passage.topic == topic and id(one.passage) not in gone_through)
        named = [one for one in here if one.named and one.entity]
        if rows and any(LISTS in one.passage.text for one in named):
            yield from _strange(page, named)
            yield from _missing(named, rows)


def _strange(page: Page, named: list[Mention]) -> Iterator[Told]:
    for mention in named:
        if mention.entity and mention.entity.key.startswith(NO_CLASS) and mention.number.value:
            title = page.ledger.account.tables[FUND_TABLES[mention.passage.topic][0]].title
            yield told("AUDIT-ITEM", Level.ERROR, f"“{mention.label}”不在《{title}》中", [spot(mention)])


def _missing(named: list[Mention], rows: list[Row]) -> Iterator[Told]:
    listed = [one for one in named if one.entity and one.entity.row in rows]
    codes = {one.entity.row.code for one in listed if one.entity and one.entity.row}
    missing = [row for row in rows if row.code not in codes and any(cell.amount for cell in row.cells.values())]
    if listed and missing:
        names = "、".join(f"{row.code} {row.name}" for row in missing)
        message = f"列出的类里没有表中有支出的{len(missing)}类：{names}"
        yield told("AUDIT-ITEM-MISSING", Level.NOTICE, message, [spot(listed[0])])
