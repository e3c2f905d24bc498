"""Templates: the paragraphs that an edition makes of specimens, each fact a slot, under the headings they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product

from narrator.account import Account
from narrator.compose.report import compose
from narrator.document import Paragraph, Run
from narrator.figures import Figure, Figures
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.review.audit.passages import plain
from narrator.review.imported.specimens import PROJECTS, Case, Specimens, nones, specimens
from narrator.review.imported.text_tables import TextTable, text_tables
from narrator.workbook.conditions import facts_of
from narrator.workbook.fields import NONE
from narrator.workbook.usage import usage

OPEN = "\uf8ff"  # a number that is not read
NUMBERS = 0xF000  # the first of the private characters that stand for numbers
_NUMERAL = re.compile(
    r"^-?(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d+(?:、|[.．](?!\d))|[①-⑳])"
)
_CHANGE = "增减"
KIND, AGENCY = "单位性质", "行政"
SPENT = "金额"  # what a project cost, which no fact says: its items do
_PROJECT = re.compile(r"project\.(\d+)")
GATHERINGS = ("会议", "培训", "大型活动")


@dataclass(frozen=True, slots=True)
class Change:
    """A slot for how much a figure changed: what it is called, and 1 for more than last year, -1 for less."""

    base: str
    sign: int


@dataclass(frozen=True)
class Template:
    """A paragraph: its plain text with a character for each slot, what these stand for, the heading above it.

    `numbered` says whether a numeral stood before the text; `says` are facts that follow from its being said at all,
    such as that there was no training.
    """

    id: str
    heading: int
    text: str
    slots: Mapping[str, str | Change]
    numbered: bool = False
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its plain text without numeral, its level."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Templates:
    """All headings in order, the paragraphs below them in every case, and the tables among these."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Template, ...]
    tables: tuple[TextTable, ...] = ()


def unnumbered(text: str) -> str:
    """A plain text without the numeral that it begins with."""
    return _NUMERAL.sub("", text, count=1)


def templates(account: Account, edition: Edition) -> Templates:
    """What the edition may say of an account with these tables."""
    teller = _Teller(account, edition, tuple(usage(edition, account).uses))
    plainest = teller.told(Case("减", "减"))
    bodies = teller.told(Case("减", "减", kind=AGENCY))
    found = {key: replace(one, says={KIND: "事业"} if key not in bodies else {}) for key, one in plainest.items()}
    for case in _comparisons():
        found = {**teller.told(case), **found}
    for without in _absences():
        told = teller.told(Case("减", "减", without=without))
        says = dict.fromkeys(without, NONE)
        found = {**{key: replace(one, says=says) for key, one in told.items() if key not in plainest}, **found}
    return Templates(tuple(teller.headings), tuple(found.values()), tuple(teller.tables.values()))


def _comparisons() -> Iterator[Case]:
    pairs = product(("减", "增", "平"), repeat=2)
    yield from (Case(last_year, budget) for last_year, budget in pairs)
    yield from (Case(last_year, "减", kind=AGENCY) for last_year in ("减", "增", "平"))
    yield Case()


def _absences() -> Iterator[frozenset[str]]:
    """Facts of which there may be none, alone, and those that are said in one sentence also together."""
    yield from (frozenset({path}) for path in nones())
    yield from (frozenset(some) for size in (2, 3) for some in combinations(GATHERINGS, size))


class _Teller:
    """Tells specimens in one edition, the headings met so far known by number."""

    def __init__(self, account: Account, edition: Edition, uses: tuple[str, ...]) -> None:
        self.account, self.edition, self.uses = account, edition, uses
        self.headings: list[Heading] = []
        self.tables: dict[str, TextTable] = {}
        self._known: dict[str, int] = {}

    def told(self, case: Case) -> dict[tuple[int, str], Template]:
        """The paragraphs of a case by heading and shape: their text with the slots named."""
        return {(one.heading, _shape(one)): one for one in self._paragraphs(case)}

    def _paragraphs(self, case: Case) -> Iterator[Template]:
        made, found = specimens(self.account, self.uses, case)
        document = compose(made, self.edition, Narrator(self.edition, Figures(made)))
        self.tables |= {table.path: table for table in text_tables(document.blocks(), found.marks)}
        current = -1
        for paragraph in document.paragraphs():
            if paragraph.level is not None:
                current = self._heading(paragraph)
            elif current >= 0 and "-" not in paragraph.id and not (case.without and _asks(paragraph)):
                slots: dict[str, str | Change] = {}
                text = "".join(_written(run, found, slots) for run in paragraph.runs)
                said = _plain(text)
                yield Template(paragraph.id, current, unnumbered(said), slots, unnumbered(said) != said)

    def _heading(self, paragraph: Paragraph) -> int:
        if paragraph.id not in self._known:
            self._known[paragraph.id] = len(self.headings)
            self.headings.append(Heading(unnumbered(plain(paragraph.text)[0]), paragraph.level or 1))
        return self._known[paragraph.id]


def _asks(paragraph: Paragraph) -> bool:
    """Whether a paragraph asks for a fact: that there is none of it goes against the tables, and no text says so."""
    return any(run.placeholder for run in paragraph.runs)


@lru_cache(maxsize=4096)  # most paragraphs are the same in all cases
def _plain(text: str) -> str:
    return plain(text)[0]


def _shape(template: Template) -> str:
    return "".join(str(template.slots.get(character, character)) for character in template.text)


def _written(run: Run, found: Specimens, slots: dict[str, str | Change]) -> str:
    """A run's text, a character for each fact in it."""
    if run.figure is None:
        if run.placeholder:
            return OPEN
        slots |= {mark: found.marks[mark] for mark in run.text if mark in found.marks}
        return run.text
    slot = _slot(run.figure, found)
    if slot is None:
        return OPEN if any(facts_of(run.figure)) and run.figure.label != "本年度" else run.text
    mark = chr(NUMBERS + len(slots))
    slots[mark] = slot
    return mark


def _slot(figure: Figure, found: Specimens) -> str | Change | None:
    """What a figure stands for: a fact's path, a change, `None` for a number that is not read."""
    if figure.label.endswith(_CHANGE) and figure.value is not None:
        return Change(figure.label.removesuffix(_CHANGE), 1 if figure.value > 0 else -1)
    if figure.label.startswith("上年"):
        return f"上年数.{figure.label.removeprefix('上年')}"
    if match := _PROJECT.fullmatch(figure.id):
        return f"{PROJECTS}.项目.{match[1]}.{SPENT}"
    if figure.value is not None and (path := found.values.get(Decimal(figure.value))):
        return path
    paths = [path for path, _ in facts_of(figure)]
    return paths[0] if len(paths) == 1 and figure.formula == "填报" and paths[0] != "年度" else None
