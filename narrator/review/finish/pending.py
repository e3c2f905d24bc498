"""What keeps a file from publication: tracked changes, placeholders; and what a publisher should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from narrator.finding import Finding, Level, Place
from narrator.review.anchors import AUTHOR
from narrator.review.finish.parts import Parts
from narrator.review.finish.removal import stories
from narrator.review.package import DOCUMENT
from narrator.review.word_xml import child, elements, local, value

LONGEST_QUOTE, SHOWN = 60, 4
_PLACEHOLDER = re.compile(r"【\s*待\s*填[^】]*】?|待填[：:][^】【]{0,40}】")
_CHANGES = {
    "ins": "插入",
    "del": "删除",
    "moveFrom": "移走",
    "moveTo": "移入",
    "cellIns": "插入单元格",
    "cellDel": "删除单元格",
    "cellMerge": "合并单元格",
    "numberingChange": "编号改动",
}
_CHANGE = re.compile(r"(?:rPr|pPr|sectPr|tblPr|tblPrEx|tblGrid|trPr|tcPr)Change")
_STORY = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def pending(parts: Parts, file: str) -> Iterator[Finding]:
    """A finding for each paragraph with changes that are pending, for each placeholder, and for comments of others."""
    for name in stories(parts):
        root = parts.xml(name)
        story = next((said for kind, said in _STORY.items() if name.rpartition("/")[2].startswith(kind)), "")
        yield from _changes(root, story)
        yield from _hidden(root, story)
        for paragraph in (each for each in root.iter() if local(each) == "p"):
            yield from _placeholders(_quote(paragraph, None), story)
    if b"PAGEREF" in parts[DOCUMENT]:
        how = "请在 Word 里打开定稿，右键目录“更新域”，选“只更新页码”，再公开"
        message = f"目录里的页码不会自己改。审阅时增删过文字的，{how}"
        yield Finding(code="FINISH-CONTENTS", level=Level.ADVICE, message=message)
    for name in parts.related("core-properties", ""):
        for each in elements(parts.xml(name)):
            yield from _placeholders(each.text or "", "文件属性")
    for name in parts.related("comments"):
        yield from _comments(parts.xml(name), file)


def _changes(root: Any, story: str) -> Iterator[Finding]:
    """The tracked changes of a story, a finding a paragraph (what stands in none: the next one's)."""
    told: dict[Any, list[str]] = {}
    for each in root.iter():
        name = local(each)
        kind = _CHANGES.get(name) or ("格式改动" if _CHANGE.fullmatch(name) else "")
        if kind and "wordprocessingml" in each.tag:
            words = "".join(_said(each, ("t", "delText")))[:LONGEST_QUOTE]
            by = value(each, "author")
            what = kind + (f"“{words}”" if words else "") + (f"（{by}）" if by else "")
            told.setdefault(_paragraph(each), []).append(what)
    for paragraph, changes in told.items():
        what = "、".join(dict.fromkeys(changes[:SHOWN])) + (f"等{len(changes)}处" if len(changes) > SHOWN else "")
        quote = _quote(paragraph)
        message = f"{story}{_quoted(quote)}还有没有处理的修订：{what}。请在 Word 里接受或拒绝全部修订后再定稿"
        yield _finding("FINISH-TRACKED", message, story, quote)


def _hidden(root: Any, story: str) -> Iterator[Finding]:
    """One finding that quotes the hidden text of a story, which stays."""
    runs = (child(each, "rPr") for each in root.iter() if local(each) == "r")
    hidden = [look.getparent() for look in runs if _is_on(child(look, "vanish"))]
    quotes = [quote for run in hidden if (quote := _quote(run))]
    if quotes:
        shown = "、".join(f"“{quote}”" for quote in quotes[:SHOWN])
        message = (
            f"{story}有隐藏的文字 {len(quotes)} 处，没有删去，公开后别人能让它显示：{shown}。请核对，不该公开的请删去"
        )
        where = tuple(Place(paragraph=story or None, quote=quote) for quote in quotes)
        yield Finding(code="FINISH-HIDDEN", level=Level.NOTICE, message=message, where=where)


def _is_on(switch: Any) -> bool:
    return switch is not None and value(switch) not in ("0", "false", "off")


def _placeholders(text: str, story: str) -> Iterator[Finding]:
    for match in _PLACEHOLDER.finditer(text):
        quote = text[max(0, match.start() - LONGEST_QUOTE // 2) : match.end()]
        message = f"{story}{_quoted(quote)}里的“{match[0]}”还没有填。请在文中填上，或在填报里补上后用 refresh 更新"
        yield _finding("FINISH-PLACEHOLDER", message, story, quote)


def _comments(root: Any, file: str) -> Iterator[Finding]:
    """One finding that lists the comments of others, which stay."""
    others = [each for each in elements(root, "comment") if value(each, "author") != AUTHOR]
    if not others:
        return
    quotes = ["".join(each.itertext()).strip()[:LONGEST_QUOTE] for each in others]
    shown = "；".join(
        f"{value(each, 'author')}：“{quote}”" for each, quote in zip(others[:SHOWN], quotes, strict=False)
    )
    message = f"“{file}”里有别人写的批注 {len(others)} 条，没有删去（只去掉了姓名）：{shown}。公开前请处理并删去"
    where = tuple(Place(paragraph="批注", quote=quote) for quote in quotes)
    yield Finding(code="FINISH-COMMENTS", level=Level.NOTICE, message=message, where=where)


def _paragraph(element: Any) -> Any:
    """The paragraph that an element stands in, else the one that follows in the same table or section."""
    around = next((one for one in element.iterancestors() if local(one) == "p"), None)
    if around is not None:
        return around
    for one in (element, *element.iterancestors()):
        inside = next((each for each in one.iter() if local(each) == "p"), None)
        if inside is not None:
            return inside
    return element


def _said(element: Any, names: tuple[str, ...]) -> Iterator[str]:
    """The text below an element, that of paragraphs within it left out."""
    for each in elements(element):
        if local(each) in names:
            yield each.text or ""
        elif local(each) != "p":
            yield from _said(each, names)


def _quote(element: Any, longest: int | None = LONGEST_QUOTE) -> str:
    return "".join(_said(element, ("t",))).strip()[:longest]


def _quoted(quote: str) -> str:
    return f"“{quote}”" if quote else "一处没有文字的地方"


def _finding(code: str, message: str, story: str, quote: str) -> Finding:
    where = (Place(paragraph=story or None, quote=quote or None),)
    return Finding(code=code, level=Level.ERROR, message=message, where=where)
