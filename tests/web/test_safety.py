"""The page lets nobody in but the person who started it, and does nothing that another site asks for."""

import socket
import sqlite3
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient
from visitors import ZHUZHOU, added, come_in, words

from narrator.batch.record import Outcome, Record, State
from narrator.draft import draft
from narrator.errors import NarratorError, UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.web import batched
from narrator.web import serve as serving
from narrator.web.app import application
from narrator.web.door import Door
from narrator.web.limit import MOST
from narrator.web.trouble import without_folders


def test_without_the_cookie_nothing_is_shown(anybody: TestClient) -> None:
    answer = anybody.get("/")
    assert answer.status_code == 403
    assert "启动窗口" in answer.text and "请双击“启动”" in answer.text
    assert "narrator" not in words(answer.text) and 'href="/"' not in answer.text


def test_the_start_address_gives_a_cookie_that_scripts_and_other_sites_cannot_use(
    anybody: TestClient, door: Door
) -> None:
    answer = anybody.get("/start", params={"token": door.token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    said = answer.headers["set-cookie"]
    assert "HttpOnly" in said and "SameSite=Strict" in said
    assert door.token not in said and door.ticket not in said
    assert anybody.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "错"])
def test_another_token_does_not_open(anybody: TestClient, token: str) -> None:
    answer = anybody.get("/start", params={"token": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_ticket_given_to_the_browser_opens_once(anybody: TestClient, door: Door) -> None:
    ticket = door.ticket
    assert anybody.get("/start", params={"token": ticket}).status_code == 303
    assert anybody.get("/start", params={"token": ticket}).status_code == 403
    assert anybody.get("/start", params={"token": ""}).status_code == 403


def test_secrets_are_compared_in_constant_time(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, known: bytes) -> bool:
        compared.append((given, known))
        return False

    monkeypatch.setattr("narrator.web.door.secrets.compare_digest", compare)
    assert not door.admits(door.token) and not door.knows(door.session)
    assert (door.session.encode(), door.session.encode()) in compared


@pytest.mark.parametrize("host", ["evil.example:8765", "127.0.0.1:1", "127.0.0.1", "127.0.0.1:8765.evil.example"])
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_or_port_asks_for_is_refused(client: TestClient, site: str) -> None:
    for path in ("/", "/static/page.css"):
        assert client.get(path, headers={"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null"])
def test_another_origin_is_refused(client: TestClient, origin: str) -> None:
    assert client.post("/", headers={"Origin": origin}).status_code == 403
    assert client.get("/", headers={"Origin": origin}).status_code == 403


def test_two_host_names_are_refused(client: TestClient, door: Door) -> None:
    host = door.origin.removeprefix("http://")
    assert client.get("/", headers=[("Host", host), ("Host", "evil.example")]).status_code == 403


def test_a_change_must_say_where_it_comes_from(client: TestClient, door: Door) -> None:
    assert client.post("/", headers={"Sec-Fetch-Site": "none"}).status_code == 403  # typed or dropped, not of a page
    del client.headers["Sec-Fetch-Site"]
    assert client.post("/").status_code == 403
    assert client.post("/", headers={"Origin": door.origin}).status_code == 405


def test_every_answer_carries_a_strict_policy(client: TestClient) -> None:
    for path in ("/", "/static/page.css", "/nothing"):
        headers = client.get(path).headers
        assert {directive.strip() for directive in headers["content-security-policy"].split(";")} == {
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        }
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


def test_a_body_beyond_the_limit_is_refused_with_its_length_said_or_not(client: TestClient) -> None:
    def pieces() -> object:
        yield from (b"x" * 2**20 for _ in range(MOST // 2**20 + 1))

    for content in (b"x" * (MOST + 1), pieces()):
        answer = client.post("/units", content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status_code == 413
        assert "64 MB" in answer.text


def test_a_body_that_comes_in_chunks_is_counted_as_it_arrives(start: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="tables"; filename="x.xlsx"\r\n\r\n'
        yield from (b"x" * 2**20 for _ in range(MOST // 2**20 + 1))
        yield b"\r\n--x--\r\n"

    origin = start.partition("/start")[0]
    with httpx.Client(base_url=origin, headers={"Sec-Fetch-Site": "same-origin"}, timeout=60) as client:
        client.get(start)
        answer = client.post("/units", content=chunks(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.request.headers["Transfer-Encoding"] == "chunked"
    assert answer.status_code == 413 and "64 MB" in answer.text


def test_two_people_do_not_see_each_other(tmp_path: Path) -> None:
    mine, theirs = Door(1001), Door(1001)
    pages = {name: application(tmp_path / name, door) for name, door in (("mine", mine), ("theirs", theirs))}
    me = come_in(TestClient(pages["mine"], base_url=mine.origin), mine)
    them = come_in(TestClient(pages["theirs"], base_url=theirs.origin), theirs)
    unit = added(
        TestClient(pages["mine"], base_url=mine.origin, cookies=me.cookies, headers=me.headers, follow_redirects=False),
        ZHUZHOU,
        "公开表.xlsx",
    )
    assert me.get(f"{unit}/identity").status_code == 200 and "株洲" in me.get("/").text
    assert them.get(f"{unit}/identity").status_code == 404 and "株洲" not in them.get("/").text
    assert TestClient(pages["theirs"], base_url=theirs.origin, cookies=me.cookies).get("/").status_code == 403


def test_what_is_kept_is_for_its_owner_alone(client: TestClient, kept: Path) -> None:
    assert kept.stat().st_mode & 0o077 == 0


def test_only_this_machine_reaches_the_port() -> None:
    with serving._bound(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told() -> None:
    with serving._bound(0) as taken, pytest.raises(NarratorError, match=r"端口 \d+ 打不开"):
        serving._bound(taken.getsockname()[1])


def test_a_folder_that_cannot_be_used_is_told_with_its_name_and_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NarratorError, match=r"“.*file/page”不能用（路径里有一段不是文件夹）；请检查磁盘空间"):
        serving.serve(browser=False, data=tmp_path / "file" / "page")


def test_a_read_only_folder_is_told(kept: Path, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    application(kept, door)
    connect = sqlite3.connect

    def read_only(path: Path, **options: Any) -> sqlite3.Connection:
        return connect(f"file:{path}?mode=ro", uri=True, **options)

    monkeypatch.setattr("narrator.web.store.sqlite3.connect", read_only)
    (kept / "page.sqlite").unlink()
    with pytest.raises(NarratorError, match=r"不能用（打不开，也不能新建）.*权限"):
        application(kept, door)


def test_damaged_content_is_told_and_left_as_it_is(kept: Path, door: Door) -> None:
    kept.mkdir()
    (kept / "page.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(NarratorError, match=r"page\.sqlite 已损坏.*改名留着"):
        application(kept, door)
    assert (kept / "page.sqlite").read_bytes() == b"no database " * 100


@pytest.mark.parametrize(
    ("answer", "told"), [(True, 0), (False, 1), (webbrowser.Error("could not locate runnable browser"), 1)]
)
def test_where_no_browser_opens_the_one_who_started_is_told(
    monkeypatch: pytest.MonkeyPatch, answer: bool | Exception, told: int
) -> None:
    def open_(address: str) -> bool:
        if isinstance(answer, Exception):
            raise answer
        return answer

    said: list[str] = []
    monkeypatch.setattr("webbrowser.open", open_)
    serving._open("http://127.0.0.1:1/start", lambda: said.append("unopened"))
    assert len(said) == told


def test_the_server_answers_at_the_address_that_it_tells(start: str) -> None:
    port = int(start.split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as talk:
        path = start.partition(str(port))[2]
        talk.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = talk.makefile("rb").readline()
    assert b"303" in answer


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("“/home/某 人/data/公开表.xlsx”打不开", "“公开表.xlsx”打不开"),
        ("“C:\\Users\\张 三\\公开表.xlsx”打不开", "“公开表.xlsx”打不开"),
        (f"{Path.home()}/phrasebook/x/2020/edition.yaml:3：错", "edition.yaml:3：错"),
        ("/tmp/x/page.sqlite：错", "page.sqlite：错"),
        ("版式“hunan/2020”是2020年度的", "版式“hunan/2020”是2020年度的"),
        ("文件“上年/公开表.xlsx”已损坏；人员/车辆 3/4", "文件“公开表.xlsx”已损坏；人员/车辆 3/4"),
    ],
)
def test_messages_tell_names_of_files_without_their_folders(said: str, shown: str) -> None:
    assert without_folders(said) == shown


SECRET = "“/home/某 人/data/公开表.xlsx”打不开"
WRONG = Finding(code="X", level=Level.ERROR, message=SECRET, where=(Place(figure="人员.编制"),))


@pytest.mark.parametrize(
    "raised", [NarratorError(SECRET), UnusableInput((Finding(code="X", level=Level.ERROR, message=SECRET),))]
)
def test_no_page_tells_folders_whatever_is_raised(
    client: TestClient, seed: str, monkeypatch: pytest.MonkeyPatch, raised: NarratorError
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    for module in ("home", "files"):
        monkeypatch.setattr(f"narrator.web.{module}.put_tables", fail)
    monkeypatch.setattr("narrator.web.reviewing._refresh", fail)
    for address, field in (("/units", "tables"), (f"{seed}/files", "tables"), (f"{seed}/reviewing", "reviewed")):
        answer = client.post(address, files={field: ("x", b"x")})
        assert "“公开表.xlsx”打不开" in answer.text and "/home" not in answer.text, address


def test_findings_are_told_without_folders(client: TestClient, seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrator.web.desk.check", lambda _: (WRONG,))
    monkeypatch.setattr("narrator.web.desk.draft", lambda *given: replace(draft(*given), findings=(WRONG,)))
    for page in ("", "questions", "answers?path=人员.编制"):
        html = client.get(f"{seed}/{page}").text
        assert "“公开表.xlsx”打不开" in html and "/home" not in html, page


def test_a_unit_of_a_batch_is_told_without_folders() -> None:
    outcome = Outcome(findings=(WRONG,))
    assert batched.ended(Record(State.FAILED), outcome).refused == "“公开表.xlsx”打不开"
