"""A dropped folder of units is built unit by unit, can be stopped and gone on with, and tells what came of each."""

import re
import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient
from visitors import PUTUO, ZHUZHOU, come_in, words

from narrator.batch import ledger
from narrator.batch.driver import EACH
from narrator.web.app import application
from narrator.web.door import Door
from narrator.web.grouped import grouped
from narrator.web.intake import Dropped

TABLES = (ZHUZHOU / "公开表.xlsx").read_bytes()
FACTS = (ZHUZHOU / "填报.yaml").read_bytes()
FOLDER = {
    "各单位/甲所-2020/公开表.xlsx": TABLES,
    "各单位/甲所-2020/填报.yaml": FACTS,
    "各单位/甲所-2020/上年/去年.xlsx": TABLES,
    "各单位/乙局-2024/公开表.xlsx": (PUTUO / "公开表.xlsx").read_bytes(),
    "各单位/坏的/公开表.xlsx": b"PK\x03\x04 x",
    "各单位/丙所2020.xlsx": TABLES,
    "各单位/说明.txt": b"x",
    "各单位/../../evil.xlsx": TABLES,
}


UNITS = ("evil", "丙所2020", "乙局-2024", "甲所-2020", "坏的")


def drop(client: TestClient, folder: dict[str, bytes]) -> str:
    answer = client.post("/batches", files=[("files", (name, data)) for name, data in folder.items()])
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"]


def finished(client: TestClient, address: str) -> str:
    for _ in range(1200):
        html = client.get(f"{address}/progress").text
        if "hx-trigger" not in html:
            return html
        time.sleep(0.05)
    raise AssertionError("the batch did not end")


def test_files_are_put_together_by_unit_under_names_of_our_own() -> None:
    units = {unit.label: unit for unit in grouped(Dropped(data, name) for name, data in FOLDER.items())}
    assert list(units) == ["evil", "丙所2020", "乙局-2024", "坏的", "甲所-2020"]
    assert set(units["甲所-2020"].files) == {"公开表.xlsx", "填报.yaml", "上年/公开表.xlsx"}
    assert [units[label].year for label in ("甲所-2020", "丙所2020", "坏的")] == [2020, 2020, None]


def test_folders_of_one_name_get_names_of_their_own_that_every_system_takes() -> None:
    names = (
        "a/甲所.xlsx",
        "b/甲所.xlsx",
        "c/甲所/公开表.xlsx",
        "d/con.xlsx",
        "e/长" + "长" * 90 + ".xlsx",
        "f/ 甲  乙 .xlsx",
    )
    labels = [unit.label for unit in grouped(Dropped(TABLES, name) for name in names)]
    assert labels == ["甲 乙", "_con", "甲所", "甲所（2）", "甲所（3）", "长" * 60]


def test_each_unit_is_built_and_a_bad_one_stops_no_other(client: TestClient, kept: Path) -> None:
    address = drop(client, FOLDER)
    html = finished(client, address)
    assert "做完了：5 / 5 个单位" in html
    assert "没有写出" in html and "已损坏" in html and str(kept) not in html
    with zipfile.ZipFile(BytesIO(client.get(f"{address}/files").content)) as archive:
        names = archive.namelist()
        packed = archive.read("汇总.xlsx")
    assert "甲所-2020/株洲市教育技术装备所-2020.docx" in names
    assert {name.partition("/")[0] for name in names} == {*UNITS, "汇总.xlsx"}
    assert sum(name.endswith(".docx") for name in names) == 4
    assert client.get(f"{address}/summary").content == packed
    assert not list(kept.parent.glob("*evil*"))
    assert client.post(f"{address}/remove").status_code == 303
    assert client.get(address).status_code == 404 and not any((kept / "batches").iterdir())


def test_the_summary_tells_of_every_unit_and_leads_to_the_files_beside_it(client: TestClient, kept: Path) -> None:
    address = drop(client, FOLDER)
    finished(client, address)
    book = load_workbook(BytesIO(client.get(f"{address}/summary").content))
    rows = [*book["各单位"].iter_rows(min_row=2)]
    states = {str(row[1].value): row[5].value for row in rows}
    assert states == {
        **dict.fromkeys(("evil", "丙所2020", "乙局-2024", "甲所-2020"), "已写出"),
        "坏的": "输入不能用",
    }
    links = {unquote(str(cell.hyperlink.target)).replace("\\", "/") for row in rows for cell in row if cell.hyperlink}
    assert "甲所-2020/株洲市教育技术装备所-2020.docx" in links
    with zipfile.ZipFile(BytesIO(client.get(f"{address}/files").content)) as archive:
        assert links == {*archive.namelist()} - {"汇总.xlsx"}
        assert links.issuperset(f"{unit}/问题清单.xlsx" for unit in UNITS)
        assert not any(name.endswith(".json") for name in archive.namelist())
    told = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(str(kept) in text or "--" in text or ".json" in text for text in told)


def test_each_unit_leads_to_its_findings_and_files(client: TestClient, kept: Path) -> None:
    address = drop(client, FOLDER)
    html = finished(client, address)
    row = next(row for row in html.split("<tr>")[1:] if "甲所-2020" in row)
    unit = next(iter(re.findall(r'href="([^"]*)"', row)))
    counts = [int(number) for number in re.findall(r"<td[^>]*>(\d+)</td>", row)][-3:]
    shown = client.get(unit).text
    levels = ("错误", "待填", "提示")
    assert [int(re.findall(rf"{level}（条）</dt><dd[^>]*>(\d+)", shown)[0]) for level in levels] == counts
    assert counts[2] > 0 and f'<span class="level 提示">提示</span> {counts[2]}条' in shown
    report = client.get(f"{unit}/files/株洲市教育技术装备所-2020.docx")
    with zipfile.ZipFile(BytesIO(client.get(f"{address}/files").content)) as archive:
        assert report.content == archive.read("甲所-2020/株洲市教育技术装备所-2020.docx")
        packed = archive.read("甲所-2020/问题清单.xlsx")
    assert client.get(f"{unit}/files/问题清单.xlsx").content == packed
    sheet = load_workbook(BytesIO(packed)).active
    assert sheet is not None and "株洲市教育技术装备所2020年度" in str(sheet["A1"].value)
    cells = [value for line in sheet.iter_rows(min_row=3, values_only=True) for value in line]
    assert [cells.count(level) for level in levels] == counts
    assert "--pages" not in shown and not any("--pages" in str(value) for value in cells)
    bad = client.get(f"{address}/units/坏的")
    assert "没有写出报告" in bad.text and "已损坏" in bad.text and str(kept) not in bad.text
    for other in ("units/x", "units/甲所-2020/files/批次记录.sqlite", "units/甲所-2020/files/..%2F汇总.xlsx"):
        assert client.get(f"{address}/{other}").status_code == 404
    assert client.get("/batches/x/units/甲所-2020").status_code == 404


def test_a_batch_stops_after_the_units_in_hand_and_is_gone_on_with_by_another_server(
    client: TestClient, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    address = drop(client, {f"各单位/{number:02}所2020.xlsx": TABLES for number in range(12)})
    assert client.post(f"{address}/stop").status_code == 303
    assert "正在停下" in client.get(address).text
    html = finished(client, address)
    done = int(html.partition("停下了：")[2].partition(" / 12")[0])
    assert done <= EACH and html.count("没有做<") == 12 - done
    assert f"<td>{12 - done}</td>" in client.get("/batches").text
    door = Door(2002)
    later = TestClient(application(kept, door), base_url=door.origin, follow_redirects=False)
    come_in(later, door)
    assert later.post(f"{address}/continue").status_code == 303
    assert "做完了：12 / 12" in finished(later, address)


def test_the_end_of_the_page_waits_for_the_units_in_hand(kept: Path, door: Door) -> None:
    with TestClient(application(kept, door), base_url=door.origin, follow_redirects=False) as client:
        drop(come_in(client, door), FOLDER)
    assert not [thread for thread in threading.enumerate() if "Job" in str(thread)]


def test_a_batch_that_another_window_is_at_is_told_and_left_alone(client: TestClient, kept: Path) -> None:
    address = drop(client, {"各单位/甲所2020.xlsx": TABLES})
    finished(client, address)
    with ledger.opened(next((kept / "batches").glob("*/输出"))):
        assert "另一个窗口正在做" in client.get("/batches").text
        told = client.get(address)
        assert told.status_code == 422 and "正由另一个批次写着" in told.text and str(kept) not in told.text
        client.post(f"{address}/continue")
        finished(client, address)
    html = finished(client, address)
    assert "没有做完" in html and "正由另一个批次写着" in html and "做完了：1 / 1" in html


def test_an_error_of_ours_ends_a_batch_and_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(2, "No such file", "/secret/x")

    monkeypatch.setattr("narrator.web.batched.verbs.batch", fail)
    monkeypatch.setattr("threading.excepthook", lambda _: None)
    html = finished(client, drop(client, FOLDER))
    assert "意外的错误" in html and "secret" not in html and "停下了：0 / 5" in html and "接着做" in html


def test_a_folder_without_input_is_told(client: TestClient) -> None:
    answer = client.post("/batches", files=[("files", ("a/说明.txt", b"x"))])
    assert answer.status_code == 422 and "“a”里没有公开表。请选各单位所在的文件夹" in words(answer.text)
    assert "请先选一个文件夹" in words(client.post("/batches", data={"x": "y"}).text)


def test_a_folder_that_has_no_tables_is_a_unit_that_cannot_be_used(client: TestClient) -> None:
    folder = {
        **{"各单位/甲所2020/公开表.xlsx": TABLES, "各单位/甲所2020/附件/照片.jpg": b"x", "各单位/说明.docx": b"x"},
        **{"各单位/丁局/决算公开.docx": b"x", "各单位/丁局/附件/表.doc": b"x", "各单位/戊局/.DS_Store": b"x"},
        **{"各单位/区县/己所2020.xlsx": TABLES, "各单位/区县/庚所/公开.pdf": b"x"},
    }
    assert [unit.label for unit in grouped(Dropped(data, name) for name, data in folder.items())] == [
        *("丁局", "己所2020", "庚所", "甲所2020")
    ]
    html = finished(client, drop(client, folder))
    row = words(next(row for row in html.split("<tr>") if "丁局" in row))
    assert "做完了：4 / 4" in html and "没有写出" in row and "里没有“公开表.xlsx”" in row
    assert "请把财务软件导出的工作簿命名为“公开表.xlsx”放进来" in row


def test_a_batch_is_called_after_the_folder_that_was_chosen(client: TestClient) -> None:
    drop(client, {"各单位/甲所2020/公开表.xlsx": TABLES, "各单位/乙所2020/公开表.xlsx": TABLES})
    assert "各单位（2个单位）" in client.get("/batches").text


def test_one_unit_in_two_folders_is_told(client: TestClient) -> None:
    putuo = (PUTUO / "公开表.xlsx").read_bytes()
    folder = {f"各单位/{name}/公开表.xlsx": TABLES for name in ("甲所-2020", "副本2020")}
    html = finished(client, drop(client, {**folder, "各单位/乙局-2024/公开表.xlsx": putuo}))
    assert "“副本2020”、“甲所-2020”都是株洲市教育技术装备所 2020年度，各写了一份" in words(html)
    assert html.count("各写了一份") == 1
    alone = finished(client, drop(client, {"各单位/甲所-2020/公开表.xlsx": TABLES}))
    assert "各写了一份" not in alone


def test_an_empty_file_is_called_one_as_on_the_first_page(client: TestClient) -> None:
    said = words(finished(client, drop(client, {"各单位/甲所2020/公开表.xlsx": b"", "各单位/乙所2020.xlsx": b" \n"})))
    assert said.count("是空文件，里面什么也没有") == 2
