"""The page lets nobody in but the person who started it, and does nothing that another site asks for."""

import socket
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from visitors import ZHUZHOU, added, come_in

from narrator.errors import NarratorError
from narrator.web import serve as serving
from narrator.web.app import application
from narrator.web.door import Door
from narrator.web.limit import MOST
from narrator.web.trouble import without_folders


def test_without_the_cookie_nothing_is_shown(anybody: TestClient) -> None:
    answer = anybody.get("/")
    assert answer.status_code == 403
    assert "启动窗口" in answer.text


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
        ("文件“上年/公开表.xlsx”已损坏；人员/车辆 3/4", "文件“公开表.xlsx”已损坏；人员/车辆 3/4"),
    ],
)
def test_messages_tell_names_of_files_without_their_folders(said: str, shown: str) -> None:
    assert without_folders(said) == shown
