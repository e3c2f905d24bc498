"""Charts that an edition asks for show the account's own amounts in every format, or say why they are not drawn."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import charted
import pytest
from changed_numbers import NEW, UNIT, multiplied
from documents import body, heading, small, style
from libreoffice import Office, needs_libreoffice
from lxml import etree
from openxml_audit import OpenXmlValidator

from narrator import verbs
from narrator.compose.pages import estimate_pages
from narrator.document import Chart, Document, Paragraph, Run, Series
from narrator.draft import Draft
from narrator.figures.figure import Figure
from narrator.finding import Finding
from narrator.phrasebook.library import library
from narrator.read import read
from narrator.review.base import parsed
from narrator.review.carried import carried
from narrator.review.finish.finishing import Finished
from narrator.review.package import Package
from narrator.review.refresh.refreshing import refreshed
from narrator.write import WRITERS
from narrator.write.docx import write_review
from narrator.write.lint import lint

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """A real unit's report with three charts."""
    return charted.drafted(tmp_path_factory.mktemp("own"))


def written(found: Draft, format: str = "docx") -> bytes:
    assert found.document and found.edition
    return WRITERS[format](found.document, found.edition.page)


def cached(docx: bytes, number: int) -> list[tuple[list[str], list[str]]]:
    """Of each series of a chart of the file its categories and numbers."""
    part = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read(f"word/charts/chart{number}.xml"))
    kinds = (f"{C}cat", f"{C}val")
    return [
        tuple([v.text for v in series.find(kind).iter(f"{C}v")] for kind in kinds)  # type: ignore[misc]
        for series in part.iter(f"{C}ser")
    ]


def lines(found: Draft) -> list[str]:
    assert found.document
    return [paragraph.text for paragraph in found.document.paragraphs()]


def test_columns_set_last_year_beside_this_year(found: Draft) -> None:
    years = charted.charts(found)[0]
    assert years.categories == ("收支总计", "财政拨款收支总计", "一般公共预算支出")
    assert [(series.name, series.values[0].text) for series in years.series] == [
        ("2019年度", "518.39"),
        ("2020年度", "467.63"),
    ]


def test_a_pie_has_the_rows_of_a_list_that_are_not_zero_with_the_shares_of_the_text(found: Draft) -> None:
    pie = charted.charts(found)[2]
    assert pie.told(pie.series[0]) == ("基本支出 353.88万元（75.7%）", "项目支出 113.75万元（24.3%）")
    assert all(run.figure for run in pie.runs)


def test_shares_of_another_whole_than_the_pie_are_not_told(tmp_path: Path) -> None:
    part = "      - {title: 图, kind: 饼状图, of: [本年基本支出], instead: 没有作图。}\n"
    (pie,) = charted.charts(charted.drafted(tmp_path, sections={"支出情况": part}))
    assert pie.told(pie.series[0]) == ("本年基本支出 353.88万元",)


def test_shares_are_told_where_amounts_miss_their_total_by_rounding(tmp_path: Path) -> None:
    account = multiplied(read(UNIT), "1.7")  # 601.60 + 193.38 = 794.98, the total is 794.97
    (pie,) = charted.charts(charted.drafted(tmp_path, account, {"支出情况": charted.EXPENDITURE}))
    assert pie.told(pie.series[0]) == ("基本支出 601.6万元（75.7%）", "项目支出 193.38万元（24.3%）")


def test_a_chart_stands_behind_its_sections_text_and_above_its_title(found: Draft) -> None:
    assert found.document
    blocks = list(found.document.blocks())
    at = blocks.index(charted.charts(found)[1])
    before, after = blocks[at - 1], blocks[at + 1]
    assert isinstance(before, Paragraph) and before.text.startswith("本年收入合计467.63万元")
    assert isinstance(after, Paragraph) and (after.text, after.style) == ("图2　收入决算结构图", "图题")


def test_what_is_missing_is_asked_for_and_no_chart_is_drawn(tmp_path: Path) -> None:
    account = read(UNIT)
    tables = {id: table for id, table in account.tables.items() if id != "T3"}
    told = charted.drafted(tmp_path, account.model_copy(update={"tables": tables}))
    assert [chart.title[:2] for chart in charted.charts(told)] == ["图1", "图2"]
    assert "图3　支出决算结构图：【待填：各项支出】" in lines(told)
    assert any("各项支出" in finding.message and finding.code == "FACT-MISSING" for finding in told.findings)


def test_last_years_amount_that_is_missing_is_asked_for(tmp_path: Path) -> None:
    asked = "      - {title: 图, kind: 柱状图, of: [本年收入合计], last_year: true, instead: 没有作图。}\n"
    told = charted.drafted(tmp_path, sections={"收入情况": asked})
    assert charted.charts(told) == () and "图：【待填：上年本年收入合计】" in lines(told)


def test_where_all_is_zero_a_sentence_says_so(tmp_path: Path) -> None:
    told = charted.drafted(tmp_path, multiplied(read(UNIT), "0"))
    assert [chart.title[:2] for chart in charted.charts(told)] == ["图1"]  # last year's are not zero
    assert "本年没有收入，没有作图。" in lines(told) and "本年没有支出，没有作图。" in lines(told)
    assert "图2　收入决算结构图" not in lines(told)


def test_a_pie_is_not_drawn_of_a_negative_amount_which_is_told(tmp_path: Path) -> None:
    told = charted.drafted(tmp_path, multiplied(read(UNIT), "-1"), {"支出情况": charted.EXPENDITURE})
    assert charted.charts(told) == () and "本年没有支出，没有作图。" in lines(told)
    (finding,) = (finding for finding in told.findings if finding.code == "CHART-NEGATIVE")
    assert "本年基本支出是负数（-353.88万元），画不成饼状图" in finding.message


def test_word_has_the_numbers_of_the_charts(found: Draft) -> None:
    docx = written(found)
    names = ["收支总计", "财政拨款收支总计", "一般公共预算支出"]
    assert cached(docx, 1) == [(names, ["518.39"] * 3), (names, ["467.63"] * 3)]
    told = ["基本支出 353.88万元（75.7%）", "项目支出 113.75万元（24.3%）"]
    assert cached(docx, 3) == [(told, ["353.88", "113.75"])]


def test_word_has_words_for_those_who_cannot_see_a_chart(found: Draft) -> None:
    document = zipfile.ZipFile(io.BytesIO(written(found))).read("word/document.xml").decode()
    told = re.findall(r'<wp:docPr id="(\d)" name="[^"]*" descr="([^"]*)"', document)
    assert [number for number, _ in told] == ["1", "2", "3"]
    assert told[1][1] == "图2　收入决算结构图（饼状图）。2020年度：财政拨款收入 467.63万元（100.0%）"


def test_the_word_files_with_charts_are_valid_and_the_same_each_time(found: Draft, tmp_path: Path) -> None:
    assert found.document and found.edition
    for docx in (written(found), write_review(found.document, found.edition.page)):
        (tmp_path / "report.docx").write_bytes(docx)
        assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "report.docx")).errors] == []
        assert lint(docx) == ()
    assert written(found) == written(found)


def test_a_title_with_signs_of_xml_is_written(tmp_path: Path) -> None:
    title = "      - {title: '图 <甲>&\"乙\"', kind: 饼状图, each: 收入项目, instead: 没有作图。}\n"
    told = charted.drafted(tmp_path, sections={"收入情况": title})
    assert lint(written(told)) == () and "图 &lt;甲&gt;&amp;&quot;乙&quot;：" in written(told, "html").decode()


def test_other_formats_show_the_same_numbers(found: Draft) -> None:
    assert "\t2019年度（万元）\t2020年度（万元）\n收支总计\t518.39\t467.63\n" in written(found, "text").decode()
    html = written(found, "html").decode()
    assert "图3　支出决算结构图：基本支出353.88万元（75.7%）；项目支出113.75万元（24.3%）" in html
    assert "收支总计467.63万元（2020年度）；518.39万元（2019年度）" in html
    data = json.loads(written(found, "json"))
    shown = [block for section in data["sections"] for block in section["blocks"] if block["kind"] == "chart"]
    assert [chart["look"] for chart in shown] == ["柱状图", "饼状图", "饼状图"]
    assert shown[2]["series"][0]["values"][1] == {"text": "113.75", "figure": "本年项目支出"}
    assert data["figures"]["上年收支总计"]["value"] == "518.39"


def test_no_edition_of_the_program_asks_for_charts() -> None:
    editions = library()
    assert [name for name in editions.names() if [*editions.load(name).outline.charts()]] == []


def chart(*amounts: str) -> Chart:
    runs = tuple(Run(amount, Figure(amount, None)) for amount in amounts)
    return Chart("图", "图", "柱状图", "万元", tuple("甲乙丙丁"[: len(amounts)]), (Series("2020年度", runs),))


def formats(document: Document) -> list[str]:
    part = zipfile.ZipFile(io.BytesIO(WRITERS["docx"](document, style()))).read("word/charts/chart1.xml").decode()
    return re.findall('<c:numFmt formatCode="([^"]*)"', part)[:1]


def test_numbers_in_word_look_as_in_the_text() -> None:
    assert formats(small(chart("1,234.50", "0.20"), body("末", "末"))) == ["#,##0.00"]
    assert formats(small(chart("12", "3"), body("末", "末"))) == ["0"]
    assert formats(small(chart("12.5", "3"), body("末", "末"))) == ["General"]


def test_a_chart_as_the_last_block_carries_the_end_of_its_section() -> None:
    whole = small(body("甲", "甲"), chart("1"))
    document = Document("题", "", 2020, "", (*whole.sections, *small(body("乙", "乙")).sections))
    assert lint(WRITERS["docx"](document, style())) == ()


def test_a_chart_and_its_title_stay_on_one_page_and_push_what_follows() -> None:
    title = Paragraph("题", "图题", (Run("图1"),))
    texts = [body(f"{n}", "甲") for n in range(17)]  # leaves 5 lines, a chart takes about 8
    after = heading("末", "一、后面", "标题1", 2)
    assert estimate_pages(small(*texts, after), style())["末"] == 1
    assert estimate_pages(small(*texts, chart("1"), title, after), style())["末"] == 2
    assert estimate_pages(small(*texts[:9], chart("1"), title, after), style())["末"] == 1


def refresh(docx: bytes, now: Draft) -> tuple[bytes, list[Finding]]:
    package = Package(docx, "审阅.docx")
    assert now.document and now.edition
    done = refreshed(package, parsed(carried(package) or ""), now.document, now.edition.page)
    return done.data, [finding for finding in done.findings if "图" in finding.message]


def test_refreshing_with_the_same_numbers_leaves_charts_as_they_are(found: Draft) -> None:
    data, told = refresh(written(found), found)
    assert data == written(found) and told == []


def test_a_chart_that_refreshing_left_old_is_told_every_time(found: Draft, tmp_path: Path) -> None:
    now = charted.drafted(tmp_path, NEW.account)
    data, told = refresh(written(found), now)
    assert [finding.code for finding in told] == ["REFRESH-CHART"] * 3
    assert told[0].message.startswith("图“图1　收、支决算总计变动情况图”没有更新")
    assert cached(data, 1) == cached(written(found), 1)
    again, told = refresh(data, now)
    assert [finding.code for finding in told] == ["REFRESH-CHART"] * 3
    assert lint(again) == ()


def test_a_chart_that_a_reviewer_deleted_is_no_error_and_one_that_is_new_is(found: Draft, tmp_path: Path) -> None:
    without = re.sub(rb"<w:drawing>.*?</w:drawing>", b"", package_text(written(found)))
    _, told = refresh(with_text(written(found), without), found)
    assert [(finding.code, finding.level) for finding in told] == [("REFRESH-DELETED", "提示")] * 3
    plain = charted.drafted(tmp_path, sections={})
    _, told = refresh(written(plain), found)
    assert [(finding.code, finding.level) for finding in told] == [("REFRESH-CHART", "错误")] * 3


def test_a_chart_that_is_not_generated_any_more_is_told(found: Draft, tmp_path: Path) -> None:
    kept = {"收支总体情况": charted.YEARS, "收入情况": charted.INCOME}
    _, told = refresh(written(found), charted.drafted(tmp_path, sections=kept))
    (finding,) = told
    assert finding.message.startswith("新数据不再生成这张图，而它还在文件里：“图3　支出决算结构图（饼状图）。")


@needs_libreoffice
def test_charts_that_another_office_program_saved_are_known_again(found: Draft, tmp_path: Path) -> None:
    (saved,) = Office(tmp_path).edited(written(found), (("replace", "图2　收入决算结构图", "图2　收入结构图"),))
    assert saved != written(found) and refresh(saved, found)[1] == []
    _, told = refresh(saved, charted.drafted(tmp_path, NEW.account))
    assert [finding.code for finding in told if "没有更新" in finding.message] == ["REFRESH-CHART"] * 3


def package_text(docx: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml")


def with_text(docx: bytes, text: bytes) -> bytes:
    package = Package(docx, "审阅.docx")
    package["word/document.xml"] = text
    return package.saved()


def finished(docx: bytes, folder: Path) -> Finished:
    """What comes of finishing a file of the real unit."""
    (folder / "审阅.docx").write_bytes(docx)
    own = charted.own(folder / "own")
    return verbs.finish(folder / "审阅.docx", UNIT, folder / "公开.docx", edition=charted.NAME, phrasebook=own)


def test_the_file_to_publish_keeps_its_charts_and_the_audit_finds_nothing_in_them(found: Draft, tmp_path: Path) -> None:
    done = finished(written(found), tmp_path)
    assert done.outputs and [finding for finding in done.findings if "图" in finding.message] == []
    published = (tmp_path / "公开.docx").read_bytes()
    assert lint(published) == () and b"_nrt_" not in package_text(published)
    assert [cached(published, n) for n in (1, 2, 3)] == [cached(written(found), n) for n in (1, 2, 3)]


def test_a_file_with_an_old_chart_is_not_published(found: Draft, tmp_path: Path) -> None:
    old = charted.drafted(tmp_path / "old", NEW.account)
    done = finished(with_part(written(found), "word/charts/chart3.xml", written(old)), tmp_path)
    assert [finding.code for finding in done.findings if finding.level == "错误"] == ["REFRESH-CHART"]
    assert done.outputs == ()


def with_part(docx: bytes, name: str, other: bytes) -> bytes:
    """The file with a part as another file has it."""
    package = Package(docx, "审阅.docx")
    package[name] = Package(other, "另一份.docx")[name]
    return package.saved()
