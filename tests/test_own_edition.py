"""A user's own edition serves every verb: with --phrasebook, or from the folder in the user's data."""

import json
from collections.abc import Callable
from pathlib import Path

import own_edition
import pytest
from click.testing import CliRunner

from narrator import verbs
from narrator.cli import main
from narrator.phrasebook import library as libraries

UNIT = str(Path(__file__).parent.parent / "inputs" / "株洲市教育技术装备所-2020")
NAME = "example/2025"
CHANGED = "收入总计和支出总计都是467.63万元，与上年相比，减少50.76万元"
Run = Callable[..., str]


@pytest.fixture(params=["--phrasebook", "user's data"])
def run(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command that sees the user's own edition in one of the two ways; gives what it printed."""
    own = own_edition.write(tmp_path / "own", NAME, own_edition.EXAMPLE)
    named = ["--phrasebook", str(own)] if request.param == "--phrasebook" else []
    if not named:
        monkeypatch.setattr(libraries, "own_phrasebook_folder", lambda: own)
    libraries.library.cache_clear()
    request.addfinalizer(libraries.library.cache_clear)

    def running(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, [*words, *named])
        assert result.exit_code == code, result.output
        return result.stdout

    return running


def test_build_writes_a_final_report_in_it(run: Run, tmp_path: Path) -> None:
    run("build", UNIT, "-o", str(tmp_path / "out"), "--edition", NAME, "--format", "text", "--final")
    (file,) = (tmp_path / "out").glob("*.text")
    text = file.read_text("utf-8")
    assert CHANGED in text
    assert "\n收入支出总表\n" in text and "\n收入支出决算总表\n" not in text
    assert "\n十四、重点项目" in text and "十五、其他" not in text


def test_check_finds_nothing_wrong_with_it(run: Run) -> None:
    told = json.loads(run("check", UNIT, "--edition", NAME, "--json"))
    assert told["edition"] == NAME
    assert not [finding for finding in told["findings"] if finding["level"] in ("错误", "待填")]


def test_read_keeps_its_name(run: Run, tmp_path: Path) -> None:
    run("read", UNIT, "-o", str(tmp_path / "account.json"), "--edition", NAME)
    run("build", str(tmp_path / "account.json"), "-o", str(tmp_path / "out"), "--format", "text", "--final")
    (file,) = (tmp_path / "out").glob("*.text")
    assert CHANGED in file.read_text("utf-8")


def test_the_tools_know_it(run: Run) -> None:
    assert f"{NAME}\t例子省2025年度部门决算公开（在 hunan/2020 之上）" in run("phrasebook", "list")
    assert "都是{{ 收支总计 | 万元 }}万元" in run("phrasebook", "show", NAME, "收支总体")
    assert run("phrasebook", "try", NAME, "收支总体", "--set", "收支总计=1").startswith("收入总计和支出总计都是1万元")
    different = run("phrasebook", "diff", "hunan/2020", NAME)
    assert "tables.tables.T1.title" in different and "tables.tables.T2" not in different


def test_a_later_year_of_its_region_is_served_by_it(run: Run) -> None:
    told = json.loads(run("check", UNIT, "--edition", "example/2026", "--json"))
    assert told["edition"] == NAME
    assert "EDITION-NEAREST" in {finding["code"] for finding in told["findings"]}


def test_the_functions_take_the_folder_too(tmp_path: Path) -> None:
    own = own_edition.write(tmp_path / "own", NAME, own_edition.EXAMPLE)
    found = verbs.check(UNIT, edition=NAME, phrasebook=own)
    assert found.edition and found.edition.name == NAME
    (built,) = verbs.build([UNIT], tmp_path / "out", edition=NAME, phrasebook=own, final=True)
    assert not built.refused
