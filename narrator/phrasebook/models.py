"""The files of an edition as models: what does not fit them, and names of parts that stand nowhere."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from pydantic import TypeAdapter, ValidationError

from narrator.alike import meant
from narrator.data_file import fault, faults
from narrator.errors import PhrasebookError
from narrator.figures.names import is_figure, meant_figure, unit_of
from narrator.finding import Finding, Place
from narrator.phrasebook.indicators import Indicators
from narrator.phrasebook.layers import Layered
from narrator.phrasebook.outline import Outline, present
from narrator.phrasebook.page_style import PageStyle
from narrator.phrasebook.phrase import Phrase
from narrator.phrasebook.settings import Glossary, Settings
from narrator.phrasebook.table_layout import TablesLayout

KINDS: Mapping[str, Any] = {
    "edition": Settings,
    "outline": Outline,
    "phrases": dict[str, Phrase],
    "tables": TablesLayout,
    "page": PageStyle,
    "glossary": Glossary,
    "indicators": Indicators,
}
TEXT_STYLES = ("正文", "目录标题", "部分标题")
TEXT_TABLE_STYLES = ("文内表头", "文内表格")
CHART_STYLES = ("图题",)
ANNEX_STYLES = ("附件标识", "附件标题")


class Models(NamedTuple):
    """All that an edition's files say; `indicators` is `None` where there are none."""

    edition: Settings
    outline: Outline
    phrases: Mapping[str, Phrase]
    tables: TablesLayout
    page: PageStyle
    glossary: Glossary
    indicators: Indicators | None


def models(sources: Mapping[str, Layered]) -> Models:
    """The models of all files; raises PhrasebookError with everything that does not fit."""
    read: dict[str, Any] = {}
    found: list[Finding] = []
    for kind, source in {**sources, "outline": present(sources["outline"])}.items():
        try:
            optional = kind == "indicators" and not source.data
            read[kind] = None if optional else _adapter(KINDS[kind]).validate_python(source.data)
        except ValidationError as error:
            found += faults(_places(kind, source, sources["edition"].origin("title")), error)
    if found:
        raise PhrasebookError.of(found)
    return Models(**read)


def _places(kind: str, source: Layered, own: str) -> Callable[[str], Place]:
    """Where paths are written; of weights or an order that do not fit, the first that the edition itself writes.

    `own` is where the edition's own title is written.
    """
    folder = str(Path(own.rpartition(":")[0]).parent)
    end = {"indicators": ".weight", "tables": "order"}.get(kind)
    written = (path for path, at in source.origins.items() if at.startswith(f"{folder}/"))
    first = next((path for path in written if end and path.endswith(end)), "")
    return lambda path: source.place(path or first)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def named_nowhere(read: Models, sources: Mapping[str, Layered]) -> Iterator[Finding]:
    """Names of sections, phrases, styles and figures that the edition uses and that stand nowhere."""
    outline = sources["outline"]
    yield from _sections(read.outline, outline)
    for path, name in read.outline.said():
        if name not in read.phrases:
            message = f"引用的句子“{name}”不存在；{meant(name, read.phrases)}请改名，或在 phrases 里写出它"
            yield fault("EDITION-PHRASE", message, outline.place(path))
    for path, name in _styles(read.outline):
        if name not in read.page.styles:
            message = f"page.yaml 里没有样式“{name}”；{meant(name, read.page.styles)}请改名，或补上它"
            yield fault("EDITION-STYLE", message, outline.place(path))
    yield from _indicators(read, sources)
    yield from _charts(read.outline, outline)
    yield from _numbering(read, sources["edition"])


def _sections(outline: Outline, source: Layered) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in outline.listed():
        if name not in outline.sections:
            comma = "清单里的逗号要用半角；" if "，" in name or "、" in name else ""
            message = f"没有名为“{name}”的节；{comma or meant(name, outline.sections)}请改名，或在 sections 里写出它"
            yield fault("EDITION-SECTION", message, source.place(path))
        elif name in seen:
            yield fault("EDITION-SECTION-TWICE", f"“{name}”这一节排了不止一次，请只留一处", source.place(path))
        seen.add(name)


def _numbering(read: Models, source: Layered) -> Iterator[Finding]:
    """Numberings that number nothing, and sections that lie deeper than there are numberings."""
    numbering = read.edition.numbering
    for i, pattern in enumerate(numbering):
        if "{中}" not in pattern and "{数}" not in pattern:
            message = f"标题编号“{pattern}”里没有 {{中}}（中文数字）或 {{数}}（阿拉伯数字）；请补上"
            yield fault("EDITION-NUMBERING", message, source.place(f"numbering.{i}"))
    depth = max(map(read.outline.depth, read.outline.parts), default=0)
    if depth > len(numbering):
        message = f"节有{depth}级，标题编号只写了{len(numbering)}级；请在 numbering 里补上"
        yield fault("EDITION-NUMBERING", message, source.place("numbering"))


def _styles(outline: Outline) -> Iterator[tuple[str, str]]:
    """Every style that the outline needs, with the path that needs it."""
    yield from ((f"cover.{i}.style", line.style) for i, line in enumerate(outline.cover))
    yield from (("parts", style) for style in TEXT_STYLES)
    for name, section in outline.sections.items():
        if section.table:
            yield from ((f"sections.{name}.table", style) for style in TEXT_TABLE_STYLES)
        if section.charts:
            yield from ((f"sections.{name}.charts", style) for style in CHART_STYLES)
        if section.annex:
            yield from ((f"sections.{name}.annex", style) for style in ANNEX_STYLES)


def _indicators(read: Models, sources: Mapping[str, Layered]) -> Iterator[Finding]:
    asking = read.outline.self_evaluated()
    if asking and not read.indicators:
        message = "要印自评表，但没有 indicators.yaml；请写出它，或去掉 self_evaluation"
        yield fault("EDITION-INDICATORS", message, sources["outline"].place(asking))
    for name, indicator in read.indicators.indicators.items() if read.indicators else ():
        if indicator.figure and not is_figure(indicator.figure):
            yield _no_figure(indicator.figure, sources["indicators"].place(f"indicators.{name}.figure"))


def _charts(outline: Outline, source: Layered) -> Iterator[Finding]:
    """Names in charts that are no figures, and charts of figures that cannot stand on one scale."""
    for path, chart in outline.charts():
        unknown = [i for i, name in enumerate(chart.of) if not is_figure(name)]
        yield from (_no_figure(chart.of[i], source.place(f"{path}.of.{i}")) for i in unknown)
        units = dict.fromkeys(unit_of(name) for name in chart.of) if not unknown else {}
        if len(units) > 1:
            message = f"各数的单位不同（{'、'.join(units)}），不能画在一张图里；请分成几张图，每张一种单位"
            yield fault("EDITION-CHART", message, source.place(f"{path}.of"))


def _no_figure(name: str, place: Place) -> Finding:
    message = f"没有名为“{name}”的数；{meant_figure(name)}可用 narrator figures 查看全部"
    return fault("EDITION-FIGURE", message, place)
