"""The guard before every page: whose request it is, where it comes from, and what browsers may do with the answer."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from narrator.web.door import Door
from narrator.web.render import refusal

SAFE = frozenset({"GET", "HEAD"})
OPEN = "/static/"  # looks and scripts, the same for everybody
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STRANGER = (
    "这个页面只给启动它的人用，重新启动过的，以前打开的网页也不能再用。请双击“启动”再打开一次；"
    "启动窗口还开着的，把窗口里的完整地址复制到这里也可以。"
)
ELSEWHERE = "这个请求不是从本页面发出的，没有执行。"


class Guard:
    """Lets through requests of this server's own pages with its cookie, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await (self._answer(Request(scope)) or self.app)(scope, receive, _with_headers(send))

    def _answer(self, request: Request) -> Response | None:
        """What is answered here: a start address, or a request that is not let through; `None` for all others."""
        if not self._is_of_this_page(request):
            return refusal(403, ELSEWHERE)
        if request.url.path == "/start" and request.method in SAFE:
            return self._start(request)
        known = self.door.knows(request.cookies.get(self.door.cookie, ""))
        return None if known or request.url.path.startswith(OPEN) else refusal(403, STRANGER, home=False)

    def _is_of_this_page(self, request: Request) -> bool:
        """Whether it is meant for this server, and a browser does not say that another site made it."""
        said = request.headers
        if said.get("host") not in self.door.hosts or len(said.getlist("host")) > 1:
            return False
        site, origin = said.get("sec-fetch-site"), said.get("origin")
        if site not in (None, "same-origin", "none") or origin not in (None, *self._origins()):
            return False
        return request.method in SAFE or origin is not None or site == "same-origin"

    def _origins(self) -> tuple[str, ...]:
        return tuple(f"http://{host}" for host in self.door.hosts)

    def _start(self, request: Request) -> Response:
        if not self.door.admits(request.query_params.get("token", "")):
            return refusal(403, STRANGER, home=False)
        return RedirectResponse("/", 303, headers={"Set-Cookie": self.door.set_cookie()})


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
