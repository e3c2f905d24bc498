import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from documents import UNIT, body, cell, front, head, heading, report, small, style, table_07
from lxml import etree
from openxml_audit import OpenXmlValidator

from narrator.document import Contents, Document, Entry, Paragraph, Run, Section, TableBlock
from narrator.errors import NarratorError
from narrator.write import FAST_WRITERS, WRITERS
from narrator.write.lint import lint

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(document: Document) -> bytes:
    return WRITERS["docx"](document, style())


def part(data: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def texts(root: Any, path: str) -> list[str]:
    return ["".join(element.itertext(f"{W}t")) for element in root.iterfind(f".//{W}{path}")]


def values(root: Any, tag: str, name: str = "val") -> list[str]:
    return [element.get(W + name) for element in root.iter(W + tag)]


def test_the_validator_of_open_xml_finds_no_error(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(written(report()))
    assert [str(error) for error in OpenXmlValidator().validate(str(file)).errors] == []


def test_the_own_lint_finds_nothing() -> None:
    assert lint(written(report(90))) == ()


def test_the_same_document_gives_the_same_bytes_in_a_process_with_another_hash_seed(tmp_path: Path) -> None:
    code = (
        "import hashlib, documents; from narrator.write import FAST_WRITERS, WRITERS;"
        "print(hashlib.sha256(WRITERS['docx'](documents.report(), documents.style())).hexdigest())"
    )
    folders = os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parents[1])))
    world = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": folders, "XDG_CACHE_HOME": str(tmp_path)}
    other = subprocess.run([sys.executable, "-c", code], env=world, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(written(report())).hexdigest()


def test_word_sees_headings_with_their_outline_levels() -> None:
    opened = docx.Document(io.BytesIO(written(report())))
    by_text = {paragraph.text: paragraph.style for paragraph in opened.paragraphs}
    levels = ("第三部分　2020年度部门决算情况说明", "一、部门职责", "（一）总体情况", "1.公务接待费")
    assert [by_text[text].name for text in levels] == ["Heading 1", "Heading 2", "Heading 3", "Heading 4"]
    assert [values(by_text[text].element, "outlineLvl") for text in levels] == [["0"], ["1"], ["2"], ["3"]]
    assert values(by_text["收入支出决算总表"].element, "outlineLvl") == ["1"]


def test_a_level_that_is_not_the_styles_own_is_written_into_the_paragraph() -> None:
    root = part(written(small(Paragraph("甲", "正文", (Run("甲"),), level=3))))
    assert values(root, "outlineLvl") == ["2"]


def test_cover_and_contents_have_no_page_number_and_part_one_begins_with_1() -> None:
    sections = docx.Document(io.BytesIO(written(report()))).sections
    footers = [(s.footer.paragraphs[0].text, s.even_page_footer.paragraphs[0].text) for s in sections]
    assert footers == [("", "")] * 2 + [("— 1 —", "— 1 —")] * 5
    starts = [section._sectPr.find(f"{W}pgNumType") for section in sections]
    assert [None if start is None else start.get(f"{W}start") for start in starts] == [None, None, "1", *[None] * 4]


def test_odd_page_numbers_stand_right_and_even_ones_left() -> None:
    opened = docx.Document(io.BytesIO(written(report())))
    last = opened.sections[-1]
    assert opened.settings.odd_and_even_pages_header_footer
    assert values(last.footer._element, "jc") == ["right"]
    assert values(last.even_page_footer._element, "jc") == ["left"]


def test_the_type_area_has_22_lines_and_28_characters() -> None:
    section = docx.Document(io.BytesIO(written(report()))).sections[2]
    grid = section._sectPr.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")
    width, height = style().area(landscape=False)
    text = style().styles["正文"]
    assert (height // text.pitch, width // (text.size + text.spacing)) == (22, 28)


def test_tables_stand_on_wide_pages() -> None:
    sections = docx.Document(io.BytesIO(written(report()))).sections
    assert [section.page_width > section.page_height for section in sections] == [False] * 4 + [True] + [False] * 2


def test_properties_name_title_unit_language_and_a_date_from_the_year() -> None:
    core = docx.Document(io.BytesIO(written(report()))).core_properties
    assert (core.title, core.author, core.language) == (f"2020年度{UNIT}部门决算", UNIT, "zh-CN")
    assert str(core.created) == str(core.modified) == "2021-01-01 00:00:00+00:00"


def test_a_document_without_a_year_has_no_date() -> None:
    data = written(small(body("甲", "甲"))._replace(year=None))
    assert b"dcterms:created" not in zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")


def test_contents_are_a_field_whose_lines_lead_to_the_headings() -> None:
    entries = (Entry(1, "第一部分", "甲", 1), Entry(2, "一、", "乙", None))
    headings = (heading("甲", "第一部分", "部分标题", 1), heading("乙", "一、", "标题1", 2))
    root = part(written(small(Contents(entries), *headings)))
    assert "".join(texts(root, "hyperlink")) == "第一部分1一、"
    anchors = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert anchors == [name for name in values(root, "bookmarkStart", "name") if name.startswith("_Toc")]
    codes = [code.text.strip() for code in root.iter(f"{W}instrText")]
    assert codes == [r'TOC \o "1-2" \h \z \u', *(rf"PAGEREF {anchor} \h" for anchor in anchors)]


def test_cells_that_span_are_merged_in_word() -> None:
    table = docx.Document(io.BytesIO(written(small(table_07(), body("后", "后"))))).tables[0]
    first, second, third = (table.rows[n].cells for n in range(3))
    assert (first[0].text, first[5]._tc is first[0]._tc, first[6].text) == ("预算数", True, "决算数")
    assert [c.text for c in second[:6]] == ["合计", "因公出国（境）费", *["公务用车购置及运行费"] * 3, "公务接待费"]
    assert third[0]._tc is second[0]._tc and third[2].text == "小计"


def test_header_rows_repeat_and_no_row_breaks() -> None:
    root = part(written(small(table_07(), body("后", "后"))))
    rows = list(root.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] * 4 + [False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_tables_tell_screen_readers_what_they_are() -> None:
    root = part(written(small(table_07(), body("后", "后"))))
    assert values(root, "tblCaption") == values(root, "tblDescription") == [table_07().title]


def test_total_cells_are_bold() -> None:
    table = TableBlock("甲", "甲", "甲", (50, 50), (), ((cell("合计", bold=True), cell("1.00", "表格数字")),))
    root = part(written(small(table)))
    bold = [run.find(f"{W}rPr/{W}b") is not None for run in root.iter(f"{W}r")]
    assert bold == [True, False]


def test_a_row_that_does_not_fill_its_table_is_refused() -> None:
    table = TableBlock("甲", "收入决算表", "甲", (50, 50), (head("项目", "金额"),), ((cell("合计"),),))
    with pytest.raises(NarratorError, match=r"收入决算表.*第2行占1栏，应占2栏"):
        written(small(table))


def test_a_cell_that_spans_beyond_the_last_row_is_refused() -> None:
    table = TableBlock("甲", "收入决算表", "甲", (50,), (), ((cell("合计", rows=2),),))
    with pytest.raises(NarratorError, match=r"收入决算表.*最后一行"):
        written(small(table))


def test_tables_that_touch_stay_apart_and_may_end_a_section() -> None:
    first, second, third, fourth = (table_07()._replace(id=f"T7-{n}") for n in range(4))
    sections = (Section((first, second)), Section((third, fourth)))
    data = written(Document("甲", "乙", 2020, "hunan/2020", sections))
    opened = docx.Document(io.BytesIO(data))
    assert (len(opened.tables), len(opened.sections), lint(data)) == (4, 2, ())


def test_a_placeholder_is_highlighted_and_its_neighbours_are_not() -> None:
    root = part(written(small(body("甲", "因为", Run("【待填：原因】", placeholder=True), "。"))))
    runs = [(t, bool(values(r, "highlight"))) for r in root.iter(f"{W}r") for t in r.itertext(f"{W}t")]
    assert runs == [("因为", False), ("【待填：原因】", True), ("。", False)]


def test_every_run_takes_the_chinese_font_for_quotes_and_dashes() -> None:
    root = part(written(report()))
    runs = [run for run in root.iter(f"{W}r") if run.find(f"{W}t") is not None and not _is_page_number(run)]
    assert {values(run, "rFonts", "hint")[0] for run in runs} == {"eastAsia"}


def _is_page_number(run: Any) -> bool:
    return "".join(run.itertext()).isdigit() and run.getparent().tag == f"{W}hyperlink"


def test_markup_in_a_text_is_only_text() -> None:
    text = """<w:p/> & "引号" ' ]]> &amp;"""
    table = TableBlock("甲", text, text, (50,), (), ((cell(text),),))
    root = part(written(small(body("甲", text), table)))
    assert texts(root, "p")[:2] == [text, text]
    assert values(root, "tblCaption") == [text]


def test_a_tab_and_a_line_break_are_words_own() -> None:
    root = part(written(small(body("甲", "部门：甲\t单位：\n万元"))))
    assert [child.tag for child in root.find(f".//{W}r")][1:] == [f"{W}{name}" for name in ("t", "tab", "t", "br", "t")]


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x0b", "\r", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_forbids_is_refused_with_its_place(bad: str) -> None:
    with pytest.raises(NarratorError, match=f"段落 3-1 含有文件里不允许的字符 U\\+{ord(bad):04X}"):
        written(small(body("3-1", f"减少{bad}元")))
    with pytest.raises(NarratorError, match="收入决算表"):
        written(small(TableBlock("甲", "收入决算表", "甲", (50,), (), ((cell(bad),),))))


def test_rare_characters_are_kept() -> None:
    text = "𠮷野家、囧、①②③、…—“”"
    assert texts(part(written(small(body("甲", text)))), "p") == [text]


def test_a_page_break_is_asked_for_only_after_the_first_paragraph_of_a_section() -> None:
    two = (heading("甲", "甲", "标题1", 2, new_page=True), heading("乙", "乙", "标题1", 2, new_page=True))
    root = part(written(small(*two)))
    breaks = [paragraph.find(f".//{W}pageBreakBefore") is not None for paragraph in root.iter(f"{W}p")]
    assert breaks == [False, True]


def test_the_unit_line_reaches_the_right_edge_of_its_page() -> None:
    line = Paragraph("甲", "表头信息", (Run("部门：甲\t金额单位：万元"),))
    wide = Document("甲", "乙", 2020, "hunan/2020", (Section((line,), landscape=True),))
    tabs = [tab.get(f"{W}pos") for tab in part(written(wide)).iter(f"{W}tab") if tab.get(f"{W}val") == "right"]
    assert tabs == [str(style().area(landscape=True)[0])]


def test_styles_name_no_theme_font_and_speak_chinese() -> None:
    root = part(written(report()), "word/styles.xml")
    fonts = list(root.iter(f"{W}rFonts"))
    assert fonts and not [key for font in fonts for key in font.attrib if "Theme" in key]
    assert values(root, "lang", "eastAsia") == ["zh-CN"]
    assert {"TOC1", "TOC2", "Heading1", "Title"} <= {s.get(f"{W}styleId") for s in root.iter(f"{W}style")}


def test_no_stale_part_of_the_template_is_left() -> None:
    names = zipfile.ZipFile(io.BytesIO(written(report()))).namelist()
    assert not [
        n for n in names if any(stale in n for stale in ("Effects", "customXml/item2", "thumbnail", "numbering"))
    ]
    assert names[0] == "[Content_Types].xml"


def test_word_opens_it_without_compatibility_mode() -> None:
    root = part(written(small(*front().blocks)), "word/settings.xml")
    modes = [s.get(f"{W}val") for s in root.iter(f"{W}compatSetting") if s.get(f"{W}name") == "compatibilityMode"]
    assert modes == ["15"]
    assert values(root, "zoom", "percent") == ["100"]


def test_official_fonts_have_stand_ins() -> None:
    root = part(written(small(body("甲", "甲"))), "word/fontTable.xml")
    named = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val") for font in root.iter(f"{W}font")}
    assert named["仿宋_GB2312"] == "仿宋" and named["方正小标宋简体"] == "宋体"


def test_a_comment_can_be_added_later(tmp_path: Path) -> None:
    opened = docx.Document(io.BytesIO(written(report())))
    paragraph = next(p for p in opened.paragraphs if "【待填" in p.text)
    opened.add_comment(paragraph.runs, text="请补充原因", author="narrator")
    opened.save(str(tmp_path / "commented.docx"))
    assert OpenXmlValidator().validate(str(tmp_path / "commented.docx")).is_valid
    assert lint((tmp_path / "commented.docx").read_bytes()) == ()
    style_ids = {s.get(f"{W}styleId") for s in part(written(report()), "word/styles.xml").iter(f"{W}style")}
    assert {"CommentReference", "CommentText"} <= style_ids


def test_a_fast_file_has_the_same_parts_and_is_at_most_a_third_larger() -> None:
    small_file, fast_file = (writers["docx"](report(), style()) for writers in (WRITERS, FAST_WRITERS))
    with zipfile.ZipFile(io.BytesIO(small_file)) as one, zipfile.ZipFile(io.BytesIO(fast_file)) as other:
        assert one.namelist() == other.namelist()
        assert all(one.read(name) == other.read(name) for name in one.namelist())
    assert len(small_file) < len(fast_file) < len(small_file) * 4 / 3
