"""A filled-in workbook read back: what a 填报.yaml would give, whatever Excel, WPS, LibreOffice or staff did to it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from filled_workbook import (
    PUTUO,
    UNITS,
    ZHUZHOU,
    account,
    blank_form,
    changed,
    filled,
    form_of,
    put,
    resaved,
    row_of,
    typed,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from narrator.account import Account
from narrator.finding import Finding, Level, Place
from narrator.narrate.choice import choose
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.workbook.answers import Answers, answers_of
from narrator.workbook.write import written

ALONE = ("READ-NO-WORKBOOK",)


def back(folder: Path, data: bytes) -> Account:
    (folder / "填报.xlsx").write_bytes(data)
    return read(folder / "填报.xlsx")


def told(account: Account) -> list[Finding]:
    return [finding for finding in account.findings if finding.code not in ALONE]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_facts_come_back_from_the_workbook_as_they_were(tmp_path: Path, unit: Path) -> None:
    found = back(tmp_path, filled(unit))
    assert found.facts == account(unit).facts
    assert told(found) == []
    given = {path for path in found.places if path in account(unit).places}
    assert given == set(account(unit).places)
    assert all(found.places[path].cell for path in given)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_workbook_comes_back_from_the_facts_as_it_was(tmp_path: Path, unit: Path) -> None:
    found = back(tmp_path, filled(unit))
    assert written(form_of(account(unit), Answers(answers_of(found.facts)))) == filled(unit)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_workbook_that_libreoffice_saved_says_the_same(tmp_path: Path, unit: Path) -> None:
    (tmp_path / "填报.xlsx").write_bytes(filled(unit))
    assert read(resaved(tmp_path / "填报.xlsx")).facts == account(unit).facts


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_folder_with_the_workbook_gives_the_report_of_the_yaml(tmp_path: Path, unit: Path) -> None:
    from narrator.verbs import check

    (tmp_path / "填报.xlsx").write_bytes(filled(unit))
    (tmp_path / "公开表.xlsx").write_bytes((unit / "公开表.xlsx").read_bytes())
    by_workbook, by_yaml = check(tmp_path), check(unit)
    assert by_workbook.document == by_yaml.document
    assert [finding.code for finding in by_workbook.findings] == [finding.code for finding in by_yaml.findings]
    assert choose(by_workbook.account, library()).named


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_is_typed_into_a_blank_workbook_is_what_the_yaml_says(tmp_path: Path, unit: Path) -> None:
    found = back(tmp_path, changed(written(blank_form(unit)), lambda book: typed(book, unit)))
    facts = account(unit).facts
    vehicles = facts.three_public.vehicles.model_copy(update={"bought": None})  # not asked: nothing was spent on buying
    expected = facts.three_public.model_copy(update={"vehicles": vehicles})
    assert found.facts == facts.model_copy(update={"three_public": expected})
    assert told(found) == []


def test_each_answer_knows_its_cell(tmp_path: Path) -> None:
    found = back(tmp_path, filled(ZHUZHOU))
    assert found.places["人员.编制"].sheet == "基本情况"
    items = [found.places[f"项目支出.明细.{i}.金额"].cell for i in range(13)]
    assert items == [f"D{row}" for row in range(int(str(items[0])[1:]), int(str(items[0])[1:]) + 13)]
    assert found.places["增减原因.0.用于.1"].sheet == "增减原因"


def _insert(book: Workbook) -> None:
    """Rows in a list, between lists, above everything; as Excel does it, without keys."""
    page = book["项目与绩效"]
    at = row_of(page, "项目支出.明细") + 2
    page.insert_rows(at)
    for column, value in zip("BCDF", ("新的一笔", "市本级", 0.01, "某项目"), strict=True):
        page[f"{column}{at}"].value = value
    book["基本情况"].insert_rows(1, 2)


def test_inserted_rows_go_on_with_their_list(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), _insert))
    items = found.facts.projects.items
    assert len(items) == 14
    assert (items[2].name, str(items[2].amount), items[2].shown_as) == ("新的一笔", "0.01", None)
    assert found.facts.model_copy(update={"projects": account(ZHUZHOU).facts.projects}) == account(ZHUZHOU).facts


def _reorder(book: Workbook) -> None:
    book.move_sheet("名词", -6)
    book["基本情况"].title = "情况"
    for page in book.worksheets[1:]:
        page.insert_cols(2)
        page.move_range(f"E1:E{page.max_row}", cols=6)


def test_sheets_and_columns_may_change_places(tmp_path: Path) -> None:
    def move(book: Workbook) -> None:
        _reorder(book)

    assert back(tmp_path, changed(filled(PUTUO), move)).facts == account(PUTUO).facts


def test_numbers_as_text_and_with_units_are_numbers(tmp_path: Path) -> None:
    def write(book: Workbook) -> None:
        put("基本情况", "人员.编制", "１３人")(book)
        put("基本情况", "人员.在职", "12 ")(book)
        put("上年数与年初预算", "上年数.收支总计", "5,183,900元")(book)
        put("上年数与年初预算", "年初预算.2050299", "343.55万元")(book)
        put("基本情况", "年度", "2020")(book)

    found = back(tmp_path, changed(filled(ZHUZHOU), write))
    assert (found.facts, told(found)) == (account(ZHUZHOU).facts, [])


def test_a_date_is_told_as_people_write_it(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), put("基本情况", "自称", datetime(2021, 8, 20))))
    assert found.facts.own_name == "2021年8月20日"


def test_lines_in_one_cell_of_a_list_are_items_and_told(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), put("基本情况", "单位概况.职责", "管理装备\n\n 管理网络 ")))
    before = account(ZHUZHOU).facts.profile.duties or ()
    assert found.facts.profile.duties == ("管理装备", "管理网络", *before[1:])
    (finding,) = told(found)
    assert (finding.code, finding.level, finding.where[0].sheet) == ("READ-LINES", Level.NOTICE, "基本情况")
    assert f"有1格里面换了行，各行已各作一项，共读入{len(before) + 1}项" in finding.message


def test_a_new_line_in_a_cell_of_a_table_is_told(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), put("三公与会议", "会议", "工作年会\n培训会")))
    (finding,) = told(found)
    assert (finding.code, finding.level) == ("READ-LINES", Level.NOTICE)
    assert "有1格里面换了行，印出来连成一句；是几项的请一行一项" in finding.message


@pytest.mark.parametrize(
    ("sheet", "key", "value", "code", "says"),
    [
        ("基本情况", "人员.在职", "十二", "READ-BAD-FACT", "“年末在职人数”的值“十二”不是个数"),
        ("基本情况", "人员.在职", "3，3", "READ-BAD-FACT", "“年末在职人数”的值“3，3”不是个数"),
        ("基本情况", "人员.在职", 12.5, "READ-BAD-FACT", "“年末在职人数”的值“12.5”不是整数"),
        ("上年数与年初预算", "上年数.收支总计", "#DIV/0!", "READ-ERROR-VALUE", "C6（#DIV/0!） 是公式的错误值"),
        ("上年数与年初预算", "上年数.收支总计", "=1+1", "READ-FORMULA-NOT-COMPUTED", "C6（=1+1） 是没有计算过的公式"),
        ("上年数与年初预算", "上年数.收支总计", 1e20, "READ-NOT-A-NUMBER", "C6（1e+20） 不是数字"),
        ("上年数与年初预算", "上年数.收支总计", "—", "READ-DASH", "C6（—） 只有一条横线"),
        ("基本情况", "单位性质", "企业", "READ-BAD-FACT", "“企业”不能用，只能是行政、参公、事业"),
        ("基本情况", "自称", "我\x02所".replace("\x02", "_x0002_"), "READ-CONTROL-CHARACTER", "不允许的控制字符"),
        ("采购与资产", "政府采购", "无", "READ-CONTRADICTION", "“政府采购”已有答案"),
        ("采购与资产", "政府采购", "有", "READ-BAD-FACT", "写的是“有”，这里只能选“无”；有的，这一格空着"),
        ("增减原因", "增减原因.收支总计", "同上", "READ-NOTHING-SAME", "上面却没有原因"),
    ],
)
def test_a_faulty_answer_is_told_with_its_cell(
    tmp_path: Path, sheet: str, key: str, value: object, code: str, says: str
) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), put(sheet, key, value)))
    (finding,) = told(found)
    assert (finding.code, finding.where[0].sheet) == (code, sheet)
    assert says in finding.message
    assert (finding.where[0].cell or "").startswith("C")


def test_same_as_above_with_nothing_above_is_one_finding_that_a_reason_in_its_cell_clears(tmp_path: Path) -> None:
    from narrator.verbs import check

    folder = tmp_path / "株洲市教育技术装备所-2020"
    folder.mkdir()
    (folder / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    key = "预决算差异原因.2050299"
    for answer, codes in (("同上", {"READ-NOTHING-SAME"}), ("年中追加信息化专项经费", set())):
        (folder / "填报.xlsx").write_bytes(changed(filled(ZHUZHOU), put("增减原因", key, answer)))
        found = [f for f in check(folder).findings if f.level in (Level.ERROR, Level.MISSING)]
        assert {finding.code for finding in found} == codes
        assert all("增减原因!C19 写了“同上”" in finding.message for finding in found)


def _shown_as(number_format: str, value: object, key: str = "上年数.收支总计") -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        page = next(page for page in book if any(cell.value == key for cell in page["A"]))
        cell = page[f"C{row_of(page, key)}"]
        cell.value, cell.number_format = value, number_format

    return change


def test_a_percentage_is_no_amount(tmp_path: Path) -> None:
    for number_format in ("0.0%", "0%", "0.00%;[Red]-0.00%"):
        (finding,) = told(back(tmp_path, changed(filled(ZHUZHOU), _shown_as(number_format, 0.735))))
        assert (finding.code, finding.level) == ("READ-PERCENT", Level.ERROR)
        assert "C6（73.5%） 设成了百分比格式" in finding.message


def test_an_amount_may_be_shown_as_money(tmp_path: Path) -> None:
    for number_format in ("¥#,##0.00", '"￥"#,##0.00_);[Red]("￥"#,##0.00)', '_ "¥"* #,##0.00_ ', '0.00" % 不是"'):
        found = back(tmp_path, changed(filled(ZHUZHOU), _shown_as(number_format, 518.39)))
        assert (found.facts, told(found)) == (account(ZHUZHOU).facts, [])


def test_a_percentage_in_text_stays_as_it_was_shown(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), _shown_as("0.0%", 0.735, "绩效评价.评价结论")))
    assert (found.facts.performance.conclusion, told(found)) == ("73.5%", [])


@pytest.mark.parametrize("word", ["没有", "0", 0, "／", "无。"])
def test_another_word_for_nothing_is_no_event(tmp_path: Path, word: object) -> None:
    from narrator.check import check

    found = back(tmp_path, changed(filled(ZHUZHOU), put("三公与会议", "培训", word)))
    (finding,) = [finding for finding in check(found) if finding.code == "LIST-NOTHING"]
    assert finding.level == Level.ERROR and str(finding.where[0]) == f"三公与会议!{found.places['培训.0'].cell}"
    assert "请只在第一行写“无”" in finding.message


def test_a_faulty_answer_loses_no_other(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), put("基本情况", "人员.在职", "十二")))
    staff = found.facts.staff
    assert (staff.establishment, staff.on_post, staff.retired) == (13, None, 10)


def test_an_answer_below_a_question_without_a_key_is_told(tmp_path: Path) -> None:
    def insert(book: Workbook) -> None:
        page = book["基本情况"]
        at = row_of(page, "人员.在职")
        page.insert_rows(at)
        page[f"C{at}"].value = 5

    (finding,) = told(back(tmp_path, changed(filled(ZHUZHOU), insert)))
    assert (finding.code, finding.level) == ("READ-NO-KEY", Level.ERROR)


def test_a_copied_sheet_is_told_and_the_first_one_read(tmp_path: Path) -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book["基本情况"])

    found = back(tmp_path, changed(filled(PUTUO), copy))
    assert found.facts == account(PUTUO).facts
    assert {finding.code for finding in told(found)} == {"READ-DOUBLE-KEY"}
    assert {place.sheet for finding in told(found) for place in finding.where} == {"基本情况 Copy"}


def test_an_item_that_no_table_has_is_written_below_the_others(tmp_path: Path) -> None:
    def write(code: object) -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            page = book["上年数与年初预算"]
            at = row_of(page, "年初预算")
            page[f"B{at}"].value, page[f"C{at}"].value = code, 12

        return change

    for code in ("2050201", 2050201, "2050201 学前教育"):
        budget = back(tmp_path, changed(filled(ZHUZHOU), write(code))).facts.initial_budget
        assert {code: str(amount) for code, amount in budget.items()} == {"2050299": "343.55", "2050201": "12"}
    (finding,) = told(back(tmp_path, changed(filled(ZHUZHOU), write(None))))
    assert finding.code == "READ-NO-CODE"


def _unit(folder: Path, change: Callable[[Workbook], object]) -> list[Finding]:
    """The findings about the unit with its workbook changed."""
    from narrator.verbs import check

    (folder / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    (folder / "填报.xlsx").write_bytes(changed(filled(ZHUZHOU), change))
    return list(check(folder).findings)


def _by_hand(code: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        page = book["上年数与年初预算"]
        at = row_of(page, "年初预算")
        page[f"B{at}"].value, page[f"C{at}"].value = code, 12

    return change


def test_the_name_behind_a_code_names_the_item(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), _by_hand("2050201 学前教育")))
    assert found.facts.code_names == {"2050201": "学前教育"}
    assert str(found.places["科目名称.2050201"]).startswith("上年数与年初预算!B")
    missing = [f for f in _unit(tmp_path, _by_hand("2050201 学前教育")) if f.level == Level.MISSING]
    assert all("科目名称" not in finding.message for finding in missing)


def test_a_code_without_a_name_is_asked_for_where_it_was_written(tmp_path: Path) -> None:
    asked = [f for f in _unit(tmp_path, _by_hand("2050201")) if "2050201" in f.message and f.code == "FACT-MISSING"]
    assert {str(finding.where[0]) for finding in asked if "名称" in finding.message} == {"上年数与年初预算!B25"}
    reason = next(finding for finding in asked if "原因" in finding.message)
    assert "一行补上：左边写“2050201”，右边填写" in reason.message
    assert reason.where[0].sheet == "增减原因"
    assert all("填报.yaml" not in finding.message for finding in asked)


def test_what_an_item_lacks_is_asked_for_in_its_own_cell(tmp_path: Path) -> None:
    def wipe(book: Workbook) -> None:
        page = book["三公与会议"]
        at = row_of(page, "会议")
        assert (at, page["F16"].value) == (17, "人数（人）")
        page["F17"].value = None

    (finding,) = [f for f in _unit(tmp_path, wipe) if f.code == "FACT-MISSING"]
    place = str(finding.where[0])
    assert place == "三公与会议!F17" and f"请在填报.xlsx的 {place} 填写" in finding.message


def test_no_message_sends_the_user_of_a_workbook_to_the_yaml(tmp_path: Path) -> None:
    def wipe(book: Workbook) -> None:
        for page in book.worksheets[1:]:
            for row in page:
                for cell in row:
                    if not cell.protection.locked and page.title != "基本情况":
                        cell.value = None

    findings = _unit(tmp_path, wipe)
    assert len(findings) > 20
    assert [finding.message for finding in findings if "yaml" in finding.message] == []


def test_a_blank_workbook_asks_in_its_cells(tmp_path: Path) -> None:
    from narrator.verbs import check

    (tmp_path / "公开表.xlsx").write_bytes((ZHUZHOU / "公开表.xlsx").read_bytes())
    (tmp_path / "填报.xlsx").write_bytes(
        written(
            form_of(account(ZHUZHOU), Answers({"单位": "株洲市教育技术装备所", "年度": 2020, "版式": "hunan/2020"}))
        )
    )
    missing = [finding for finding in check(tmp_path).findings if finding.code == "FACT-MISSING"]
    assert len(missing) > 30
    assert [finding.message for finding in missing if not finding.where[0].cell] == []
    staff = next(finding for finding in missing if "编制人数" in finding.message)
    assert f"请在填报.xlsx的 {staff.where[0]} 填写" in staff.message


def test_every_question_is_blank_in_a_blank_workbook(tmp_path: Path) -> None:
    found = back(tmp_path, changed(written(blank_form(ZHUZHOU)), put("基本情况", "自称", "我所")))
    assert found.facts.own_name == "我所"
    assert found.places["增减原因（用于：收支总计）"] == Place(file="填报.xlsx", sheet="增减原因", cell="C6")


def _answer_cells() -> list[tuple[str, str]]:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(filled(ZHUZHOU)))
    return [
        (page.title, cell.coordinate) for page in book for row in page for cell in row if not cell.protection.locked
    ]


CONTENTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
    st.sampled_from(["无", "同上", "请核对", "§", "键", "=1/0", "#REF!", "-", "2050299", "１２", "{收支总计}"]),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2200, 1, 1)),
    st.none(),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_typed_into_the_cells_reading_ends_in_findings(tmp_path: Path, data: st.DataObject) -> None:
    cells = data.draw(st.lists(st.sampled_from(_CELLS), min_size=1, max_size=8))
    contents = [data.draw(CONTENTS) for _ in cells]

    def type_in(book: Workbook) -> None:
        for (sheet, cell), content in zip(cells, contents, strict=True):
            book[sheet][cell].value = content

    found = back(tmp_path, changed(filled(ZHUZHOU), type_in))
    assert [finding for finding in told(found) if not (finding.where and finding.where[0].file)] == []


_CELLS = _answer_cells()


def test_a_percentage_answers_a_question_for_one() -> None:
    from narrator.read.grid import Percent
    from narrator.workbook.cell_text import cell_text
    from narrator.workbook.fields import fields

    kind = fields()["自评.既定支付进度"].kind
    assert (kind, cell_text(Percent(0.95), kind), cell_text(95.0, kind)) == ("百分数", ("95%", None), ("95", None))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_deleted_column_of_keys_loses_no_answer_and_is_one_finding_a_sheet(tmp_path: Path, unit: Path) -> None:
    def delete(book: Workbook) -> None:
        for page in book.worksheets[1:]:
            page.delete_cols(1)

    found = back(tmp_path, changed(filled(unit), delete))
    assert found.facts.model_copy(update={"code_names": {}}) == account(unit).facts
    sheets = len(blank_form(unit).sheets)
    assert [(finding.code, finding.level) for finding in told(found)] == [("READ-KEY-LOST", Level.NOTICE)] * sheets


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        ("基本情况", "人员.编制"),
        ("上年数与年初预算", "上年数.收支总计"),
        ("三公与会议", "会议"),
        ("基本情况", "单位概况.职责"),
    ],
)
def test_a_deleted_key_loses_no_answer_and_is_told_with_its_row(tmp_path: Path, sheet: str, key: str) -> None:
    row = 0

    def delete(book: Workbook) -> None:
        nonlocal row
        row = row_of(book[sheet], key)
        book[sheet].cell(row, 1).value = None

    found = back(tmp_path, changed(filled(ZHUZHOU), delete))
    assert found.facts == account(ZHUZHOU).facts
    (finding,) = told(found)
    assert finding.code == "READ-KEY-LOST" and f"{row} 各行" in finding.message


@pytest.mark.parametrize("text", ["内容", "填 写 内 容"])
def test_another_header_above_the_answers_loses_none_and_is_one_finding_a_sheet(tmp_path: Path, text: str) -> None:
    def rename(book: Workbook) -> None:
        for page in book.worksheets[1:]:
            for cell in [cell for row in page.iter_rows() for cell in row if cell.value == "填写"]:
                cell.value = text

    found = back(tmp_path, changed(filled(ZHUZHOU), rename))
    assert found.facts == account(ZHUZHOU).facts
    assert {(one.code, one.level) for one in told(found)} == {("READ-HEADER-CHANGED", Level.NOTICE)}
    sheets = [
        "基本情况",
        "上年数与年初预算",
        "增减原因",
        "三公与会议",
        "采购与资产",
        "项目与绩效",
    ]  # 名词 has columns of its own
    assert [one.where[0].sheet for one in told(found)] == sheets


def test_answers_below_no_header_at_all_are_an_error_that_names_the_header(tmp_path: Path) -> None:
    def wipe(book: Workbook) -> None:
        book["基本情况"]["C5"] = None

    (finding, *_) = [one for one in told(back(tmp_path, changed(filled(ZHUZHOU), wipe))) if one.level == Level.ERROR]
    assert (finding.code, str(finding.where[0])) == ("READ-HEADER-CHANGED", "基本情况!C5")
    assert "没有读入" in finding.message


def heading(key: str, header: str, text: str | None):
    """A change: this text in place of a header of a list."""

    def change(book: Workbook) -> None:
        page = book["项目与绩效"]
        cells = page[row_of(page, key) - 1]
        next(cell for cell in cells if str(cell.value).startswith(header)).value = text

    return change


@pytest.mark.parametrize("header", ["名称", "来源", "金额", "状态", "项目", "合并为"])
def test_a_list_is_read_though_one_of_its_headers_was_changed(tmp_path: Path, header: str) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), heading("项目支出.明细", header, "某")))
    assert found.facts == account(ZHUZHOU).facts
    (finding,) = told(found)
    assert (finding.code, finding.level) == ("READ-HEADER-CHANGED", Level.NOTICE)
    assert f"表头“{header}”（" in finding.message


def test_what_stands_below_an_emptied_header_of_a_list_is_not_lost_silently(tmp_path: Path) -> None:
    found = back(tmp_path, changed(filled(ZHUZHOU), heading("项目支出.明细", "合并为", None)))
    (finding,) = told(found)
    assert (finding.code, finding.level, str(finding.where[0])) == (
        "READ-HEADER-CHANGED", Level.ERROR, "项目与绩效!G18",
    )  # fmt: skip
    assert "请把表头改回“合并为”" in finding.message


def test_questions_are_read_though_the_header_of_their_states_was_changed(tmp_path: Path) -> None:
    def rename(book: Workbook) -> None:
        book["基本情况"]["E5"] = "完成情况"

    found = back(tmp_path, changed(filled(ZHUZHOU), rename))
    assert found.facts == account(ZHUZHOU).facts
    assert [(one.code, one.level) for one in told(found)] == [("READ-HEADER-CHANGED", Level.NOTICE)]


@pytest.mark.parametrize(("keys", "column"), [(True, "C"), (False, "B")])
def test_without_their_header_answers_are_asked_for_where_staff_type(tmp_path: Path, keys: bool, column: str) -> None:
    def wipe(book: Workbook) -> None:
        for page in book.worksheets[1:]:
            for cell in [cell for row in page.iter_rows() for cell in row if cell.value == "填写"]:
                cell.value = None
            if not keys:
                page.delete_cols(1)

    places = back(tmp_path, changed(filled(ZHUZHOU), wipe)).places
    assert str(places["单位概况.职责"]) == f"基本情况!{column}18"
    assert not keys or not [place for place in places.values() if (place.cell or "").startswith("A")]
