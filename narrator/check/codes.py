"""Codes of tables: each once, below its own class and section, and with one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from narrator.account import Account, Row, Table, TableId
from narrator.account.names import folded
from narrator.check.classification import Names, codes
from narrator.check.miscoded import CODED, WHOLES, Miscoded, miscoded, recoded
from narrator.check.rule import Claims, Remark, rule
from narrator.check.terms import PRINTED, row_name, table_name, tables
from narrator.finding import Level, Place

SHOWN = 10  # unlisted codes named in the message; all have their cells
FUNCTIONAL: tuple[TableId, ...] = ("T2", "T3", "T5", "T8", "T9")


@rule("CODE-TWICE")
def codes_stand_once(account: Account) -> Claims:
    """同一科目在一张表里只应出现一次。"""
    for table in tables(account, CODED):
        rows = [row for row in table.rows if row.code]
        seen = [row.code for row in rows]
        twice = [row for row in rows if seen.count(row.code) > 1]
        if twice:
            told = "、".join(f"{row_name(row)}（{_shown(table, row)}）" for row in twice)
            yield _doubtful(f"{table_name(table)}里有重复的科目：{told}。请合并，或改正编码。", table, twice)


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
            yield Remark(level, message, tuple(place for row, _ in astray for place in _places(table, row)))


@rule("CODE-NAME")
def codes_have_one_name(account: Account) -> Claims:
    """同一编码在各表和上年表中应是同一名称。"""
    named: dict[str, dict[str, tuple[Table, Row]]] = {}
    for table in (*tables(account, CODED), *account.last_year.values()):
        for row in table.rows:
            if row.code:
                named.setdefault(row.code, {}).setdefault(folded(row.name), (table, row))
    for code, names in named.items():
        if len(names) > 1:
            told = "、".join(f"“{row.name}”（{table_name(table)}）" for table, row in names.values())
            where = tuple(place for table, row in names.values() for place in _places(table, row))
            yield Remark(Level.NOTICE, f"编码{code}有{len(names)}个名称：{told}。请核对编码和名称，改成一致。", where)


@rule("CODE-FORM")
def codes_have_as_many_digits_as_codes_have(account: Account) -> Claims:
    """功能分类科目编码应是3位（类）、5位（款）或7位（项）数字，经济分类科目编码应是3位或5位。"""
    for group in _together(one for one in miscoded(account) if one.is_malformed):
        typed, right = group[0].typed, group[0].right
        digits = "类、款的编码应是3、5位数字" if group[0].table.id == "T6" else "类、款、项的编码应是3、5、7位数字"
        wrong = f"写的是“{typed}”{f'，有{len(typed)}位' if typed.isdigit() else ''}，{digits}" if typed else "空白"
        told = f"{_cells(group)}的科目编码{wrong}（{group[0].name}）{_like(group)}"
        remedy = f"请改成{right}" if right else "请核对编码并改正"
        yield Remark(Level.ERROR, f"{told}。{remedy}，重新导出公开表。", _where(group))


@rule("CODE-ELSEWHERE")
def items_have_one_code(account: Account) -> Claims:
    """同一科目在收入决算表、支出决算表和一般公共预算财政拨款支出决算表中应是同一编码。"""
    wrong = [one for one in miscoded(account) if not one.is_malformed]
    for group in _together(wrong):
        one, named = group[0], codes().functional_names.get(group[0].typed, ())
        other = f"（{one.typed}是{named[0]}，名称不符）" if named and folded(one.name) not in map(folded, named) else ""
        told = f"{_cells(group)}的科目编码{one.typed}像是错了：{row_name(one.row)}{other}{_like(group)}"
        yield Remark(Level.ERROR, f"{told}。请改成{one.right}，重新导出公开表。", _where(group))
    yield from _undecided(recoded(account, wrong))


def _together(found: Iterable[Miscoded]) -> Iterable[list[Miscoded]]:
    """Those of one code and name together."""
    groups: dict[tuple[str, str, str], list[Miscoded]] = {}
    for one in found:
        groups.setdefault((one.typed, one.name, one.right), []).append(one)
    return groups.values()


def _cells(group: list[Miscoded]) -> str:
    return "、".join(f"{table_name(one.table)} {one.place.cell or ''}".strip() for one in group)


def _like(group: list[Miscoded]) -> str:
    by = dict.fromkeys(holder for one in group for holder in one.by)
    return f"；名称和金额相同的科目，{'、'.join(by)}的编码是{group[0].right}" if by else ""


def _where(group: list[Miscoded]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for one in group for place in one.where))


def _undecided(account: Account) -> Iterator[Remark]:
    """The items that stand under two codes, where nothing tells which one is right."""
    found: dict[tuple[str, str], dict[TableId, tuple[Table, Row]]] = {}
    for table, other in permutations(tables(account, WHOLES), 2):
        for row in table.rows:
            if row.code and (match := _elsewhere(row, table, other)):
                one, two = sorted(((table, row), (other, match)), key=lambda pair: pair[1].code)
                found.setdefault((one[1].code, two[1].code), {}).update({one[0].id: one, two[0].id: two})
    for pairs in found.values():
        told = "，".join(f"{table_name(table)}是{row_name(row)}" for table, row in pairs.values())
        where = tuple(place for pair in pairs.values() for place in _places(*pair))
        level = Level.ERROR if {"T3", "T5"} <= set(pairs) else Level.NOTICE
        yield Remark(
            level, f"名称和金额相同的科目，各表的编码不同：{told}。请核对是哪一张表的编码有误，改成一致。", where
        )


def _elsewhere(row: Row, table: Table, other: Table) -> Row | None:
    """The row of another table with this row's name and amount, if neither table has the other's code."""
    amount = row.cells.get(WHOLES[table.id])
    if amount is None or not amount.value or other.row(row.code):
        return None
    for match in other.rows:
        alike = folded(match.name) == folded(row.name) and len(match.code) == len(row.code)
        held = match.cells.get(WHOLES[other.id])
        if alike and held and held.value == amount.value and not table.row(match.code):
            return match
    return None


@rule("CODE-STANDARD-NAME")
def codes_have_the_name_of_the_classification(account: Account) -> Claims:
    """科目的名称应与政府收支分类科目一致。"""
    for table in tables(account, CODED):
        known = _known(table)
        wrong = [row for row in table.rows if row.code in known and not _is_named(row, known[row.code])]
        if wrong:
            told = "、".join(f"{row_name(row)}（科目名称是{'或'.join(known[row.code])}）" for row in wrong)
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
        yield Remark(Level.NOTICE, message, tuple(place for one in found.values() for place in _places(*one)))


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


def _is_named(row: Row, names: tuple[str, ...]) -> bool:
    return folded(row.name) in map(folded, names)


def _astray(table: Table) -> Iterator[tuple[Row, str]]:
    """Each row of a section or item that does not stand below its own class and section, and why."""
    listed = {row.code for row in table.rows}
    above: dict[int, str] = {}
    for row in table.rows:
        length = len(row.code)
        lacking = [row.code[:n] for n in (3, 5) if n < length and row.code[:n] not in listed]
        if lacking:
            yield row, f"表中没有{'、'.join(lacking)}"
        elif strange := [n for n in (3, 5) if n < length and above.get(n) != row.code[:n]]:
            stranger = above.get(strange[-1])
            yield row, f"列在{stranger}之下" if stranger else f"列在{row.code[: strange[-1]]}之前"
        if length in (3, 5):
            above = {n: code for n, code in above.items() if n < length} | {length: row.code}


def _places(table: Table, row: Row) -> tuple[Place, ...]:
    return tuple(table.place(cell) for cell in list(row.cells.values())[:1])


def _shown(table: Table, row: Row) -> str:
    return "、".join(str(place.cell) for place in _places(table, row))


def _doubtful(message: str, table: Table, rows: list[Row]) -> Remark:
    return Remark(Level.NOTICE, message, tuple(place for row in rows for place in _places(table, row)))
