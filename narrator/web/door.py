"""Who may come in: the token of a start address, moved into a cookie that only this server's pages send."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

HOST = "127.0.0.1"
DAY = 24 * 60 * 60  # seconds


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(slots=True)
class Door:
    """The secrets of one running server on `port`; `ticket` opens once, as other users may see how browsers start."""

    port: int
    token: str = field(default_factory=_secret)
    ticket: str = field(default_factory=_secret)
    session: str = field(default_factory=_secret)

    @property
    def origin(self) -> str:
        """The address of the server as browsers write it."""
        return f"http://{HOST}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser that means this server writes as Host."""
        return frozenset({f"{HOST}:{self.port}", f"localhost:{self.port}"})

    @property
    def cookie(self) -> str:
        """The name of the cookie; browsers do not tell ports apart, so that the name does."""
        return f"narrator-{self.port}"

    def address(self, secret: str) -> str:
        """The start address with a token or ticket."""
        return f"{self.origin}/start?token={secret}"

    def admits(self, token: str) -> bool:
        """Whether a start address is ours; a ticket is used up by this."""
        if self.ticket and _same(token, self.ticket):
            self.ticket = ""
            return True
        return _same(token, self.token)

    def knows(self, cookie: str) -> bool:
        """Whether a cookie is the one that we set."""
        return _same(cookie, self.session)

    def set_cookie(self) -> str:
        """The header that sets the cookie."""
        return f"{self.cookie}={self.session}; HttpOnly; SameSite=Strict; Path=/; Max-Age={DAY}"


def _same(given: str, known: str) -> bool:
    return secrets.compare_digest(given.encode(), known.encode())
