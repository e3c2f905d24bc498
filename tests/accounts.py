"""Random units: tables that are consistent by construction, and facts that fit them, are missing or say 无."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from narrator.account import Account, Cell, Facts, Row, Side, Table, TableId
from narrator.check.before import PARTS

NAMES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "205": "教育支出",
    "20502": "普通教育",
    "2050202": "小学教育",
    "2050299": "其他普通教育支出",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120801": "征地和拆迁补偿支出",
    "223": "国有资本经营预算支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
    "229": "其他支出",
    "22960": "彩票公益金安排的支出",
    "2296003": "用于体育事业的彩票公益金支出",
    "22999": "其他支出",
    "2299999": "其他支出",
}
BUSINESS = "2299999"  # the item of 经营支出
GENERAL = ("2010301", "2050202", "2050299", "2080505")
FUND = ("2120801", "2296003")
CAPITAL = ("2230105",)
ECONOMIC = {
    "301": "工资福利支出",
    "30101": "基本工资",
    "30103": "奖金",
    "302": "商品和服务支出",
    "30201": "办公费",
    "303": "对个人和家庭的补助",
    "30302": "退休费",
    "310": "资本性支出",
    "31002": "办公设备购置",
}
SECTIONS = ("30101", "30103", "30302", "30201", "31002")
KINDS = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
REASON = "工作任务有变化"
CHANGED = ("收支总计", "财政拨款收支总计", "一般公共预算支出", "机关运行经费", "因公出国费", "公务接待费", "公务用车费")
BUDGETED = ("因公出国费", "公务接待费", "公务用车费")
Spent = dict[str, tuple[Decimal, Decimal]]  # basic and project expenditure by 项


@dataclass
class Draws:
    """What was drawn of a unit: expenditure by fund and item, money of its own, halves of basic expenditure, 三公."""

    general: Spent
    fund: Spent
    capital: Spent
    fund_start: Decimal
    own: dict[str, Decimal]
    business: Decimal
    three_public: dict[str, tuple[Decimal, Decimal]]
    weights: dict[str, int]
    facts: dict[str, Any] = field(default_factory=dict)


def amounts(places: int) -> st.SearchStrategy[Decimal]:
    """Amounts in 万元 with so many decimals, often zero or tiny."""
    digits = st.one_of(st.just(0), st.integers(0, 99), st.integers(0, 10**10))
    return digits.map(lambda number: Decimal(number).scaleb(-places))


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """An account in 万元 or, with six decimals, in 元, with what an edition asks for given, missing or 无."""
    amount = amounts(draw(st.sampled_from((2, 6))))
    some = amount.filter(bool)

    def spent(codes: tuple[str, ...]) -> Spent:
        chosen = draw(st.sets(st.sampled_from(codes)))
        return {code: (draw(amount), draw(amount)) for code in sorted(chosen)}

    drawn = Draws(
        general=spent(GENERAL),
        fund=spent(FUND),
        capital=spent(CAPITAL),
        fund_start=draw(amount),
        own={name: draw(amount) for name in ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")},
        business=draw(amount),
        three_public={kind: (draw(amount), draw(amount)) for kind in KINDS},
        weights={code: draw(st.integers(0, 9)) for code in SECTIONS},
    )
    drawn.business += sum((spent for _, spent in drawn.three_public.values()), Decimal(0))  # 三公 is part of it
    if drawn.fund_start and not drawn.fund:  # money is carried over under an item
        drawn.fund[FUND[0]] = (Decimal(0), Decimal(0))
    tables = {table.id: table for table in _tables(drawn)}
    total = tables["T1"].row("总计", "收入")
    near = (total.cells["决算数"].amount if total else Decimal(0), Decimal(0), draw(some), -draw(some))
    facts = _facts(draw, amount, drawn, near)
    return Account(unit="某单位", year=2020, edition="hunan/2020", tables=tables, facts=Facts.model_validate(facts))


def _facts(draw: st.DrawFn, amount: st.SearchStrategy[Decimal], drawn: Draws, near: tuple[Decimal, ...]) -> Any:
    """Facts whose prose has no digits, each group given or not."""
    count = st.integers(0, 99)
    budget, fund_budget, capital_budget = (
        {
            code: draw(st.sampled_from((Decimal(0), sum(pair), sum(pair) + 1, draw(amount))))
            for code, pair in spent.items()
            if draw(st.integers(0, 9))
        }
        for spent in (drawn.general, drawn.fund, drawn.capital)
    )
    gathering = st.fixed_dictionaries({"内容": st.just("年度工作"), "人数": count}, optional={"金额": amount})
    gatherings = st.one_of(st.just("无"), st.lists(gathering, min_size=1, max_size=3))
    bought = st.tuples(amount, amount, st.sampled_from(({}, {"中小企业"}, {"中小企业", "小微企业"})))
    vehicles = draw(count)
    parts = {
        "单位性质": draw(st.sampled_from(("行政", "参公", "事业"))),
        "机关运行经费": draw(amount),
        "上年数": _within({label: draw(st.sampled_from(near)) for label in CHANGED if draw(st.booleans())}),
        "年初预算": budget,
        "政府性基金年初预算": fund_budget,
        "国有资本年初预算": capital_budget,
        "全年预算": {code: draw(st.sampled_from((Decimal(0), spent, spent + 1))) for code, spent in budget.items()},
        "增减原因": [{"用于": list(CHANGED), "原因": f"{REASON}。"}],
        "预决算差异原因": [{"用于": [*drawn.general, *drawn.fund, *drawn.capital, *BUDGETED], "原因": f"{REASON}；"}],
        "三公经费": {"公务接待": {"批次": draw(count), "人次": draw(count), "事由": "调研"}},
        "会议": draw(gatherings),
        "培训": draw(gatherings),
        "大型活动": draw(gatherings),
        "政府采购": draw(st.one_of(st.just("无"), bought.map(_procurement))),
        "国有资产": {"车辆": vehicles, "车辆用途": [{"种类": "其他用车", "数量": vehicles}]},
    }
    return {key: value for key, value in parts.items() if draw(st.integers(0, 9))}


def _within(last: dict[str, Decimal]) -> dict[str, Decimal]:
    """Last year's amounts, a part of another amount never above it."""
    kept: dict[str, Decimal] = {}
    for label in CHANGED:
        whole = PARTS.get(label)
        while whole and whole not in kept:
            whole = PARTS.get(whole)
        if label in last:
            kept[label] = min(last[label], kept[whole]) if whole else last[label]
    return kept


def _procurement(bought: Any) -> dict[str, Decimal]:
    goods, services, awarded = bought
    return {"货物": goods, "服务": services, **dict.fromkeys(awarded, goods)}


def _tables(drawn: Draws) -> Iterator[Table]:
    zero = Decimal(0)
    general, fund, capital = (
        sum((sum(pair, zero) for pair in spent.values()), zero) for spent in (drawn.general, drawn.fund, drawn.capital)
    )
    end = max(drawn.fund_start - fund, zero)
    income = fund + end - drawn.fund_start
    fiscal = general + income + capital
    everything = fiscal + sum(drawn.own.values(), zero)
    spent = general + fund + capital + drawn.business
    left = max(everything + drawn.fund_start - spent, zero)
    short = spent + left - everything - drawn.fund_start
    total = everything + drawn.fund_start + short
    first = {"本年收入合计": everything, "使用非财政拨款结余": short, "年初结转和结余": drawn.fund_start, "总计": total}
    last = {"本年支出合计": spent, "结余分配": zero, "年末结转和结余": left, "总计": total}
    lines = {name: {"决算数": value} for name, value in {**_by_class(_all(drawn), drawn.business), **last}.items()}
    yield _sides("T1", {**_lines(general, income, capital, "收入"), **drawn.own, **first}, lines)
    yield _table("T2", [_row("合计", "", {"本年收入合计": everything, "财政拨款收入": fiscal, **drawn.own})])
    yield _table("T3", _tree(_all(drawn), ("本年支出合计", "基本支出", "项目支出"), {"经营支出": drawn.business}))
    start = _lines(zero, drawn.fund_start, zero)
    before = {"本年收入合计": fiscal, "年初财政拨款结转和结余": drawn.fund_start, "总计": fiscal + drawn.fund_start}
    before |= {f"年初{name}": value for name, value in start.items()}
    yield _sides("T4", {**_lines(general, income, capital), **before}, _by_fund(drawn, end))
    yield _table("T5", _tree(drawn.general, ("合计", "基本支出", "项目支出")))
    yield _table("T6", _economic(sum((basic for basic, _ in drawn.general.values()), zero), drawn.weights))
    yield _table("T7", [_three_public(drawn, name, i) for i, name in enumerate(("预算数", "决算数"))])
    yield _fund("T8", drawn.fund, drawn.fund_start)
    yield _fund("T9", drawn.capital, zero)


def _lines(general: Decimal, fund: Decimal, capital: Decimal, after: str = "") -> dict[str, Decimal]:
    funds = {"一般公共预算财政拨款": general, "政府性基金预算财政拨款": fund, "国有资本经营预算财政拨款": capital}
    return {name + after: value for name, value in funds.items()}


def _all(drawn: Draws) -> Spent:
    business = {BUSINESS: (Decimal(0), Decimal(0))} if drawn.business else {}
    return {**drawn.general, **drawn.fund, **drawn.capital, **business}


def _cells(amounts: dict[str, Decimal]) -> dict[str, Cell]:
    return {column: Cell(value=value) for column, value in amounts.items()}


def _row(name: str, code: str, amounts: dict[str, Decimal], side: Side = "") -> Row:
    return Row(side=side, code=code, name=name, label=name, cells=_cells(amounts))


def _table(id: TableId, rows: list[Row]) -> Table:
    return Table(id=id, title=id, rows=tuple(rows))


def _sides(id: TableId, income: dict[str, Decimal], spent: dict[str, dict[str, Decimal]]) -> Table:
    left = [_row(name, "", {"决算数": value}, "收入") for name, value in income.items()]
    return _table(id, left + [_row(name, "", cells, "支出") for name, cells in spent.items()])


def _by_class(spent: Spent, more: Decimal = Decimal(0)) -> dict[str, Decimal]:
    """What was spent by the name of its class, and by 经营支出."""
    found = {NAMES[code[:3]]: Decimal(0) for code in spent}
    for code, pair in spent.items():
        found[NAMES[code[:3]]] += sum(pair) + (more if code == BUSINESS else 0)
    return found


def _by_fund(drawn: Draws, end: Decimal) -> dict[str, dict[str, Decimal]]:
    """The expenditure lines of table 4: each by the three funds, and their sum."""
    zero = Decimal(0)
    funds = [_by_class(spent) for spent in (drawn.general, drawn.fund, drawn.capital)]
    names = [name for name in dict.fromkeys(NAMES.values()) if any(name in fund for fund in funds)]
    lines = {name: [fund.get(name, zero) for fund in funds] for name in names}
    totals = [sum(fund.values(), zero) for fund in funds]
    lines |= {"本年支出合计": totals, "年末财政拨款结转和结余": [zero, end, zero]}
    lines["总计"] = [totals[0], totals[1] + end, totals[2]]
    return {name: {"合计": sum(parts, zero), **_lines(*parts)} for name, parts in lines.items()}


def _carried(spent: Spent, left: Decimal) -> dict[str, dict[str, Decimal]]:
    """By item what was carried over, received and left at the end: the carry-over is spent first, the rest stays."""
    found, zero = {}, Decimal(0)
    for code, pair in spent.items():
        used = min(left, sum(pair, zero))
        found[code] = {"年初结转和结余": used, "本年收入": sum(pair, zero) - used, "年末结转和结余": zero}
        left -= used
    if found:
        found[code]["年初结转和结余"] += left
        found[code]["年末结转和结余"] += left
    return found


def _fund(id: TableId, spent: Spent, start: Decimal) -> Table:
    """Table 8 or 9: what was spent by item, with what was carried over and received for it."""
    carried = _carried(spent, start)
    rows = _tree(spent, ("本年支出", "基本支出", "项目支出"))
    return _table(id, [_with_carried(row, carried) for row in rows])


def _with_carried(row: Row, carried: dict[str, dict[str, Decimal]]) -> Row:
    parts = [amounts for code, amounts in carried.items() if code.startswith(row.code)]
    columns = ("年初结转和结余", "本年收入", "年末结转和结余")
    sums = {column: sum((amounts[column] for amounts in parts), Decimal(0)) for column in columns}
    return replace(row, cells={**row.cells, **_cells(sums)})


def _tree(spent: Spent, columns: tuple[str, str, str], more: dict[str, Decimal] | None = None) -> list[Row]:
    """The total, then every 类, 款 and 项 with the sum of what is below it; `more` is spent by one item alone."""
    more = more or {}
    codes = sorted({code[:length] for code in spent for length in (3, 5, 7)})
    return [_node("", spent, columns, more), *(_node(code, spent, columns, more) for code in codes)]


def _node(code: str, spent: Spent, columns: tuple[str, str, str], more: dict[str, Decimal]) -> Row:
    more = more if BUSINESS.startswith(code) else {name: Decimal(0) for name in more}
    basic = sum((pair[0] for item, pair in spent.items() if item.startswith(code)), Decimal(0))
    project = sum((pair[1] for item, pair in spent.items() if item.startswith(code)), Decimal(0))
    values = dict(zip(columns, (basic + project + sum(more.values(), Decimal(0)), basic, project), strict=True))
    return _row(NAMES[code] if code else "合计", code, {**values, **more})


def _economic(basic: Decimal, weights: dict[str, int]) -> list[Row]:
    """Basic expenditure spread over sections by weight, the rest on the first."""
    whole = sum(weights.values()) or 1
    shares = {code: (basic * weight / whole).quantize(Decimal("0.01")) for code, weight in weights.items()}
    shares[SECTIONS[0]] += basic - sum(shares.values())
    values = {code: sum(value for section, value in shares.items() if section.startswith(code)) for code in ECONOMIC}
    rows = [_row(name, code, {"决算数": Decimal(values[code])}) for code, name in ECONOMIC.items()]
    personnel, operating = values["301"] + values["303"], values["302"] + values["310"]
    halves = {"人员经费合计": Decimal(personnel), "公用经费合计": Decimal(operating)}
    return [*rows, *(_row(name, "", {"决算数": value}) for name, value in halves.items())]


def _three_public(drawn: Draws, name: str, index: int) -> Row:
    kinds = {kind: pair[index] for kind, pair in drawn.three_public.items()}
    vehicles = kinds["公务用车购置费"] + kinds["公务用车运行维护费"]
    total = sum(kinds.values(), Decimal(0))
    return _row(name, "", {**kinds, "公务用车购置及运行维护费": vehicles, "合计": total})
