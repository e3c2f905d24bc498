"""Serving the page on this machine: a port that only this machine reaches, and the browser opened at it."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from narrator.errors import NarratorError
from narrator.paths import page_folder
from narrator.web.app import application
from narrator.web.door import HOST, Door

BACKLOG = 512


def serve(
    port: int = 0, *, browser: bool = True, data: Path | None = None, started: Callable[[str], object] = print
) -> None:
    """Serve until interrupted; `started` is told the start address, port 0 takes a free one.

    Raises NarratorError where the port is taken or the folder of things kept cannot be used.
    """
    listening = _bound(port)
    door = Door(listening.getsockname()[1])
    app = application(data or page_folder(), door)
    started(door.address(door.token))
    if browser:
        threading.Timer(0.5, webbrowser.open, [door.address(door.ticket)]).start()
    config = uvicorn.Config(app, log_level="error", server_header=False, date_header=False, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listening])


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        raise NarratorError(f"端口 {port} 打不开，可能正被别的程序占用；请换一个，或不写 --port") from error
    listening.listen(BACKLOG)
    return listening
