"""A filled-in workbook as facts: exactly what a 填报.yaml with the same answers gives, each with its cell."""

from __future__ import annotations

from dataclasses import replace

from narrator.finding import Finding, Place
from narrator.read.given import Given
from narrator.read.grid import Grid
from narrator.read.validated import FactsRead, validated
from narrator.workbook.asked import words
from narrator.workbook.entries import Entries, Entry
from narrator.workbook.fields import NONE, Field
from narrator.workbook.form import ANSWER_HEADER
from narrator.workbook.keyed import keyed, once, reasons
from narrator.workbook.lists import rows, texts
from narrator.workbook.notes import Notes


def read_form(grids: list[Grid], findings: list[Finding]) -> FactsRead:
    """The facts of a workbook that is_form; `findings` are those about its characters."""
    return _Reader(findings).facts(grids)


class _Reader:
    def __init__(self, findings: list[Finding]) -> None:
        self.notes = Notes(findings)
        self.entries = Entries(findings)

    def facts(self, grids: list[Grid]) -> FactsRead:
        """Everything that was answered."""
        tree = Given(Place(file=grids[0].file, sheet=grids[0].sheet), {})
        by_field: dict[str, list[Entry]] = {}
        for grid in grids:
            for entry in self.entries.of(grid):
                by_field.setdefault(entry.field.path, []).append(entry)
        for path, lines in by_field.items():
            here = [line for line in lines if line.grid is lines[0].grid]
            elsewhere = [line for line in lines if line.grid is not lines[0].grid]
            once(self.entries, self.notes, [lines[0], *elsewhere])
            if value := self._value(lines[0].field, here):
                self._put(tree, path, value)
        self._add_names(tree)
        self.notes.findings += [
            *self.entries.troubles(),
            *self.entries.merged(),
            *self.entries.lost(),
            *self.notes.twice(),
            *self.notes.carried(),
        ]
        read = validated(tree, self.notes.findings, self.notes.blanks)
        return replace(read, blanks={path: cell for path, cell in self.notes.blanks.items() if path not in read.places})

    def _add_names(self, tree: Given) -> None:
        """Names written behind codes, where the sheet does not ask for them itself."""
        if self.notes.names:
            place = next(iter(self.notes.names.values())).place
            held = self._parts(self._parts(tree).setdefault("科目名称", Given(place, {})))
            for code, name in self.notes.names.items():
                held.setdefault(code, name)

    def _value(self, field: Field, lines: list[Entry]) -> Given | None:
        if field.shape == "reasons":
            return reasons(self.entries, self.notes, field, lines)
        if field.shape == "keyed":
            return keyed(self.entries, self.notes, field, lines)
        if field.shape in ("rows", "texts"):
            given = (rows if field.shape == "rows" else texts)(self.entries, self.notes, lines)
        else:
            given = self.entries.answer(lines[0], ANSWER_HEADER, field.kind)
            once(self.entries, self.notes, lines)
            given = self._word(field, given) if field.shape == "word" else given
        self.notes.answered(field.path, given, lines, lines[0].first)
        return given

    def _word(self, field: Field, given: Given | None) -> Given | None:
        """The word 无; any other word for a group is told: what there is stands in the questions below."""
        if given is None or given.value == NONE:
            return given
        message = f"“{words(field)}”写的是“{given.value}”，这里只能选“无”；有的，这一格空着，填它下面的各格"
        self.notes.tell("READ-BAD-FACT", message, given.place)
        return None

    def _put(self, tree: Given, path: str, value: Given) -> None:
        """Put an answer where the facts have it; an answer for a whole group does not go with answers in it."""
        node, (*above, last) = tree, path.split(".")
        for key in above:
            node = self._parts(node).setdefault(key, Given(value.place, {}))
            if not isinstance(node.value, dict):
                self._contradicted(key, node.place)
                node.value = {}
        if last in self._parts(node):
            self._contradicted(last, value.place)
        else:
            self._parts(node)[last] = value

    def _parts(self, node: Given) -> dict[str, Given]:
        assert isinstance(node.value, dict)
        return node.value

    def _contradicted(self, key: str, place: Place) -> None:
        self.notes.tell("READ-CONTRADICTION", f"“{key}”已有答案（如“无”），又填了它的内容，请只留一样", place)
