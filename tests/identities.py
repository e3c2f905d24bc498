"""The identities of the nine tables, stated again apart from the rules, to judge what the rules must see."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from narrator.account import Account, Cell, Row, Table
from narrator.finding import Place

ZERO, HALF_A_CENT = Decimal(0), Decimal("0.005")
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
OWN = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
ADDENDS = {
    ("T2", "本年收入合计"): ("财政拨款收入", *OWN),
    ("T3", "本年支出合计"): ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    ("T4", "合计"): FUNDS,
    ("T5", "合计"): ("基本支出", "项目支出"),
    ("T8", "本年支出"): ("基本支出", "项目支出"),
    ("T9", "本年支出"): ("基本支出", "项目支出"),
    ("T7", "合计"): ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"),
    ("T7", "公务用车购置及运行维护费"): ("公务用车购置费", "公务用车运行维护费"),
}
SPENT_ON = {
    "30212": "因公出国（境）费",
    "30217": "公务接待费",
    "30231": "公务用车运行维护费",
    "31013": "公务用车购置费",
}

Spot = tuple[Table, Cell]


@dataclass(frozen=True)
class Equation:
    """Cells whose sum is (or with `part` does not exceed) the sum of other cells."""

    left: list[Spot]
    right: list[Spot]
    part: bool = False

    @property
    def spots(self) -> list[Spot]:
        return self.left + self.right

    @property
    def places(self) -> set[Place]:
        return {table.place(cell) for table, cell in self.spots}

    @property
    def allowed(self) -> Decimal:
        rounded = HALF_A_CENT * sum(1 for _, cell in self.spots if cell.amount)
        return max(rounded, 2 * HALF_A_CENT) if len(self.spots) == 2 else rounded

    def is_broken(self) -> bool:
        gap = sum((c.amount for _, c in self.left), ZERO) - sum((c.amount for _, c in self.right), ZERO)
        return (gap if self.part else abs(gap)) > self.allowed


def equations(account: Account) -> Iterator[Equation]:
    """Every equation whose cells the account has."""
    for left, right in [*_within(account), *_sides(account), *_between(account)]:
        if left and right and None not in left and None not in right:
            yield Equation([spot for spot in left if spot], [spot for spot in right if spot])
    for left, right in _parts(account):
        if left and right:
            yield Equation([left], [right], part=True)


Sides = tuple[list[Spot | None], list[Spot | None]]


def _at(table: Table | None, row: Row | None, column: str) -> Spot | None:
    cell = row.cells.get(column) if row else None
    return (table, cell) if table and cell else None


def _find(table: Table | None, name: str, side: str = "") -> Row | None:
    rows = table.rows if table else ()
    return next((row for row in rows if row.side == side and name in (row.code, row.name)), None)


def _sum(table: Table, total: Row | None, parts: list[Row]) -> Iterator[Sides]:
    for column in total.cells if total and parts else ():
        yield [_at(table, total, column)], [_at(table, part, column) for part in parts]


def _within(account: Account) -> Iterator[Sides]:
    for (id, total), parts in ADDENDS.items():
        table = account.tables.get(id)  # type: ignore[call-overload]
        for row in table.rows if table else ():
            yield [_at(table, row, total)], [_at(table, row, part) for part in parts]
    for table in account.tables.values():
        below = _below(table)
        if table.id != "T6":
            yield from _sum(table, _find(table, "合计"), below.get("", []))
        for row in table.rows:
            if row.code:
                yield from _sum(table, row, below.get(row.code, []))
    for id in ("T8", "T9"):
        for row in account.tables[id].rows:
            names = ("年初结转和结余", "本年收入"), ("本年支出", "年末结转和结余")
            left, right = ([_at(account.tables[id], row, name) for name in pair] for pair in names)
            yield left, right
    six = account.tables["T6"]
    classes = [row for row in six.rows if len(row.code) == 3]
    yield from _sum(six, _find(six, "人员经费合计"), [row for row in classes if row.code in ("301", "303")])
    yield from _sum(six, _find(six, "公用经费合计"), [row for row in classes if row.code not in ("301", "303")])


def _below(table: Table) -> dict[str, list[Row]]:
    """The rows whose code begins with each listed code and with no longer one; of all others under ""."""
    codes = {row.code for row in table.rows}
    below: dict[str, list[Row]] = {}
    for row in table.rows:
        over = [row.code[:length] for length in range(1, len(row.code)) if row.code[:length] in codes]
        if row.code:
            below.setdefault(max(over, key=len, default=""), []).append(row)
    return below


def _sides(account: Account) -> Iterator[Sides]:
    one, four = account.tables["T1"], account.tables["T4"]
    for table in (one, four):
        for side, name in (("收入", "本年收入合计"), ("支出", "本年支出合计")):
            lines = [row for row in table.rows if row.side == side]
            above = list(takewhile(lambda row, name=name: row.name != name, lines))  # type: ignore[misc]
            yield from _sum(table, _find(table, name, side), above)
    for table, side, names in (
        (one, "收入", ("本年收入合计", "使用非财政拨款结余", "年初结转和结余")),
        (one, "支出", ("本年支出合计", "结余分配", "年末结转和结余")),
        (four, "收入", ("本年收入合计", "年初财政拨款结转和结余")),
        (four, "支出", ("本年支出合计", "年末财政拨款结转和结余")),
    ):
        rows = [_find(table, name, side) for name in names]
        if all(rows):
            yield from _sum(table, _find(table, "总计", side), [row for row in rows if row])
    for table, column in ((one, "决算数"), (four, "合计")):
        yield [_at(table, _find(table, "总计", "收入"), "决算数")], [_at(table, _find(table, "总计", "支出"), column)]
    yield from _funds(four)


def _funds(four: Table) -> Iterator[Sides]:
    opening = [_find(four, f"年初{fund}", "收入") for fund in FUNDS]
    if all(opening):
        yield from _sum(four, _find(four, "年初财政拨款结转和结余", "收入"), [row for row in opening if row])
    for fund, start in zip(FUNDS, opening, strict=True):
        came = [_at(four, _find(four, fund, "收入"), "决算数"), _at(four, start, "决算数")]
        went = [_at(four, _find(four, name, "支出"), fund) for name in ("本年支出合计", "年末财政拨款结转和结余")]
        yield came, went


def _between(account: Account) -> Iterator[Sides]:
    tables = account.tables
    one, two, three, four = (tables[id] for id in ("T1", "T2", "T3", "T4"))  # type: ignore[index]
    total = _find(two, "合计")
    yield [_at(two, total, "本年收入合计")], [_at(one, _find(one, "本年收入合计", "收入"), "决算数")]
    lines = [_at(one, _find(one, f"{fund}收入", "收入"), "决算数") for fund in FUNDS]
    yield [_at(two, total, "财政拨款收入")], lines
    for name in OWN:
        yield [_at(two, total, name)], [_at(one, _find(one, name, "收入"), "决算数")]
    spent = _at(one, _find(one, "本年支出合计", "支出"), "决算数")
    yield [_at(three, _find(three, "合计"), "本年支出合计")], [spent]
    for fund, line in zip(FUNDS, lines, strict=True):
        yield [_at(four, _find(four, fund, "收入"), "决算数")], [line]
    yield from _classes(three, "本年支出合计", one, "决算数")
    for id, column, fund in (("T5", "合计", FUNDS[0]), ("T8", "本年支出", FUNDS[1]), ("T9", "本年支出", FUNDS[2])):
        table = tables[id]  # type: ignore[index]
        yield [_at(table, _find(table, "合计"), column)], [_at(four, _find(four, "本年支出合计", "支出"), fund)]
        yield from _classes(table, column, four, fund)
    five, six = tables["T5"], tables["T6"]
    halves = [_at(six, _find(six, name), "决算数") for name in ("人员经费合计", "公用经费合计")]
    yield [_at(five, _find(five, "合计"), "基本支出")], halves


def _classes(table: Table, column: str, summary: Table, there: str) -> Iterator[Sides]:
    for row in table.rows:
        if len(row.code) == 3:
            yield [_at(table, row, column)], [_at(summary, _find(summary, row.name, "支出"), there)]


def _parts(account: Account) -> Iterator[tuple[Spot | None, Spot | None]]:
    three, five, six, seven = (account.tables[id] for id in ("T3", "T5", "T6", "T7"))  # type: ignore[index]
    for row in five.rows:
        whole = _find(three, row.code or row.name)
        for column, there in (("合计", "本年支出合计"), ("基本支出", "基本支出"), ("项目支出", "项目支出")):
            yield _at(five, row, column), _at(three, whole, there)
    for code, column in SPENT_ON.items():
        yield _at(six, _find(six, code), "决算数"), _at(seven, _find(seven, "决算数"), column)
