"""How much a request may send, whether it says so beforehand or not."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST = 64 * 2**20  # bytes of one request
TOO_MUCH = (
    f"一次上传的文件超过了 {MOST // 2**20} MB，没有保存，页面上原有的内容都在。请核对是不是选错了文件，再分几次上传。"
)
_DRAINED = 8 * MOST  # bytes read and thrown away, so that the browser hears the answer


class BodyLimit:
    """Refuses a request with a body larger than `most`, counted as it arrives."""

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its body counted."""
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self.most:
                await _drain(receive, message)
                raise HTTPException(413, TOO_MUCH)
            return message

        await self.app(scope, counted if scope["type"] == "http" else receive, send)


async def _drain(receive: Receive, message: Message) -> None:
    thrown = 0
    while message.get("more_body") and thrown < _DRAINED:
        message = await receive()
        thrown += len(message.get("body", b""))
