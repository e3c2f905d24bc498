"""A dropped folder of units is built unit by unit, can be stopped and gone on with, and tells what came of each."""

import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from visitors import PUTUO, ZHUZHOU, come_in, words

from narrator.web import batched
from narrator.web.app import application
from narrator.web.door import Door
from narrator.web.grouped import grouped
from narrator.web.intake import Dropped
from narrator.web.jobs import Jobs

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


def drop(client: TestClient, folder: dict[str, bytes]) -> str:
    answer = client.post("/batches", files=[("files", (name, data)) for name, data in folder.items()])
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"]


def finished(client: TestClient, address: str) -> str:
    for _ in range(600):
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


def test_each_unit_is_built_and_a_bad_one_stops_no_other(client: TestClient, kept: Path) -> None:
    address = drop(client, FOLDER)
    html = finished(client, address)
    said = words(html)
    assert "做完了 ：5 / 5 个单位" in said.replace("做完了：", "做完了 ：")
    assert "没有写出" in said and "已损坏" in said and str(kept) not in html
    with zipfile.ZipFile(BytesIO(client.get(f"{address}/files").content)) as archive:
        names = archive.namelist()
    assert any("株洲市教育技术装备所-2020.docx" in name for name in names) and len(names) == 4
    assert not list(kept.parent.glob("*evil*"))
    assert client.post(f"{address}/remove").status_code == 303
    assert client.get(address).status_code == 404 and not any((kept / "batches").iterdir())


def test_a_batch_that_a_stopped_server_left_is_gone_on_with(
    client: TestClient, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Jobs, "start", lambda self, id, steps: steps[0]())  # as if it stopped after the first unit
    address = drop(client, FOLDER)
    assert "停下了" in client.get(address).text and "接着做" in client.get(address).text
    monkeypatch.undo()
    door = Door(2002)
    later = TestClient(application(kept, door), base_url=door.origin, follow_redirects=False)
    come_in(later, door)
    assert later.post(f"{address}/continue").status_code == 303
    assert "做完了" in finished(later, address)


def test_a_batch_can_be_stopped(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    reached, go = threading.Event(), threading.Event()
    build = batched.build

    def slowly(*args: object) -> None:
        reached.set()
        go.wait(20)
        build(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("narrator.web.batched.build", slowly)
    address = drop(client, FOLDER)
    assert reached.wait(20)
    client.post(f"{address}/stop")
    go.set()
    assert "停下了：1 / 5" in words(finished(client, address)).replace("停下了 ：", "停下了：")


def test_a_folder_without_input_is_told(client: TestClient) -> None:
    answer = client.post("/batches", files=[("files", ("a/说明.txt", b"x"))])
    assert answer.status_code == 422 and "请先选一个文件夹" in answer.text
