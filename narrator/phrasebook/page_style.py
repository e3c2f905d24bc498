"""The page style of an edition: paper, margins, grid, fonts, table and paragraph looks, all of it data."""

import re
from collections import Counter
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

_TWIPS = {"mm": 1440 / 25.4, "pt": 20.0}
_LENGTH = re.compile(r"^(-?\d+(?:\.\d+)?)(mm|pt)$")


def _twips(value: object) -> object:
    """Twips (1/20 pt) from "37mm" or "28.95pt"; a whole number is twips already."""
    match = _LENGTH.match(value) if isinstance(value, str) else None
    if match:
        return round(float(match[1]) * _TWIPS[match[2]])
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("长度要写明单位，如 37mm、28.95pt")


Length = Annotated[int, BeforeValidator(_twips)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Paper(_Data):
    """The sheet, upright, in twips."""

    width: Length
    height: Length


class Page(_Data):
    """Margins of one orientation in twips; `grid` is the line pitch of the type area, `None` for none."""

    top: Length
    bottom: Length
    left: Length
    right: Length
    header: Length
    footer: Length
    grid: Length | None = None


class Font(_Data):
    """What stands in where a font is not installed, and its family as Word names families."""

    instead: str
    family: Literal["auto", "modern", "roman", "swiss"]


class TableLook(_Data):
    """Tables: rule thickness, space left and right in a cell, row heights to choose from.

    The first height is taken with which the table is no taller than `room`; where there is none, the first.
    """

    border: Length
    padding: Length
    room: Length
    heights: tuple[Length, ...] = Field(min_length=1)


class ChartLook(_Data):
    """Charts: their size, the font of their words, and the colours of their parts in order, as RRGGBB."""

    width: Length
    height: Length
    font: str
    size: Length
    colors: tuple[Annotated[str, Field(pattern="^[0-9A-Fa-f]{6}$")], ...] = Field(min_length=2)


class PageNumber(_Data):
    """The page number in the footer: odd right, even left, `inset` characters in."""

    style: str
    before: str = ""
    after: str = ""
    inset: int = 0


class ContentsLook(_Data):
    """The styles of the contents' lines by level."""

    styles: tuple[str, ...]


class ParagraphLook(_Data):
    """One entry of the page style; lengths in twips, `indent` in characters, `line` `None` for single spacing.

    `word` and `id` name the built-in Word style it stands for, `None` for a style of its own.
    `outline` is 1 to 9 for headings; `tab` a tab stop at the right edge, with or without dots.
    """

    word: str | None = None
    id: str | None = None
    based_on: str | None = None
    next: str | None = None
    font: str
    latin: str | None = None
    size: Length
    bold: bool = False
    spacing: Length = 0
    align: Literal["both", "left", "right", "center"] = "both"
    line: Length | None = None
    before: Length = 0
    after: Length = 0
    left: Length = 0
    indent: int = 0
    outline: int | None = Field(None, ge=1, le=9)
    keep_next: bool = False
    grid: bool = True
    tab: Literal["plain", "dots"] | None = None

    @cached_property
    def pitch(self) -> int:
        """The height of a line in twips."""
        return self.line or round(self.size * 1.3)


class PageStyle(_Data):
    """All looks of an edition; `styles` are named as paragraphs and cells of a `Document` name them."""

    paper: Paper
    portrait: Page
    landscape: Page
    language: str
    latin: str
    fonts: dict[str, Font]
    table: TableLook
    chart: ChartLook
    page_number: PageNumber
    contents: ContentsLook
    styles: dict[str, ParagraphLook]

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        looks = self.styles.values()
        named = {self.page_number.style, *self.contents.styles, "默认"}
        named |= {name for look in looks for name in (look.based_on, look.next) if name}
        for missing in sorted(named - set(self.styles)):
            raise ValueError(f"没有样式“{missing}”")
        for missing in sorted({self.chart.font, *(look.font for look in looks)} - set(self.fonts)):
            raise ValueError(f"没有字体“{missing}”")
        for style, count in Counter(map(self.style_id, self.styles)).items():
            if count > 1:
                raise ValueError(f"Word 样式 {style} 用了两次")
        return self

    def style_id(self, name: str) -> str:
        """The Word style id of an entry."""
        return self.styles[name].id or name

    def page(self, landscape: bool) -> Page:
        """The margins of an orientation."""
        return self.landscape if landscape else self.portrait

    def sheet(self, landscape: bool) -> tuple[int, int]:
        """Width and height of the sheet as it is read, in twips."""
        size = (self.paper.width, self.paper.height)
        return size[::-1] if landscape else size

    def area(self, landscape: bool) -> tuple[int, int]:
        """Width and height of the type area in twips."""
        (width, height), page = self.sheet(landscape), self.page(landscape)
        return width - page.left - page.right, height - page.top - page.bottom
