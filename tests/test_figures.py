from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copy

import pytest
from openpyxl import load_workbook

from narrator.account import Account
from narrator.figures import DEFINITIONS, FAMILIES, LISTINGS, Figure, Figures, Item, UnknownFigure
from narrator.figures.arithmetic import percentage
from narrator.figures.explained import explained
from narrator.finding import Place
from narrator.read import read

OF_FULL_BUDGET = ("全年预算", "全年差额", "全年完成率")
NONE = {("收支总计", field) for field in (*OF_FULL_BUDGET, "年初预算", "预算差额", "完成率", "占比")}
SEED = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"


@cache
def seed() -> Figures:
    return Figures(read(SEED))


def leaves(figure: Figure) -> Iterator[Figure]:
    if not figure.operands:
        yield figure
    for operand in figure.operands:
        yield from leaves(operand)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("收支总计", "467.63"),
        ("收支总计增减", "-50.76"),
        ("财政拨款收支总计增减", "-50.76"),
        ("本年基本支出", "353.88"),
        ("一般公共预算支出年初预算", "343.55"),
        ("一般公共预算支出预算差额", "124.08"),
        ("预算调整", "124.08"),
        ("公务用车费增减", "-0.12"),
        ("三公经费支出完成率", "100"),
        ("因公出国费占比", "0"),
        ("会议费", "0.66"),
        ("政府采购总额", "24.76"),
        ("小微企业占比", "100"),
        ("项目明细合计", "113.75"),
        ("内设机构数", "4"),
        ("次年度", "2021"),
    ],
)
def test_a_figure_of_the_seed_is_exact(label: str, value: str) -> None:
    assert seed()[label].value == Decimal(value)


@pytest.mark.parametrize(
    ("label", "part", "whole"),
    [
        ("收支总计增减率", "-50.76", "518.39"),
        ("一般公共预算支出完成率", "467.63", "343.55"),
        ("2050299完成率", "467.63", "343.55"),
        ("人员经费占基本支出", "319.27", "353.88"),
        ("公务用车费增减率", "-0.12", "2.14"),
        ("公务接待费占比", "0.29", "2.31"),
    ],
)
def test_a_percentage_is_the_exact_quotient_of_the_reported_amounts(label: str, part: str, whole: str) -> None:
    assert seed()[label].value == Decimal(part) / Decimal(whole) * 100


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [
        ("0.0049", "0.0351", "0"),  # printed as 0.00 of 0.04
        ("3.0049", "3", "100"),  # printed as 3.00 of 3.00
        ("3.0051", "3", "100.17"),  # 3.01 of 3.00
        ("0.0351", "0.0049", None),  # of 0.00
        ("-3", "3", "-100"),
        ("99999", "99999.01", "99.99999"),
    ],
)
def test_a_percentage_contradicts_no_amount_as_printed(part: str, whole: str, value: str | None) -> None:
    share = percentage("", "占比", Figure("部分", Decimal(part)), Figure("总体", Decimal(whole)))
    assert (share.value and round(share.value, 5)) == (value and Decimal(value))


def test_percentages_of_the_seed_begin_as_computed_by_hand() -> None:
    labels = ("收支总计增减率", "人员经费占基本支出", "公务用车费增减率")
    begins = {label: str(seed()[label].value)[:7] for label in labels}
    assert begins == {"收支总计增减率": "-9.7918", "人员经费占基本支出": "90.2198", "公务用车费增减率": "-5.6074"}


def test_project_money_adds_up_by_source_and_by_project() -> None:
    sources, projects = seed().rows("资金来源"), seed().rows("项目")
    assert isinstance(sources, tuple) and isinstance(projects, tuple)
    by_source = [_value(source) for source in sources]
    by_project = [_value(project) for project in projects]
    assert by_source == [Decimal("16.8"), Decimal("96.95")]
    assert by_project[-1] == Decimal("21.07")
    assert sum(by_source) == sum(by_project) == Decimal("113.75")
    assert _value(projects[-1].fields["明细"][0]) == Decimal("2.27")


def _value(item: Item) -> Decimal:
    assert item.figure and item.figure.value is not None
    return item.figure.value


def test_a_rate_is_traced_to_a_cell_and_a_line() -> None:
    this, last = (leaf.place for leaf in leaves(seed()["公务用车费增减率"].operands[0]))
    assert this and this.sheet and "三公" in this.sheet
    assert this == Place(file="公开表.xlsx", sheet=this.sheet, cell="I7")
    assert last and last.file == "填报.yaml" and last.line
    assert (SEED / "填报.yaml").read_text("utf-8").splitlines()[last.line - 1].strip() == "公务用车费: 2.14"


def test_a_budget_and_a_project_item_are_traced_to_their_lines() -> None:
    lines = (SEED / "填报.yaml").read_text("utf-8").splitlines()
    (budget,) = leaves(seed()["一般公共预算支出年初预算"])
    assert budget.place and lines[(budget.place.line or 0) - 1].strip() == "2050299: 343.55"
    items = [leaf.place for leaf in leaves(seed()["项目明细合计"])]
    assert len(items) == 13
    assert all(place and "金额" in lines[(place.line or 0) - 1] for place in items)


def test_every_figure_is_traced_to_cells_with_its_values_or_to_facts() -> None:
    book = load_workbook(SEED / "公开表.xlsx", data_only=True)
    traced = {leaf.id: leaf for label in DEFINITIONS for leaf in leaves(seed()[label])}
    cells = [leaf for leaf in traced.values() if leaf.place and leaf.place.sheet and leaf.place.cell]
    for leaf in cells:
        printed = book[str(leaf.place.sheet)][str(leaf.place.cell)].value if leaf.place else None
        assert Decimal(str(printed or 0)) == leaf.value, leaf.label
    others = [leaf for leaf in traced.values() if not leaf.place and not leaf.reference.startswith("填报")]
    assert len(cells) > 35
    assert [leaf.label for leaf in others if leaf.formula != "表中无此行，按0"] == []


def test_last_years_tables_supply_last_years_amounts_by_the_same_formula(tmp_path: Path) -> None:
    for name in ("公开表.xlsx", "填报.yaml"):
        copy(SEED / name, tmp_path / name)
    (tmp_path / "上年").mkdir()
    copy(SEED / "公开表.xlsx", tmp_path / "上年" / "公开表.xlsx")
    figures = Figures(read(tmp_path))
    last = figures["上年收支总计"]
    assert last.value == Decimal("467.63")
    assert last.place and last.place.file == "上年/公开表.xlsx"
    assert figures["上年人员经费占基本支出"].value == figures["人员经费占基本支出"].value
    assert figures["收支总计增减"].value == 0


def test_last_years_amount_is_what_staff_gave_where_its_tables_have_none() -> None:
    assert seed()["上年公务用车费"].value == Decimal("2.14")
    assert seed()["上年公务接待费"].value is None


@pytest.mark.parametrize("label", DEFINITIONS)
def test_a_definition_has_label_unit_formula_and_reference_and_computes(label: str) -> None:
    definition = DEFINITIONS[label]
    assert definition.label == label and definition.unit and definition.formula and definition.reference
    figure = seed()[label]
    assert (figure.label, figure.id) == (label, definition.id)
    assert figure.value is None or figure.unit == definition.unit
    assert seed()[definition.id].value == figure.value


def test_ids_and_labels_are_unique() -> None:
    ids = [definition.id for definition in DEFINITIONS.values()]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(DEFINITIONS) and not set(LISTINGS) & set(DEFINITIONS)


@pytest.mark.parametrize("label", DEFINITIONS)
def test_a_figure_of_an_empty_account_is_unknown_and_says_what_would_supply_it(label: str) -> None:
    unknown = [leaf for leaf in leaves(Figures(Account())[label]) if leaf.value is None]
    assert Figures(Account())[label].value is None
    assert unknown and all(leaf.wanted for leaf in unknown)


@pytest.mark.parametrize("field", FAMILIES)
def test_a_family_of_an_empty_account_is_unknown(field: str) -> None:
    for base in ("收支总计", "公务接待费", "一般公共预算支出"):
        label = FAMILIES[field].label(base)
        if (base, field) in NONE or (base == "公务接待费" and field in OF_FULL_BUDGET):
            with pytest.raises(UnknownFigure):
                Figures(Account())[label]
        elif (field, base) != ("年初预算", "公务接待费"):
            assert Figures(Account())[label].value is None


def test_the_full_budget_of_a_whole_is_as_given_else_the_sum_of_its_items() -> None:
    account = read(SEED)
    facts = {"full_budget": {"2050299": Decimal("480"), "2050101": Decimal("0.5")}}
    given = Figures(account.model_copy(update={"facts": account.facts.model_copy(update=facts)}))
    assert given["一般公共预算支出全年预算"].value == Decimal("480.5")
    assert given["2050299全年差额"].value == Decimal("467.63") - 480
    assert given["general_public_budget.full_completion"].value == Decimal("467.63") / Decimal("480.5") * 100
    whole = account.facts.model_copy(update={**facts, "full_budget_total": Decimal("480.51")})
    assert Figures(account.model_copy(update={"facts": whole}))["一般公共预算支出全年预算"].value == Decimal("480.51")


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_of_an_empty_account_has_only_rows_that_are_unknown(name: str) -> None:
    rows = Figures(Account()).rows(name)
    assert not isinstance(rows, tuple) or all(row.figure is None or row.figure.value is None for row in rows)


@pytest.mark.parametrize(
    "label",
    [
        "没有这个数",
        "2020年度",
        "2050298",
        "2050299别的名称",
        "20502990",
        "单位概况.职责",
        "单位.名称",
        "上年数.收支总计",
        "人员.编制.人",
        "会议.9.金额",
        "收支总计年初预算",
        "政府性基金2120801年初预算",
        "{{ 7*7 }}",
        "",
    ],
)
def test_what_is_no_figure_is_told_and_not_taken_for_zero(label: str) -> None:
    with pytest.raises(UnknownFigure):
        seed()[label]


def test_a_code_may_be_followed_by_its_name() -> None:
    assert seed()["2050299其他普通教育支出"].value == seed()["2050299"].value == Decimal("467.63")
    assert seed()["30215"].value == Decimal("0.66")


def test_amounts_compare_by_what_is_printed() -> None:
    assert Figure("甲", Decimal("0.004")) == 0
    assert Figure("甲", Decimal("0.005")) != 0
    assert Figure("乙", Decimal("0.0004"), "%") != 0
    assert not (Figure("丙", None) == 0 or Figure("丙", None) != 0)


def test_a_long_quotient_is_explained_with_four_decimals() -> None:
    share = Figure("占比", Decimal("404") / Decimal("462") * 100, "%")
    assert explained(share)[0] == "占比：87.4459%"
    assert explained(Figure("合计", Decimal("467.60"), "万元"))[0] == "合计：467.60万元"
