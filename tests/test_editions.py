"""What the editions of the program are: hunan/2022 over hunan/2020, the national one alone, policies."""

from pathlib import Path

import own_edition
import pytest
from real_units import putuo, with_facts, zhuzhou

from narrator.document import Paragraph
from narrator.draft import Draft, draft
from narrator.errors import PhrasebookError
from narrator.figures import Figures
from narrator.finding import Level
from narrator.narrate.narrator import Narrator
from narrator.paths import phrasebook_folder
from narrator.phrasebook.library import Library, library
from narrator.read import read
from narrator.workbook.usage import usage

INPUTS = Path(__file__).parent.parent / "inputs"
SEED = INPUTS / "株洲市教育技术装备所-2020"
NUMERALS = "一二三四五六七八九十"


def report(unit: Path, edition: str) -> Draft:
    return draft(read(unit, edition=edition), library())


def paragraphs(found: Draft) -> list[Paragraph]:
    assert found.document
    return list(found.document.paragraphs())


def headings(found: Draft) -> list[str]:
    """The first-level headings of part 3."""
    return [p.text for p in paragraphs(found) if p.id.startswith("3.") and p.style == "标题1"]


def tables(found: Draft) -> list[tuple[str, str]]:
    """Form number and title of each table, as printed."""
    titles = [p.text for p in paragraphs(found) if p.style == "表标题"]
    return list(zip([p.text for p in paragraphs(found) if p.style == "表号"], titles, strict=True))


def lines(name: str) -> int:
    return sum(len(file.read_text("utf-8").splitlines()) for file in (phrasebook_folder() / name).rglob("*.yaml"))


def test_hunan_2022_prints_the_seed_with_the_tables_of_2022() -> None:
    assert tables(report(SEED, "hunan/2022"))[5:] == [
        ("公开06表", "一般公共预算财政拨款基本支出决算明细表"),
        ("公开07表", "政府性基金预算财政拨款收入支出决算表"),
        ("公开08表", "国有资本经营预算财政拨款支出决算表"),
        ("公开09表", "财政拨款“三公”经费支出决算表"),
    ]


def test_hunan_2022_tells_the_funds_seventh_and_eighth_and_the_three_public_expenses_ninth() -> None:
    found = headings(report(SEED, "hunan/2022"))
    assert found[6:9] == [
        "七、政府性基金预算收入支出决算情况说明",
        "八、国有资本经营预算财政拨款支出决算情况",
        "九、财政拨款“三公”经费支出决算情况说明",
    ]


def test_hunan_2022_says_of_the_seed_what_hunan_2020_says() -> None:
    said = {
        name: {p.text for p in paragraphs(report(SEED, name)) if p.style == "正文"}
        for name in ("hunan/2020", "hunan/2022")
    }
    assert said["hunan/2022"] == said["hunan/2020"]


def test_hunan_2022_ends_with_the_fourteenth_section_where_nothing_else_was_told() -> None:
    found = draft(zhuzhou().model_copy(update={"edition": "hunan/2022"}), library())
    assert headings(found)[-1] == "十四、2020年度预算绩效情况的说明"


def test_hunan_2022_is_a_few_lines_of_data_and_says_what_is_unconfirmed() -> None:
    assert lines("hunan/2022") <= 80
    assert len(library().load("hunan/2022").settings.unconfirmed) == 4
    assert library().load("hunan/2020").settings.unconfirmed == ()


@pytest.mark.parametrize("unit", sorted(INPUTS.iterdir()), ids=lambda unit: unit.name)
def test_the_national_edition_reports_both_real_units_without_an_error(unit: Path) -> None:
    found = report(unit, "national/2024")
    assert not [finding for finding in found.findings if finding.level == Level.ERROR]
    assert len(headings(found)) == 13
    assert [number for number, _ in tables(found)] == [f"公开0{n}表" for n in range(1, 10)]


def test_the_national_edition_extends_nothing_and_all_others_extend_it() -> None:
    editions = library()
    assert editions.chain("national/2024") == ("national/2024",)
    assert {editions.chain(name)[0] for name in editions.names()} == {"national/2024"}


def with_policies(folder: Path, base: str, policies: str) -> Library:
    text = f"title: 试\nregion: example\nyear: 2025\nextends: {base}\npolicies: {policies}\n"
    return Library(own_edition.write(folder, "example/2025", {"edition": text}))


def test_a_policy_for_no_budget_is_kept_in_every_edition_that_shares_the_sentence(tmp_path: Path) -> None:
    account = with_facts(zhuzhou(), {"年初预算": {"2050299": 0}, "年初预算合计": 0})
    for base in ("hunan/2020", "hunan/2022", "national/2024"):
        for chosen, wanted in (("写0%", True), ("不写", False)):
            edition = with_policies(tmp_path, base, f"{{零预算完成率: {chosen}}}").load("example/2025")
            runs = Narrator(edition, Figures(account)).say("一般公共预算支出具体", "x")
            assert ("完成年初预算的0%" in "".join(run.text for run in runs)) == wanted, (base, chosen)


def test_a_policy_for_nothing_last_year_is_kept_in_every_edition(tmp_path: Path) -> None:
    account = with_facts(putuo(), {"上年数": {"收支总计": 0}})
    for base in ("hunan/2020", "hunan/2022", "shanghai/2024", "national/2024"):
        for chosen, wanted in (("写100%", "，增长100%"), ("不写", "不计算增长率")):
            edition = with_policies(tmp_path, base, f"{{零基数增长率: {chosen}}}").load("example/2025")
            runs = Narrator(edition, Figures(account)).say("收支总体", "x")
            assert wanted in "".join(run.text for run in runs), (base, chosen)


@pytest.mark.parametrize("base", ["hunan/2020", "hunan/2022", "shanghai/2024", "national/2024"])
def test_the_threshold_of_reasons_governs_every_comparison_with_last_year(tmp_path: Path, base: str) -> None:
    last = {"收支总计": "470", "机关运行经费": "50", "三公经费支出": "2.44", "因公出国费": "0"}
    last |= {"公务接待费": "0.3", "公务用车费": "2.14"}
    account = with_facts(zhuzhou(), {"单位性质": "行政", "机关运行经费": 51, "上年数": last})
    asked = []
    for threshold in (0, 10):
        text = f"title: 试\nregion: example\nyear: 2025\nextends: {base}\nthresholds: {{原因起点: {threshold}}}\n"
        editions = Library(own_edition.write(tmp_path / str(threshold), "example/2025", {"edition": text}))
        found = draft(account.model_copy(update={"edition": "example/2025"}), editions).findings
        missing = {finding.where[0].figure or "" for finding in found if finding.code == "FACT-MISSING"}
        asked.append(sorted(figure for figure in missing if figure.startswith("增减原因")))
    assert asked == [
        [f"增减原因（用于：{name}）" for name in ("公务接待费", "公务用车费", "收支总计", "机关运行经费")],
        [],
    ]


def test_an_edition_may_complete_the_budget_of_the_whole_year_in_all_that_share_the_sentence(tmp_path: Path) -> None:
    budgets = {"年初预算": {"2050299": 0}, "全年预算": {"2050299": "480"}}
    for base, rate in (("hunan/2020", "97.4"), ("hunan/2022", "97.4"), ("national/2024", "97.42")):
        for chosen, words in (("全年", "全年预算"), ("调整", "调整预算")):
            edition = with_policies(tmp_path, base, f"{{预算口径: {chosen}}}").load("example/2025")
            runs = Narrator(edition, Figures(with_facts(zhuzhou(), budgets))).say("一般公共预算支出具体", "x")
            text = "".join(run.text for run in runs)
            assert f"{words}为480" in text and f"完成{words}的{rate}%" in text, (base, chosen, text)
            assert "完成年初预算" not in text


def test_only_an_edition_of_the_whole_year_asks_for_its_budget(tmp_path: Path) -> None:
    account = zhuzhou()
    code = "全年预算.2050299"
    for chosen, asked in (("年初", False), ("全年", True)):
        edition = with_policies(tmp_path, "hunan/2020", f"{{预算口径: {chosen}}}").load("example/2025")
        assert (code in usage(edition, account).uses) == asked
        narrator = Narrator(edition, Figures(account))
        item = narrator.value("一般公共预算项")[0]
        narrator.say("科目决算", "x", 本项=item)
        missing = [finding.where[0].figure for finding in narrator.findings()]
        assert missing == ["年初预算.2050299"] + [code] * asked


def test_amounts_in_text_may_have_thousands(tmp_path: Path) -> None:
    own = own_edition.write(
        tmp_path,
        "example/2025",
        {"edition": "title: 试\nregion: example\nyear: 2025\nextends: hunan/2020\namounts: {thousands: true}\n"},
    )
    account = with_facts(zhuzhou(), {"年初预算": {"2050299": "12343.5"}})
    runs = Narrator(Library(own).load("example/2025"), Figures(account)).say("一般公共预算支出具体", "x")
    assert "年初预算数为12,343.5万元" in "".join(run.text for run in runs)


def test_a_policy_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(PhrasebookError, match=r"edition\.yaml:5：.*“零项”只能是：不列、列出"):
        with_policies(tmp_path, "hunan/2020", "{零项: 列}").load("example/2025")
    with pytest.raises(
        PhrasebookError, match=r"edition\.yaml:5：.*没有“零向”这项；可用：零预算完成率、零基数增长率、零项"
    ):
        with_policies(tmp_path, "hunan/2020", "{零向: 列出}").load("example/2025")


def test_the_manual_tells_every_policy_and_threshold_and_its_choices() -> None:
    settings = library().load("national/2024").settings
    manual = (INPUTS.parent / "docs" / "phrasebook.md").read_text("utf-8")
    assert set(settings.policies) == set(settings.choices)
    for name, choices in settings.choices.items():
        assert settings.policies[name] == choices[0]
        assert f"| `{name}` | {'、'.join(choices)} |" in manual
    assert all(f"`{name}`" in manual for name in settings.thresholds)
