"""What refreshing tells: conflicts, and what a reviewer changed that the data says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from narrator.finding import Finding, Level, Place

LONGEST = 60
_CHECK = "请核对后在文件里改定"


def conflict(paragraph: str, theirs: str, ours: str, base: str) -> Finding:
    """Reviewer and data changed the same words."""
    message = f"{conflict_message(theirs, ours, base)}，没有改动，已加批注；{_CHECK}，再删去批注"
    return _finding("REFRESH-CONFLICT", Level.ERROR, message, paragraph, theirs)


def conflict_message(theirs: str, ours: str, base: str) -> str:
    """What stands there, what the data gives, and what was there."""
    return f"这里写的是{_quoted(theirs)}，新数据生成的是{_quoted(ours)}，原来是{_quoted(base)}"


def left(message: str) -> Finding:
    """A conflict of an earlier time whose comment is still there."""
    return Finding(
        code="REFRESH-OPEN",
        level=Level.ERROR,
        message=f"以前的冲突还没有处理：{message}；{_CHECK}，再删去批注",
        where=(Place(quote=_cut(message)),),
    )


def number(paragraph: str, label: str, theirs: str, ours: str, *, known: bool = True) -> Finding:
    """A number that a reviewer changed, or whose change a reviewer rejected, is not what the data gives.

    Where it is not `known` what was generated, the number may never have been changed.
    """
    named = f"（{label}）" if label else ""
    both = f"写的是{_quoted(theirs)}，数据算出的是{_quoted(ours)}{named}"
    message = f"{_by_whom('数', known=known)}与数据不一致：{both}，没有改动；{_CHECK}"
    return _finding("REFRESH-NUMBER", Level.NOTICE, message, paragraph, theirs)


def former(paragraph: str, label: str, theirs: str) -> Finding:
    """A number of former data still stands in a sentence that a reviewer rewrote."""
    message = f"改写过的句子里还写着以前的数{_quoted(theirs)}（{label}），数据已变，没有改动；{_CHECK}"
    return _finding("REFRESH-NUMBER", Level.NOTICE, message, paragraph, theirs)


def deleted(paragraph: str, base: str, ours: str) -> Finding:
    """A paragraph that a reviewer deleted has changed."""
    message = f"审阅时删去的一段，数据已变：原来是{_quoted(base)}，现在是{_quoted(ours)}；仍然不写，需要的请自行补上"
    return _finding("REFRESH-DELETED", Level.NOTICE, message, paragraph, ours)


def copied(paragraph: str, theirs: str, ours: str) -> Finding:
    """A copy of a generated paragraph still has the old numbers."""
    message = f"审阅时复制的一段，数据已变：写的是{_quoted(theirs)}，现在是{_quoted(ours)}，没有改动；{_CHECK}"
    return _finding("REFRESH-COPY", Level.NOTICE, message, paragraph, theirs)


def vanished(paragraph: str, theirs: str) -> Finding:
    """A paragraph that a reviewer changed is not generated any more."""
    message = f"新数据不再生成这一段，而审阅时改过它，没有删去：{_quoted(theirs)}；请核对是否还要，再删去批注"
    return _finding("REFRESH-CONFLICT", Level.ERROR, message, paragraph, theirs)


def cell(table: str, place: str, theirs: str, ours: str, *, known: bool = True) -> Finding:
    """A cell that a reviewer changed, or whose change a reviewer rejected, is not what the data gives.

    Where it is not `known` what was generated, the cell may never have been changed.
    """
    both = f"{place}写的是{_quoted(theirs)}，数据是{_quoted(ours)}"
    message = f"{_by_whom('格', known=known)}与数据不一致：{both}，没有改动；{_CHECK}"
    return _finding("REFRESH-CELL", Level.NOTICE, message, table, theirs)


def cell_conflict(table: str, place: str, theirs: str, ours: str, base: str) -> Finding:
    """Reviewer and data changed the same cell."""
    message = f"{place}：{conflict_message(theirs, ours, base)}，没有改动，已加批注；{_CHECK}，再删去批注"
    return _finding("REFRESH-CELL-CONFLICT", Level.ERROR, message, table, theirs)


def table(id: str, title: str, what: str) -> Finding:
    """A table that cannot be regenerated in place."""
    message = f"表“{title}”{what}，没有更新；请从新生成的文件里复制这张表"
    return _finding("REFRESH-TABLE", Level.ERROR, message, id, title)


def table_gone(id: str, title: str) -> Finding:
    """A table that a reviewer deleted has changed."""
    message = f"审阅时删去的表“{title}”，数据已变；仍然不写，需要的请从新生成的文件里复制"
    return _finding("REFRESH-DELETED", Level.NOTICE, message, id, title)


def chart(id: str, title: str) -> Finding:
    """A chart that shows what the data does not give any more, or that is not there."""
    message = f"图“{title}”没有更新，文件里的图与新数据不一致，或还没有这张图；请从新生成的文件里复制这张图，替换旧的"
    return _finding("REFRESH-CHART", Level.ERROR, message, id, title)


def chart_gone(id: str, title: str) -> Finding:
    """A chart that a reviewer deleted."""
    message = f"文件里没有图“{title}”，多半是审阅时删去的；仍然不画，需要的请从新生成的文件里复制"
    return _finding("REFRESH-DELETED", Level.NOTICE, message, id, title)


def chart_vanished(description: str) -> Finding:
    """A chart that is not generated any more is still there."""
    message = f"新数据不再生成这张图，而它还在文件里：{_quoted(description)}；请核对后删去"
    return Finding(code="REFRESH-CHART", level=Level.ERROR, message=message, where=(Place(quote=_cut(description)),))


def no_base(*, idle: bool) -> Finding:
    """Neither the file nor the side file has the base; `idle` says that numbers differ and none could be renewed."""
    advice = "有原来的 .base.json 的，放到文件旁边再更新一次"
    done = "只填了待填，其余与数据不一致的逐处列出"
    if idle:
        done, advice = "没有更新任何一处，与数据不一致的逐处列出", f"{advice}；没有的，请按列出的逐处改，或重新生成"
    message = f"文件里和旁边都没有底稿（.base.json），无从知道哪些字是审阅时改的：{done}；{advice}"
    return Finding(code="REFRESH-NO-BASE", level=Level.ERROR if idle else Level.NOTICE, message=message)


def other_input(was: Sequence[str], now: Sequence[str]) -> Finding:
    """The input is of another unit, year or edition."""
    message = f"文件原来是{'、'.join(was)}，这次的输入是{'、'.join(now)}；请核对没有拿错"
    return Finding(code="REFRESH-OTHER-INPUT", level=Level.NOTICE, message=message)


def unanchored(count: int) -> Finding:
    """Paragraphs without anchors were found by what they say."""
    message = f"有{count}段的书签已丢失（多半是粘贴到了新文件里），按文字相似认出，书签已补上；请通读一遍"
    return Finding(code="REFRESH-ANCHORS", level=Level.NOTICE, message=message)


def contents() -> Finding:
    """Headings have changed, or the pages on which they stand."""
    how = "请在 Word 里右键目录“更新域”；选“更新整个目录”的，各张表前的编号要再写上"
    message = f"标题或段落有增减或改动，目录和页码没有跟着改；{how}"
    return Finding(code="REFRESH-CONTENTS", level=Level.ADVICE, message=message)


def _by_whom(what: str, *, known: bool) -> str:
    return f"{'审阅时改过或拒绝更新' if known else '文件里'}的{what}"


def _finding(code: str, level: Level, message: str, paragraph: str, quote: str) -> Finding:
    return Finding(code=code, level=level, message=message, where=(Place(paragraph=paragraph, quote=_cut(quote)),))


def _quoted(text: str) -> str:
    return f"“{_cut(text)}”" if text else "空"


def _cut(text: str) -> str:
    shown = text.replace("\u2029", "⏎")
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
