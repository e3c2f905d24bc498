from documents import body, cell, head, heading, report, small, style

from narrator.compose.pages import estimate_pages, with_pages
from narrator.document import Contents, Document, Entry, Section, TableBlock
from narrator.write.lines import line_count, row_heights

TEXT = style().styles["正文"]
WIDTH = style().area(landscape=False)[0]


def pages(document: Document) -> dict[str, int]:
    return estimate_pages(document, style())


def test_a_line_holds_28_characters() -> None:
    assert [line_count("国" * n, TEXT, WIDTH) for n in (26, 27, 54, 55)] == [1, 2, 2, 3]


def test_a_closing_mark_never_begins_a_line() -> None:
    assert line_count("国" * 26 + "。", TEXT, WIDTH) == 2
    assert line_count("国" * 53 + "（国）", TEXT, WIDTH) == 3


def test_digits_take_half_the_width() -> None:
    assert line_count("国" * 20 + "1" * 11, TEXT, WIDTH) == 1
    assert line_count("国" * 20 + "1" * 13, TEXT, WIDTH) == 2


def test_a_page_holds_22_lines() -> None:
    lines = [body(str(n), "国") for n in range(21)]
    last = heading("末", "末", "标题1", 2)
    assert pages(small(*lines[:20], last, body("后", "后")))["末"] == 1
    assert pages(small(*lines, last, body("后", "后")))["末"] == 2


def test_headings_stay_with_the_text_they_head() -> None:
    lines = [body(str(n), "国") for n in range(19)]
    two = (heading("一", "一", "标题1", 2), heading("二", "二", "标题2", 2))
    assert pages(small(*lines, *two, body("后", "后"))) == {"一": 1, "二": 1}
    assert pages(small(*lines, body("又", "又"), *two, body("后", "后"))) == {"一": 2, "二": 2}


def test_sections_begin_pages_and_may_number_anew() -> None:
    cover = Section((body("封", "封"),), numbered=False)
    two = (heading("一", "一", "部分标题", 1), heading("二", "二", "标题1", 2, new_page=True))
    first = Section(two, first_number=1)
    second = Section((heading("三", "三", "部分标题", 1),))
    assert pages(Document("甲", "甲", 2020, "", (cover, cover, first, second))) == {"一": 1, "二": 2, "三": 3}


def test_only_listed_headings_have_pages() -> None:
    assert pages(small(heading("一", "一", "标题2", 3), body("甲", "甲"))) == {}


def table(rows: int, text: str = "教育支出") -> TableBlock:
    row = (cell(text), cell("1.00"))
    return TableBlock("甲", "甲", "甲", (60, 60), (head("项目", "金额"),), (row,) * rows)


def heights(block: TableBlock) -> list[int]:
    return list(row_heights(block, style()))


def test_rows_are_as_tall_as_lets_the_table_stand_on_one_page() -> None:
    tall, low = style().table.heights[0], style().table.heights[-2]
    assert set(heights(table(5))) == {tall}
    assert set(heights(table(34))) == {low}
    assert sum(heights(table(34))) <= style().table.room


def test_a_table_too_long_for_one_page_has_tall_rows_and_turns_pages() -> None:
    assert set(heights(table(60))) == {style().table.heights[0]}
    blocks = (heading("一", "一", "表标题", 2), table(60), heading("二", "二", "表标题", 2, new_page=True))
    section = Section(blocks, landscape=True)
    assert pages(Document("甲", "甲", 2020, "", (section,))) == {"一": 1, "二": 4}


def test_a_row_is_as_tall_as_its_text_needs() -> None:
    long = heights(table(1, "国" * 60))
    assert long[1] == 4 * style().styles["表格文字"].pitch + style().table.border


def test_the_contents_get_the_pages_that_are_known() -> None:
    contents = Contents((Entry(1, "一", "甲", None), Entry(1, "二", "乙", 9)))
    filled = with_pages(small(contents), {"甲": 4})
    assert next(filled.blocks()) == Contents((Entry(1, "一", "甲", 4), Entry(1, "二", "乙", None)))


def test_all_headings_of_a_report_have_pages_in_order() -> None:
    found = pages(report())
    assert len(found) == 26
    assert list(found.values()) == sorted(found.values())
    assert (found["第一部分"], found["1-一"], found["第二部分"], found["T1-标题"]) == (1, 2, 4, 5)
