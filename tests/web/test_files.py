"""Further files of a unit: what looks wrong about them is told, and what they replaced can be put back."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient
from visitors import PUTUO, ZHUZHOU, words


def put(client: TestClient, unit: str, **files: tuple[str, bytes]) -> tuple[str, str]:
    """The page that follows when files are put in: its address and its words."""
    answer = client.post(f"{unit}/files", files=files)
    address = answer.headers.get("location", f"{unit}/files")
    return address, words(client.get(address).text if answer.status_code == 303 else answer.text)


def three_tables() -> bytes:
    book = load_workbook(ZHUZHOU / "公开表.xlsx")
    for name in book.sheetnames[3:]:
        book.remove(book[name])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_tables_of_another_unit_are_told_and_the_former_ones_put_back(client: TestClient, seed: str) -> None:
    report = client.get(f"{seed}/files/report").content
    address, said = put(client, seed, tables=("普陀.xlsx", (PUTUO / "公开表.xlsx").read_bytes()))
    assert address == f"{seed}/files"
    assert "公开表已换成“普陀.xlsx”，请核对是不是放错了" in said
    assert "这里是“株洲市教育技术装备所”" in said
    assert client.get(f"{seed}/files/report").content != report
    _, said = put(client, seed, tables=("三张.xlsx", three_tables()))
    assert "换回原来的“公开表.xlsx”" in said
    assert client.post(f"{seed}/files/former").status_code == 303
    assert client.get(f"{seed}/files/report").content == report
    said = words(client.get(f"{seed}/files").text)
    assert "现在的公开表是“公开表.xlsx”，上一次换下的“三张.xlsx”还留着" in said
    assert "放错了" not in said


def test_fewer_tables_than_before_are_told(client: TestClient, seed: str) -> None:
    _, said = put(client, seed, tables=("三张.xlsx", three_tables()))
    assert "新的公开表里只有3张表，原来有9张" in said and "换回原来的“公开表.xlsx”" in said


def test_the_same_tables_again_raise_no_doubt(client: TestClient, seed: str) -> None:
    address, _ = put(client, seed, tables=("新.xlsx", (ZHUZHOU / "公开表.xlsx").read_bytes()))
    assert address == seed
    assert "上一次换下的“公开表.xlsx”还留着" in words(client.get(f"{seed}/files").text)


def test_putting_in_nothing_is_told(client: TestClient, seed: str) -> None:
    address, said = put(client, seed, tables=("", b""))
    assert address == f"{seed}/files"
    assert "没有放入文件" in said and "请先选文件" in said


@pytest.mark.parametrize("name", ["公开表.xlsx", "公开.docx"])
def test_a_file_of_this_year_is_not_taken_as_last_years(client: TestClient, seed: str, name: str) -> None:
    word, tables = client.get(f"{seed}/files/report").content, (ZHUZHOU / "公开表.xlsx").read_bytes()
    _, said = put(client, seed, last=(name, word if name.endswith("docx") else tables))
    assert f"“{name}”的数与本年的公开表全部相同，是2020年度、也就是本年的，不是上年的" in said
    assert "请换成2019年度的公开表、填报，或公开的 Word 文件" in said
    assert client.get(f"{seed}/files/report").content == word
