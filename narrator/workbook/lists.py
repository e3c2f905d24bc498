"""Lists of a filled-in workbook: lines as texts, or as items with columns."""

from __future__ import annotations

from narrator.finding import Level
from narrator.read.given import Given
from narrator.workbook.asked import words
from narrator.workbook.entries import Entries, Entry
from narrator.workbook.fields import NONE
from narrator.workbook.form import ANSWER_HEADER
from narrator.workbook.notes import Notes


def texts(entries: Entries, notes: Notes, lines: list[Entry]) -> Given | None:
    """The texts of these lines in order, every line of a cell one; the word 无 where it is the only one.

    `None` where there are none.
    """
    cells = [text for line in lines if (text := entries.answer(line, ANSWER_HEADER))]
    given = [Given(cell.place, part) for cell in cells for line in _lines(cell) if (part := line.strip())]
    if not given or (len(given) == 1 and given[0].value == NONE):
        return given[0] if given else None
    several = [cell for cell in cells if len(_lines(cell)) > 1]
    _tell(notes, lines[0], several, f"各行已各作一项，共读入{len(given)}项；本是一项的请去掉换行")
    return Given(given[0].place, list(given))


def _lines(cell: Given) -> list[str]:
    return str(cell.value).splitlines()


def _tell(notes: Notes, line: Entry, cells: list[Given], what: str) -> None:
    """Note the cells of a list in which somebody began a new line."""
    if cells:
        message = f"“{words(line.field, line.rest)}”有{len(cells)}格里面换了行，{what}"
        notes.tell("READ-LINES", message, *(cell.place for cell in cells), level=Level.NOTICE)


def rows(entries: Entries, notes: Notes, lines: list[Entry]) -> Given | None:
    """The items of these lines in order; a line with nothing but columns of a list inside goes on with the item above.

    The word 无 where it is all that stands there, `None` where nothing does.
    """
    items: list[Given] = []
    for line, found in ((line, found) for line in lines if (found := entries.answers(line))):
        own = {key: given for key, given in found.items() if "." not in key}
        if own or not items:
            notes.item(line, len(items), own)
            items.append(Given(next(iter(found.values())).place, dict(own)))
        _add_part(items[-1], {key: given for key, given in found.items() if "." in key})
    held = [node for item in items for _, node in item.walk() if isinstance(node.value, str)]
    _tell(notes, lines[0], [node for node in held if len(_lines(node)) > 1], "印出来连成一句；是几项的请一行一项")
    if len(items) == 1 and [node.value for _, node in items[0].children()] == [NONE]:
        return Given(items[0].place, NONE)
    return Given(items[0].place, list(items)) if items else None


def _add_part(item: Given, columns: dict[str, Given]) -> None:
    """Add a line's columns of a list inside the item (构成.名称) to that list."""
    inside: dict[str, dict[str, Given]] = {}
    for path, given in columns.items():
        key, _, name = path.partition(".")
        inside.setdefault(key, {})[name] = given
    for key, part in inside.items():
        place = next(iter(part.values())).place
        assert isinstance(item.value, dict)
        held = item.value.setdefault(key, Given(place, [])).value
        assert isinstance(held, list)
        held.append(Given(place, dict(part)))
