"""What a page says when something goes wrong: in Chinese, what to do, and never where files lie on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from narrator.errors import NarratorError, UnusableInput
from narrator.web.page_words import PAGE_WORDS
from narrator.web.render import refusal

UNEXPECTED = (
    "程序出了意外的错误，这一步没有完成，已经保存的内容都在。请返回上一页重试；"
    "总是这样，请把启动窗口里的文字发给维护的人。"
)
_SAID: Mapping[int, str] = {
    400: "浏览器送来的内容不完整，没有保存；请返回上一页重试。",
    404: "没有这一页：可能已经删除，或地址写错了。",
    405: "没有这一页：地址写错了。",
}
_FOLDERS = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\\/\s“”：，。、；（）]+)+(?=[\\/])[\\/]")
_QUOTED = re.compile(
    r"“(?![a-z]+/\d{4}”)(?:(?:[A-Za-z]:)?[\\/][^“”]*[\\/]([^“”\\/]+)|[^“”]*[\\/]([^“”\\/]+\.[A-Za-z]{2,5}))”"
)  # what begins as a path or ends as a file, which neither an edition nor a unit's name does


def without_folders(text: str) -> str:
    """The text with the names of files only, whatever folder they were told with."""
    text = _QUOTED.sub(
        lambda found: f"“{found[1] or found[2]}”", text.replace(str(Path.home()), "")
    )  # names of folders may have blanks
    return _FOLDERS.sub("", text)


def in_page_words(text: str) -> str:
    """A message without folders, and with the page's buttons in place of the command line's verbs and options."""
    for said, here in PAGE_WORDS.items():
        text = text.replace(said, here)
    return without_folders(text)


def told(error: NarratorError) -> tuple[str, ...]:
    """What an error says, a message each, in the page's words."""
    findings = error.findings if isinstance(error, UnusableInput) else ()
    return tuple(map(in_page_words, [finding.message for finding in findings] or [str(error)]))


async def declined(request: Request, error: Exception) -> Response:
    """The page for a request that cannot be served as it is."""
    assert isinstance(error, HTTPException)
    said = _SAID.get(error.status_code) or str(error.detail)
    return refusal(error.status_code, said)


async def refused(request: Request, error: Exception) -> Response:
    """The page for what narrator refuses: its message, a line each."""
    assert isinstance(error, NarratorError)
    return refusal(422, *map(in_page_words, str(error).split("\n")))


async def broken(request: Request, error: Exception) -> Response:
    """The page for an error of our own; its traceback goes to the window that the server was started from."""
    return refusal(500, UNEXPECTED)
