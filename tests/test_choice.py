"""Which edition serves: the one named, the nearest one, the one whose form the tables have, the national one."""

from pathlib import Path

import own_edition
import pytest
from real_units import putuo, zhuzhou

from narrator.account import Account, Table, TableId
from narrator.draft import draft
from narrator.errors import PhrasebookError
from narrator.finding import Level
from narrator.narrate.choice import choose
from narrator.phrasebook.library import Library, library
from narrator.verbs import build, check

UNIT = Path(__file__).parent.parent / "inputs" / "株洲市教育技术装备所-2020"


def named(edition: str) -> Account:
    return zhuzhou().model_copy(update={"edition": edition})


def unnamed(account: Account, year: int | None, **titles: str) -> Account:
    """The account without an edition, of another year, with these titles above its tables."""
    changed: dict[TableId, Table] = {
        id: table.model_copy(update={"title": titles.get(id, table.title)}) for id, table in account.tables.items()
    }
    return account.model_copy(update={"edition": None, "year": year, "tables": changed})


def chosen(account: Account, editions: Library | None = None) -> tuple[str | None, list[str]]:
    """The chosen edition's name, and what is said of it; nothing is said of the one that was named."""
    choice = choose(account, editions or library())
    assert choice.named == (not choice.findings)
    assert all(finding.level == "待填" for finding in choice.findings)
    return choice.edition and choice.edition.name, [finding.code for finding in choice.findings]


FORM_OF_2022 = {"T7": "财政拨款“三公”经费支出决算表"}


@pytest.mark.parametrize("name", ["hunan/2020", "hunan/2022", "shanghai/2024", "national/2024"])
def test_the_edition_that_is_named_serves(name: str) -> None:
    assert chosen(named(name)) == (name, [])


@pytest.mark.parametrize(
    ("name", "serving"),
    [
        ("hunan/2021", "hunan/2020"),
        ("hunan/2023", "hunan/2022"),
        ("shanghai/2031", "shanghai/2024"),
        ("hunan/2019", "national/2024"),
        ("anhui/2023", "national/2024"),
    ],
)
def test_the_newest_earlier_year_of_the_region_serves_else_the_national_edition(name: str, serving: str) -> None:
    assert chosen(named(name)) == (serving, ["EDITION-NEAREST"])


def test_what_serves_in_place_of_a_missing_edition_is_told_by_name() -> None:
    (finding,) = choose(named("hunan/2021"), library()).findings
    assert finding.message == (
        "没有名为“hunan/2021”的版式，用“hunan/2020”（湖南省2020年度部门决算公开）；"
        "不对请用 --edition 或在填报的“版式”里指明，定稿必须指明"
    )


def test_a_mistyped_name_is_served_by_another_edition_and_told_first_with_the_name_like_it() -> None:
    told = [finding for finding in check(UNIT, edition="hunna/2020").findings if finding.level == "待填"]
    assert told[0].code == "EDITION-NEAREST"
    assert told[0].message.startswith("没有名为“hunna/2020”的版式（名称相近的有“hunan/2020”），用“national/2024”")


def test_a_folder_of_editions_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PhrasebookError, match=r"没有“.*没有这个”这个文件夹"):
        build([UNIT], tmp_path, edition="hunan/2020", phrasebook=tmp_path / "没有这个")
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_no_region_and_year_is_an_error_with_the_names_there_are() -> None:
    choice = choose(named("湖南"), library())
    (finding,) = choice.findings
    assert choice.edition is None and (finding.code, finding.level) == ("EDITION-UNKNOWN", "错误")
    assert finding.message == f"没有名为“湖南”的版式；可用的版式：{'、'.join(library().names())}"


@pytest.mark.parametrize(
    ("account", "serving"),
    [
        (unnamed(zhuzhou(), 2020), "hunan/2020"),
        (unnamed(zhuzhou(), 2021), "hunan/2020"),
        (unnamed(zhuzhou(), None), "hunan/2020"),
        (unnamed(zhuzhou(), 2022, **FORM_OF_2022), "hunan/2022"),
        (unnamed(zhuzhou(), 2025, **FORM_OF_2022), "hunan/2022"),
        (unnamed(putuo(), 2024), "shanghai/2024"),
    ],
)
def test_the_region_is_recognised_by_the_form_of_its_tables(account: Account, serving: str) -> None:
    assert chosen(account) == (serving, ["EDITION-RECOGNISED"])


def test_the_year_decides_between_editions_of_a_region_with_one_form(tmp_path: Path) -> None:
    same = "title: 湖南省2024年度\nyear: 2024\nextends: hunan/2022\n"
    editions = Library(own_edition.write(tmp_path, "hunan/2024", {"edition": same}))
    by_year = [chosen(unnamed(zhuzhou(), year, **FORM_OF_2022), editions)[0] for year in (2022, 2023, 2024, 2025)]
    assert by_year == ["hunan/2022", "hunan/2022", "hunan/2024", "hunan/2024"]


def test_an_edition_of_another_region_that_only_inherits_a_form_is_not_recognised_by_it(tmp_path: Path) -> None:
    editions = Library(own_edition.write(tmp_path, "example/2025", own_edition.EXAMPLE))
    assert chosen(unnamed(zhuzhou(), 2025), editions) == ("hunan/2020", ["EDITION-RECOGNISED"])


def test_an_edition_without_a_year_in_its_name_serves_only_by_its_name(tmp_path: Path) -> None:
    editions = Library(own_edition.write(tmp_path, "hunan/试用", {"edition": "title: 试用\nextends: hunan/2022\n"}))
    assert chosen(named("hunan/试用"), editions) == ("hunan/试用", [])
    assert chosen(named("hunan/2023"), editions) == ("hunan/2022", ["EDITION-NEAREST"])
    assert chosen(unnamed(zhuzhou(), 2023, **FORM_OF_2022), editions) == ("hunan/2022", ["EDITION-RECOGNISED"])


def test_tables_of_no_known_form_are_served_by_the_national_edition() -> None:
    assert chosen(unnamed(zhuzhou(), 2020, T9="国有资本支出表")) == ("national/2024", ["EDITION-NATIONAL"])
    assert chosen(unnamed(putuo().model_copy(update={"tables": {}}), 2024)) == ("national/2024", ["EDITION-NATIONAL"])


@pytest.mark.parametrize(
    ("edition", "year", "level"),
    [("hunan/2022", 2020, "待填"), ("hunan/2022", 2023, "提示"), ("hunan/2020", 2019, "提示")],
)
def test_an_edition_of_another_year_bars_the_final_where_the_tables_have_the_form_of_this_years(
    edition: str, year: int, level: str
) -> None:
    account = named(edition).model_copy(update={"year": year})
    (finding,) = [one for one in draft(account, library()).findings if one.code == "EDITION-OTHER-YEAR"]
    assert finding.level == level and ("“hunan/2020”的样式，定稿前须改正" in finding.message) == (level == "待填")


@pytest.mark.parametrize(("edition", "refused"), [("hunan/2020", False), ("hunan/2021", True)])
def test_a_final_report_needs_the_edition_to_be_named(tmp_path: Path, edition: str, refused: bool) -> None:
    (result,) = build([UNIT], tmp_path, edition=edition, final=True)
    assert result.refused == refused
    assert bool(result.exit_code) == refused
    assert bool(list(tmp_path.iterdir())) != refused


def test_a_final_report_is_refused_where_the_edition_was_only_recognised(tmp_path: Path) -> None:
    unit = tmp_path / "某所"
    unit.mkdir()
    (unit / "公开表.xlsx").write_bytes((UNIT / "公开表.xlsx").read_bytes())
    facts = (UNIT / "填报.yaml").read_text("utf-8")
    (unit / "填报.yaml").write_text(facts.replace("版式: hunan/2020\n", ""), "utf-8")
    (result,) = build([unit], tmp_path / "out", final=True)
    assert result.refused and {finding.code for finding in result.findings} >= {"EDITION-RECOGNISED"}


def test_an_edition_of_another_year_than_the_account_is_told_once_it_is_used() -> None:
    account = zhuzhou().model_copy(update={"edition": "hunan/2022"})
    (finding,) = [f for f in draft(account, library()).findings if f.code == "EDITION-OTHER-YEAR"]
    assert "2022年度" in finding.message and "2020年" in finding.message and finding.level == Level.MISSING
    own = zhuzhou().model_copy(update={"edition": "hunan/2020"})
    assert "EDITION-OTHER-YEAR" not in {f.code for f in draft(own, library()).findings}
