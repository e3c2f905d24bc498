"""A filled-in workbook as facts: exactly what a 填报.yaml with the same answers gives, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.finding import Finding, Level, Place
from narrator.read.given import Given
from narrator.read.validated import FactsRead, validated
from narrator.read.workbook import Grid
from narrator.workbook.entries import Entries, Entry
from narrator.workbook.fields import NONE, Field
from narrator.workbook.form import ANSWER_HEADER, CODE_HEADER, NAME, SAME

_CODE = re.compile(r"\d{3,7}(?=\D|$)")


def read_form(grids: list[Grid], findings: list[Finding]) -> FactsRead:
    """The facts of a workbook that is_form; `findings` are those about its characters."""
    return _Reader(grids, findings).facts()


class _Reader:
    def __init__(self, grids: list[Grid], findings: list[Finding]) -> None:
        self.entries = Entries(findings)
        self.findings = findings
        self.blanks: dict[str, Place] = {}
        self.unconfirmed: dict[str, list[Place]] = {}
        self.tree = Given(Place(file=grids[0].file, sheet=grids[0].sheet), {})
        self.by_field: dict[str, list[Entry]] = {}
        for grid in grids:
            for entry in self.entries.of(grid):
                self.by_field.setdefault(entry.field.path, []).append(entry)

    def facts(self) -> FactsRead:
        """Everything that was answered."""
        for path, entries in self.by_field.items():
            here = [entry for entry in entries if entry.grid is entries[0].grid]
            self._twice([entry for entry in entries if entry.grid is not entries[0].grid])
            value = self._value(here[0].field, here)
            if value:
                self._put(path, value)
        self.findings += [*self.entries.troubles(), *self._carried()]
        read = validated(self.tree, self.findings)
        blanks = {path: place for path, place in self.blanks.items() if path not in read.places}
        return FactsRead(read.facts, read.places, tuple(self.findings), blanks)

    def _value(self, field: Field, entries: list[Entry]) -> Given | None:
        if field.shape == "reasons":
            return self._reasons(field, entries)
        if field.shape == "keyed":
            return self._keyed(field, entries)
        if field.shape == "rows":
            return self._confirmed(field, entries, self._rows(entries), entries[0].first)
        if field.shape == "texts":
            return self._confirmed(field, entries, self._texts(entries), ANSWER_HEADER)
        answered = [given for entry in entries if (given := self.entries.answer(entry, ANSWER_HEADER, field.kind))]
        self._twice(entries[1:])
        return self._confirmed(field, entries, answered[0] if answered else None, ANSWER_HEADER)

    def _confirmed(self, field: Field, entries: list[Entry], given: Given | None, header: str) -> Given | None:
        """Note where an answer is blank, or not yet confirmed."""
        if given is None:
            self.blanks[field.path] = entries[0].place(header)
        elif any(entry.carried for entry in entries):
            self.unconfirmed.setdefault(field.path, []).append(given.place)
        return given

    def _texts(self, entries: list[Entry]) -> Given | None:
        given = [text for entry in entries if (text := self.entries.answer(entry, ANSWER_HEADER))]
        if not given or (len(given) == 1 and given[0].value == NONE):
            return given[0] if given else None
        return Given(given[0].place, list(given))

    def _rows(self, entries: list[Entry]) -> Given | None:
        rows: list[Given] = []
        for found in filter(None, map(self.entries.answers, entries)):
            own = {key: given for key, given in found.items() if "." not in key}
            parts = {key: given for key, given in found.items() if "." in key}
            if own or not rows:
                rows.append(Given(next(iter(found.values())).place, dict(own)))
            _add_part(rows[-1], parts)
        if len(rows) == 1 and [node.value for _, node in rows[0].children()] == [NONE]:
            return Given(rows[0].place, NONE)
        return Given(rows[0].place, list(rows)) if rows else None

    def _keyed(self, field: Field, entries: list[Entry]) -> Given | None:
        found: dict[str, Given] = {}
        by_key: dict[str, list[Entry]] = {}
        for entry in entries:
            if key := entry.rest or self._key(entry):
                by_key.setdefault(key, []).append(entry)
        for key, same in by_key.items():
            given = self._texts(same) if field.many else self._once(field, same)
            if given:
                found[key] = Given(given.place, [given]) if field.many and isinstance(given.value, str) else given
                if any(entry.carried for entry in same):
                    self.unconfirmed.setdefault(f"{field.path}.{key}", []).append(given.place)
            else:
                self.blanks[f"{field.path}.{key}"] = same[0].place(ANSWER_HEADER)
        return Given(next(iter(found.values())).place, found) if found else None

    def _once(self, field: Field, entries: list[Entry]) -> Given | None:
        self._twice(entries[1:])
        return self.entries.answer(entries[0], ANSWER_HEADER, field.kind)

    def _key(self, entry: Entry) -> str:
        """The code or name that staff wrote in a line of their own; "" where there is none, told if it is missed."""
        written = self.entries.answer(entry, CODE_HEADER if entry.field.coded else NAME)
        answer = self.entries.answer(entry, ANSWER_HEADER)
        if written is None and answer:
            self._tell("READ-NO-CODE", "这一格有内容，左边没有写科目编码或名称，没有读入，请补上", answer.place)
        text = str(written.value) if written and answer else ""
        code = _CODE.match(text)
        return code[0] if code else text

    def _reasons(self, field: Field, entries: list[Entry]) -> Given | None:
        reasons: list[tuple[list[Given], Given, bool]] = []
        for entry in entries:
            given = self.entries.answer(entry, ANSWER_HEADER)
            names = [entry.rest] if entry.rest else _names(self._key(entry))
            if given is None or not names:
                blank = entry.place(ANSWER_HEADER)
                self.blanks.update({f"{field.path}（用于：{name}）": blank for name in names})
                continue
            nodes = [Given(given.place, name) for name in names]
            if given.value == SAME and reasons:
                reasons[-1][0].extend(nodes)
            elif given.value == SAME:
                self._tell("READ-NOTHING-SAME", "写了“同上”，上面却没有原因，没有读入，请写出原因", given.place)
            else:
                reasons.append((nodes, given, entry.carried))
        return self._explained(field, reasons)

    def _explained(self, field: Field, reasons: list[tuple[list[Given], Given, bool]]) -> Given | None:
        """The reasons that count: one of last year that nobody has confirmed is as good as blank."""
        open = [(names, given) for names, given, carried in reasons if carried]
        for names, given in open:
            self.blanks.update({f"{field.path}（用于：{name.value}）": name.place for name in names})
            self._tell(
                "READ-CARRIED-REASON",
                f"“{'、'.join(str(name.value) for name in names)}”的原因沿用上年，还没有核对，不算已填；"
                "核对或改写后把右边的状态选成“已核对”",
                given.place,
                level=Level.MISSING,
            )
        kept = [
            Given(given.place, {"用于": Given(names[0].place, list(names)), "原因": given})
            for names, given, carried in reasons
            if not carried
        ]
        return Given(kept[0].place, list(kept)) if kept else None

    def _put(self, path: str, value: Given) -> None:
        node, keys = self.tree, path.split(".")
        for key in keys[:-1]:
            assert isinstance(node.value, dict)
            node = node.value.setdefault(key, Given(value.place, {}))
            if node.value == NONE:
                self._tell("READ-CONTRADICTION", f"“{key}”选了“无”，又填了下面的内容，请只留一样", node.place)
                node.value = {}
        assert isinstance(node.value, dict)
        node.value[keys[-1]] = value

    def _twice(self, entries: list[Entry]) -> None:
        """Tell answers to a question that stands in the workbook once more."""
        places = tuple(
            entry.place(ANSWER_HEADER)
            for entry in entries
            if ANSWER_HEADER in entry.columns and self.entries.answer(entry, ANSWER_HEADER)
        )
        if places:
            self._tell("READ-DOUBLE-KEY", f"“{entries[0].field.path}”在别处已经问过，只读了前一处，请只留一处", *places)

    def _carried(self) -> Iterator[Finding]:
        if self.unconfirmed:
            where = tuple(place for places in self.unconfirmed.values() for place in places)
            listed = "、".join(f"“{path}”" for path in self.unconfirmed)
            message = f"沿用上年的内容还没有核对：{listed}；核对后把右边的状态选成“已核对”"
            yield Finding(code="READ-CARRIED", level=Level.NOTICE, message=message, where=where)

    def _tell(self, code: str, message: str, *places: Place, level: Level = Level.ERROR) -> None:
        self.findings.append(Finding(code=code, level=level, message=message, where=places))


def _add_part(row: Given, parts: dict[str, Given]) -> None:
    """Add a line's columns of a list inside the row (构成.名称) to that list."""
    inside: dict[str, dict[str, Given]] = {}
    for path, given in parts.items():
        key, _, name = path.partition(".")
        inside.setdefault(key, {})[name] = given
    for key, item in inside.items():
        place = next(iter(item.values())).place
        assert isinstance(row.value, dict)
        held = row.value.setdefault(key, Given(place, [])).value
        assert isinstance(held, list)
        held.append(Given(place, dict(item)))


def _names(written: str) -> list[str]:
    return [name.strip() for name in re.split("[、，,;；]", written) if name.strip()]
