"""The narrator: says an edition's phrases of one account, and notes what it could not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import Template

from narrator import amount
from narrator.document import Run
from narrator.errors import PhrasebookError
from narrator.figures import Figure, Figures, FreeText, Missing, UnknownFigure
from narrator.figures.names import unknown_names
from narrator.finding import Finding
from narrator.narrate.edition import CompiledPhrase, Edition
from narrator.narrate.gaps import Gaps, cause
from narrator.narrate.language import is_missing, parts
from narrator.narrate.scope import AccountScope, Quoted

NAMED_FIGURE = re.compile(r"[{｛]+\s*([^{}｛｝]{1,60}?)\s*[}｝]+")
ENDINGS = "。；，、;,. "


class Narrator:
    """Renders phrases to runs; `findings` tells afterwards what was missing, `chosen` which cases were said."""

    def __init__(self, edition: Edition, figures: Figures) -> None:
        self.edition = edition
        self.scope = AccountScope(edition, figures)
        self.chosen: set[tuple[str, int]] = set()
        self._gaps = Gaps()
        self._questions: tuple[Mapping[str, str], ...] = ()

    def say(self, name: str, paragraph: str, **local: Any) -> tuple[Run, ...]:
        """The runs of a phrase for the paragraph with this id; empty where an optional fact is missing."""
        self._gaps.paragraph = paragraph
        return _joined(self._phrase(self.edition.phrases[name], local))

    def title(self, text: str, paragraph: str) -> tuple[Run, ...]:
        """The runs of a text that the outline writes."""
        self._gaps.paragraph = paragraph
        return _joined(self._runs(parts(self.edition.inline[text], self.scope, {})))

    def value(self, expression: str) -> Any:
        """The value of a condition or list that the outline writes."""
        return _only(self.edition.inline[expression], self.scope, {})

    def findings(self) -> tuple[Finding, ...]:
        """What was missing or could not be said, in order of first appearance, and names that nothing uses."""
        return (*self._gaps.findings(), *unknown_names(self.scope.figures))

    def _phrase(self, phrase: CompiledPhrase, local: Mapping[str, Any]) -> Iterator[Run]:
        local = {**phrase.phrase.takes, **local}
        if phrase.each is None:
            return self._once(phrase, local)
        rows = _only(phrase.each, self.scope, local)
        return self._absent(phrase, rows) if is_missing(rows) else self._rows(phrase, rows, local)

    def _absent(self, phrase: CompiledPhrase, rows: Missing) -> Iterator[Run]:
        """A list that is missing: left out where it is optional, else asked for in its place."""
        asked = phrase.phrase.ask.get(phrase.phrase.each or "")
        if asked and asked.optional:
            self._gaps.dropped(rows)
            return
        yield Run(phrase.phrase.before)
        yield self._missing(rows)
        yield Run(phrase.phrase.end)

    def _rows(self, phrase: CompiledPhrase, rows: tuple[Any, ...], local: Mapping[str, Any]) -> Iterator[Run]:
        words = phrase.phrase
        for number, row in enumerate(rows, 1):
            last = number == len(rows)
            yield Run(words.before if number == 1 else words.last if last and words.last is not None else words.join)
            inner = {"上项": local.get("本项"), "本项": row, "序号": number, "末项": last}
            yield from self._once(phrase, {**local, **inner})
        if rows:
            yield Run(words.end)

    def _once(self, phrase: CompiledPhrase, local: Mapping[str, Any]) -> Iterator[Run]:
        asked = [(phrase.phrase.ask[name], _only(template, self.scope, local)) for name, template in phrase.asked]
        unknown = [(ask, wanted) for ask, wanted in asked if is_missing(wanted)]
        if dropped := [wanted for ask, wanted in unknown if ask.optional]:
            self._gaps.dropped(dropped[0])
            return
        said = self._case(phrase, local)
        if said is None:
            self._gaps.undecided(phrase.name)
            yield _placeholder(phrase.name)
            return
        outer = self._questions
        self._questions = ({cause(wanted).path: ask.question for ask, wanted in unknown if ask.question}, *outer)
        yield from tuple(self._runs(parts(said, self.scope, local)))
        self._questions = outer

    def _case(self, phrase: CompiledPhrase, local: Mapping[str, Any]) -> Template | None:
        """The text of the one case that applies, `None` unless it is exactly one."""
        fitting = [i for i, (when, _) in enumerate(phrase.cases) if when is None or _only(when, self.scope, local)]
        if len(fitting) != 1:
            return None
        self.chosen.add((phrase.name, fitting[0]))
        return phrase.cases[fitting[0]][1]

    def _runs(self, rendered: Iterable[Any]) -> Iterator[Run]:
        for part in rendered:
            if isinstance(part, Run):
                yield part
            elif isinstance(part, str):
                yield Run(part)
            elif isinstance(part, tuple):
                yield from self._runs(part)
            elif isinstance(part, Quoted):
                yield from self._phrase(self.edition.phrases[part.name], part.local)
            elif is_missing(part):
                yield self._missing(part)
            elif isinstance(part, FreeText):
                yield from self._prose(part)
            else:
                raise PhrasebookError(
                    f"“{getattr(part, 'label', part)}”打印时没有写明单位，请加 | 万元、| 百分比 或 | 个数"
                )

    def _prose(self, text: FreeText) -> Iterator[Run]:
        """What staff wrote, without its last punctuation; figures that it names in braces are printed."""
        at = 0
        prose = text.text.rstrip(ENDINGS)
        for match in NAMED_FIGURE.finditer(prose):
            yield Run(prose[at : match.start()])
            yield self._named(match[1], text)
            at = match.end()
        yield Run(prose[at:])

    def _named(self, label: str, text: FreeText) -> Run:
        try:
            figure = self.scope.figures[label]
        except UnknownFigure:
            self._gaps.unknown_figure(label, text)
            return _placeholder(label)
        return self._missing(figure) if figure.value is None else Run(self._with_unit(figure), figure)

    def _with_unit(self, figure: Figure) -> str:
        settings, value = self.edition.settings, figure.value or Decimal(0)
        if figure.unit == "%":
            return amount.text(value, self.scope.percent_places, trim=settings.percent_trim) + "%"
        places = settings.amounts.places if figure.unit == "万元" else 0
        return amount.text(value, places, trim=settings.amounts.trim) + figure.unit

    def _missing(self, wanted: Missing | Figure) -> Run:
        because = cause(wanted)
        asked = (questions[because.path] for questions in self._questions if because.path in questions)
        question = next(asked, because.question)
        self._gaps.asked(wanted, question)
        return _placeholder(question)


def _placeholder(question: str) -> Run:
    return Run(f"【待填：{question}】", placeholder=True)


def _only(template: Template, scope: AccountScope, local: Mapping[str, Any]) -> Any:
    return parts(template, scope, local)[0]


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs with neighbouring plain texts made one."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        plain = run.figure is None and not run.placeholder
        if plain and joined and joined[-1].figure is None and not joined[-1].placeholder:
            joined[-1] = Run(joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
