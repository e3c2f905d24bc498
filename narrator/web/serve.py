"""Serving the page on this machine: a port that only this machine reaches, and the browser opened at it."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from narrator.errors import NarratorError
from narrator.paths import page_folder
from narrator.web.app import application
from narrator.web.door import HOST, Door

BACKLOG = 512
_ALONE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)  # the latter would share the port on Windows


def serve(
    port: int = 0,
    *,
    browser: bool = True,
    data: Path | None = None,
    started: Callable[[str], object] = print,
    unopened: Callable[[], object] = lambda: None,
) -> None:
    """Serve until interrupted; `started` is told the start address, port 0 takes a free one.

    `unopened` is called where no browser could be opened. Raises NarratorError where the port is taken or the folder
    of things kept cannot be used.
    """
    listening = _bound(port)
    door = Door(listening.getsockname()[1])
    app = application(data or page_folder(), door)
    started(door.address(door.token))
    if browser:
        threading.Timer(0.5, _open, [door.address(door.ticket), unopened]).start()
    config = uvicorn.Config(app, log_level="error", server_header=False, date_header=False, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listening])


def _open(address: str, unopened: Callable[[], object]) -> None:
    with suppress(webbrowser.Error, OSError):
        if webbrowser.open(address):
            return
    unopened()


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, _ALONE, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        raise NarratorError(f"端口 {port} 打不开，可能正被别的程序占用；请换一个，或不写 --port") from error
    listening.listen(BACKLOG)
    return listening
