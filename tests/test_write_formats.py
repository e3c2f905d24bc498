import json
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from documents import CHANGE, TOTAL, body, cell, head, heading, report, small, style, table_07

from narrator.document import Contents, Document, Entry, Paragraph, Run, TableBlock
from narrator.errors import NarratorError
from narrator.figures.figure import Figure
from narrator.finding import Place
from narrator.write import WRITERS

VOID = {"meta", "col", "br"}


class Page(HTMLParser):
    """Elements with their attributes and text; fails where a tag is not closed by its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def all(self, tag: str, name: str | None = None) -> list[tuple[dict[str, str | None], str]]:
        return [(a, text.strip()) for t, a, text in self.found if t == tag and (name is None or a.get("class") == name)]


def text(document: Document) -> str:
    return WRITERS["text"](document, style()).decode()


def html(document: Document) -> str:
    return WRITERS["html"](document, style()).decode()


def data(document: Document) -> dict[str, object]:
    return json.loads(WRITERS["json"](document, style()))


def test_every_format_is_the_same_each_time() -> None:
    for writer in WRITERS.values():
        assert writer(report(), style()) == writer(report(), style())


def test_text_has_a_paragraph_a_line_and_tabs_between_columns() -> None:
    row = (cell("合计"), cell("x"), cell("1.00"))
    table = TableBlock("甲", "甲", "甲", (50, 50, 50), (head(("项目", 2, 1), "金额"),), (row,))
    assert text(small(body("1", "一、", "部门职责"), table)) == "一、部门职责\n项目\t\t金额\n合计\tx\t1.00\n"


def test_text_keeps_the_columns_of_cells_that_span_rows() -> None:
    lines = text(small(table_07())).splitlines()
    assert {line.count("\t") for line in lines} == {11}
    assert lines[2].split("\t") == ["", "", "小计", "公务用车购置费", "公务用车运行费", ""] * 2


def test_text_has_the_pages_of_the_contents_that_are_known() -> None:
    contents = Contents((Entry(1, "第一部分", "甲", 3), Entry(2, "一、", "乙", None)))
    assert text(small(contents)) == "第一部分\t3\n　一、\n"


def test_html_is_one_file_that_loads_nothing() -> None:
    page = Page(html(report()))
    assert not {tag for tag, _, _ in page.found} & {"script", "link", "img", "iframe"}
    assert "http" not in html(report())


def test_html_explains_a_figure_where_it_stands() -> None:
    page = Page(html(small(body("甲", Run("减少9.8%", CHANGE)))))
    assert page.all("span", "figure") == [({"class": "figure", "tabindex": "0"}, "减少9.8%")]
    said = [text for tag, attributes, text in page.found if attributes.get("class") == "explained"]
    assert said == ["收入总计增减率：-9.79%"]
    assert "公式：(本年 − 上年) ÷ 上年<br>其中：收入总计：467.63万元<br>来源：" in html(
        small(body("甲", Run("减少9.8%", CHANGE)))
    )


def test_html_shows_an_explanation_when_pointed_at_and_when_reached_by_key_or_click() -> None:
    styles = html(report())
    assert ".figure:hover + .explained, .figure:focus + .explained" in styles
    assert ".explained { display: none;" in styles


def test_html_escapes_texts_and_explanations() -> None:
    bad = '<script>alert("x")</script>&'
    figure = Figure(bad, Decimal("100"), formula=bad)
    table = TableBlock(bad, bad, bad, (50,), (), ((cell(bad),),))
    page = Page(html(small(Paragraph(bad, "正文", (Run(bad, figure),)), table)))
    assert page.all("script") == []
    assert page.all("span", "figure") == [({"class": "figure", "tabindex": "0"}, bad)]
    assert page.all("span", "explained") == [({"class": "explained", "role": "note"}, f"{bad}：100万元")]
    assert page.all("td") == [({"class": "表格文字"}, bad)]


def test_html_marks_placeholders_also_in_the_unit_line() -> None:
    runs = (Run("部门："), Run("【待填：单位】", placeholder=True), Run("\t金额单位：万元"))
    page = Page(html(small(Paragraph("甲", "表头信息", runs))))
    assert page.all("mark") == [({}, "【待填：单位】")]


def test_html_merges_cells_and_repeats_no_covered_ones() -> None:
    page = Page(html(small(table_07())))
    assert len(page.all("th")) == 2 + 8 + 6 + 12
    assert [a.get("colspan") for a, _ in page.all("th")][:2] == ["6", "6"]
    assert sum(a.get("rowspan") == "2" for a, _ in page.all("th")) == 6


def test_html_contents_lead_to_headings_that_are_there() -> None:
    page = Page(html(report()))
    targets = [a["href"] for a, _ in page.all("a")]
    ids = {f"#{a['id']}" for _, a, _ in page.found if "id" in a}
    assert len(targets) == 26 and set(targets) <= ids


def test_html_headings_have_the_documents_levels() -> None:
    page = Page(html(small(*(heading(str(n), str(n), "标题1", n) for n in (1, 2, 3, 4)))))
    assert [page.all(f"h{n}")[0][1] for n in (1, 2, 3, 4)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("format", ["html", "docx"])
def test_a_forbidden_character_is_refused_in_every_place(format: str) -> None:
    for document in (small()._replace(title="\x01"), small(Contents((Entry(1, "\x01", "甲", 1),)))):
        with pytest.raises(NarratorError, match=r"U\+0001"):
            WRITERS[format](document, style())


def test_json_has_every_figure_by_label_with_exact_values() -> None:
    seen = Figure("项目支出", None, reference="公开03表", operands=(TOTAL,), place=Place(sheet="Z03", cell="C7"))
    figures = data(small(body("甲", Run("1", TOTAL), Run("2", CHANGE), Run("3", seen), Run("1", TOTAL))))["figures"]
    assert figures == {
        "收入总计": {
            "id": "income-total",
            "value": "467.63",
            "unit": "万元",
            "formula": "本年收入合计 + 年初结转和结余",
            "reference": "",
            "operands": [],
            "place": None,
        },
        "收入总计增减率": {
            "id": "",
            "value": "-9.79",
            "unit": "%",
            "formula": "(本年 − 上年) ÷ 上年",
            "reference": "",
            "operands": ["收入总计"],
            "place": None,
        },
        "项目支出": {
            "id": "",
            "value": None,
            "unit": "万元",
            "formula": "",
            "reference": "公开03表",
            "operands": ["收入总计"],
            "place": {"sheet": "Z03", "cell": "C7"},
        },
    }


def test_json_has_the_whole_document() -> None:
    whole = data(report())
    assert (whole["unit"], whole["year"], whole["edition"]) == (report().unit, 2020, "hunan/2020")
    blocks = [block for section in whole["sections"] for block in section["blocks"]]  # type: ignore[attr-defined]
    assert len(blocks) == len(list(report().blocks()))
    tables = [block.title for block in report().blocks() if isinstance(block, TableBlock)]
    assert [block["title"] for block in blocks if block["kind"] == "table"] == tables
    runs = [run for b in blocks if b["kind"] == "paragraph" for run in b["runs"]]
    assert "".join(run["text"] for run in runs) == "".join(p.text for p in report().paragraphs())
    assert [run["text"] for run in runs if run.get("placeholder")] == ["【待填：增减变动主要原因】"]
    assert [run["figure"] for run in runs if "figure" in run] == ["收入总计", "收入总计增减率"]
