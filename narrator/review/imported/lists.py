"""Lists within a sentence: the part of a template that rows share, and the rows of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from narrator.review.imported.aligned import LISTS, NUMBER, is_number, is_slot
from narrator.review.imported.templates import Change, Template

_ROW = re.compile(r"^(.*)\.(\d{1,2})(?:\.([^.\d]+))?$")
_NOUN = "会议"  # as long as 培训, 活动
LEFT = "?"
_JOINTS = "，、；和及"
_TOTAL = re.compile(r"^(?:共计|合计|总计)")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A list in a template: its path, the text of a row with its slots, what joins rows, and the keys of its slots."""

    path: str
    unit: str
    joint: str
    keys: Mapping[str, str]
    numbers: frozenset[str]

    def rows(self, text: str) -> list[dict[str, str]]:
        """The rows that a passage has there, and what is not understood under the key LEFT."""
        if len(self.unit) == 1:
            mark = self.keys[self.unit]
            return [{mark: part} for part in text.split(self.joint) if part]
        return list(self._found(text))

    def _found(self, text: str) -> Iterator[dict[str, str]]:
        joint = f"(?:{re.escape(self.joint)}|[{_JOINTS}]|$)"
        patterns = [re.compile(self._pattern(unit) + joint) for unit in self._units()]
        if swapped := self._swapped():
            patterns.append(re.compile(swapped + joint))
        at = 0
        while at < len(text):
            matches = [match for pattern in patterns if (match := pattern.match(text, at))]
            if not matches:
                break
            match = min(matches, key=lambda match: match.end() - (len(match.groups()) * 1000))
            at = max(match.end(), at + 1)
            row = {self.keys[chr(int(name[1:]))]: value for name, value in match.groupdict().items()}
            if not any(_TOTAL.match(value) for value in row.values()):
                yield row
        if at < len(text):
            yield {LEFT: text[at:]}

    def _units(self) -> Iterator[str]:
        """The text of a row, the same without its last clause where that has a slot of its own, without its noun."""
        yield self.unit
        cut, end = self.unit.rfind("，"), self.unit.find("，")
        if cut > 0 and any(map(is_slot, self.unit[:cut])):
            yield self.unit[:cut]
        start = next(place for place, character in enumerate(self.unit) if is_slot(character)) + 1
        if len(_NOUN) == end - start and not any(map(is_slot, self.unit[start:end])):  # 召开座谈会，人数 without 会议
            yield self.unit[:start] + self.unit[end:]

    def _pattern(self, unit: str) -> str:
        return "".join(self._group(character) if is_slot(character) else re.escape(character) for character in unit)

    def _group(self, mark: str) -> str:
        return f"(?P<s{ord(mark)}>{NUMBER if mark in self.numbers else '.+?'})"

    def _swapped(self) -> str | None:
        """A row of a name and an amount as one also writes it: 0.07万元用于机房空调维修."""
        slots = [character for character in self.unit if is_slot(character)]
        if len(slots) != 2 or slots[1] not in self.numbers or slots[0] in self.numbers:
            return None
        return f"{self._group(slots[1])}{re.escape(self.unit.partition(slots[1])[2])}用于{self._group(slots[0])}"


def compressed(template: Template) -> tuple[str, dict[str, Repeated]]:
    """The template's text with each of its lists as one slot, and these lists by their slots."""
    text, lists = template.text, dict[str, Repeated]()
    while found := _first_list(text, template.slots, {repeated.path for repeated in lists.values()}):
        path, first, second, last = found
        trailing = _literal(text, _last_slot(text, first, second) + 1)
        tail = _literal(text, last + 1)
        size = next((i for i, (a, b) in enumerate(zip(trailing, tail + "\0", strict=False)) if a != b), len(trailing))
        size = 0 if size == len(trailing) else size
        unit = text[first : second - len(trailing) + size]
        keys = {mark: _parts(template.slots[mark])[2] for mark in unit if is_slot(mark) and mark in template.slots}
        numbers = frozenset(filter(is_number, keys))
        mark = chr(LISTS + len(lists))
        lists[mark] = Repeated(path, unit, trailing[size:], keys, numbers)
        text = text[:first] + mark + text[last + 1 + size :]
    return text, lists


def _first_list(text: str, slots: Mapping[str, str | Change], known: set[str]) -> tuple[str, int, int, int] | None:
    """The first list with two rows in a text: its path, where its rows begin, and its last slot."""
    placed = [(place, *_parts(slots[mark])[:2]) for place, mark in enumerate(text) if mark in slots]
    for place, path, row in placed:
        others = [(at, number) for at, same, number in placed if same == path and number != row and at > place]
        if row >= 0 and others and path not in known:
            return path, place, others[0][0], others[-1][0]
    return None


def _parts(slot: str | Change) -> tuple[str, int, str]:
    """A slot's list, row and key: of 会议.0.人数 会议, 0 and 人数; row -1 of what is in no list."""
    match = _ROW.match(slot) if isinstance(slot, str) else None
    return (match[1], int(match[2]), match[3] or "") if match else (str(slot), -1, "")


def _literal(text: str, start: int) -> str:
    end = start
    while end < len(text) and not is_slot(text[end]):
        end += 1
    return text[start:end]


def _last_slot(text: str, first: int, second: int) -> int:
    return max(place for place in range(first, second) if is_slot(text[place]))
