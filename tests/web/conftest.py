"""A page of its own for each test: an empty folder of things kept, a door, and somebody who has come in."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from visitors import PORT, ZHUZHOU, added, come_in, confirmed

from narrator.web.app import application
from narrator.web.door import Door
from narrator.web.serve import serve


@pytest.fixture
def door() -> Door:
    return Door(PORT)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "page"


@pytest.fixture
def anybody(kept: Path, door: Door) -> Iterator[TestClient]:
    """Somebody at the right address without the cookie."""
    app = application(kept, door)
    with TestClient(app, base_url=door.origin, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(anybody: TestClient, door: Door) -> TestClient:
    """Somebody who came in by the start address."""
    return come_in(anybody, door)


@pytest.fixture
def seed(client: TestClient) -> str:
    """The address of the seed unit with all its facts, confirmed."""
    unit = added(client, ZHUZHOU, "公开表.xlsx", "填报.yaml")
    return confirmed(client, unit, "株洲市教育技术装备所", "2020", "hunan/2020")


@pytest.fixture
def bare(client: TestClient) -> str:
    """The address of the seed unit with its tables alone, confirmed."""
    unit = added(client, ZHUZHOU, "公开表.xlsx")
    return confirmed(client, unit, "株洲市教育技术装备所", "2020", "hunan/2020")


@pytest.fixture
def start(kept: Path) -> str:
    """The start address of a running server."""
    told: list[str] = []
    options = {"browser": False, "data": kept, "started": told.append}
    threading.Thread(target=serve, kwargs=options, daemon=True).start()
    while not told:
        time.sleep(0.01)
    return told[0]
