"""The real Shanghai unit's report, against the numbers of the published one."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from real_units import DATA, putuo, with_facts

from narrator import data_file
from narrator.account import Account
from narrator.compose.report import compose
from narrator.document import Paragraph, TableBlock
from narrator.draft import Draft
from narrator.errors import PhrasebookError
from narrator.figures import Figures
from narrator.finding import Level
from narrator.marked_yaml import parse
from narrator.narrate.choice import choose
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.library import library
from narrator.phrasebook.outline import TextTable
from narrator.read import read
from narrator.verbs import build, check

UNIT = "上海市普陀区财政局-2024"
INPUT = Path(__file__).parent.parent / "inputs" / UNIT
PUBLISHED = parse((DATA / "published" / f"{UNIT}.yaml").read_text("utf-8"), UNIT).data
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@cache
def report() -> Draft:
    return check(INPUT)


def paragraphs(section: str = "") -> list[Paragraph]:
    document = report().document
    assert document
    return [paragraph for paragraph in document.paragraphs() if paragraph.id.startswith(section)]


def numbers(texts: list[str]) -> list[Decimal]:
    return [Decimal(number) for text in texts for number in NUMBER.findall(text)]


def expected(section: str) -> str:
    """The published numbers of a section, those proved wrong put right."""
    published = f" {PUBLISHED['numbers'][section]} "
    for wrong in (wrong for wrong in PUBLISHED["wrong"] if wrong["section"] == section):
        assert published.count(f" {wrong['published']} ") == 1
        published = published.replace(f" {wrong['published']} ", f" {wrong['right']} ")
    return published


@pytest.mark.parametrize("section", PUBLISHED["numbers"])
def test_every_number_of_part_3_is_the_published_one_unless_proved_wrong(section: str) -> None:
    ours = numbers([paragraph.text for paragraph in paragraphs(f"{section}.") if paragraph.level is None])
    assert ours == numbers([expected(section)])


def test_no_number_of_part_3_goes_uncompared() -> None:
    sections = {paragraph.id.rpartition(".")[0] for paragraph in paragraphs("3.") if paragraph.level is None}
    compared = {section for section in sections if any(f"{section}.".startswith(f"{k}.") for k in PUBLISHED["numbers"])}
    assert compared == sections
    assert len(numbers(list(PUBLISHED["numbers"].values()))) == 133


def test_the_contents_number_the_tables_as_the_form_does_whose_titles_have_no_number() -> None:
    document = report().document
    assert document
    lines = [(entry.target, entry.text) for block in document.blocks() for entry in getattr(block, "entries", ())]
    assert [text for target, text in lines if target.startswith("T")] == [
        "一、收入支出决算总表",
        "二、收入决算表",
        "三、支出决算表",
        "四、财政拨款收入支出决算总表",
        "五、一般公共预算财政拨款支出决算表",
        "六、一般公共预算财政拨款基本支出决算表",
        "七、财政拨款“三公”经费支出决算表",
        "八、政府性基金预算财政拨款收入支出决算表",
        "九、国有资本经营预算财政拨款收入支出决算表",
    ]
    assert paragraphs("T1")[0].text == "收入支出决算总表"


def test_the_unit_has_nothing_wrong_or_missing_and_can_be_final(tmp_path: Path) -> None:
    (result,) = build([INPUT], tmp_path, edition="shanghai/2024", final=True)
    assert result.exit_code == 0 and not result.refused
    assert not {finding.level for finding in result.findings} & {Level.ERROR, Level.MISSING, Level.ADVICE}
    assert (tmp_path / f"{UNIT}.docx").is_file()


def test_the_edition_is_recognised_by_its_form() -> None:
    choice = choose(putuo(), library())
    assert choice.edition and choice.edition.name == "shanghai/2024" and not choice.named
    assert [finding.code for finding in choice.findings] == ["EDITION-RECOGNISED"]


def test_four_parts_without_an_annex_and_eleven_sections_in_part_3() -> None:
    titles = [paragraph.text for paragraph in paragraphs() if paragraph.listed]
    assert [title[:4] for title in titles if title.startswith("第")] == ["第一部分", "第二部分", "第三部分", "第四部分"]
    assert len([paragraph for paragraph in paragraphs("3.") if paragraph.listed]) == 11
    assert len([paragraph for paragraph in paragraphs("4.") if paragraph.level is None]) == 11


def text_table(account: Account) -> TableBlock | None:
    edition = library().load("shanghai/2024")
    document = compose(account, edition, Narrator(edition, Figures(account)))
    tables = (block for block in document.blocks() if isinstance(block, TableBlock))
    return next((table for table in tables if table.id == "1.2.表"), None)


def test_units_stand_in_a_numbered_table() -> None:
    table = text_table(read(INPUT))
    assert table
    assert [cell.text for cell in table.header[0]] == ["序号", "单位名称", "备注"]
    assert [cell.text for cell in table.rows[2]] == ["3", "上海市普陀区国库收付中心", "预算不单列，并入本级"]
    assert len(table.rows) == 3 and sum(table.widths) == 156


def test_a_department_of_one_unit_tells_its_offices_instead() -> None:
    assert text_table(with_facts(putuo(), {"单位概况": {"决算单位": [{"名称": "本级"}]}})) is None


def test_units_that_were_not_given_are_asked_for_in_the_table() -> None:
    table = text_table(putuo())
    assert table
    assert [cell.text for cell in table.rows[0]] == ["1", "【待填：决算单位名称】", ""]


def test_a_score_is_a_number_up_to_100(tmp_path: Path) -> None:
    facts = (INPUT / "填报.yaml").read_text("utf-8")
    (tmp_path / "填报.yaml").write_text(facts.replace("平均得分: 99.43", "平均得分: 九十九"), "utf-8")
    (finding,) = (finding for finding in read(tmp_path / "填报.yaml").findings if finding.code == "READ-BAD-FACT")
    assert finding.message == (
        "“预算绩效管理.绩效自评.平均得分”的值“九十九”不是得分，请写成 0 至 100 的数，如 99.43。没有读入，请改正"
    )
    (tmp_path / "填报.yaml").write_text(facts.replace("平均得分: 99.43", "平均得分: 199"), "utf-8")
    assert "超出范围，不能大于 100" in str(read(tmp_path / "填报.yaml").findings)


def test_a_text_table_whose_columns_disagree_is_told(tmp_path: Path) -> None:
    (tmp_path / "table.yaml").write_text("{each: 名词, widths: [20, 30], header: [甲], say: [乙]}", "utf-8")
    with pytest.raises(PhrasebookError, match="栏数不一致"):
        data_file.load(tmp_path / "table.yaml", TextTable)
