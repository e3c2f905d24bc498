"""The page as an application: its addresses, and the guards before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from narrator.errors import NarratorError
from narrator.web import trouble
from narrator.web.desk import Desk
from narrator.web.door import Door
from narrator.web.guard import Guard
from narrator.web.limit import BodyLimit
from narrator.web.render import STATIC
from narrator.web.routes import ROUTES
from narrator.web.store import Store


def application(data: Path, door: Door) -> Starlette:
    """The page of the person whose things are kept in the folder `data`, let in by `door`."""
    app = Starlette(
        routes=[*ROUTES, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(Guard, door=door), Middleware(BodyLimit)],
        lifespan=_ended,
        exception_handlers={
            HTTPException: trouble.declined,
            NarratorError: trouble.refused,
            Exception: trouble.broken,
        },
    )
    app.state.desk = Desk(Store(data))
    return app


@asynccontextmanager
async def _ended(app: Starlette) -> AsyncIterator[None]:
    """The life of the page; with it ends what is built beside the requests."""
    yield
    await run_in_threadpool(app.state.desk.jobs.end)
