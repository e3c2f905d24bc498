"""Tables are found by title and header wherever they stand; what is missing, double or unknown is told."""

from decimal import Decimal

import pytest
from changed_workbook import SEED, T1, T2, T3, T5, T6, T7, T8, T9, noticed, only, put
from filled_workbook import PUTUO
from openpyxl import Workbook, load_workbook

from narrator.check import check
from narrator.finding import Level
from narrator.read import read


def test_headers_of_the_three_public_table_may_have_lost_their_merges(changed):
    def unmerge(book: Workbook) -> None:
        for merge in list(book[T7].merged_cells.ranges):
            book[T7].unmerge_cells(str(merge))

    account = changed(unmerge)
    assert noticed(account) == []
    assert account.tables["T7"].cell("决算数", "公务接待费").at == "L7"


def test_a_side_whose_amounts_are_not_known_is_missed_with_its_header_and_its_numbers(changed):
    missing = only(changed(put(T6, "C5", "某数")))
    assert (missing.code, missing.level) == ("READ-COLUMN-MISSING", Level.ERROR)
    assert "表头 C5“某数”不认得，应有的列“决算数”没有找到" in missing.message and "C13等28格" in missing.message
    assert [place.cell for place in missing.where] == ["C5", *(f"C{row}" for row in range(6, 33)), "C34", None]
    assert str(missing.where[-1]) == "公开06表"


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "says"),
    [
        (T2, "F4", "某项收入", "F4“某项收入”不认得，应有的列“事业收入”没有找到，下面的格子没有读入：F7、F8、F9、F10。"),
        (T2, "F4", None, "F4（空白）不认得，应有的列“事业收入”没有找到"),
        (T8, "C4", "年初结转", "C4“年初结转”不认得，应有的列“年初结转和结余”没有找到。请把 C4 改成“年初结转和结余”"),
        (T8, "C4", None, "C4（空白）不认得"),
        (T6, "C5", None, "C5（空白）不认得，应有的列“决算数”没有找到"),
        (T7, "B5", "出国费", "B5“出国费”不认得，应有的列“因公出国（境）费”没有找到，下面的格子没有读入：B7。"),
        (T7, "G4", "决算", "G4“决算”不认得，应有的列“决算数”没有找到，下面的格子没有读入：G7、H7、I7、J7、K7、L7"),
        (T7, "A4", None, "A4（空白）不认得，应有的列“预算数”没有找到，下面的格子没有读入：A7、B7、C7、D7、E7、F7"),
    ],
)  # fmt: skip
def test_a_changed_header_is_one_error_at_its_cell(changed, sheet, cell, text, says):
    finding = only(changed(put(sheet, cell, text)))
    assert (finding.code, str(finding.where[0])) == ("READ-COLUMN-MISSING", f"{sheet}!{cell}")
    assert says in finding.message


SHANGHAI_T7 = "7 财政拨款三公经费支出决算表"  # 预算数 and 决算数 stand below the names


@pytest.mark.parametrize(
    ("cell", "text", "says"),
    [
        ("K7", None, "K7（空白）不认得，应有的列“预算数”没有找到，下面的格子没有读入：K8。"),
        ("B7", "某", "B7“某”不认得，应有的列“决算数”没有找到。"),
        ("A5", "某", "A5“某”不认得，应有的列“合计”没有找到，下面的格子没有读入：A8。"),
    ],
)
def test_a_changed_header_is_told_where_its_kind_stands_below_its_name(tmp_path, cell, text, says):
    book = load_workbook(PUTUO / "公开表.xlsx")
    book[SHANGHAI_T7][cell] = text
    book.save(tmp_path / "公开表.xlsx")
    account = read(tmp_path / "公开表.xlsx")
    assert [one for one in noticed(account) if one.code == "READ-COLUMN-MISSING" and says in one.message]
    assert account.tables["T7"].cell("决算数", "公务接待费").value is None


@pytest.mark.parametrize("text", ["某", None])
def test_names_are_missed_with_the_texts_that_were_not_read(tmp_path, text):
    book = load_workbook(PUTUO / "公开表.xlsx")
    book[book.sheetnames[5]]["B4"] = text
    book.save(tmp_path / "公开表.xlsx")
    (finding,) = [one for one in read(tmp_path / "公开表.xlsx").findings if one.level == Level.ERROR]
    assert finding.code == "READ-COLUMN-MISSING" and "应有的列“科目名称”没有找到" in finding.message
    assert f"{book.sheetnames[5]}!B7" in map(str, finding.where)


def test_codes_are_missed_at_their_header(changed):
    finding = noticed(changed(put(T6, "G5", None)))[0]
    assert (finding.code, str(finding.where[0])) == ("READ-COLUMN-MISSING", f"{T6}!G5")
    assert "G5（空白）不认得，应有的列“科目编码”没有找到，下面的格子没有读入：G6、" in finding.message


def test_an_emptied_header_between_two_blocks_does_not_join_them(tmp_path):
    book = load_workbook(PUTUO / "公开表.xlsx")
    book[book.sheetnames[5]]["C4"] = None
    book.save(tmp_path / "公开表.xlsx")
    account = read(tmp_path / "公开表.xlsx")
    (finding,) = [one for one in account.findings if one.level == Level.ERROR]
    assert "表头 C4（空白）不认得，应有的列“决算数”没有找到" in finding.message
    assert account.tables["T6"].cell("302", "决算数").value == Decimal("171.07")


def test_changed_headers_are_told_each_with_its_column(changed):
    def change(book: Workbook) -> None:
        book[T3]["D4"], book[T3]["E4"] = "基本", "项目支出数"

    assert "请把 D4 改成“基本支出”，E4 改成“项目支出”" in only(changed(change)).message


def test_a_column_that_was_deleted_is_missed_at_the_title(changed):
    finding = only(changed(lambda book: book[T3].delete_cols(7)))
    assert (finding.code, str(finding.where[0])) == ("READ-COLUMN-MISSING", f"{T3}!A1")
    assert "没有找到应有的列“经营支出”" in finding.message


def test_a_header_that_is_not_whole_names_what_is_not_known(changed):
    finding = only(changed(put(T1, "D5", "收支名目")))
    assert (finding.code, str(finding.where[0])) == ("READ-NO-HEADER", f"{T1}!D5")
    assert "不认得的有 D5“收支名目”" in finding.message


@pytest.mark.parametrize(("sheet", "cell", "text"), [(T2, "A5", "功能代码"), (T2, "B5", "叫什么"), (T6, "G5", "编码")])
def test_codes_and_names_are_known_by_what_stands_above_them(changed, sheet, cell, text):
    account = changed(put(sheet, cell, text))
    assert noticed(account) == []
    assert account.tables["T2"].cell("2050299", "财政拨款收入").value == Decimal("467.63")


def test_a_missing_table_is_asked_for_by_title(changed):
    account = changed(lambda book: book.remove(book[T3]))
    assert (only(account).code, only(account).level) == ("READ-TABLE-MISSING", Level.MISSING)
    assert "《支出决算表》" in only(account).message
    assert list(account.tables) == ["T1", "T2", "T4", "T5", "T6", "T7", "T8", "T9"]


def test_an_unknown_sheet_is_told_and_a_list_of_titles_is_no_table(changed):
    def add(book: Workbook) -> None:
        contents = book.create_sheet("目录", 0)
        for title in ("收入支出决算总表", "收入决算表", "支出决算表"):
            contents.append([title])
        book.create_sheet("空白")

    account = changed(add)
    assert (only(account).code, [str(place) for place in only(account).where]) == ("READ-UNKNOWN-SHEET", ["目录"])
    assert len(account.tables) == 9


def test_a_table_twice_is_an_error_with_both_places_and_the_first_counts(changed):
    def twice(book: Workbook) -> None:
        copy = book.copy_worksheet(book[T2])
        copy.title = "副本"
        copy["C8"] = 1

    account = changed(twice)
    assert (only(account).code, only(account).level) == ("READ-TABLE-TWICE", Level.ERROR)
    assert [str(place) for place in only(account).where] == [f"{T2}!A1", "副本!A1"]
    assert account.tables["T2"].cell("205", "本年收入合计").value == Decimal("467.63")


def test_of_two_tables_the_one_that_excel_shows_counts(changed):
    def hide(book: Workbook) -> None:
        old = book.copy_worksheet(book[T2])
        old.title, old["C8"], old.sheet_state = "旧", 1, "hidden"
        book.move_sheet(old, -9)

    account = changed(hide)
    assert f"（{T2}!A1 与 旧!A1（隐藏））" in only(account).message
    assert account.tables["T2"].cell("205", "本年收入合计").value == Decimal("467.63")


def test_another_units_tables_in_the_same_workbook_are_one_error_that_names_it(changed):
    def add(book: Workbook) -> None:
        for page in book.worksheets:
            copy = book.copy_worksheet(page)
            copy["A3"] = "部门：株洲市第二中学"

    finding = only(changed(add))
    assert (finding.code, len(finding.where)) == ("READ-TABLE-TWICE", 18)
    assert "有9张表出现了不止一次" in finding.message and "像是把“株洲市第二中学”的表也放了进来" in finding.message


@pytest.mark.parametrize(
    "title",
    ["收入决算表（公开02表）", "表二 收入决算表", "附表2：收入决算表", "株洲市教育技术装备所收入决算表（2020年度）"],
)
def test_a_title_may_carry_its_number_and_year(changed, title):
    account = changed(put(T2, "A1", title))
    assert noticed(account) == [] and len(account.tables) == 9


@pytest.mark.parametrize("title", ["收入决算", None])
def test_a_sheet_that_lost_its_title_is_named_where_its_table_is_missed(changed, title):
    finding = only(changed(put(T2, "A1", title)))
    assert (finding.code, [str(place) for place in finding.where]) == ("READ-TABLE-MISSING", [T2, "公开02表"])
    assert "请在表的上方写上“收入决算表”" in finding.message


@pytest.mark.parametrize(("text", "unit"), [("（万元）", "万元"), ("(元)", "元"), ("（人民币元）", "元")])
def test_the_unit_of_money_may_stand_alone_in_brackets(changed, text, unit):
    account = changed(put(T2, "I3", text))
    assert noticed(account) == [] and account.tables["T2"].unit == unit


def test_one_amount_among_the_codes_is_told_at_its_cell(changed):
    (finding,) = noticed(changed(put(T2, "A8", 467.63)))
    assert "的列 “功能分类科目编码” 应是编码或名称，里面却是金额，没有读入：A8。请改正这些格" in finding.message


def test_no_message_names_a_cell_that_is_not_there(changed):
    def beside(book: Workbook) -> None:
        for row in book[T3].iter_rows():
            for cell in row:
                book[T2].cell(cell.row, cell.column + 12).value = cell.value

    assert not [finding for finding in check(changed(beside)) if "None" in finding.message]


def test_who_signed_below_a_table_is_no_amount(changed):
    def sign(book: Workbook) -> None:
        for sheet, row in ((T1, 39), (T2, 13), (T7, 9)):
            book[sheet].cell(row, 1).value, book[sheet].cell(row, 3).value = "单位负责人：张三", "制表人：李四"
            book[sheet].cell(row, 4).value, book[sheet].cell(row, 6).value = "电话：", "填表日期：2021.3.1"

    account = changed(sign)
    assert noticed(account) == [] and account.tables == read(SEED).tables


def test_sheet_names_order_and_offset_do_not_matter(changed):
    def shift(book: Workbook) -> None:
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Sheet{number}"
            merges = list(sheet.merged_cells.ranges)
            for merge in merges:
                sheet.unmerge_cells(str(merge))
                merge.shift(row_shift=3, col_shift=2)
            sheet.move_range(sheet.dimensions, rows=3, cols=2)
            for merge in merges:
                sheet.merge_cells(str(merge))
        book._sheets.reverse()

    account = changed(shift)
    original = read(SEED).tables
    assert noticed(account) == []
    for id, table in account.tables.items():
        values = [[cell.value for cell in row.cells.values()] for row in table.rows]
        assert values == [[cell.value for cell in row.cells.values()] for row in original[id].rows]
    assert account.tables["T2"].cell("205", "本年收入合计").at == "E11"


def test_several_tables_may_stand_on_one_sheet(changed):
    def stack(book: Workbook) -> None:
        upper, lower = book[T2], book[T3]
        for row in lower.iter_rows():
            for cell in row:
                upper.cell(cell.row + 15, cell.column, cell.value)
        for merge in lower.merged_cells.ranges:
            merge.shift(row_shift=15)
            upper.merge_cells(str(merge))
        book.remove(lower)

    account = changed(stack)
    assert noticed(account) == []
    assert account.tables["T3"].cell("2050299", "项目支出").value == Decimal("113.75")
    assert account.tables["T3"].form_number == "公开03表"
    assert [row.code for row in account.tables["T2"].rows] == ["", "205", "20502", "2050299"]


def test_a_code_split_over_three_columns_is_joined(changed):
    def split(book: Workbook) -> None:
        sheet = book[T5]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))
        sheet.insert_cols(1, 2)
        cells = {"A4": "项目", "A5": "类", "B5": "款", "C5": "项", "C6": None, "A6": "栏次"}
        cells |= {"A8": 205, "C8": None, "A9": 205, "B9": "02", "C9": None, "A10": "205", "B10": "02", "C10": "99"}
        for cell, value in cells.items():
            sheet[cell] = value

    account = changed(split)
    assert [row.code for row in account.tables["T5"].rows] == ["", "205", "20502", "2050299"]


def test_a_new_line_keeps_its_own_name_and_place(changed):
    def add(book: Workbook) -> None:
        book[T1].insert_rows(33)
        book[T1]["D33"], book[T1]["F33"] = "二十七、新设支出", 1.5

    row = changed(add).tables["T1"].row("新设支出", "支出")
    assert (row.label, row.cells["决算数"].value) == ("二十七、新设支出", Decimal("1.5"))


def test_numbers_outside_known_rows_and_columns_are_told(changed):
    def add(book: Workbook) -> None:
        book[T2]["J4"], book[T2]["J8"], book[T1]["C20"] = "教育收费", 3.5, 7

    column, line = reversed(noticed(changed(add)))
    assert [column.code, line.code] == ["READ-UNPLACED-NUMBER"] * 2
    assert "“教育收费”" in column.message and "J8" in column.message
    assert [str(place) for place in line.where] == [f"{T1}!C20"]


def test_a_title_above_numbers_without_a_header_is_an_error(changed):
    def strip(book: Workbook) -> None:
        sheet = book[T9]
        book.remove(sheet)
        bare = book.create_sheet("九")
        bare.append(["国有资本经营预算财政拨款支出决算表"])
        bare.append(["单位：万元"])
        bare.append([1, 2])

    account = changed(strip)
    assert only(account).code == "READ-NO-HEADER"
    assert "T9" not in account.tables


def test_a_title_may_carry_year_unit_and_other_brackets(changed):
    def retitle(book: Workbook) -> None:
        book[T2]["A1"] = "株洲市教育技术装备所2020年度收入决算表"
        book[T7]["A1"] = '2020年度财政拨款"三公"经费 支出决算表'

    assert len(changed(retitle).tables) == 9


def test_units_that_differ_between_tables_are_named(changed):
    account = changed(put(T3, "A3", "部门：株洲市第二中学"))
    assert (only(account).code, only(account).level) == ("READ-UNIT-DIFFERS", Level.ERROR)
    assert "株洲市教育技术装备所" in only(account).message and "株洲市第二中学" in only(account).message
    assert [place.cell for place in only(account).where] == ["A3", "A3"]


def test_one_stray_cell_at_the_end_of_a_sheet_costs_nothing(changed):
    account = changed(put(T2, "XFD1048576", "x"))
    assert noticed(account) == [] and len(account.tables["T2"].rows) >= 4
