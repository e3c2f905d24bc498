"""Transfers between a department's units, as tables that are added with the opposite sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from narrator.account import Account, Cell, Row, Side, Table, TableId
from narrator.account.cells import Part
from narrator.check.lines import line
from narrator.department.listed import Transfer, TransferKind
from narrator.finding import Finding, Level, Place

ELIMINATED = "内部往来抵销"
Claimed = tuple[str, TableId, str, str]  # unit, table, code, column
COLUMNS: Mapping[TransferKind, tuple[str, str]] = {
    "上级补助": ("对附属单位补助支出", "上级补助收入"),
    "附属单位上缴": ("上缴上级支出", "附属单位上缴收入"),
}
"""The column of table 3 in which the payer has spent it, and that of table 2 in which the payee has received it."""


def eliminated(transfer: Transfer, place: Place, payer: Account) -> dict[TableId, Table]:
    """What adding takes out of tables 1 to 3 for a transfer; `payer` has the line of its class in table 1."""
    spent, received = COLUMNS[transfer.kind]
    part = Cell(
        value=-transfer.amount, parts=(Part(unit=ELIMINATED, value=-transfer.amount, place=place),), bound=Decimal(0)
    )
    class_line = line(payer.tables["T1"], transfer.spent_on[:3])
    assert class_line is not None
    income = [_row(name, {"决算数": part}, "收入") for name in (received, "本年收入合计", "总计")]
    expenditure = [_row(name, {"决算数": part}, "支出") for name in (class_line.name, "本年支出合计", "总计")]
    return {
        "T1": _table("T1", payer, income + expenditure),
        "T2": _table("T2", payer, _tree(transfer.received_for, {"本年收入合计": part, received: part})),
        "T3": _table("T3", payer, _tree(transfer.spent_on, {"本年支出合计": part, spent: part})),
    }


def _table(id: TableId, like: Account, rows: list[Row]) -> Table:
    return Table(id=id, title=like.tables[id].title, rows=tuple(rows))


def _row(name: str, cells: dict[str, Cell], side: Side = "", code: str = "") -> Row:
    return Row(side=side, code=code, name=name, label=name, cells=cells)


def _tree(code: str, cells: dict[str, Cell]) -> list[Row]:
    return [_row("合计", cells), *(_row(code[:length], cells, code=code[:length]) for length in (3, 5, 7))]


def untenable(transfers: Mapping[Place, Transfer], units: Mapping[str, Account]) -> Iterator[Finding]:
    """Transfers that name another unit than those listed, or more money than the units' tables show for them."""
    claimed: dict[Claimed, Decimal] = {}
    for place, transfer in transfers.items():
        if strangers := sorted({transfer.payer, transfer.payee} - set(units)):
            yield _fault("ROLLUP-TRANSFER-UNIT", f"没有“{'”“'.join(strangers)}”这个单位，请与单位构成里写得一样", place)
            continue
        if line(units[transfer.payer].tables["T1"], transfer.spent_on[:3]) is None:
            what = f"“{transfer.payer}”的公开01表没有 {transfer.spent_on[:3]} 这一类的支出行，不能抵销"
            yield _fault("ROLLUP-TRANSFER-CLASS", f"{what}；请核对支出科目和它的公开表", place)
        spent, received = COLUMNS[transfer.kind]
        sides: tuple[Claimed, Claimed] = (
            (transfer.payer, "T3", transfer.spent_on, spent),
            (transfer.payee, "T2", transfer.received_for, received),
        )
        for side in sides:
            claimed[side] = claimed.get(side, Decimal(0)) + transfer.amount
            yield from _beyond(units[side[0]], side, claimed[side], place)


def _beyond(account: Account, side: Claimed, claimed: Decimal, place: Place) -> Iterator[Finding]:
    unit, table, code, column = side
    source = account.tables.get(table)
    cell = source.cell(code, column) if source else None
    held = cell.amount if cell else Decimal(0)
    if claimed > held:
        message = (
            f"“{unit}”的公开0{table[1]}表 {code} {column}是 {held} 万元，要抵销 {claimed} 万元，"
            "超出了；请核对金额、科目和收付方"
        )
        where = (place, source.place(cell)) if source and cell else (place,)
        yield Finding(code="ROLLUP-TRANSFER-AMOUNT", level=Level.ERROR, message=message, where=where)


def _fault(code: str, message: str, place: Place) -> Finding:
    return Finding(code=code, level=Level.ERROR, message=message, where=(place,))


def undeclared(transfers: Mapping[Place, Transfer], units: Mapping[str, Account]) -> Iterator[Finding]:
    """Both sides of a kind of transfer that the units report and nobody declared to be between them."""
    declared = {transfer.kind for transfer in transfers.values()}
    for kind, (spent, received) in COLUMNS.items():
        tables = [account.tables for account in units.values()]
        paid, got = _total(tables, "T3", spent), _total(tables, "T2", received)
        if kind not in declared and paid and got:
            message = (
                f"各单位的{spent}共 {paid} 万元，{received}共 {got} 万元，没有申报“{kind}”的内部往来；"
                "如有单位之间的收付，请列入“内部往来”，否则收支重复计算"
            )
            yield Finding(code="ROLLUP-UNDECLARED", level=Level.NOTICE, message=message)


def of_last_year(units: Mapping[str, Account]) -> Iterator[Finding]:
    """Both sides of a kind of transfer in last year's tables, which are added up with nothing taken out."""
    tables = [account.last_year for account in units.values()]
    for spent, received in COLUMNS.values():
        paid, got = _total(tables, "T3", spent), _total(tables, "T2", received)
        if all(tables) and paid and got:
            message = (
                f"各单位上年的{spent}共 {paid} 万元，{received}共 {got} 万元，上年数里没有抵销；其中有单位之间收付的，"
                "请移走各单位的上年公开表，在部门的填报里填抵销后的上年数，否则增减率不对"
            )
            yield Finding(code="ROLLUP-LAST-YEAR", level=Level.NOTICE, message=message)


def _total(units: Sequence[Mapping[TableId, Table]], table: TableId, column: str) -> Decimal:
    cells = (tables[table].cell("合计", column) for tables in units if table in tables)
    return sum((cell.amount for cell in cells if cell), Decimal(0))
