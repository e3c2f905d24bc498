"""outline.yaml: the order of the report as named sections that list their subsections."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from narrator.phrasebook.chart_layout import ChartLayout
from narrator.phrasebook.layers import Layered
from narrator.phrasebook.phrase import CONDITION, Data, Say


def present(layer: Layered) -> Layered:
    """The outline's data without the names of sections that a layer took away."""
    sections: dict[str, Any] = layer.data.get("sections") or {}
    gone = {path.removeprefix("sections.") for path in layer.removed} - sections.keys()
    kept = {name: _without(section, gone) for name, section in sections.items()}
    return Layered({**_without(layer.data, gone, "parts"), "sections": kept}, layer.origins, layer.removed)


def _without(data: Any, gone: set[str], key: str = "sections") -> Any:
    names = data.get(key) if isinstance(data, dict) else None
    return {**data, key: [name for name in names if name not in gone]} if isinstance(names, list) else data


class Step(Data):
    """Paragraphs of a section: phrases, for each row of a list if `each` is set."""

    each: str | None = None
    say: tuple[str, ...]


def _step(value: object) -> object:
    return {"say": [value]} if isinstance(value, str) else value


class TextTable(Data):
    """A table in the text: for each row of a list, a phrase a column; widths in mm."""

    each: str
    widths: tuple[float, ...]
    header: tuple[str, ...]
    say: tuple[str, ...]

    @model_validator(mode="after")
    def _columns_agree(self) -> Self:
        if not len(self.widths) == len(self.header) == len(self.say):
            raise ValueError("widths、header、say 的栏数不一致")
        return self


class Section(Data):
    """A section: its title, when it occurs, its paragraphs, a table and charts after them, its subsections by name.

    Of a part, `tables` prints the nine tables, `annex` sets an annex title, `percent_places` overrides the edition's,
    `self_evaluation` prints the table of indicators.yaml under this title after the part's text.
    """

    title: Say
    when: str | None = None
    say: tuple[
        Annotated[Step, BeforeValidator(lambda step: {"say": [step]} if isinstance(step, str) else step)], ...
    ] = ()
    table: TextTable | None = None
    charts: tuple[ChartLayout, ...] = ()
    sections: tuple[str, ...] = ()
    tables: bool = False
    annex: Say | None = None
    self_evaluation: Say | None = None
    percent_places: int | None = None


class CoverLine(Data):
    """A line of the cover and its style."""

    style: str
    say: Say


class Outline(Data):
    """Cover lines, the contents' title, the parts in order, and every section by its name."""

    cover: tuple[CoverLine, ...]
    contents: Say
    parts: tuple[str, ...]
    sections: Mapping[str, Section] = Field(default_factory=dict)

    def listed(self) -> Iterator[tuple[str, str]]:
        """Every section that the parts or another section list, with the path where it is listed."""
        yield from ((f"parts.{i}", name) for i, name in enumerate(self.parts))
        for above, section in self.sections.items():
            yield from ((f"sections.{above}.sections.{i}", name) for i, name in enumerate(section.sections))

    def depth(self, name: str, *above: str) -> int:
        """How many levels of sections lie below a section; one within itself counts once."""
        section = self.sections.get(name)
        below = [each for each in section.sections if each not in above] if section else []
        return max((1 + self.depth(each, name, *above) for each in below), default=0)

    def charts(self) -> Iterator[tuple[str, ChartLayout]]:
        """Every chart that a section asks for, with its path."""
        for name, section in self.sections.items():
            yield from ((f"sections.{name}.charts.{i}", chart) for i, chart in enumerate(section.charts))

    def self_evaluated(self) -> str | None:
        """The path of what asks for the table of indicators, `None` where nothing does."""
        asking = (name for name, section in self.sections.items() if section.self_evaluation)
        return next((f"sections.{name}.self_evaluation" for name in asking), None)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that is compiled, with its path."""
        yield "contents", self.contents
        for i, line in enumerate(self.cover):
            yield f"cover.{i}.say", line.say
        for name, section in self.sections.items():
            yield f"sections.{name}.title", section.title
            if section.annex:
                yield f"sections.{name}.annex", section.annex
            if section.self_evaluation:
                yield f"sections.{name}.self_evaluation", section.self_evaluation
            if section.when:
                yield f"sections.{name}.when", CONDITION + section.when
            for i, step in enumerate(section.say):
                if step.each:
                    yield f"sections.{name}.say.{i}.each", CONDITION + step.each
            if section.table:
                yield f"sections.{name}.table.each", CONDITION + section.table.each
        for path, chart in self.charts():
            yield from ((f"{path}.{part}", text) for part, text in chart.texts())

    def said(self) -> Iterator[tuple[str, str]]:
        """Every phrase that a section says, with the path where it is named."""
        for name, section in self.sections.items():
            for i, step in enumerate(section.say):
                yield from ((f"sections.{name}.say.{i}", phrase) for phrase in step.say)
            if section.table:
                yield from ((f"sections.{name}.table.say", phrase) for phrase in section.table.say)
