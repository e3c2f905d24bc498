"""Codes of tables: each once, below its own class and section, and with one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from narrator.account import Account, Row, Table, TableId
from narrator.account.names import folded
from narrator.check.called import PRINTED, beginning, row_name, table_name, tables
from narrator.check.classification import Names, codes
from narrator.check.doubled import doubled
from narrator.check.miscoded import CODED, WHOLES
from narrator.check.rule import Claims, Remark, rule
from narrator.finding import Level, Place

SHOWN = 10  # unlisted codes named in the message; all have their cells
FUNCTIONAL: tuple[TableId, ...] = ("T2", "T3", "T5", "T8", "T9")


@rule("CODE-TWICE")
def codes_stand_once(account: Account) -> Claims:
    """同一科目在一张表里只应出现一次。"""
    proved = {one.table.id for one in doubled(account)}
    for table in tables(account, CODED):
        seen = Counter(row.code for row in table.rows if row.code)
        twice = [row for row in table.rows if seen[row.code] > 1]
        told = "、".join(f"{row_name(row)}（{_shown(table, row)}）" for row in twice)
        if twice and table.id in proved:
            message = f"{table_name(table)}里有重复的行：{told}。只留一行，各级之和就对上，请删去重复的。"
            yield Remark(Level.ERROR, message, tuple(_with_those_above(table, twice)))
        elif twice:
            yield _doubtful(f"{table_name(table)}里有重复的科目：{told}。请合并，或改正编码。", table, twice)


def _with_those_above(table: Table, rows: list[Row]) -> Iterator[Place]:
    """Where some rows begin, then all amounts that their sums have."""
    yield from (place for row in rows for place in beginning(table, row))
    above = [row for row in table.rows if any(one.code.startswith(row.code) for one in rows)]
    yield from (table.place(cell) for row in above for cell in row.cells.values())


@rule("CODE-PARENT")
def codes_stand_below_their_class(account: Account) -> Claims:
    """款应列在它的类之下，项应列在它的款之下。"""
    for table in tables(account, CODED):
        astray = list(_astray(table))
        if astray:
            told = "、".join(f"{row_name(row)}（{why}）" for row, why in astray)
            message = (
                f"{table_name(table)}有{len(astray)}个科目不在自己的类、款之下：{told}。请核对编码，或补上缺少的行。"
            )
            level = Level.ERROR if _lacks_what_others_list(account, table) else Level.NOTICE
            yield Remark(level, message, tuple(place for row, _ in astray for place in beginning(table, row)))


@rule("CODE-NAME")
def codes_have_one_name(account: Account) -> Claims:
    """同一编码在各表和上年表中应是同一名称。"""
    named: dict[str, dict[str, tuple[Table, Row]]] = {}
    for table in (*tables(account, CODED), *account.last_year.values()):
        for row in table.rows:
            if row.code:
                named.setdefault(row.code, {}).setdefault(folded(row.name), (table, row))
    for code, names in named.items():
        if len(names) > 1 and not any(_is_misnamed(table, row) for table, row in names.values()):
            told = "、".join(f"“{row.name}”（{table_name(table)}）" for table, row in names.values())
            where = tuple(place for table, row in names.values() for place in beginning(table, row))
            yield Remark(Level.NOTICE, f"编码{code}有{len(names)}个名称：{told}。请核对编码和名称，改成一致。", where)


@rule("CODE-STANDARD-NAME")
def codes_have_the_name_of_the_classification(account: Account) -> Claims:
    """科目的名称应与政府收支分类科目一致。"""
    for table in tables(account, CODED):
        known = _known(table)
        wrong = [row for row in table.rows if row.code in known and not _is_named(row, known[row.code])]
        if wrong:
            told = "、".join(f"{row_name(row)}（{row.code}是{'或'.join(known[row.code])}，名称不符）" for row in wrong)
            yield _doubtful(f"{table_name(table)}的名称与编码不符：{told}。请核对是编码还是名称有误。", table, wrong)


@rule("CODE-UNLISTED")
def codes_are_listed(account: Account) -> Claims:
    """科目应在政府收支分类科目之内。"""
    found: dict[str, tuple[Table, Row]] = {}
    for table in tables(account, CODED):
        known = _known(table)
        found = {row.code: (table, row) for row in table.rows if row.code and row.code not in known} | found
    if found:
        told = "、".join(row_name(row) for _, row in list(found.values())[:SHOWN])
        more = "等" if len(found) > SHOWN else ""
        message = (
            f"有{len(found)}个科目不在本程序收录的科目表中：{told}{more}。"
            "科目表只收录见过的科目；请对照当年的政府收支分类科目核对编码和名称，无误的可以保留。"
        )
        yield Remark(Level.NOTICE, message, tuple(place for one in found.values() for place in beginning(*one)))


def _lacks_what_others_list(account: Account, table: Table) -> bool:
    """Whether the table that paragraphs are of lacks, above its rows, a class or section that two others list."""
    if table.id != PRINTED:
        return False
    above = {row.code[:length] for row in table.rows for length in (3, 5) if length < len(row.code)}
    lacking = above - {row.code for row in table.rows}
    others = [other for other in tables(account, WHOLES) if other is not table]
    return any(sum(other.row(code) is not None for other in others) > 1 for code in lacking)


def _known(table: Table) -> Names:
    return codes().functional_names if table.id in FUNCTIONAL else codes().economic_names


def _is_misnamed(table: Table, row: Row) -> bool:
    """Whether the name is not that of the classification, which another rule tells."""
    names = _known(table).get(row.code)
    return names is not None and not _is_named(row, names)


def _is_named(row: Row, names: tuple[str, ...]) -> bool:
    return folded(row.name) in map(folded, names)


def _astray(table: Table) -> Iterator[tuple[Row, str]]:
    """Each row of a section or item that does not stand below its own class and section, and why."""
    listed = {row.code for row in table.rows}
    above: dict[int, str] = {}
    for row in table.rows:
        length = len(row.code)
        own = [row.code[:n] for n in (3, 5) if n < length]
        if lacking := [code for code in own if code not in listed]:
            yield row, f"表中没有{'、'.join(lacking)}"
        elif strange := [len(code) for code in own if above.get(len(code)) != code]:
            stranger = above.get(strange[-1])
            yield row, f"列在{stranger}之下" if stranger else f"列在{row.code[: strange[-1]]}之前"
        if length in (3, 5):
            above[length] = row.code
        if length == 3:
            above.pop(5, None)


def _shown(table: Table, row: Row) -> str:
    return "、".join(str(place.cell) for place in beginning(table, row))


def _doubtful(message: str, table: Table, rows: list[Row]) -> Remark:
    return Remark(Level.NOTICE, message, tuple(place for row in rows for place in beginning(table, row)))
