"""A server that is killed with answers, uploads and a batch on their way has lost nothing that it had confirmed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from test_batches import FOLDER, drop, finished
from test_batches import TABLES as ZHUZHOU_TABLES
from visitors import PUTUO, ZHUZHOU, added, confirmed

ANSWERS = 10


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Callable[[], tuple[subprocess.Popen[str], httpx.Client]]]:
    """Starts a server on the same folder each time, and somebody who has come in."""
    running: list[subprocess.Popen[str]] = []
    command = [sys.executable, "-u", "-m", "narrator", "serve", "--no-browser"]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONUTF8": "1"}

    def start() -> tuple[subprocess.Popen[str], httpx.Client]:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        running.append(process)
        assert process.stdout is not None
        address = next(line.strip() for line in process.stdout if line.startswith("http"))
        origin = address.partition("/start")[0]
        client = httpx.Client(base_url=origin, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30)
        assert client.get(address).status_code == 303
        return process, client

    yield start
    for process in running:
        process.kill()
        process.communicate()


def half_sent(client: httpx.Client, address: str, name: str, data: bytes) -> socket.socket:
    """An upload of which half has arrived."""
    request = client.build_request("POST", address, files={name: ("公开表.xlsx", data)})
    body = request.read()
    head = "".join(f"{key}: {value}\r\n" for key, value in request.headers.items())
    cookies = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    talk = socket.create_connection((request.url.host, request.url.port or 0), timeout=10)
    talk.sendall(f"POST {address} HTTP/1.1\r\n{head}Cookie: {cookies}\r\n\r\n".encode() + body[: len(body) // 2])
    return talk


def kill(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=10) == -signal.SIGKILL


def test_answers_and_files_that_were_confirmed_are_there_after_a_kill(
    servers: Callable[[], tuple[subprocess.Popen[str], httpx.Client]],
) -> None:
    process, client = servers()
    unit = confirmed(client, added(client, ZHUZHOU, "公开表.xlsx"), "株洲市教育技术装备所", "2020", "hunan/2020")
    uploads = [
        half_sent(client, "/units", "tables", ZHUZHOU_TABLES),
        half_sent(client, f"{unit}/files", "tables", (PUTUO / "公开表.xlsx").read_bytes()),
    ]
    saved, units = list[int](), [unit]

    def answer() -> None:
        for number in range(10_000):
            try:
                client.post(f"{unit}/answers", data={"path": "自称", "value": f"本所{number}"}).raise_for_status()
            except httpx.TransportError:
                return
            saved.append(number)

    def upload() -> None:
        with httpx.Client(base_url=client.base_url, headers=client.headers, cookies=client.cookies) as other:
            while True:
                try:
                    units.append(added(other, ZHUZHOU, "公开表.xlsx", "填报.yaml"))
                except httpx.TransportError:
                    return

    threads = [threading.Thread(target=work) for work in (answer, upload)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 60
    while len(saved) < ANSWERS or len(units) < 2:
        assert time.monotonic() < until
        time.sleep(0.001)
    kill(process)
    for thread in threads:
        thread.join()
    for talk in uploads:
        talk.close()

    _, later = servers()
    asked = later.get(f"{unit}/questions").text
    assert any(f">本所{number}</textarea>" in asked for number in (saved[-1], saved[-1] + 1))
    assert "467.63" in later.get(f"{unit}/tables").text
    assert later.get(f"{unit}/files/report").content.startswith(b"PK")
    home = later.get("/").text
    for each in units:
        assert f'href="{each}/"' in home
        assert later.get(f"{each}/identity").status_code == 200
    listed = home.count('<th scope="row">')
    assert listed in (len(units), len(units) + 1)  # the last one may have been kept without a word of it


def test_a_batch_is_gone_on_with_after_a_kill(
    servers: Callable[[], tuple[subprocess.Popen[str], httpx.Client]], tmp_path: Path
) -> None:
    process, client = servers()
    address = drop(client, FOLDER)  # type: ignore[arg-type]
    until = time.monotonic() + 60
    while not any(tmp_path.rglob("输出/*/*.docx")):
        assert time.monotonic() < until
        time.sleep(0.005)
    kill(process)

    _, later = servers()
    assert "停下了：" in later.get(address).text
    assert later.post(f"{address}/continue").status_code == 303
    html = finished(later, address)  # type: ignore[arg-type]
    assert "做完了：5 / 5" in html
    assert later.get(f"{address}/summary").content.startswith(b"PK")
