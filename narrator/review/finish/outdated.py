"""Where the text of a file to be published is not settled: open conflicts, numbers that its input gives otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.finding import Finding, Level, Place
from narrator.review.refresh.differences import Difference
from narrator.review.refresh.drafting import Compared


def outdated(compared: Compared) -> Iterator[Finding]:
    """A finding for each open conflict and each number that differs; one where only words are other ones now."""
    new = compared.new
    if new is None:
        return
    yield from map(_open, new.open)
    yield from map(_number, new.differences)
    if new.changes and not new.differences:
        message = "按现在的输入，文中有些字句会写得不同（数没有不一致的）。请用 refresh 看看改了什么，再定稿"
        yield Finding(code="FINISH-NEWS", level=Level.NOTICE, message=message)


def _open(conflict: str) -> Finding:
    message = f"还有没有处理的冲突：{conflict}。请在文中改定，并删去这条“冲突：…”批注后再定稿"
    where = (Place(paragraph="批注", quote=conflict),)
    return Finding(code="FINISH-CONFLICT", level=Level.ERROR, message=message, where=where)


def _number(one: Difference) -> Finding:
    now = f"输入现在给出的是“{one.ours}”（{one.label}）" if one.ours else f"这是以前的数（{one.label}），输入已变"
    said = f"写的是“{one.theirs}”" if one.theirs else "没有写"
    message = f"文中“{one.quote}”一处{said}，{now}。写错了请改正；输入错了请先改输入；输入变了请先用 refresh 更新"
    where = (Place(paragraph=one.paragraph, quote=one.quote),)
    return Finding(code="FINISH-NUMBER", level=Level.ERROR, message=message, where=where)
