"""One fact in several places: offices and vehicles counted in text, and names that are nearly the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

from narrator.account import Account
from narrator.account.names import folded, spoken
from narrator.check.called import fact_place
from narrator.check.prose import COUNT, Prose, counted, prose
from narrator.check.rule import Claims, Remark, rule
from narrator.finding import Level, Place

ALIKE = 0.85  # names that share so much are likely one name written twice
_SHORTEST = 6
_OFFICES = re.compile(
    rf"(?:内设|下设)(?:科室|机构|部门|股室|处室)?{COUNT}个|{COUNT}个(?:内设)?(?:科室|股室|处室|内设机构)"
)
_VEHICLES = re.compile(rf"(?:公务用车|公车|车辆)(?:保有量|保有|实有|总数)?(?:为|是|共|共有)?{COUNT}辆")
_ONCE = re.compile(
    r"(单位概况\.(?:职责|内设机构)|绩效评价\.绩效目标)\.\d+|(?:(单位概况\.决算单位|项目支出\.(?:项目|资金来源))\.\d+\.名称)"
)
_COUNTED = re.compile("内设机构|决算单位")  # projects of several units of a department may have one name
_SHOWN = 30
_NUMBERS = re.compile(r"[\d一二三四五六七八九十]")
_GENERAL = re.compile(r"(?:项目|工程|专项|经费|资金)$")


@rule("TEXT-OFFICES")
def texts_count_the_offices_given(account: Account) -> Claims:
    """文字里的内设机构个数应与填报的内设机构一致。"""
    offices = account.facts.profile.offices
    if offices is not None:
        yield from _miscounted(account, _OFFICES, {len(offices)}, "内设机构", "个", "单位概况.内设机构")


@rule("TEXT-VEHICLES")
def texts_count_the_vehicles_given(account: Account) -> Claims:
    """文字里的车辆数应与填报的公务用车保有量或车辆总数一致。"""
    held, total = account.facts.three_public.vehicles.held, account.facts.assets.vehicles
    if known := {number for number in (held, total) if number is not None}:
        path = "国有资产.车辆" if total is not None else "三公经费.公务用车.保有量"
        yield from _miscounted(account, _VEHICLES, known, "车辆", "辆", path)


@rule("NAMES-ALIKE")
def one_thing_has_one_name(account: Account) -> Claims:
    """同一项目、同一内容在各处应使用同一名称。"""
    names = _names(account)
    letters = {name: frozenset(name) for name in names}
    pairs = [pair for pair in combinations(names, 2) if _alike(*pair, letters)]
    own = _own_items(account) if pairs else []
    if alike := [(names[one], names[other]) for one, other in pairs if {one, other} not in own]:
        told = "；".join(f"“{one.text}”（{one.name}）与“{other.text}”（{other.name}）" for one, other in alike)
        message = f"有{len(alike)}对名称很相近：{told}。是同一件事的建议统一写法，不是的可以保留。"
        yield Remark(Level.ADVICE, message, tuple(passage.place for pair in alike for passage in pair))


@rule("LIST-TWICE")
def lists_name_each_thing_once(account: Account) -> Claims:
    """内设机构、决算单位、项目、资金来源、职责和绩效目标各应只列一次。"""
    listed: dict[tuple[str, str], list[Prose]] = {}
    for passage in prose(account, "单位概况", "项目支出", "绩效评价"):
        if match := _ONCE.fullmatch(passage.path):
            listed.setdefault((match[1] or match[2], folded(passage.text)), []).append(passage)
    for (path, _), again in listed.items():
        if len(again) > 1:
            message = f"{spoken(path)}里“{again[0].text[:_SHOWN]}”列了{len(again)}次，会重复印进报告。请只留一处。"
            level = Level.ERROR if _COUNTED.search(path) else Level.NOTICE
            yield Remark(level, message, tuple(passage.place for passage in again))


def _miscounted(
    account: Account, pattern: re.Pattern[str], known: set[int], what: str, unit: str, path: str
) -> Iterator[Remark]:
    there = fact_place(account, path)
    for passage in prose(account, "单位概况", "绩效评价", "其他说明"):
        matches = pattern.finditer(passage.text) if unit in passage.text else ()
        found = [counted(next(filter(None, match.groups()))) for match in matches]
        if told := [number for number in found if number is not None and number not in known]:
            yield _said_otherwise(passage, f"{told[0]}{unit}{what}", f"{max(known)}{unit}", there)


def _said_otherwise(passage: Prose, said: str, given: str, there: Place) -> Remark:
    message = f"{passage.name}写的是{said}，填报的是{given}。请改成一致，或删去文字里的数。"
    return Remark(Level.NOTICE, message, (passage.place, there))


def _names(account: Account) -> dict[str, Prose]:
    """The first place of every different name of a project or item, by the name without 项目 or such an end.

    What items name as their project is compared with the list of projects elsewhere.
    """
    named: dict[str, Prose] = {}
    for passage in prose(account, "项目支出"):
        if passage.path.endswith((".名称", ".合并为")) and "资金来源" not in passage.path:
            named.setdefault(_GENERAL.sub("", passage.text), passage)
    return named


def _own_items(account: Account) -> list[set[str]]:
    """Each item together with its own project, whose name is usually made of those of its items."""
    items = account.facts.projects.items
    names = ((name, item.project) for item in items for name in (item.name, item.shown_as) if name)
    return [{_GENERAL.sub("", unicodedata.normalize("NFKC", name)) for name in pair} for pair in names]


def _alike(one: str, other: str, letters: Mapping[str, frozenset[str]]) -> bool:
    one, other = (one, other) if len(one) <= len(other) else (other, one)
    if len(one) < _SHORTEST or len(letters[one] - letters[other]) > (1 - ALIKE) * len(one):
        return False  # neither of what follows can be
    if not (_reordered(one, other) or _ratio(one, other) >= ALIKE):
        return False
    return one not in other and _NUMBERS.sub("", one) != _NUMBERS.sub("", other)


def _reordered(one: str, other: str) -> bool:
    """Whether the same characters stand in the other name in another order."""
    if not set(one) <= set(other):
        return False
    windows = (other[start : start + len(one)] for start in range(len(other) - len(one) + 1))
    return any(sorted(window) == sorted(one) for window in windows)


def _ratio(one: str, other: str) -> float:
    most = min(len(one), sum(map(one.__contains__, other)))  # characters that can match at all
    if 2 * most < ALIKE * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
