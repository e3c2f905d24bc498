"""The file to publish of a unit, and what was told when it was made: what was taken out, what was left as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from narrator import verbs
from narrator.account.names import folded
from narrator.draft import Draft
from narrator.finding import Finding, Level
from narrator.review.word import Paragraph, read_word
from narrator.web.changes import comments
from narrator.web.desk import Desk
from narrator.web.reviewed import REVIEWED
from narrator.web.store import Kept
from narrator.web.trouble import in_page_words

FINAL, TOLD = "定稿.docx", "定稿.json"
_CHANGED = ("改过数或单位的信息", "换过审阅稿")
LONGEST = 120  # characters shown of a paragraph


@dataclass(frozen=True, slots=True)
class Final:
    """What was told of a file to publish: when it was made, of which data and reviewed file, and what came of it.

    `comments` of ours were taken out; `edited` are the paragraphs that the reviewers wrote otherwise, which were kept;
    `left` is what may be looked at besides what is told of the unit anyway; `outdated` says what was changed since.
    """

    made: str
    data: str
    file: str
    comments: int
    edited: tuple[str, ...]
    left: tuple[str, ...]
    outdated: str = ""


def make(desk: Desk, unit: Kept, reviewed: Path) -> tuple[str, ...]:
    """Make the file to publish of a reviewed one and keep it; what is in its way, nothing once it is made.

    Raises NarratorError where a file cannot be read or written.
    """
    found, home = desk.draft(unit), desk.store.home(unit.id)
    with desk.store.aside() as folder:
        account, out = folder / "account.json", folder / FINAL
        account.write_bytes(verbs.saved(found.account))
        result = verbs.finish(reviewed, account, out)
        if not result.outputs:
            wrong = [each for each in result.findings if each.level == Level.ERROR]
            return _told(wrong)
        said = {each.message for each in found.findings}
        left = [each for each in result.findings if each.message not in said]
        made = f"{datetime.now():%Y-%m-%d %H:%M}"
        told = Final(made, *_state(desk, unit, home), comments(reviewed), _edited(found, out), _told(left))
        (folder / TOLD).write_text(json.dumps(asdict(told), ensure_ascii=False), "utf-8")
        out.replace(home / FINAL)
        (folder / TOLD).replace(home / TOLD)
    return ()


def known(desk: Desk, unit: Kept) -> Final | None:
    """What was told of the file to publish, `None` where none was made."""
    home = desk.store.home(unit.id)
    if not (home / TOLD).is_file():
        return None
    held = json.loads((home / TOLD).read_text("utf-8"))
    found = Final(**{**held, "edited": tuple(held["edited"]), "left": tuple(held["left"])})
    now = zip((found.data, found.file), _state(desk, unit, home), _CHANGED, strict=True)
    return replace(found, outdated="、".join(changed for was, is_, changed in now if was != is_))


def _state(desk: Desk, unit: Kept, home: Path) -> tuple[str, str]:
    """What a file to publish is made of: the unit's data, and the reviewed file."""
    stamp = (home / REVIEWED).stat().st_mtime_ns
    return _hash(desk.state(unit, desk.store.answers(unit.id))), _hash(stamp)


def _told(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(in_page_words(finding.message) for finding in findings))


def _hash(state: Hashable) -> str:
    return hashlib.sha256(repr(state).encode()).hexdigest()


def _edited(found: Draft, final: Path) -> tuple[str, ...]:
    """The paragraphs of a file that are none of the draft's."""
    ours = [folded(each.text) for each in found.document.paragraphs()] if found.document else []
    texts = (block.text for block in read_word(final).blocks if isinstance(block, Paragraph) and not block.contents)
    return tuple(_short(text) for text in texts if text and not any(folded(text) in own for own in ours))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
