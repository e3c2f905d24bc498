"""`narrator batch` as an operator meets it: exit codes, JSON, how it gets on."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from batch_units import account, inputs, started, wait_for, written
from click.testing import CliRunner, Result

from narrator.batch.units import LEDGER
from narrator.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["batch", "--workers", "1", *map(str, arguments)])


def test_each_unit_is_in_the_json_and_plain_lines_say_how_it_gets_on(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "一所", "二所")
    (source / "坏的.json").write_bytes(b"{")
    result = run(source, "-o", tmp_path / "out", "--format", "text", "--json")
    assert result.exit_code == 2
    assert "3/3 每秒" in result.stderr and "错误1 待填78" in result.stderr and "\x1b" not in result.stderr
    assert "共3个单位：已写出2个，输入不能用1个" in result.stderr
    assert "是哪些单位、什么问题" in result.stderr and "--resume --summary 汇总.xlsx" in result.stderr
    data = json.loads(result.stdout)
    assert data.keys() == {"version", "unit", "year", "edition", "findings", "units"}
    first, second, broken = data["units"]
    assert (first["id"], first["state"], first["unit"], first["year"]) == ("一所", "已写出", "一所", 2020)
    assert all(Path(file).is_file() for file in (*first["outputs"], *second["outputs"]))
    assert (broken["state"], broken["outputs"], broken["findings"][0]["code"]) == ("输入不能用", [], "READ-BAD-JSON")


def test_on_a_terminal_a_bar_shows_units_rate_rest_and_findings(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "一所", "二所")
    here, there = pty.openpty()
    command = [sys.executable, "-m", "narrator", "batch", str(source), "-o", str(tmp_path / "out"), "--workers", "1"]
    shell = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(command, stdout=there, stderr=there, env=shell)
    os.close(there)
    shown = b""
    while chunk := _read(here):
        shown += chunk
    os.close(here)
    assert process.wait() == 0
    said = shown.decode()
    assert "2/2" in said and "━" in said and "每秒" in said and "还需" in said and "错误0" in said


def test_ctrl_c_again_stops_at_once_and_says_how_to_resume(tmp_path: Path) -> None:
    source = inputs(tmp_path / "有 空格", *(f"{number:02}所" for number in range(12)))
    process = started(source, tmp_path / "out", "--workers", "1", "--json")
    wait_for(lambda: any(tmp_path.glob("out/*/*.docx")))
    assert process.stderr is not None
    os.kill(process.pid, signal.SIGINT)
    assert "正在停下" in process.stderr.readline()
    os.kill(process.pid, signal.SIGINT)
    stdout, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in said
    assert json.loads(stdout)["version"] == 1
    assert "停下" in said and f'接着做：narrator batch "{source}" -o' in said


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def test_final_refuses_the_unfinished_and_the_others_are_written(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "一所")
    (source / "二所").symlink_to(Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020")
    result = run(source, "-o", tmp_path / "out", "--final", "--format", "text")
    assert result.exit_code == 1 and "没有定稿1个" in result.stderr
    assert set(written(tmp_path / "out")) == {
        f"二所/株洲市教育技术装备所-2020.{end}" for end in ("text", "findings.json")
    }


def test_resumed_it_tells_the_units_that_are_listed_now_and_names_refresh_for_edited_files(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in", "一所", "二所", "三所"), tmp_path / "out"
    run(source, "-o", out, "--format", "text")
    (out / "一所" / "一所-2020.text").write_text("我改过", "utf-8")
    (source / "一所.json").write_bytes(account("一所").replace(b"467.63", b"467.64"))
    (source / "三所.json").unlink()
    result = run(source, "-o", out, "--format", "text", "--resume", "--json")
    assert result.exit_code == 1
    assert (
        "没有变化1个" in result.stderr
        and "有人改过，未覆盖1个" in result.stderr
        and "narrator refresh" in result.stderr
    )
    assert "还有以前写的1个单位，这次的输入里没有" in result.stderr
    first, second = json.loads(result.stdout)["units"]
    assert first["findings"][0]["code"] == "UNIT-EDITED" and second["id"] == "二所"
    assert (out / "一所" / "一所-2020.text").read_text("utf-8") == "我改过"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("没有的文件夹",), "找不到"),
        (("in", "--format", "pdf"), "没有“pdf”这种格式"),
        (("in", "--edition", "湖南省"), "应写成“地区/年度”"),
        (("in", "--summary", "公开表.xlsx"), "汇总.xlsx"),
        (("in", "--workers", "0"), "“0”不是大于0的整数"),
    ],
)
def test_a_call_that_cannot_be_served_exits_2_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    inputs(tmp_path / "in", "一所")
    result = run(*arguments, "-o", "out")
    assert result.exit_code == 2 and said in result.stderr and "Traceback" not in result.output
    assert written(tmp_path / "out") == {}


@pytest.mark.parametrize("content", [b"x" * 5000, None])
def test_a_ledger_that_is_none_is_refused_and_not_touched(tmp_path: Path, content: bytes | None) -> None:
    ledger = tmp_path / "out" / LEDGER
    ledger.parent.mkdir()
    if content is None:
        with sqlite3.connect(ledger) as other:
            other.execute("create table x (y)")
    else:
        ledger.write_bytes(content)
    before = ledger.read_bytes()
    result = run(inputs(tmp_path / "in", "一所"), "-o", tmp_path / "out")
    assert result.exit_code == 2 and LEDGER in result.stderr and "移走" in result.stderr
    assert content is None or ledger.read_bytes() == before
    assert written(tmp_path / "out") == {}


def test_a_script_can_run_a_batch_without_the_command_line(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "一所", "二所")
    script = tmp_path / "script.py"
    script.write_text(
        "import narrator\n"
        "if __name__ == '__main__':\n"
        f"    done = narrator.batch({str(source)!r}, {str(tmp_path / 'out')!r}, workers=1, formats=['text'])\n"
        "    print([(entry.unit.key, str(entry.record.state)) for entry in done.units()])\n",
        "utf-8",
    )
    said = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[('一所', '已写出'), ('二所', '已写出')]"


def test_a_script_that_workers_would_run_again_is_told_how_to_call(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "一所")
    script = tmp_path / "script.py"
    call = f"narrator.batch({str(source)!r}, {str(tmp_path / 'out')!r}, workers=1)"
    script.write_text(f"import narrator\n{call}\n", "utf-8")
    ended = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert ended.returncode == 1
    assert "启动不了工作进程" in ended.stderr and "if __name__ == '__main__':" in ended.stderr
