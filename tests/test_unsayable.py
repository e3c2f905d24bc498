"""A phrase that lint would refuse, said all the same: a message with its place, never a traceback or a Python name."""

from pathlib import Path

import own_edition
import pytest
from click.testing import CliRunner

from narrator.cli import main

UNIT = str(Path(__file__).parent.parent / "inputs" / "株洲市教育技术装备所-2020")
EDITION = "title: 例子\nregion: example\nyear: 2020\nextends: hunan/2020\n"
SLOTS = {
    "收支总计.原因 | 万元": "不是数",
    "收支总计 | 顿号": "“收支总计”不是清单",
    "收支总计 | 绝对值": "“收支总计”打印时没有写明单位",
    "收支总计 | 中文数字": "“收支总计”不是序号",
    "收支总计 | 圈码": "“收支总计”不是序号",
    "单位概况.职责 | 万元": "不是数",
    "国有资产 | 顿号": "“国有资产”不是清单",
    "国有资产": "“国有资产”打印时没有写明单位",
    "单位 | 个数": "不是数",
}


@pytest.mark.parametrize("slot", SLOTS)
def test_a_misused_filter_stops_the_build_with_its_place(slot: str, tmp_path: Path) -> None:
    files = {"edition": EDITION, "phrases": f'收支总体:\n  say: "{{{{ {slot} }}}}。"\n'}
    own = own_edition.write(tmp_path / "own", "example/2020", files)
    words = ["build", UNIT, "-o", str(tmp_path / "out"), "--edition", "example/2020", "--phrasebook", str(own)]
    result = CliRunner().invoke(main, [*words, "--format", "text"])
    assert (result.exit_code != 0, isinstance(result.exception, SystemExit)) == (True, True)
    assert "句子“收支总体”说不出来：" in result.output and SLOTS[slot] in result.output
    assert "phrases.yaml:1" in result.output and "object at" not in result.output
