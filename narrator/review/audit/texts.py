"""What a text should not hold at all: leftovers, missing signs, years and units of others, doubled marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from narrator.account.names import folded, plain_name
from narrator.finding import Level
from narrator.read.forms import load_forms
from narrator.review.audit.page import FREE, QUIET, Page
from narrator.review.audit.passages import Passage
from narrator.review.audit.told import Spot, Told, spot, told

_NO_PERCENT = re.compile(r"(?:占(?:[^，。；：]{0,20}的)?|增长|下降)\d+(?:\.\d+)?(?=[，。；、])")
_NO_UNIT = re.compile(r"(?:支出决算|决算数|年初预算|预算数|支出预算)(?:数)?为\d+\.\d+(?=[，。；])")
_DOUBLED = re.compile(r"[，。；：、]{2,}|(?<![.…])\.{2}(?!\.)")
_DOUBLED_WORDS = re.compile(r"([\u4e00-\u9fff]{2,6})\1")
_CLOSING_DAY = re.compile(r"截[至止]到?(20\d\d)年(?:12月31日|底|末)")
_LAST_YEAR = re.compile(r"[与比较同]([12]\d{3})年度?(?:决算数?)?(?:相比|持平|增|减|基本)")
_SAID_YEAR = re.compile(
    r"(20\d\d)年度?(?=[^，。；\d]{0,16}(?:项目\d+个|收入支出总计|收支总计|财政拨款(?:基本)?支出|三公经费|机关运行|政府采购"
    r"|部门决算(?:情况说明|表)|[无有](?:一般公共|政府性|国有)|预算绩效管理工作|支出开展了绩效|开支会议费|开支培训费|无会议费)"
    r"|，[^，。；\d]{0,40}公务用车保有量)"
)
_USE = re.compile(r"[^。；]{0,80}?。?主要用于：?([^。；]{0,60})")
_ORGANISATION = "(?:局|委员会|办公室|中心|办事处|所|院|校|学校|馆|站|大队|支队|部|会|厅|署|镇|乡|街道|处)"
CITED = 12  # characters before a name in which a document that it issued is cited
_CITES = re.compile("根据|按照|依据|《|经|由|向|报")
OWN = "【待填"  # how our own placeholders begin
ALIKE = 0.75
MOST_TABLES = 6  # tables found from which one that is missing was forgotten, not printed elsewhere


def leftovers(page: Page) -> Iterator[Told]:
    """填表说明和占位的字不应留在文中。"""
    for passage in page.passages:
        matches = list(page.ledger.reading.leftover.finditer(passage.text))
        if matches:
            words = "、".join(f"“{match[0]}”" for match in matches)
            start, end = matches[0].start() - 12, matches[-1].end() + 12
            where = [Spot(passage, max(0, start), min(len(passage.text), end))]
            grave = Level.MISSING if all(match[0].startswith(OWN) for match in matches) else Level.ERROR
            message = f"{words}是填表说明或占位的字，没有删改"
            yield told("AUDIT-LEFTOVER", grave, message, where, (), "请改成确定的说法")


def signs(page: Page) -> Iterator[Told]:
    """百分数和金额都应写明单位，标点、括号应成对，词句不应重复。"""
    for passage in page.passages:
        if passage.topic in QUIET or passage.heading:
            continue
        for pattern, code, what in (
            (_NO_PERCENT, "AUDIT-NO-PERCENT", "百分号"),
            (_NO_UNIT, "AUDIT-NO-UNIT", "金额单位"),
        ):
            for match in pattern.finditer(passage.text):
                yield told(code, Level.ERROR, f"漏写了{what}", [Spot(passage, match.start(), match.end())])
        yield from _careless(passage)


def _careless(passage: Passage) -> Iterator[Told]:
    text = passage.text
    for match in _DOUBLED.finditer(text):
        yield _notice("AUDIT-PUNCTUATION", f"标点“{match[0]}”重复", passage, match.start() - 10, match.end())
    for match in _DOUBLED_WORDS.finditer(text):
        yield _notice("AUDIT-DOUBLED", f"“{match[1]}”重复", passage, match.start(), match.end())
    if text.count("（") != text.count("）"):
        at = max(text.rfind("（"), text.rfind("）"))
        yield _notice("AUDIT-BRACKET", "括号没有成对", passage, at - 10, at + 20)


def _notice(code: str, message: str, passage: Passage, start: int, end: int) -> Told:
    return told(code, Level.NOTICE, message, [Spot(passage, max(0, start), min(len(passage.text), end))], (), "请核对")


def yuan(page: Page) -> Iterator[Told]:
    """同一段里同样的数，不应一处是元、一处是万元。"""
    for mentions in page.by_passage.values():
        wan = {one.number.text.removesuffix("万元") for one in mentions if one.number.unit == "万元"}
        for one in mentions:
            if one.number.unit == "元" and one.number.text.removesuffix("元") in wan:
                yield told("AUDIT-UNIT", Level.ERROR, f"“{one.number.text}”应是万元，漏写了“万”", [spot(one)])


def contents(page: Page) -> Iterator[Told]:
    """目录列出的决算表都应在文中。"""
    titles = {folded(title): (id, title) for id, form in load_forms().forms.items() for title in form.titles}
    for passage in page.passages if len(page.ledger.account.tables) >= MOST_TABLES else ():
        for line in re.split(r"[-—]|(?=[一二三四五六七八九十]、)", passage.text):
            id, title = titles.get(folded(plain_name(line)), (None, ""))
            if id and id not in page.ledger.account.tables and page.count_of(line) == 1:
                message = f"目录列有《{title}》，文中没有这张表"
                at = passage.text.find(line)
                yield told(
                    "AUDIT-TABLE-MISSING", Level.ERROR, message, [Spot(passage, at, at + len(line))], (), "请补上"
                )


def years(page: Page) -> Iterator[Told]:
    """年度应是报告的年度，比较的应是上一年度。"""
    for passage in page.passages if page.year else ():
        if passage.topic in ("名词", "概况", FREE):
            continue
        free = passage.topic == "绩效"  # what was achieved may be compared with any year
        for pattern, right, what in (
            *(() if free else ((_CLOSING_DAY, page.year, "截止日期"),)),
            *(() if free else ((_LAST_YEAR, (page.year or 0) - 1, "比较的年度"),)),
            (_SAID_YEAR, page.year, "年度"),
        ):
            for match in pattern.finditer(passage.text):
                last = what == "年度" and int(match[1]) == right - 1
                if int(match[1]) != right and not (last and _is_of_last(passage.text, match)):
                    message = f"{what}写的是{match[1]}年，本报告是{page.year}年度，应为{right}年"
                    yield told("AUDIT-YEAR", Level.ERROR, message, [Spot(passage, match.start(), match.end())])


def _is_of_last(text: str, match: re.Match[str]) -> bool:
    """Whether a year is what something is compared with, or that of an amount."""
    at = match.start()
    compared = at > 0 and text[at - 1] in "与比较同" and text[at].isdigit()
    later = (
        "。" in text[:at] and text[at:].startswith(match[0]) and not re.search(r"项目\d|月|底|末", text[at : at + 20])
    )
    return compared or later or bool(re.match(r"[^，。；]{0,30}?(?:决算数?|支出)为|为", text[match.end() :]))


def units(page: Page) -> Iterator[Told]:
    """单位名称应前后一致。"""
    own = folded(page.unit)
    if len(own) < 4:
        return
    near = re.compile(
        rf"{re.escape(own[:3])}[\u4e00-\u9fff（）]{{1,30}}?{_ORGANISATION}(?=20\d\d年|所属各|部门（|（部门|共有车辆|概况)"
    )
    for passage in page.passages:
        for match in near.finditer(passage.text):
            before = passage.text[max(0, match.start() - CITED) : match.start()]
            if _CITES.search(before) or (before and before[-1] not in "。，；分"):
                continue
            name = folded(match[0])
            if (
                own not in name
                and name not in own
                and SequenceMatcher(None, own, name, autojunk=False).ratio() >= ALIKE
            ):
                message = f"单位名称写的是“{match[0]}”，本报告的单位是“{page.unit}”"
                yield told("AUDIT-UNIT-NAME", Level.ERROR, message, [Spot(passage, match.start(), match.end())])


def uses(page: Page) -> Iterator[Told]:
    """用途应与科目相符。"""
    for item in page.items:
        text = item.passage.text
        after = [other.start for other in page.items if other.passage is item.passage and other.start >= item.end]
        use = _USE.match(text, item.end, min(after, default=len(text)))
        if not use or item.row is None:
            continue
        for words in page.ledger.reading.uses:
            if words.item in item.row.name and words.never in use[1] and words.unless not in use[1]:
                message = f"“{item.row.name}”的用途写的是“{use[1]}”，与科目不符"
                yield told("AUDIT-USE", Level.ERROR, message, [Spot(item.passage, item.start, item.end + use.end())])
