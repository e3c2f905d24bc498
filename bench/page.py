"""CPU time of the page's answers, warm: the pages of one unit, and an answer with the sentences that it changes."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from bench.measured import least, verdict
from narrator.web.app import application
from narrator.web.door import Door

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "web"))
FIRST_PAGE, PREVIEW = 150, 50  # milliseconds


def main(seconds: float) -> None:
    from visitors import ZHUZHOU, added, come_in, confirmed

    door = Door(1)
    with TemporaryDirectory() as folder:
        app = application(Path(folder) / "page", door)
        with TestClient(app, base_url=door.origin, follow_redirects=False) as client:
            come_in(client, door)
            unit = added(client, ZHUZHOU, "公开表.xlsx", "填报.yaml")
            confirmed(client, unit, "株洲市教育技术装备所", "2020", "hunan/2020")
            times = least(visits(client, unit), seconds)
    for name, taken in times.items():
        print(f"{taken:9.2f} ms  {name}")
    print(f"the first page: {verdict(times['overview'], FIRST_PAGE, least=False)}")
    print(f"an answer with its sentences: {verdict(times['answer'], PREVIEW, least=False)}")


def visits(client: TestClient, unit: str) -> dict[str, Callable[[], object]]:
    amounts = itertools.count(500)
    pages = {"list of units": "/", "overview": f"{unit}/"}
    pages |= {name: f"{unit}/{name}" for name in ("tables", "questions", "document", "files")}
    found = {name: lambda address=address: client.get(address) for name, address in pages.items()}
    typed = {"path": "上年数.收支总计"}
    return {**found, "answer": lambda: client.post(f"{unit}/answers", data={**typed, "value": str(next(amounts))})}
