"""What somebody has to look at in an import: what is last year's in the texts, and what was not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from narrator.account import Facts, TableId
from narrator.check.reasons import LESS, MORE
from narrator.finding import Finding, Level, Place
from narrator.review.imported.facts_read import FactsFound, Row, Source
from narrator.review.imported.templates import KIND, Change, Templates
from narrator.review.imported.tree import LAST_YEAR, REASONS
from narrator.workbook.fields import field_at

_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_DIRECTION = re.compile("|".join((*MORE, *LESS)))
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万元|%)")
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_ROW = re.compile(r"\.\d{1,2}(?=\.|$)")
_QUOTE = 40
_LISTED = 3  # errors that a message lists


def stale(texts: Iterable[tuple[str, str]], year: int) -> Iterator[Finding]:
    """A finding for texts that name years up to this one, for those with amounts, for reasons with a direction."""
    texts = tuple(texts)
    years = [one for one in _found(_YEAR, texts) if int(one[1]) <= year]
    amounts = _found(_AMOUNT, texts)
    reasons = _found(_DIRECTION, (one for one in texts if one[0].startswith(REASONS)))
    for code, found, what, do in (
        ("IMPORT-YEAR", years, f"文字里有 {year} 年及以前的年份", "请改成本年的，或确认仍然成立"),
        (
            "IMPORT-AMOUNT",
            amounts,
            "文字里有上年的金额和百分数",
            "请改成本年的；算得出来的数可写成 {人员经费} 这样的名称",
        ),
        ("IMPORT-DIRECTION", reasons, "上年的原因里有增减方向", "本年增减的方向可能不同，请按本年的数改写"),
    ):
        if found:
            where = tuple(
                Place(figure=path, quote=text[:_QUOTE]) for path, text in {one[0]: one[2] for one in found}.items()
            )
            yield Finding(code=code, level=Level.NOTICE, message=f"{what}：{_listed(found)}。{do}", where=where)


def _found(pattern: re.Pattern[str], texts: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [(path, match[0], text) for path, text in texts for match in pattern.finditer(text.translate(_WIDE))]


def _listed(found: list[tuple[str, str, str]]) -> str:
    by_path: dict[str, list[str]] = {}
    for path, word, _ in found:
        by_path.setdefault(path, []).append(word)
    return "；".join(f"{path}（{'、'.join(dict.fromkeys(words))}）" for path, words in by_path.items())


def missing_tables(tables: Iterable[TableId], asked: Iterable[TableId], file: str) -> Iterator[Finding]:
    """A finding for tables of the edition that the file does not have."""
    have = set(tables)
    lacking = [id for id in asked if id not in have]
    if lacking:
        message = (
            f"“{file}”里没有读到公开{'、'.join(f'0{id[1]}' for id in lacking)}表，其中的数没有带过来；请在填报里补上"
        )
        level = Level.NOTICE if have else Level.ERROR
        yield Finding(code="IMPORT-NO-TABLE", level=level, message=message, where=(Place(file=file),))


def doubtful(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A finding for the errors of last year's tables and of the text's amounts beside them, which are carried over."""
    wrong = [one for one in findings if one.level == Level.ERROR and _of_amounts(one.code)]
    if wrong:
        told = "；".join(one.message.partition("。请")[0] for one in wrong[:_LISTED])
        more = "等" if len(wrong) > _LISTED else ""
        message = f"上年的文件里有 {len(wrong)} 处有误，带过来的上年数可能不对：{told}{more}。请先核对上年的文件"
        where = tuple(dict.fromkeys(place for one in wrong for place in one.where))
        yield Finding(code="IMPORT-DOUBTFUL", level=Level.NOTICE, message=message, where=where)


def _of_amounts(code: str) -> bool:
    """Whether a finding of an audit is about the tables, or about an amount that is not the tables'."""
    return code == "AUDIT-AMOUNT" or not code.startswith("AUDIT-")


def unread(told: Templates, found: FactsFound) -> Iterator[Finding]:
    """What two passages say differently, what of a list was not understood, and facts that no passage gave."""
    for path, first, other, source in found.differing:
        if not path.startswith(LAST_YEAR):
            message = f"“{path}”在文中有两种说法：“{first}”和“{other}”，取了前一种；请核对"
            yield _at("IMPORT-DIFFERS", message, source)
    for path, rows, others in found.disagreeing():
        first_only, other_only = [row for row in rows if row not in others], [row for row in others if row not in rows]
        tellings = f"一处是{_rows(rows, first_only)}，另一处是{_rows(others, other_only)}"
        message = f"“{path}”在文中有两处，{tellings}，取了前一处；请核对"
        yield _at("IMPORT-DIFFERS", message, found.sources[path])
    for path, left, source in found.leftover:
        yield _at("IMPORT-UNREAD", f"“{path}”里的“{left[:_QUOTE]}”没有读懂，没有带过来；请在填报里补上", source)
    if found.unmatched:
        quotes = [source.quote[:_QUOTE] for source in found.unmatched]
        message = f"有 {len(quotes)} 段文字没有读懂，其中的内容没有带过来：{'；'.join(f'“{one}……”' for one in quotes)}"
        where = tuple(Place(paragraph=one.passage.title or None, quote=one.quote[:_QUOTE]) for one in found.unmatched)
        yield Finding(code="IMPORT-UNREAD", level=Level.NOTICE, message=message, where=where)
    if lacking := list(_lacking(told, found)):
        listed = "、".join(lacking)
        message = f"版式用到、文中没有读到的：{listed}。文中没有写的不必理会，写了的请在填报里补上"
        where = tuple(Place(figure=path) for path in lacking)
        yield Finding(code="IMPORT-NOT-FOUND", level=Level.NOTICE, message=message, where=where)


def _rows(rows: list[Row], only: list[Row]) -> str:
    """How many rows a telling of a list has, and which of them the other telling has not."""
    named = "、".join(str(next(iter(row.values()), ""))[:_QUOTE] for row in only)
    return f"{len(rows)}项" + (f"，其中“{named}”只见于这一处" if named else "")


def _lacking(told: Templates, found: FactsFound) -> Iterator[str]:
    """The facts that the edition would say and no passage gave, lists by their own path."""
    given = {*found.values, *found.lists, *found.spoken_of}
    slots = (slot for template in told.paragraphs for slot in template.slots.values() if not isinstance(slot, Change))
    wanted = dict.fromkeys(_ROW.split(slot)[0] for slot in slots if not slot.startswith((LAST_YEAR, *REASONS)))
    if any(KIND in template.says for template in told.paragraphs) and KIND not in given:
        yield KIND
    for path in wanted:
        if field_at(path)[0] and not any(path == one or path.startswith(f"{one}.") for one in given):
            yield path


def _at(code: str, message: str, source: Source) -> Finding:
    where = (Place(paragraph=source.passage.title or None, quote=source.quote[:_QUOTE] or None),)
    return Finding(code=code, level=Level.NOTICE, message=message, where=where)


def texts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Every text among facts by its path, reasons by the figure that they explain."""
    for kind, reasons in zip(REASONS, (facts.change_reasons, facts.budget_reasons), strict=True):
        yield from ((f"{kind}.{reason.explains[0]}", reason.reason) for reason in reasons)
    yield from _texts(facts.model_dump(by_alias=True, exclude_unset=True), "")


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    below = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, tuple) else ()
    for key, each in below:
        if key not in REASONS:
            yield from _texts(each, f"{path}.{key}" if path else str(key))
