"""Lists of a text against the rows of the tables: what 主要包括 names, and the items that are gone through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from narrator.account import Row, Table
from narrator.account.names import folded
from narrator.finding import Level
from narrator.review.audit.items import ItemName
from narrator.review.audit.ledger import FUND_TABLES
from narrator.review.audit.page import Page
from narrator.review.audit.passages import Passage
from narrator.review.audit.told import Spot, Told, spot, told

_LIST = re.compile(r"(?P<half>人员经费|公用经费)[^；。]*?主要(?:包括|用于|是|为)[：:]?(?P<names>[^；。]+)")
_PERSONNEL = ("301", "303")
_ZERO = re.compile(r"决算(?:数)?为0(?:\.0+)?万?元")
MANY = 5
UNPRUNED = Decimal("0.4")  # of a list's names that are zero: such a list was never matched to the tables


def listed(page: Page) -> Iterator[Told]:
    """“主要包括”列出的科目应有支出。"""
    table = page.ledger.account.tables.get("T6")
    for passage in page.passages if table else ():
        if passage.topic == "基本支出" and table:
            for match in _LIST.finditer(passage.text):
                yield from _list(page, passage, match, table)


def _list(page: Page, passage: Passage, match: re.Match[str], table: Table) -> Iterator[Told]:
    rows = [row for row in table.rows if len(row.code) == 5 and _is_of(row, match["half"])]
    amounts = {folded(row.name): _amount(row) for row in rows}
    named = [(one, _name(one[0], amounts)) for one in _split(match)]
    zero = [(one, name) for one, name in named if name and not amounts[name]]
    if len(zero) >= MANY and len(zero) > UNPRUNED * len(named):
        message = f"列出的{len(named)}个科目里有{len(zero)}个在《{table.title}》中没有支出，像是照抄了全部科目"
        yield told("AUDIT-LIST", Level.NOTICE, message, [Spot(passage, match.start(), match.end())])
        return
    missing = [row for row in rows if _amount(row) and folded(row.name) not in {name for _, name in named}]
    for (text, start), _ in zero:
        row = next(row for row in rows if folded(row.name) == _name(text, amounts))
        likely = f"；表中有支出而没有列出的有：{'、'.join(one.name for one in missing[:3])}" if missing else ""
        message = f"“{row.name}”在《{table.title}》中没有支出（{row.code}为0）{likely}"
        cell = next(iter(row.cells.values()))
        grave = Level.NOTICE if table.place(cell) in page.ledger.suspect else Level.ERROR
        yield told("AUDIT-LIST", grave, message, [Spot(passage, start, start + len(text))], [table.place(cell)])


def _split(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The names of a list and where each begins."""
    for one in re.finditer(r"[^、，：]+", match["names"]):
        yield one[0].removesuffix("等"), match.start("names") + one.start()


def _is_of(row: Row, half: str) -> bool:
    return (row.code[:3] in _PERSONNEL) == (half == "人员经费")


def _amount(row: Row) -> Decimal:
    return sum((cell.amount for cell in row.cells.values()), Decimal(0))


def _name(text: str, amounts: dict[str, Decimal]) -> str | None:
    """The row's name that a listed name is, `None` where it is none."""
    plain = folded(text)
    return next((name for name in (plain, plain.removesuffix("支出"), f"{plain}支出") if name in amounts), None)


def items(page: Page) -> Iterator[Told]:
    """逐项说明的科目应是表中的科目，类、款、项的名称与表一致，表中有支出的项都应说明。"""
    for item in page.items:
        yield from _named(page, item)
    for topic in FUND_TABLES:
        rows = page.ledger.rows(topic)
        longest = max((len(row.code) for row in rows), default=0)
        told_codes = {item.row.code for item in page.items if item.row and item.passage.topic == topic}
        missing = [row for row in rows if len(row.code) == longest and _total(row) and row.code not in told_codes]
        if told_codes and missing:
            names = "、".join(f"{row.code} {row.name}" for row in missing[:10])
            first = next(item for item in page.items if item.passage.topic == topic)
            message = f"逐项说明里没有找到表中有支出的{len(missing)}项：{names}"
            yield told("AUDIT-ITEM-MISSING", Level.NOTICE, message, [Spot(first.passage, first.start, first.end)])


def classes(page: Page) -> Iterator[Told]:
    """分类列出的类的名称应与表一致。"""
    for mention in page.of("final"):
        row = mention.entity.row if mention.entity and mention.named else None
        if row and len(row.code) == 3 and mention.passage.topic in FUND_TABLES:
            if _bare(row.name) in _bare(mention.label) or not mention.label:
                continue
            table = page.ledger.account.tables[FUND_TABLES[mention.passage.topic][0]]
            message = f"“{mention.label}”在《{table.title}》中是“{row.name}”（{row.code}）"
            place = table.place(next(iter(row.cells.values())))
            yield told("AUDIT-ITEM-NAME", Level.ERROR, message, [spot(mention)], [place])


def _bare(name: str) -> str:
    return folded(name).replace("（类）", "").removesuffix("支出")


def _total(row: Row) -> Decimal:
    return next((cell.amount for cell in row.cells.values() if cell.amount), Decimal(0))


def _named(page: Page, item: ItemName) -> Iterator[Told]:
    spots = [Spot(item.passage, item.start, item.end)]
    if item.passage.topic not in FUND_TABLES or FUND_TABLES[item.passage.topic][0] not in page.ledger.account.tables:
        return
    title = page.ledger.account.tables[FUND_TABLES[item.passage.topic][0]].title
    if item.row is None and not page.ledger.rows(item.passage.topic):
        return
    if item.row is None:
        if _ZERO.search(item.passage.text, item.end):
            return
        message = f"科目不在《{title}》中"
        yield told("AUDIT-ITEM", Level.ERROR, message, spots)
        return
    cell = next(iter(item.row.cells.values()))
    place = page.ledger.account.tables[FUND_TABLES[item.passage.topic][0]].place(cell)
    for printed, name in item.wrong:
        message = f"“{printed}”在《{title}》中是“{name}”（{item.row.code}）"
        yield told("AUDIT-ITEM-NAME", Level.ERROR, message, spots, [place])
