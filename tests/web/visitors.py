"""What somebody at the page does: comes in, drops files, confirms, reads."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from starlette.testclient import TestClient

from narrator.web.door import Door

PORT = 8765
INPUTS = Path(__file__).parents[2] / "inputs"
SAVED = re.compile("^已保存")  # that the program has stopped says so, too, of what was saved before
ZHUZHOU, PUTUO = INPUTS / "株洲市教育技术装备所-2020", INPUTS / "上海市普陀区财政局-2024"


def come_in(client: TestClient, door: Door) -> TestClient:
    client.get("/start", params={"token": door.token})
    client.headers["Sec-Fetch-Site"] = "same-origin"
    return client


def added(client: TestClient, folder: Path, *names: str, **files: tuple[str, bytes]) -> str:
    """The address of a new unit with the files of a folder."""
    fields = {"公开表.xlsx": "tables", "填报.yaml": "facts"}
    given = {fields[name]: (name, (folder / name).read_bytes()) for name in names}
    answer = client.post("/units", files={**given, **files})
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"].removesuffix("/identity")


def confirmed(client: TestClient, unit: str, name: str, year: str, edition: str) -> str:
    """Confirm whose account it is, with what speaks against it."""
    given = {"name": name, "year": year, "edition": edition, "sure": f"{name}|{year}|{edition}"}
    answer = client.post(f"{unit}/identity", data=given)
    assert answer.status_code == 303, words(answer.text)
    return unit


def words(html: str) -> str:
    """The text of a page, blanks made one."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def with_income(amount: float) -> bytes:
    """The seed's tables with another income in the first."""
    book = load_workbook(ZHUZHOU / "公开表.xlsx")
    next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == 467.63).value = amount
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()
