"""Word files that were dropped to be audited: each kept under a name of our own until it is removed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from narrator.web.store import Store


@dataclass(frozen=True, slots=True)
class Audited:
    """A file: its id, the name that it had, when it came."""

    id: str
    file: str
    made: str


def path_of(store: Store, id: str) -> Path:
    """Where an audited file lies."""
    return store.folder / "audits" / f"{id}.docx"


def listed(store: Store) -> tuple[Audited, ...]:
    """All audited files, the latest first."""
    with store.open() as base:
        return tuple(Audited(**row) for row in base.execute("SELECT * FROM audits ORDER BY rowid DESC"))


def found(store: Store, id: str) -> Audited | None:
    """The audited file with this id, `None` if there is none."""
    return next((each for each in listed(store) if each.id == id), None)


def keep(store: Store, file: str, data: bytes) -> str:
    """Keep a file to be audited; its id."""
    id = secrets.token_hex(8)
    path_of(store, id).parent.mkdir(exist_ok=True)
    path_of(store, id).write_bytes(data)
    with store.open() as base:
        base.execute("INSERT INTO audits (id, file) VALUES (?, ?)", [id, file])
    return id


def drop(store: Store, id: str) -> None:
    """Forget an audited file."""
    with store.open() as base:
        base.execute("DELETE FROM audits WHERE id = ?", [id])
    path_of(store, id).unlink(missing_ok=True)
