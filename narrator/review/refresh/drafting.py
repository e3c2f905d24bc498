"""The base that an edited file was generated from, and the draft that its input gives now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrator.account import Account
from narrator.draft import Draft, draft
from narrator.phrasebook.library import Library
from narrator.review.base import Base, parsed
from narrator.review.carried import carried
from narrator.review.package import Package
from narrator.review.refresh.refreshing import Refreshed, refreshed

SIDE_FILE = ".base.json"


@dataclass(frozen=True, slots=True)
class Compared:
    """An edited file's base (`None` where it is lost), the draft of its input, and the file with what is new in that.

    Without an edition there is no document and nothing to compare with.
    """

    base: Base | None
    draft: Draft
    new: Refreshed | None


def compared(package: Package, reviewed: Path, account: Account, editions: Library) -> Compared:
    """The file compared with its input, in the edition of that or else the one that the file was written in."""
    old = _base(package, reviewed)
    found = draft(with_edition(account, old, editions), editions)
    if found.document is None or found.edition is None:
        return Compared(old, found, None)
    return Compared(old, found, refreshed(package, old, found.document, found.edition.page))


def _base(package: Package, reviewed: Path) -> Base | None:
    """The base that the file carries, else the one beside it, else `None`."""
    text = carried(package)
    if text is not None and (base := parsed(text)) is not None:
        return base
    names = (reviewed.with_suffix(SIDE_FILE), reviewed.with_name(reviewed.name.removesuffix(".审阅.docx") + SIDE_FILE))
    for beside in names:
        if beside.is_file() and (base := parsed(beside.read_bytes())) is not None:
            return base
    return None


def with_edition(account: Account, old: Base | None, editions: Library) -> Account:
    """The account in its own edition, else in that of the base, if there is such an edition."""
    if account.edition is not None or old is None or old.edition not in editions.names():
        return account
    return account.model_copy(update={"edition": old.edition})
