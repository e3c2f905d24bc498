"""Answers by code or name of a filled-in workbook, and reasons by the figures that they explain."""

from __future__ import annotations

import re
from dataclasses import replace

from narrator.finding import Level, Place
from narrator.read.given import Given
from narrator.workbook.entries import Entries, Entry, unconfirmed
from narrator.workbook.fields import Field
from narrator.workbook.form import ANSWER_HEADER, CODE_HEADER, NAME, SAME
from narrator.workbook.lists import texts
from narrator.workbook.notes import Notes

_CODE = re.compile(r"\d{3,7}(?=\D|$)")
_BETWEEN_NAMES = re.compile("[、，,;；]")


def keyed(entries: Entries, notes: Notes, field: Field, lines: list[Entry]) -> Given | None:
    """The answers by key; of a line that has none printed, by what staff wrote in it."""
    by_key: dict[str, list[Entry]] = {}
    for line in lines:
        if key := line.rest or _key(entries, notes, line):
            by_key.setdefault(key, []).append(line)
        elif field.coded or not field.many:
            notes.spare(field.path, line, CODE_HEADER if field.coded else NAME)
    found: dict[str, Given] = {}
    for key, same in by_key.items():
        given = _of_key(entries, notes, field, same)
        notes.answered(f"{field.path}.{key}", given, same, ANSWER_HEADER)
        if given:
            found[key] = given
    if not found:
        notes.answered(field.path, None, lines, ANSWER_HEADER)
        return None
    return Given(next(iter(found.values())).place, found)


def _of_key(entries: Entries, notes: Notes, field: Field, same: list[Entry]) -> Given | None:
    if field.many:
        given = texts(entries, notes, same)
        return Given(given.place, [given]) if given and isinstance(given.value, str) else given
    once(entries, notes, same)
    return entries.answer(same[0], ANSWER_HEADER, field.kind)


def once(entries: Entries, notes: Notes, same: list[Entry]) -> None:
    """Tell further answers to a question of which only the first is read."""
    given = [answer for entry in same[1:] if (answer := entries.answer(entry, ANSWER_HEADER))]
    if given:
        path = f"{same[0].field.path}.{same[0].rest}".rstrip(".")
        notes.doubles.append((path, same[0].place(ANSWER_HEADER), [answer.place for answer in given]))


def _key(entries: Entries, notes: Notes, line: Entry) -> str:
    """The code or name that staff wrote before an answer; "" where there is none, told if it is missed."""
    written = entries.answer(line, CODE_HEADER if line.field.coded else NAME)
    answer = entries.answer(line, ANSWER_HEADER)
    if written is None and answer:
        what = f"{answer.place} 填了“{answer.value}”，左边没有写科目编码或名称，没有读入，请补上"
        notes.tell("READ-NO-CODE", what, answer.place)
    text = str(written.value) if written and answer else ""
    code = _CODE.match(text)
    if code and written and line.field.coded:
        notes.named(code[0], text[code.end() :].strip(), written.place)
    return code[0] if code else text


def reasons(entries: Entries, notes: Notes, field: Field, lines: list[Entry]) -> Given | None:
    """The reasons; lines that say 同上 share the one above, one of last year is blank until somebody confirmed it."""
    found: list[tuple[list[Given], Given, bool]] = []
    same: list[Place] = []
    for line in lines:
        given = entries.answer(line, ANSWER_HEADER)
        written = [line.rest] if line.rest else _BETWEEN_NAMES.split(_key(entries, notes, line))
        names = [Given(line.place(ANSWER_HEADER), name.strip()) for name in written if name.strip()]
        if not names:
            notes.spare(field.path, line, NAME)
        if given is None:
            notes.blanks.update({_path(field, name): line.place(ANSWER_HEADER) for name in names})
        elif given.value != SAME:
            found.append((names, given, unconfirmed([line])))
        elif found:
            found[-1][0].extend(names)
        else:
            notes.blanks.update({_path(field, name): given.place for name in names})
            same += [replace(given.place, figure=_path(field, name)) for name in names] or [given.place]
    if same:
        cells = "、".join(dict.fromkeys(f"{place.sheet}!{place.cell}" for place in same))
        message = f"{cells} 写了“同上”，这一段里上面却没有原因可以沿用，没有读入；请就在这一格写出原因"
        notes.tell("READ-NOTHING-SAME", message, *same)
    kept = [_reason(names, given) for names, given, carried in found if names and not carried]
    for names, _, carried in found:
        if carried:
            _unconfirmed(notes, field, names)
    return Given(kept[0].place, list(kept)) if kept else None


def _path(field: Field, name: Given) -> str:
    return f"{field.path}（用于：{name.value}）"


def _reason(names: list[Given], given: Given) -> Given:
    return Given(given.place, {"用于": Given(names[0].place, list(names)), "原因": given})


def _unconfirmed(notes: Notes, field: Field, names: list[Given]) -> None:
    notes.blanks.update({_path(field, name): name.place for name in names})
    listed = "、".join(str(name.value) for name in names)
    message = f"“{listed}”的原因是从上年或下属单位带来的，还没有核对，不算已填；核对或改写后把右边的状态选成“已核对”"
    cells = (replace(name.place, figure=_path(field, name)) for name in names)
    notes.tell("READ-CARRIED-REASON", message, *cells, level=Level.MISSING)
